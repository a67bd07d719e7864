"""The token endpoint's memory: codes, access tokens and refresh tokens (reference 3.2 to 3.5)."""

import secrets
import string
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from retm_desktop.sandbox.revenue_monster.errors import Refused

Document = dict[str, Any]

SCOPES = ("manage_payment", "manage_store", "get_merchant_profile", "get_user_profile")
CODE_LIFE = 600.0
REFRESH_LIFE = 1_576_799_999
_CODE_LENGTH, _REFRESH_LENGTH = 300, 128
_MOST_KEPT = 1000


@dataclass(frozen=True)
class Grant:
    """What a token or a code stands for. `ends` is monotonic seconds, `expires` Unix seconds."""

    client_id: str
    scopes: frozenset[str]
    ends: float
    expires: int
    redirect_uri: str = ""


class Tokens:
    """Issues and checks tokens. `life` is an access token's, in seconds."""

    def __init__(self, life: float) -> None:
        self._life = life
        self._codes: dict[str, Grant] = {}
        self._access: dict[str, Grant] = {}
        self._refresh: dict[str, Grant] = {}
        self.codes_tried = 0

    def new_code(self, client_id: str, redirect_uri: str, scopes: Iterable[str]) -> str:
        """A code of letters and digits for one attempt; it lives ten minutes (assumed)."""
        code = _letters(_CODE_LENGTH, string.ascii_letters + string.digits)
        self._codes[code] = self._granted(client_id, frozenset(scopes), CODE_LIFE, redirect_uri)
        return code

    def burn(self, body: Document) -> Grant | None:
        """Take the code a request names out of use, whatever comes of the request; what it stood for."""
        code = body.get("code")
        if not isinstance(code, str):
            return None
        self.codes_tried += 1
        return self._codes.pop(code, None)

    def exchange(self, burnt: Grant | None, client_id: str, redirect_uri: object) -> Document:
        """Tokens for a code that `burn` took; raises Refused."""
        if not isinstance(redirect_uri, str):
            raise Refused("INVALID_REQUEST", "redirectUri is missing")
        if burnt is None or burnt.client_id != client_id or time.monotonic() >= burnt.ends:
            raise Refused("INVALID_CODE")
        if redirect_uri != burnt.redirect_uri:
            raise Refused("INVALID_GRANT", "redirectUri differs from the one of the authorization request")
        return self.issue(client_id, burnt.scopes)

    def refresh(self, token: object, client_id: str) -> Document:
        """New tokens for a refresh token, which dies (assumed; 3.4 does not say); raises Refused."""
        grant = self._refresh.get(token) if isinstance(token, str) else None
        if grant is None or grant.client_id != client_id or time.monotonic() >= grant.ends:
            raise Refused("INVALID_GRANT", "The refresh token is invalid")
        del self._refresh[str(token)]
        return self.issue(client_id, grant.scopes)

    def issue(self, client_id: str, scopes: frozenset[str]) -> Document:
        """A new pair of tokens, in the form of 3.4."""
        access = f"{secrets.token_urlsafe(90)}.{secrets.token_urlsafe(200)}.{secrets.token_urlsafe(256)}"
        refresh = _letters(_REFRESH_LENGTH, string.ascii_letters)
        _keep(self._access, access, self._granted(client_id, scopes, self._life))
        _keep(self._refresh, refresh, self._granted(client_id, scopes, REFRESH_LIFE))
        return {
            "accessToken": access,
            "tokenType": "Bearer",
            "expiresIn": max(1, int(self._life)),
            "refreshToken": refresh,
            "refreshTokenExpiresIn": REFRESH_LIFE,
        }

    def grant_of(self, access_token: str) -> Grant:
        """What an access token allows; raises Refused with TOKEN_INVALID or TOKEN_EXPIRED."""
        grant = self._access.get(access_token)
        if grant is None:
            raise Refused("TOKEN_INVALID")
        if time.monotonic() >= grant.ends:
            raise Refused("TOKEN_EXPIRED")
        return grant

    def info(self, token: object, username: str) -> Document:
        """The answer of `/v1/token-info` (3.5); of a token that is none, only that it is not active."""
        grant = self._access.get(token) if isinstance(token, str) else None
        if grant is None or time.monotonic() >= grant.ends:
            return {"active": False, "clientId": "", "exp": 0, "scopes": [], "username": ""}
        return {
            "active": True,
            "clientId": grant.client_id,
            "exp": grant.expires,
            "scopes": sorted(grant.scopes),
            "username": username,
        }

    def revoke(self, access_token: str) -> None:
        """End one access token now."""
        if grant := self._access.get(access_token):
            self._access[access_token] = _ended(grant)

    def expire_all(self) -> None:
        """End every access token now; refresh tokens stay good."""
        self._access = {token: _ended(grant) for token, grant in self._access.items()}

    def forget_refresh(self) -> None:
        """End every refresh token given out so far."""
        self._refresh.clear()

    def _granted(self, client_id: str, scopes: frozenset[str], life: float, redirect_uri: str = "") -> Grant:
        return Grant(client_id, scopes, time.monotonic() + life, int(time.time() + life), redirect_uri)


def _ended(grant: Grant) -> Grant:
    return Grant(grant.client_id, grant.scopes, 0.0, int(time.time()))


def _letters(count: int, alphabet: str) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(count))


def _keep(kept: dict[str, Grant], token: str, grant: Grant) -> None:
    kept[token] = grant
    while len(kept) > _MOST_KEPT:
        del kept[next(iter(kept))]
