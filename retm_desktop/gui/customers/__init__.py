"""The customers: who they are, how to reach them, what they ordered, and a new order for one of them."""
