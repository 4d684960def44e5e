"""SDMX 3.0 without a web or a database: identifiers, queries, structures and messages."""
