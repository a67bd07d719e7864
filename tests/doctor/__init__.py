"""The doctor: what it finds, and that looking changes nothing."""
