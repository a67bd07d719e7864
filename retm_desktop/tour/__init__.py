"""The tour: the main job walked on the real window by real clicks, with pictures and a report."""
