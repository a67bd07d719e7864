"""Tests of connecting on screen."""
