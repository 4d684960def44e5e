"""Documents: on what paper something rests, at which words; and evidence files."""
