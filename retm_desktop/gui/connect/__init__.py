"""Connecting a restaurant on screen: the first start, the consent page, and what became of it."""
