"""What connecting needs of a provider, and the providers there are: one row each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

import httpx
import msgspec

from retm_desktop.providers.retm import install
from retm_desktop.providers.retm.environment import Environment
from retm_desktop.providers.retm.install import Tokens

__all__ = ["PROVIDERS", "InstallCallback", "Provider", "Retm", "Tokens"]


class InstallCallback(msgspec.Struct, frozen=True):
    """What an install callback, or a pasted one, says; `state` is empty where it was not handed back."""

    code: str
    business_id: str
    state: str = ""


class Provider(Protocol):
    """One system that can be connected. Environments travel as the JSON document the store keeps of them."""

    def consent_address(self, environment: bytes, client_id: str, state: str) -> str:
        """Return the page where the merchant allows access; `state` comes back in the callback."""
        ...

    def parse_callback(self, body: bytes) -> InstallCallback:
        """Read an install callback; raises UnreadableAnswer where code or business are missing."""
        ...

    def check_business(self, environment: bytes, business_id: str) -> None:
        """Raise Rejected where `business_id` cannot be one, before it becomes part of an address."""
        ...

    def can_renew(self, environment: bytes, tokens: Tokens) -> bool:
        """Tell whether `refresh` can do anything with these tokens."""
        ...

    async def exchange(
        self,
        http: httpx.AsyncClient,
        environment: bytes,
        *,
        business_id: str,
        code: str,
        client_id: str,
        client_secret: str,
        now: datetime,
    ) -> Tokens:
        """Turn a code into tokens; raises WrongCredentials, CodeRefused, Offline, OutcomeUnknown and others."""
        ...

    async def refresh(
        self,
        http: httpx.AsyncClient,
        environment: bytes,
        *,
        business_id: str,
        refresh_token: str,
        client_id: str,
        client_secret: str,
        now: datetime,
    ) -> Tokens:
        """Renew tokens; raises SignInExpired, WrongCredentials, Offline and others."""
        ...


class Retm:
    """RETM's install flow (doc-400757, api-5053400)."""

    def consent_address(self, environment: bytes, client_id: str, state: str) -> str:
        """Return RETM's consent page with our state as an extra parameter of our own (doc-400757)."""
        return install.consent_address(_retm(environment), client_id, state)

    def parse_callback(self, body: bytes) -> InstallCallback:
        """Read RETM's POST to the success address: code, business_id and our parameters inside `data`."""
        callback = install.callback(body)
        return InstallCallback(callback.code, callback.business_id, callback.data.get(install.STATE_PARAMETER, ""))

    def check_business(self, environment: bytes, business_id: str) -> None:
        """Raise Rejected where `business_id` cannot be a subdomain of RETM's."""
        _retm(environment).token_address(business_id)

    def can_renew(self, environment: bytes, tokens: Tokens) -> bool:
        """A refresh token is needed, unless the client's own credentials are the grant (folder-751726)."""
        return bool(tokens.refresh_token) or _retm(environment).grant == "client_credentials"

    async def exchange(
        self,
        http: httpx.AsyncClient,
        environment: bytes,
        *,
        business_id: str,
        code: str,
        client_id: str,
        client_secret: str,
        now: datetime,
    ) -> Tokens:
        """Exchange the code at RETM's token endpoint (api-5053400)."""
        return await install.exchange(http, _retm(environment), business_id, code, client_id, client_secret, now)

    async def refresh(
        self,
        http: httpx.AsyncClient,
        environment: bytes,
        *,
        business_id: str,
        refresh_token: str,
        client_id: str,
        client_secret: str,
        now: datetime,
    ) -> Tokens:
        """Refresh at the same endpoint (assumed: RETM's pages name no refresh grant)."""
        return await install.refresh(
            http, _retm(environment), business_id, refresh_token, client_id, client_secret, now
        )


def _retm(document: bytes) -> Environment:
    return msgspec.json.decode(document, type=Environment)


PROVIDERS: Mapping[str, Provider] = {"retm": Retm()}
"""By the name that is kept with installs and connections, and that ends the install callback's path."""
