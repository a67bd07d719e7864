"""The built program tests itself: everything is started without a network, in a process that may break."""
