"""The devices of every branch, and when each was last seen on an order."""
