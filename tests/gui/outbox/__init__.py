"""Tests of the outbox on screen."""
