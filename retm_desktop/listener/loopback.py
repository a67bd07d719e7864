"""The listener's socket: 127.0.0.1 only, and ours alone."""

import errno
import socket
import sys

from retm_desktop.domain.errors import PortTaken

HOST = "127.0.0.1"
"""The literal address: the name "localhost" may lead to ::1, where nobody listens."""

_TAKEN = {errno.EADDRINUSE, errno.EACCES}


def bound_socket(port: int) -> socket.socket:
    """Return a TCP socket bound to `port` of the loopback address, 0 for any free one; it does not accept yet.

    Raises PortTaken where another program holds the port, or the system keeps it for itself.
    """
    # The protocol is named: asyncio sets TCP_NODELAY on accepted connections only then, else each answer waits 40 ms.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform == "win32":
            # There SO_REUSEADDR lets a second program bind the same port and steal its calls.
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # Elsewhere it only skips the wait for closed connections (TIME_WAIT) after a restart.
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((HOST, port))
        # On Linux two sockets may be bound with SO_REUSEADDR as long as none listens: listen here, to be told now.
        bound.listen(128)
    except OverflowError as error:
        bound.close()
        raise PortTaken("no such port", port) from error
    except OSError as error:
        bound.close()
        if error.errno in _TAKEN:
            raise PortTaken(f"bind: {error.strerror}", port) from error
        raise
    bound.setblocking(False)
    return bound
