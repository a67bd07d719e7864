"""Product cards, shared by the menu and by a new order."""
