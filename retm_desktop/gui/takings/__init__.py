"""The takings tab: what the payment account took, transaction by transaction and as it was settled."""
