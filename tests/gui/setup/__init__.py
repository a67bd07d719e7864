"""Tests of the setup tab."""
