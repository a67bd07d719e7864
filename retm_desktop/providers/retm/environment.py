"""Where a RETM lives: production, staging, the practice restaurant, and environments an operator names."""

import re
from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urlsplit

import msgspec

from retm_desktop.domain.errors import BadEnvironments, Rejected
from retm_desktop.providers.addresses import check_address, check_time_zone
from retm_desktop.providers.retm.endpoints import ENDPOINTS

_PLACEHOLDER = "{business_id}"
_BUSINESS_ID = re.compile(r"[A-Za-z0-9-]{1,63}")
_LONGEST_PATH = 200
_GRANTS = ("authorization_code", "client_credentials")


class Environment(msgspec.Struct, frozen=True):
    """The addresses and settings of one RETM. `token_url` and `api_url` may contain `{business_id}`.

    `paths` replaces paths of the endpoint table (relative to `api_url`) without a release. `grant` is the first token
    request's grant type: two pages document authorization_code, the landing page names client_credentials
    (folder-751726). `currency` and `time_zone` are account settings of RETM that no document carries.
    """

    provider: ClassVar[str] = "retm"

    name: str
    label: str
    consent_url: str
    token_url: str
    api_url: str
    paths: dict[str, str] = {}
    currency: str = "SAR"
    time_zone: str = "Asia/Riyadh"
    grant: str = "authorization_code"
    serves: str = "orders"

    def token_address(self, business_id: str) -> str:
        """Return the token endpoint of a business; raises Rejected for an id that cannot stand in an address."""
        address = self.token_url.replace(_PLACEHOLDER, checked_business_id(business_id))
        usual, other = ENDPOINTS["token"].path, self.paths.get("token")
        return address.removesuffix(usual) + other if other and address.endswith(usual) else address

    def api_address(self, business_id: str) -> str:
        """Return the API's base address of a business, without a slash at its end; raises Rejected for a bad id."""
        return self.api_url.replace(_PLACEHOLDER, checked_business_id(business_id)).rstrip("/")

    @property
    def consent_hosts(self) -> frozenset[str]:
        """Hosts the consent browser may visit: `host`, `host:port`, or `*.host` for every host below it."""
        host = urlsplit(self.consent_url).netloc.lower()
        if host == "retm.sa" or host.endswith(".retm.sa"):
            return frozenset({host, "retm.sa", "*.retm.sa"})
        return frozenset({host})


def check_path(endpoint: str, path: str) -> None:
    """Raise Rejected (field `path`) where `path` cannot stand for the endpoint's own."""
    said = ""
    if not re.fullmatch(r"(/[A-Za-z0-9._{}-]+)+", path) or ".." in path or len(path) > _LONGEST_PATH:
        said = "a path like /orders/list is wanted"
    elif path.count("{id}") != ENDPOINTS[endpoint].path.count("{id}") or set(path.replace("{id}", "")) & set("{}"):
        said = "{id} is wanted exactly where the table has it"
    if said:
        raise Rejected(said, {"path": (said,)})


def checked_business_id(business_id: str) -> str:
    """Return `business_id` if it can stand in a host name or a path, else raise Rejected with the field named."""
    if not _BUSINESS_ID.fullmatch(business_id):
        said = "only letters, digits and hyphens, at most 63"
        raise Rejected("not a business id", {"business_id": (said,)})
    return business_id


PRODUCTION = Environment(
    name="production",
    label="RETM",
    consent_url="https://retm.sa/integrations/authorized",
    token_url="https://{business_id}.retm.sa/api/oAuth/token",  # noqa: S106
    api_url="https://{business_id}.retm.sa/api/v2",
)
"""RETM itself (doc-400757, api-5053400)."""

STAGING = Environment(
    name="staging",
    label="RETM staging",
    consent_url="https://stg.retm.sa/integrations/authorized",
    token_url="https://stg.retm.sa/api/oAuth/token",  # noqa: S106
    api_url="https://stg.retm.sa/api/v2",
)
"""RETM's staging; consent and token addresses are documented (doc-400757), the API address is assumed."""

BUILT_IN: dict[str, Environment] = {environment.name: environment for environment in (PRODUCTION, STAGING)}


def sandbox_environment(url: str) -> Environment:
    """Return the practice restaurant's environment, given the address it serves at (`http://127.0.0.1:PORT`)."""
    base = url.rstrip("/")
    return Environment(
        name="sandbox",
        label="Practice",
        consent_url=f"{base}/integrations/authorized",
        token_url=f"{base}/{_PLACEHOLDER}/api/oAuth/token",
        api_url=f"{base}/{_PLACEHOLDER}/api/v2",
    )


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    consent_url: str
    token_url: str
    api_url: str
    label: str = ""
    currency: str = "SAR"
    time_zone: str = "Asia/Riyadh"
    grant: str = "authorization_code"
    paths: dict[str, str] = {}


def environment_of(name: str, settings: Mapping[str, object]) -> Environment:
    """Return the environment that an entry of the environments file describes.

    Raises BadEnvironments, naming the setting, for one that is not known or cannot be, and for an address without TLS
    that is not on this computer.
    """
    try:
        entry = msgspec.convert(settings, _Entry)
    except msgspec.ValidationError as error:
        raise BadEnvironments(f"{name}: {error}") from error
    for setting in ("consent_url", "token_url", "api_url"):
        _check_address(f"{name}.{setting}", getattr(entry, setting), placeholder=setting != "consent_url")
    for endpoint, path in entry.paths.items():
        if endpoint not in ENDPOINTS:
            raise BadEnvironments(f"{name}.paths: there is no endpoint {endpoint!r}")
        try:
            check_path(endpoint, path)
        except Rejected as error:
            raise BadEnvironments(f"{name}.paths.{endpoint}: {error.detail}") from error
    check_time_zone(f"{name}.time_zone", entry.time_zone)
    if not re.fullmatch(r"[A-Z]{3}", entry.currency):
        raise BadEnvironments(f"{name}.currency: three capital letters are wanted")
    if entry.grant not in _GRANTS:
        raise BadEnvironments(f"{name}.grant: one of {', '.join(_GRANTS)} is wanted")
    return Environment(
        name=name,
        label=entry.label or name,
        consent_url=entry.consent_url,
        token_url=entry.token_url,
        api_url=entry.api_url,
        paths=entry.paths,
        currency=entry.currency,
        time_zone=entry.time_zone,
        grant=entry.grant,
    )


def _check_address(what: str, address: str, *, placeholder: bool) -> None:
    """Without TLS the business may stand in the path alone: as a part of the host it would leave this computer."""
    named = placeholder and _PLACEHOLDER in address
    if named and address.startswith("http://") and _PLACEHOLDER in urlsplit(address).netloc:
        raise BadEnvironments(f"{what}: http:// is allowed on this computer only")
    check_address(what, address.replace(_PLACEHOLDER, "business") if placeholder else address)
