"""The pages of documents: the list with its search, and a text with a cited sentence marked."""
