"""Which addresses of a service are safe to talk to, whoever named them."""

import ipaddress
import re
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from retm_desktop.domain.errors import BadEnvironments


def check_address(what: str, address: str) -> None:
    """Raise BadEnvironments, naming the setting `what`, for anything but a plain https address.

    http is allowed on this computer alone; no user, query or fragment may be in it, and no sign that addresses escape.
    """
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadEnvironments(f"{what}: not an address") from error
    if parts.scheme not in ("http", "https") or not host or not re.fullmatch(r"[!-~]+", address):
        raise BadEnvironments(f"{what}: an address beginning with https:// is wanted")
    if parts.username is not None or parts.query or parts.fragment or set(address) & set("{}\\<>\"'"):
        raise BadEnvironments(f"{what}: no user, query, fragment or other placeholder may be in it")
    if parts.scheme == "http" and not is_loopback(host):
        raise BadEnvironments(f"{what}: http:// is allowed on this computer only")


def check_time_zone(what: str, name: str) -> None:
    """Raise BadEnvironments, naming the setting `what`, for a name that is no time zone."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        raise BadEnvironments(f"{what}: {name!r} is not a time zone") from error


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this computer."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
