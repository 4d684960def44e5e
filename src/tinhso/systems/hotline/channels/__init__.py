"""The ways in besides the page: what arrives becomes a report, and is answered the same way."""
