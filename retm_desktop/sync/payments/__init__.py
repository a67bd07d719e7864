"""A payment account at work: charging orders, refunding, its stores, and what it took."""
