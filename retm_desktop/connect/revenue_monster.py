"""Revenue Monster among the providers: payments; the merchant's browser brings the code, which any attempt burns."""

from datetime import datetime
from typing import NoReturn

import httpx
import msgspec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from retm_desktop.connect.sealed import ClientCredentials
from retm_desktop.connect.terms import (
    CallbackBy,
    ConnectableEnvironment,
    CredentialField,
    CredentialKind,
    InstallCallback,
)
from retm_desktop.domain.errors import (
    ClockWrong,
    OperatorError,
    Rejected,
    SignatureRefused,
    SignInExpired,
    WrongCredentials,
)
from retm_desktop.domain.text import plain
from retm_desktop.providers.revenue_monster import install, keys
from retm_desktop.providers.revenue_monster.client import RevenueMonsterClient
from retm_desktop.providers.revenue_monster.environment import Environment
from retm_desktop.providers.revenue_monster.signing import Signer
from retm_desktop.providers.tokens import Tokens

_PRIVATE_KEY, _SERVER_KEY = "private_key", "server_public_key"
_LONGEST_NAME = 200


class RevenueMonster:
    """Revenue Monster's authorization-code flow. Every operator registers an application of their own."""

    fields = (
        CredentialField("client_id", CredentialKind.TEXT),
        CredentialField("client_secret", CredentialKind.SECRET),
        CredentialField(_PRIVATE_KEY, CredentialKind.KEY),
        CredentialField(_SERVER_KEY, CredentialKind.KEY),
    )
    callback_by = CallbackBy.BROWSER
    code_burns = True

    def prepared(
        self, environment: ConnectableEnvironment, *, listener_address: str, public_address: str
    ) -> ConnectableEnvironment:
        """Return the environment with the redirect that is registered in the portal, and where payments are told.

        The browser runs on this computer, so that it is sent to the listener itself.
        """
        own = _own(msgspec.json.encode(environment))
        return msgspec.structs.replace(
            own,
            redirect_uri=own.redirect_uri or f"{listener_address}/install/{own.provider}",
            notify_url=own.notify_url or f"{public_address or listener_address}/hooks/payment",
        )

    def checked(self, credentials: ClientCredentials) -> ClientCredentials:
        """Return what was entered, the keys as PKCS#8 and SPKI; raises Rejected with every field that is not right."""
        client_id, client_secret = plain(credentials.client_id).strip(), plain(credentials.client_secret).strip()
        entered = {"client_id": client_id, "client_secret": client_secret}
        wrong: dict[str, tuple[str, ...]] = {name: ("required",) for name, value in entered.items() if not value}
        checked: dict[str, str] = {}
        for name, normal in ((_PRIVATE_KEY, _private_pem), (_SERVER_KEY, _public_pem)):
            try:
                checked[name] = normal(credentials.keys.get(name, ""))
            except Rejected as error:
                wrong |= error.fields
        if wrong:
            raise Rejected("credentials are missing or are none", wrong)
        return ClientCredentials(client_id, client_secret, checked)

    def business_id(self, credentials: ClientCredentials) -> str:
        """An application belongs to one merchant, and the callback names none."""
        return credentials.client_id

    def consent_address(self, environment: bytes, client_id: str, state: str) -> str:
        """Return the authorization page, which sends the browser back to the redirect with code and state."""
        return install.consent_address(_own(environment), client_id, state)

    def parse_callback(self, payload: bytes) -> InstallCallback:
        """Read the query the browser came back with; whatever comes without a code is a refusal."""
        callback = install.callback(payload)
        return InstallCallback(callback.code, "", callback.state, callback.denied)

    def check_business(self, environment: bytes, business_id: str) -> None:
        """It becomes part of no address."""

    async def ready(self, http: httpx.AsyncClient, environment: bytes, now: datetime) -> None:
        """Raise ClockWrong where signed calls would be refused, Offline where the service cannot be reached."""
        await install.require_clock(http, _own(environment), now)

    def can_renew(self, environment: bytes, tokens: Tokens) -> bool:
        """A refresh token is needed."""
        return bool(tokens.refresh_token)

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
        """Exchange the code at the OAuth host's token endpoint."""
        client_id, client_secret = credentials.client_id, credentials.client_secret
        return await install.exchange(http, _own(environment), code, client_id, client_secret, now)

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
        """Refresh at the same endpoint; a new refresh token replaces the old one."""
        client_id, client_secret = credentials.client_id, credentials.client_secret
        return await install.refresh(http, _own(environment), refresh_token, client_id, client_secret, now)

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
        """Return the merchant's company name by the first signed call, which proves the private key as well.

        Raises SignatureRefused, ClockWrong, SignInExpired and WrongCredentials: no call would ever succeed.
        """
        signer = Signer(keys.private_key(credentials.keys.get(_PRIVATE_KEY, "")))
        client = RevenueMonsterClient(http, _own(environment), _Fresh(tokens), signer, now=lambda: now)
        try:
            merchant = await client.merchant()
        except (ClockWrong, SignatureRefused, SignInExpired, WrongCredentials):
            raise
        except OperatorError:
            return ""
        return merchant.company_name.strip()[:_LONGEST_NAME]


class _Fresh:
    """Tokens that have just been issued: nothing renews them yet."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    async def token(self) -> str:
        return self._tokens.access_token

    async def renewed(self, stale: str) -> NoReturn:
        raise SignInExpired("a token that has just been issued is refused")


def _own(document: bytes) -> Environment:
    return msgspec.json.decode(document, type=Environment)


def _private_pem(text: str) -> str:
    key = keys.private_key(text)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _public_pem(text: str) -> str:
    return keys.public_key(text).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
