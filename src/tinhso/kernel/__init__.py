"""The eight nouns, working time and messages; knows no system."""
