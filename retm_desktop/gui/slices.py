"""Long work on the window's own thread; see `retm_desktop.slices`."""

from retm_desktop.slices import in_slices

__all__ = ["in_slices"]
