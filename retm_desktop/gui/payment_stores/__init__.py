"""The stores of the payment account: all of them, one whole, its form, and the branches whose payments it takes."""
