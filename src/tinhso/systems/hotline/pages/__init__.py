"""The hotline's pages: thin, one call of the domain a view."""
