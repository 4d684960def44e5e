"""Reports of invented provinces, each figure labelled by hand where it stands."""
