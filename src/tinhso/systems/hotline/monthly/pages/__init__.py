"""The month's pages: thin, and on the open side."""
