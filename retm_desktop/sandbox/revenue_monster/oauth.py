"""The token endpoint and `/v1/token-info` (reference 3.3 to 3.6)."""

import base64
import binascii
import secrets
from collections.abc import Sequence
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from retm_desktop.sandbox.revenue_monster.account import Account
from retm_desktop.sandbox.revenue_monster.application import Application
from retm_desktop.sandbox.revenue_monster.errors import Refused
from retm_desktop.sandbox.revenue_monster.line import Line
from retm_desktop.sandbox.revenue_monster.tokens import Tokens

Document = dict[str, Any]


class OAuth:
    """Answers the two calls an application makes with its id and secret. `applications[0]` is the merchant's own.

    Error codes are the documented names in capitals with underscores (their form on the wire is not known).
    """

    def __init__(self, applications: Sequence[Application], account: Account, tokens: Tokens, line: Line) -> None:
        self._applications = applications
        self._account = account
        self._tokens = tokens
        self._line = line

    def routes(self) -> list[Route]:
        """Both endpoints."""
        return [
            Route("/rm/oauth/v1/token", self._serve_token, methods=["POST"]),
            Route("/rm/oauth/v1/token-info", self._serve_info, methods=["POST"]),
        ]

    async def _serve_token(self, request: Request) -> Response:
        return await self._line.answer("token", request, lambda content: self._token(request, content))

    async def _serve_info(self, request: Request) -> Response:
        return await self._line.answer("token_info", request, lambda content: self._info(request, content))

    def _token(self, request: Request, content: bytes) -> Document:
        body = _object(content)
        # First of all: whatever is wrong with the rest, a code that was named is gone.
        burnt = self._tokens.burn(body)
        self._line.require_no_refusal("token")
        application = self._authenticated(request)
        grant_type = body.get("grantType")
        if grant_type is None:
            raise Refused("INVALID_REQUEST", "grantType is missing")
        if grant_type == "authorization_code":
            if not isinstance(body.get("code"), str):
                raise Refused("INVALID_REQUEST", "code is missing")
            return self._tokens.exchange(burnt, application.client_id, body.get("redirectUri"))
        if grant_type == "refresh_token":
            return self._tokens.refresh(body.get("refreshToken"), application.client_id)
        if grant_type == "client_credentials":
            if application is not self._applications[0]:
                raise Refused("UNAUTHORIZED_CLIENT", "This client may not use this method")
            return self._tokens.issue(application.client_id, self._account.role)
        raise Refused("UNSUPPORTED_GRANT_TYPE", "Only the three documented grants")

    def _info(self, request: Request, content: bytes) -> Document:
        body = _object(content)
        self._line.require_no_refusal("token_info")
        self._authenticated(request)
        return self._tokens.info(body.get("token"), self._account.user_email)

    def _authenticated(self, request: Request) -> Application:
        scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
        try:
            client_id, _, secret = base64.b64decode(credentials, validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            client_id = secret = ""
        known = next((one for one in self._applications if one.client_id == client_id), None)
        right = known is not None and secrets.compare_digest(secret.encode(), known.client_secret.encode())
        if scheme.lower() != "basic" or known is None or not right:
            raise Refused("INVALID_CLIENT", "Client id or secret is wrong")
        return known


def _object(content: bytes) -> Document:
    try:
        return msgspec.json.decode(content, type=Document)
    except (msgspec.DecodeError, RecursionError):
        raise Refused("INVALID_REQUEST", "The body is not a JSON object") from None
