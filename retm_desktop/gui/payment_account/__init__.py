"""The payment account: whose it is, what it allows, and what one can do about it."""
