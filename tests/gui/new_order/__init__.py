"""Tests of taking an order by phone."""
