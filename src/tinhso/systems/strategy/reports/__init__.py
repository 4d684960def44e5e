"""Reports: what was promised and reached in a year, five or ten, as a page, DOCX and PDF."""
