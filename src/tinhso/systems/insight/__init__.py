"""Insight: reads reports into claims that lead back to their words."""
