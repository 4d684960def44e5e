"""Messages: what goes out to people and what comes in from them, whatever carries it."""
