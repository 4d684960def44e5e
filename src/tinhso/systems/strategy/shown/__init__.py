"""What pages show, in words, ready for templates."""
