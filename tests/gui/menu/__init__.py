"""Tests of the menu page."""
