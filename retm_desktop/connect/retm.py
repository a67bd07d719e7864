"""RETM among the providers: orders; its server brings the code (doc-400757, api-5053400)."""

from datetime import datetime

import httpx
import msgspec

from retm_desktop.connect.sealed import ClientCredentials
from retm_desktop.connect.terms import (
    CallbackBy,
    ConnectableEnvironment,
    CredentialField,
    CredentialKind,
    InstallCallback,
)
from retm_desktop.domain.errors import Rejected
from retm_desktop.domain.text import plain
from retm_desktop.providers.retm import install
from retm_desktop.providers.retm.environment import Environment
from retm_desktop.providers.tokens import Tokens


class Retm:
    """RETM's install flow."""

    fields = (
        CredentialField("client_id", CredentialKind.TEXT),
        CredentialField("client_secret", CredentialKind.SECRET),
    )
    callback_by = CallbackBy.SERVER
    code_burns = False

    def prepared(
        self, environment: ConnectableEnvironment, *, listener_address: str, public_address: str
    ) -> ConnectableEnvironment:
        """RETM is told our addresses in its developer portal, not in a call."""
        return environment

    def checked(self, credentials: ClientCredentials) -> ClientCredentials:
        """Return id and secret without what copying brings along; raises Rejected where one is missing."""
        client_id, client_secret = plain(credentials.client_id).strip(), plain(credentials.client_secret).strip()
        entered = {"client_id": client_id, "client_secret": client_secret}
        missing = {name: ("required",) for name, value in entered.items() if not value}
        if missing:
            raise Rejected("client credentials are missing", missing)
        return ClientCredentials(client_id, client_secret)

    def business_id(self, credentials: ClientCredentials) -> str:
        """Only the callback tells it."""
        return ""

    def consent_address(self, environment: bytes, client_id: str, state: str) -> str:
        """Return RETM's consent page with our state as an extra parameter of our own (doc-400757)."""
        return install.consent_address(_retm(environment), client_id, state)

    def parse_callback(self, payload: bytes) -> InstallCallback:
        """Read RETM's POST to the success address: code, business_id and our parameters inside `data`."""
        callback = install.callback(payload)
        return InstallCallback(callback.code, callback.business_id, callback.data.get(install.STATE_PARAMETER, ""))

    def check_business(self, environment: bytes, business_id: str) -> None:
        """Raise Rejected where `business_id` cannot be a subdomain of RETM's."""
        _retm(environment).token_address(business_id)

    async def ready(self, http: httpx.AsyncClient, environment: bytes, now: datetime) -> None:
        """Nothing has to be asked first: an attempt that failed may be repeated."""

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
        credentials: ClientCredentials,
        now: datetime,
    ) -> Tokens:
        """Exchange the code at RETM's token endpoint (api-5053400)."""
        client_id, client_secret = credentials.client_id, credentials.client_secret
        return await install.exchange(http, _retm(environment), business_id, code, client_id, client_secret, now)

    async def refresh(
        self,
        http: httpx.AsyncClient,
        environment: bytes,
        *,
        business_id: str,
        refresh_token: str,
        credentials: ClientCredentials,
        now: datetime,
    ) -> Tokens:
        """Refresh at the same endpoint (assumed: RETM's pages name no refresh grant)."""
        client_id, client_secret = credentials.client_id, credentials.client_secret
        return await install.refresh(
            http, _retm(environment), business_id, refresh_token, client_id, client_secret, now
        )

    async def account_name(
        self,
        http: httpx.AsyncClient,
        environment: bytes,
        *,
        business_id: str,
        tokens: Tokens,
        credentials: ClientCredentials,
        now: datetime,
    ) -> str:
        """RETM documents no call that tells a business's name."""
        return ""


def _retm(document: bytes) -> Environment:
    return msgspec.json.decode(document, type=Environment)
