"""Which addresses the embedded browser may visit, decided without a browser."""

import re
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from retm_desktop.providers.addresses import is_loopback

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
_REFUSALS = {"access_denied", "denied"}


class HasConsentHosts(Protocol):
    """The part of an environment that matters here."""

    @property
    def consent_hosts(self) -> frozenset[str]:
        """Hosts ("retm.sa"), hosts with a port ("127.0.0.1:9001") and "*." patterns for what lies below a host."""
        ...


def may_visit(url: str, environment: HasConsentHosts) -> bool:
    """Tell whether the embedded browser may open `url`, the fully encoded form.

    Only https, plain http to this machine alone, and only the environment's own hosts on their usual port or
    the port the environment names. Anything doubtful (a user name, a backslash, spaces, other scripts in the
    host, which browsers and parsers read in different ways) is refused.
    """
    host_port = _host_and_port(url)
    if host_port is None:
        return False
    host, port, is_usual_port = host_port
    for allowed in environment.consent_hosts:
        name, allowed_port = _allowed(allowed.lower())
        if port != allowed_port if allowed_port is not None else not is_usual_port:
            continue
        if name == host or (name.startswith("*.") and host.endswith(name[1:]) and len(host) >= len(name)):
            return True
    return False


def shown_address(url: str) -> str:
    """Return `url` as the read-only address line shows it: without query and fragment, which hold client id and state.

    Empty where it is not a web address.
    """
    host_port = _host_and_port(url)
    if host_port is None:
        return ""
    host, port, is_usual_port = host_port
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{host}{'' if is_usual_port else f':{port}'}{parts.path}"


def says_denied(url: str) -> bool:
    """Tell whether an address the browser was sent to reports a refusal in the way of OAuth (RFC 6749, 4.1.2.1).

    RETM's pages describe no refusal: this is a hint that spares the operator the wait, never a proof.
    """
    try:
        values = parse_qs(urlsplit(url).query, max_num_fields=50)
    except ValueError:
        return False
    return any(value.lower() in _REFUSALS for value in (*values.get("error", ()), *values.get("result", ())))


def _host_and_port(url: str) -> tuple[str, int, bool] | None:
    if not url.isascii() or not url.isprintable() or any(sign in url for sign in ("\\", " ")):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    host = (parts.hostname or "").lower()
    if "@" in parts.netloc or not host or ".." in host:
        return None
    if not _HOST.fullmatch(f"[{host}]" if ":" in host else host):
        return None
    if scheme != "https" and not (scheme == "http" and is_loopback(host)):
        return None
    usual = 443 if scheme == "https" else 80
    port = usual if port is None else port
    return host, port, port == usual


def _allowed(pattern: str) -> tuple[str, int | None]:
    """Split "host:port"; the port is None where it is not named. IPv6 addresses come in brackets."""
    if pattern.startswith("["):
        host, _, rest = pattern[1:].partition("]")
        return host, int(rest[1:]) if rest.startswith(":") else None
    host, colon, port = pattern.partition(":")
    return host, int(port) if colon else None
