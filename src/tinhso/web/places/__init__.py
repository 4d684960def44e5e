"""Addresses that maps ask: tiles of layers, the commune of a point, names for the base map."""
