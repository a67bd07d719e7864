"""Whether RETM can reach this program: the listener on its port, and the public address that should lead to it."""

import socket
import ssl
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx
import msgspec

from retm_desktop.doctor.finding import Check, Finding, finding
from retm_desktop.doctor.reach import PATIENCE, resolved, system_context
from retm_desktop.listener.loopback import HOST

DEFAULT_PORT = 47600
_MOST_BYTES = 1024


class _Health(msgspec.Struct, forbid_unknown_fields=True):
    ok: bool


def look_at_listener(port: int, *, ours: bool | None) -> Finding:
    """Tell who answers at `port` of this computer.

    `ours` is what the running program knows: True while its listener runs, False while it could not be opened; None
    where nobody knows, since no window is asked.
    """
    answered = _health(f"http://{HOST}:{port}", ssl.create_default_context)
    if answered is None:
        return finding(Check.LISTENER, "not_running" if ours is None else "closed", port=port)
    if not answered:
        return finding(Check.LISTENER, "taken", port=port)
    return finding(Check.LISTENER, "other_copy" if ours is False else "ok", port=port)


def look_at_public_address(address: str, context: Callable[[], ssl.SSLContext] = system_context) -> Finding:
    """Call ourselves through the address RETM was given."""
    if not address:
        return finding(Check.PUBLIC_ADDRESS, "not_set")
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        resolved(host, parts.port or 443)
    except (socket.gaierror, UnicodeError, ValueError):
        return finding(Check.PUBLIC_ADDRESS, "no_name", address=address)
    try:
        answered = _health(address, context)
    except _NotSecure:
        return finding(Check.PUBLIC_ADDRESS, "not_secure", address=address)
    except _NotPassedOn as error:
        return finding(Check.PUBLIC_ADDRESS, "not_passed_on", address=address, status=error.status)
    code = "not_reached" if answered is None else "ok" if answered else "other"
    return finding(Check.PUBLIC_ADDRESS, code, address=address)


class _NotSecure(Exception):
    """Whoever answers cannot prove to be the host; RETM would not talk to it either."""


class _NotPassedOn(Exception):
    """A tunnel or relay answers that it cannot reach what is behind it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def _health(base: str, context: Callable[[], ssl.SSLContext]) -> bool | None:
    """Return whether a listener of this program answers at `base`, None where nobody does."""
    try:
        with (
            httpx.Client(verify=context(), timeout=PATIENCE, trust_env=False) as client,
            client.stream("GET", f"{base.rstrip('/')}/health") as answer,
        ):
            if answer.status_code in (502, 503, 504, 530):
                raise _NotPassedOn(answer.status_code)
            body = b""
            for part in answer.iter_bytes():
                body += part
                if len(body) > _MOST_BYTES:
                    return False
    except httpx.ConnectError as error:
        if _is_certificate(error):
            raise _NotSecure from error
        return None
    except httpx.TimeoutException:
        return None
    except (httpx.HTTPError, httpx.InvalidURL):
        return False  # Somebody is there and speaks something else.
    try:
        return answer.status_code == 200 and msgspec.json.decode(body, type=_Health).ok
    except msgspec.DecodeError:
        return False


def _is_certificate(error: BaseException) -> bool:
    at: BaseException | None = error
    while at is not None:
        if isinstance(at, ssl.SSLError):
            return True
        at = at.__cause__ or at.__context__
    return False
