"""Words of reports in templates."""
