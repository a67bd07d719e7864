"""The window: Qt, and nothing that the core would miss."""
