"""The connection page of Setup: what a restaurant's technician needs on day one."""
