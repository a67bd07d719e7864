"""Keeps the store equal to RETM: pulling, applying what arrived, sending what was decided, noticing a wake."""
