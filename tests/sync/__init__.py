"""Tests of the sync against the practice restaurant."""
