"""Charging an order and giving it back: the dialogs, and the words for how a payment stands."""
