"""The ledger on screen: when every order was sent, received, shown, seen and acted on, and which were missed."""
