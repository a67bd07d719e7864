"""Tests of the practice restaurant, over real sockets."""
