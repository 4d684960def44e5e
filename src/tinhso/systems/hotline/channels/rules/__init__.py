"""What a message says: its verb, its numbers, its place. Pure decisions."""
