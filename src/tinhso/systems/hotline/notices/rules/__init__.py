"""Pure decisions about notices: whom one concerns, what a letter says, how long it may stand."""
