"""Units: areas and agencies, since when they stand, and what became of them."""
