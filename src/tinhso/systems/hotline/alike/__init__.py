"""Reports that tell of one thing, and the category that words suggest."""
