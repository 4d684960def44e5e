"""Short messages: by a provider's HTTP interface, or by SMPP."""
