"""Tests of the branches page."""
