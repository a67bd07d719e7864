"""Connecting a restaurant, against a small token endpoint of the tests' own."""
