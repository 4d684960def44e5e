"""A report on paper: PDF and DOCX in the state's format, and its charts as pictures."""
