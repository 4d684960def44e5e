"""Calendar: working time, holidays and when a limit ends."""
