"""What programs read: SDMX and the catalogue as RDF."""
