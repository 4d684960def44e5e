"""What a report says: pure functions of facts and wording. Knows nothing of Django."""
