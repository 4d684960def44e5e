"""The operator's console: calls, the log of calls, the wall."""
