"""Indicators: how well, against which target, says who."""
