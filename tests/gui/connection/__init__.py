"""The connection page, as a technician uses it."""
