"""The program killed at every moment: nothing may be lost, doubled or stuck, and the books of the restaurant decide."""
