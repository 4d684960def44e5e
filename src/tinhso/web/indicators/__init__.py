"""The pages of indicators: the list, and one series with its sources, targets and boundaries."""
