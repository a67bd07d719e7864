"""The takings tab."""
