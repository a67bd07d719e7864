"""Where a Revenue Monster lives: production, sandbox, practice payments, and entries of the environments file."""

import re
from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urlsplit

import msgspec

from retm_desktop.domain.errors import BadEnvironments
from retm_desktop.providers.addresses import check_address, check_time_zone, is_loopback

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_DOMAIN = "revenuemonster.my"


class Environment(msgspec.Struct, frozen=True):
    """The addresses and settings of one Revenue Monster.

    `redirect_uri` is set when an install begins: it is one of those registered in the merchant portal, letter by
    letter. `notify_url` is where the service tells of a payment; it has to be given even where nobody listens.
    """

    provider: ClassVar[str] = "revenue-monster"

    name: str
    label: str
    oauth_url: str
    open_url: str
    redirect_uri: str = ""
    notify_url: str = ""
    currency: str = "MYR"
    time_zone: str = "Asia/Kuala_Lumpur"
    serves: str = "payments"

    @property
    def consent_url(self) -> str:
        """The page where the merchant allows access, without its query (no version stands in front of it)."""
        return f"{self.oauth_url}/authorize"

    @property
    def consent_hosts(self) -> frozenset[str]:
        """Hosts the consent browser may visit: `host`, `host:port`, or `*.host` for every host below it."""
        host = urlsplit(self.oauth_url).netloc.lower()
        hosts = {host}
        if host == _DOMAIN or host.endswith(f".{_DOMAIN}"):
            hosts |= {_DOMAIN, f"*.{_DOMAIN}"}
        back = urlsplit(self.redirect_uri)
        if is_loopback(back.hostname or ""):
            hosts.add(back.netloc.lower())
        return frozenset(hosts)


PRODUCTION = Environment(
    name="revenue-monster",
    label="Revenue Monster",
    oauth_url="https://oauth.revenuemonster.my",
    open_url="https://open.revenuemonster.my",
)
"""Revenue Monster itself (introduction/overview of its documentation)."""

SANDBOX = Environment(
    name="revenue-monster-sandbox",
    label="Revenue Monster sandbox",
    oauth_url="https://sb-oauth.revenuemonster.my",
    open_url="https://sb-open.revenuemonster.my",
)
"""Revenue Monster's own sandbox, whose accounts its support has to activate (introduction/overview)."""

BUILT_IN: dict[str, Environment] = {environment.name: environment for environment in (PRODUCTION, SANDBOX)}

_PRACTICE = "practice-payments"


def practice_environment(url: str) -> Environment:
    """Return the practice payments' environment, given the address they are served at (`http://127.0.0.1:PORT`)."""
    base = url.rstrip("/")
    return Environment(
        name=_PRACTICE,
        label="Practice payments",
        oauth_url=f"{base}/rm/oauth",
        open_url=f"{base}/rm/open",
    )


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    oauth_url: str
    open_url: str
    provider: str = Environment.provider
    label: str = ""
    notify_url: str = ""
    time_zone: str = "Asia/Kuala_Lumpur"


def environment_of(name: str, settings: Mapping[str, object]) -> Environment:
    """Return the environment an entry of the environments file describes.

    Raises BadEnvironments, naming the setting, for one that is not known, an address without TLS that is not on this
    computer, a time zone that is none, or a built-in name.
    """
    if not _NAME.fullmatch(name) or name in BUILT_IN or name == _PRACTICE:
        raise BadEnvironments(f"{name!r} cannot be an environment's name")
    try:
        entry = msgspec.convert(dict(settings), _Entry)
    except msgspec.ValidationError as error:
        raise BadEnvironments(f"{name}: {error}") from error
    if entry.provider != Environment.provider:
        raise BadEnvironments(f"{name}.provider: {Environment.provider!r} is wanted")
    for setting in ("oauth_url", "open_url", "notify_url"):
        address = getattr(entry, setting)
        if address or setting != "notify_url":
            check_address(f"{name}.{setting}", address)
    check_time_zone(f"{name}.time_zone", entry.time_zone)
    return Environment(
        name=name,
        label=entry.label or name,
        oauth_url=entry.oauth_url.rstrip("/"),
        open_url=entry.open_url.rstrip("/"),
        notify_url=entry.notify_url,
        time_zone=entry.time_zone,
    )
