"""Tests of the rewards tab."""
