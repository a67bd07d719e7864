"""Tests of the window, against a real store and a house that records what is asked of it."""
