"""Papers in the state's format: plain content, drawn as a page, DOCX, PDF and spreadsheets."""
