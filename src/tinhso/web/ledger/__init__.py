"""The ledger's public pages: what the head is, verifying a receipt, and the sandbox."""
