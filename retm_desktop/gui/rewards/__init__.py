"""The rewards tab: the book of coupons, what became of them at the till, and what the till is told."""
