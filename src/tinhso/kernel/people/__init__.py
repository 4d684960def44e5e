"""People: who acts or asks, as whom, and what they may see of others."""
