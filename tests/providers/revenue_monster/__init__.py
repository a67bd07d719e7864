"""Revenue Monster as a provider."""
