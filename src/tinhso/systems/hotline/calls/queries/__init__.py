"""Every read of the calls."""
