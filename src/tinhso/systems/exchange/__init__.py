"""Exchange: the province's data for others, and figures brought in from files."""
