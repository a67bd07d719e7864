"""The restaurant's own lists in Setup: order types, price lists, payment methods, order charges, taxes."""
