"""The console, the log, the wall."""
