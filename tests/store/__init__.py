"""Tests of the store over real files."""
