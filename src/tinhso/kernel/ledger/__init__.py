"""The ledger room of the kernel: what happened, provably."""
