"""The local HTTP server: install callbacks and webhooks in, journal rows out."""
