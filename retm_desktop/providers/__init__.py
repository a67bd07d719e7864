"""The systems we connect to: one folder each, sharing only the way requests travel."""
