"""The invoices tab."""
