"""Places: where things are, which commune that is in, and the tiles that maps are drawn from."""
