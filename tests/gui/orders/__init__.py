"""Tests of the orders screen."""
