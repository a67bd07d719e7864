"""The menu: categories and groups, products as cards, and everything RETM tells of one product."""
