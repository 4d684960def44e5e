"""Pure decisions about registers: what is a value, who may do what, what is found."""
