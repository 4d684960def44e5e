"""Pure decisions of the cases room: no clock, no database, no Django."""
