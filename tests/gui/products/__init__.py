"""Tests of the product cards."""
