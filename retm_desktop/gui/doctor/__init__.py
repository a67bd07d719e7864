"""Why no orders come, in words and in a dialog."""
