"""The channels' screens, and where providers hand in what came to them."""
