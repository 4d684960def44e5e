"""The pages of the administrator's desk."""
