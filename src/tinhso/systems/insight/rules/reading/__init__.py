"""Reads Vietnamese reports into claims, by grammar and dictionary."""
