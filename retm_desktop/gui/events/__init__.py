"""The events page of Setup: what arrived from RETM, and what became of it."""
