"""The generic screens of registers."""
