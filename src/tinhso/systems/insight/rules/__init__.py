"""What insight decides without a database: reading a report, and checking what was read."""
