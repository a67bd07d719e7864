"""The real window, listener, client and store, against the practice restaurant over loopback sockets."""
