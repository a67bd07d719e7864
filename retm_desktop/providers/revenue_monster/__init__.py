"""Revenue Monster's open API: hosts, install, tokens, signatures, endpoints, documents and calls.

What only an SDK shows, and no page of the documentation, is marked so in `endpoints.py`.
"""
