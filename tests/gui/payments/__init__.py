"""Tests of charging and refunding an order on screen."""
