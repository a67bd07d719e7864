"""RETM Desktop: order management for restaurants on the RETM point of sale."""
