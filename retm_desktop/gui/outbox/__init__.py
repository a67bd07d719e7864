"""Work that RETM has not done yet: the strip that lets it be taken back, and the list of all of it."""
