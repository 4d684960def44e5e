"""The machine room: the embedded PostgreSQL, its logins, processes, secrets and backups."""
