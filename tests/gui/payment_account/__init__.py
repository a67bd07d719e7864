"""Setup's part on the payment account."""
