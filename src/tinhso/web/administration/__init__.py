"""The administrator's desk: staff, appointments, settings, and who did what."""
