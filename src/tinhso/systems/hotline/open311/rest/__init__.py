"""What programs ask: GeoReport v2 over HTTP."""
