"""The month from noon of the 25th to noon of the 25th, hot spots and the live board."""
