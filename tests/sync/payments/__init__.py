"""Charging, refunding and reading an account."""
