"""Tests of the devices page."""
