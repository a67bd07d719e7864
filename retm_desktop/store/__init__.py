"""What the program knows, on disk: orders, catalogue, what arrived, what must be sent, and sealed secrets."""
