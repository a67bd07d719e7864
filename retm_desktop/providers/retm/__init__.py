"""RETM's API as its public documentation tells it: hosts, install, tokens, endpoints, documents and calls.

What the documentation leaves open is marked as assumed in `endpoints.py` and can be overridden by an environment.
"""
