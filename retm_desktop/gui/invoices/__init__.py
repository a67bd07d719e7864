"""The invoices tab: what was sold, how it was paid, what was given back."""
