"""The orders screen: what came in, how far it is, and what to do next."""
