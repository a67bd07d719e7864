"""The token endpoint's memory: codes, access tokens and refresh tokens (api-5053400, doc-400757)."""

import secrets
import time
from dataclasses import dataclass
from typing import Any

from retm_desktop.sandbox.settings import SandboxSettings

Document = dict[str, Any]

CODE_LIFE = 600.0


@dataclass
class TokenRefusal(Exception):
    """A refused token request with its status; the body's form is assumed."""

    status: int
    error: str
    description: str

    def body(self) -> Document:
        """`{"error", "error_description", "message"}`."""
        return {"error": self.error, "error_description": self.description, "message": self.description}


class Tokens:
    """Issues and checks tokens. Times are monotonic seconds."""

    def __init__(self, settings: SandboxSettings) -> None:
        self._life = settings.token_life
        self._give_refresh = settings.refresh_token
        self.client_id = settings.client_id
        self.client_secret = settings.client_secret
        self._codes: dict[str, float] = {}
        self._access: dict[str, float] = {}
        self._refresh: set[str] = set()

    def new_code(self) -> str:
        """A single-use code that lives ten minutes (its life is assumed)."""
        code = secrets.token_urlsafe(24)
        self._codes[code] = time.monotonic() + CODE_LIFE
        return code

    def grant(self, body: Document) -> Document:
        """Answer a token request; raises TokenRefusal."""
        grant_type = body.get("grant_type")
        if grant_type not in ("authorization_code", "refresh_token", "client_credentials"):
            raise TokenRefusal(400, "unsupported_grant_type", "This grant type is not supported.")
        given_id, given_secret = str(body.get("client_id", "")), str(body.get("client_secret", ""))
        right = secrets.compare_digest(given_id.encode(), self.client_id.encode())
        if not (right and secrets.compare_digest(given_secret.encode(), self.client_secret.encode())):
            raise TokenRefusal(401, "invalid_client", "Client authentication failed.")
        if grant_type == "authorization_code":
            self._spend_code(body.get("code"))
        elif grant_type == "refresh_token":
            self._spend_refresh(body.get("refresh_token"))
        return self._issue(with_refresh=self._give_refresh and grant_type != "client_credentials")

    def valid(self, access_token: str) -> bool:
        """Whether a bearer token is known and has not run out."""
        ends = self._access.get(access_token)
        return ends is not None and time.monotonic() < ends

    def revoke(self, access_token: str) -> None:
        """End one access token now."""
        self._access.pop(access_token, None)

    def expire_all(self) -> None:
        """End every access token now; refresh tokens stay good."""
        self._access.clear()

    def forget_refresh(self) -> None:
        """End every refresh token given out so far."""
        self._refresh.clear()

    def _spend_code(self, code: object) -> None:
        ends = self._codes.pop(code, None) if isinstance(code, str) else None
        if ends is None or time.monotonic() >= ends:
            raise TokenRefusal(400, "invalid_grant", "The authorization code is invalid, used or expired.")

    def _spend_refresh(self, token: object) -> None:
        if not isinstance(token, str) or token not in self._refresh:
            raise TokenRefusal(400, "invalid_grant", "The refresh token is invalid.")
        self._refresh.remove(token)

    def _issue(self, with_refresh: bool) -> Document:
        access = secrets.token_urlsafe(40)
        now = time.monotonic()
        self._access = {token: ends for token, ends in self._access.items() if ends > now}
        self._access[access] = now + self._life
        answer: Document = {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": max(1, int(self._life)),
        }
        if with_refresh:
            answer["refresh_token"] = secrets.token_urlsafe(40)
            self._refresh.add(answer["refresh_token"])
        return answer
