"""The outside world behind small interfaces; here, where files are kept."""
