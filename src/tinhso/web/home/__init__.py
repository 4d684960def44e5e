"""The home page: what a citizen came for, in one breath."""
