"""Tests of the providers, over real sockets."""
