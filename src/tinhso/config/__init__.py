"""Settings, addresses and the wiring of all rooms: the one place that knows everything."""
