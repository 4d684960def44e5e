"""Pure decisions of the ledger: canonical bytes, the Merkle tree, signed heads, receipts."""
