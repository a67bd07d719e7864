"""Tests of the restaurant's lists in Setup."""
