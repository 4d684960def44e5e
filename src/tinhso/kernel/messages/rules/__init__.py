"""Pure decisions about messages: addresses, waits and bounds, segments of an SMS."""
