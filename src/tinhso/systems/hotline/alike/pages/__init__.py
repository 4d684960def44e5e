"""The pages and fragments of this part."""
