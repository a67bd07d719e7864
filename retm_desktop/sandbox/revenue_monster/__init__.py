"""Revenue Monster in a box: its consent page, tokens, signed open API, checkout pages and callbacks on loopback."""
