"""The branches: where they are, how to reach them, and what is open at each."""
