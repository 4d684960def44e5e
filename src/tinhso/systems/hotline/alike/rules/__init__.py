"""How alike two reports are, and what their words say they are about. Pure decisions."""
