"""The pages of notices: thin, one call of the domain a view."""
