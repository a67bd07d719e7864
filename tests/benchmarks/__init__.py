"""How fast the program is, measured on this machine: `python -m tests.benchmarks`."""
