"""Warnings to people, and following by e-mail and feed."""
