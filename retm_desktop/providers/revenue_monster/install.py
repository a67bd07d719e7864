"""Installing into a merchant's account: the consent address, what the browser comes back with, and tokens.

Facts: the documentation's quickstart pages on access tokens, and rm-go-sdk's api_oauth.go for the exchange itself.
"""

import base64
import re
import time
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import parse_qs, quote

import httpx
import msgspec

from retm_desktop.domain.errors import (
    ClockWrong,
    CodeRefused,
    Forbidden,
    Offline,
    OperatorError,
    OutcomeUnknown,
    Rejected,
    ServerFault,
    SignInExpired,
    UnreadableAnswer,
    WrongCredentials,
)
from retm_desktop.domain.payments import Grant
from retm_desktop.providers import transport
from retm_desktop.providers.documents import decode
from retm_desktop.providers.revenue_monster import wire
from retm_desktop.providers.revenue_monster.clock import LIMIT, clock_ahead
from retm_desktop.providers.revenue_monster.endpoints import ENDPOINTS, SCOPES
from retm_desktop.providers.revenue_monster.environment import Environment
from retm_desktop.providers.revenue_monster.refusals import Complaint, complaint, plain
from retm_desktop.providers.revenue_monster.values import integer, members, text, told
from retm_desktop.providers.tokens import Tokens

_USUAL_LIFE = 3600
"""Seconds a token is believed to live where the service does not say, which it always should."""
_LONGEST_LIFE = 10 * 366 * 24 * 3600
_LONGEST_QUERY = 64 * 1024
_HEADER_SAFE = re.compile(r"[!-~]+")
_DENIALS = ("error", "errorCode", "error_description", "message", "reason")
_WRONG_CLIENT = frozenset(map(plain, ("InvalidClient", "InActiveClient", "CLIENT_INVALID", "CLIENT_NOT_FOUND")))
_WRONG_GRANT = frozenset(
    map(plain, ("InvalidCode", "InvalidGrant", "InvalidRequest", "TOKEN_EXPIRED", "TOKEN_INVALID", "TOKEN_SUSPENDED"))
)
_NOT_ALLOWED = frozenset(
    map(
        plain,
        (
            "InvalidScope",
            "AccessDenied",
            "UnAuthorizedClient",
            "UnSupportedGrantType",
            "UnSupportedResponseType",
            "GRANT_TYPE_INVALID",
            "SCOPE_NOT_FOUND",
        ),
    )
)
_FAULTS = {plain("InternalError"): 500, plain("SYSTEM_ERROR"): 500, plain("TemporaryUnAvailable"): 503}


class Callback(NamedTuple):
    """What the browser came back with: a code, or what is said instead; `denied` is empty where there is a code."""

    code: str
    state: str
    denied: str = ""

    def __repr__(self) -> str:
        return f"Callback(denied={self.denied!r})"


def consent_address(environment: Environment, client_id: str, state: str) -> str:
    """Return the page where the merchant allows access and is sent back to `environment.redirect_uri` from.

    The names are camelCase and the scopes stand with plain commas, as the authorization-code page shows them.
    """
    parts = {
        "responseType": "code",
        "clientId": quote(client_id, safe=""),
        "redirectUri": quote(environment.redirect_uri, safe=""),
        "scope": ",".join(SCOPES),
        "state": quote(state, safe=""),
    }
    return f"{environment.consent_url}?{'&'.join(f'{name}={value}' for name, value in parts.items())}"


def callback(query: bytes) -> Callback:
    """Read the query the browser came back with, or the whole address where that was pasted. Never fails.

    What comes after Cancel is not documented: whatever comes without a code is a denial, in the service's words or as
    "no code".
    """
    written = query[:_LONGEST_QUERY].decode("utf-8", "replace").strip()
    before, mark, after = written.partition("?")
    if mark and "=" not in before:
        written = after
    try:
        found = parse_qs(written.partition("#")[0], max_num_fields=50)
    except ValueError:
        found = {}
    code, state = (found.get(name, [""])[0] for name in ("code", "state"))
    if code:
        return Callback(code, state)
    denied = next((words for name in _DENIALS if (words := told(found.get(name, [""])[0]))), "no code")
    return Callback("", state, denied)


async def exchange(  # noqa: PLR0917
    http: httpx.AsyncClient, environment: Environment, code: str, client_id: str, client_secret: str, now: datetime
) -> Tokens:
    """Return tokens for an authorization code, which is used up by this whatever comes of it; `now` is its beginning.

    Sends exactly one request. Raises WrongCredentials, CodeRefused, Forbidden, Offline (nothing was sent),
    OutcomeUnknown (the code is used up), UnreadableAnswer, and the others of `transport.call`.
    """
    body = {"code": code, "grantType": "authorization_code", "redirectUri": environment.redirect_uri}
    document = await _asked(http, environment, "token", body, client_id, client_secret, refused=CodeRefused, write=True)
    return _tokens(document, now, kept="")


async def refresh(  # noqa: PLR0917
    http: httpx.AsyncClient,
    environment: Environment,
    refresh_token: str,
    client_id: str,
    client_secret: str,
    now: datetime,
) -> Tokens:
    """Return new tokens; a new refresh token replaces the old one, which is kept where none came.

    Raises SignInExpired (also without a refresh token), WrongCredentials, Forbidden, Offline for anything that got no
    answer, and the others of `transport.call`.
    """
    if not refresh_token:
        raise SignInExpired("there is no refresh token")
    body = {"grantType": "refresh_token", "refreshToken": refresh_token}
    document = await _asked(
        http, environment, "token", body, client_id, client_secret, refused=SignInExpired, write=False
    )
    return _tokens(document, now, kept=refresh_token)


async def token_info(
    http: httpx.AsyncClient, environment: Environment, token: str, client_id: str, client_secret: str
) -> Grant:
    """Return what the service says of an access token, which only its Go SDK asks for; raises as `refresh`, and
    NotFound where the service has no such call.
    """
    body = {"token": token}
    document = await _asked(
        http, environment, "token_info", body, client_id, client_secret, refused=SignInExpired, write=False
    )
    return wire.grant(document)


async def check_clock(http: httpx.AsyncClient, environment: Environment, now: datetime) -> timedelta:
    """Return how far this computer's clock is ahead of the service's; `now` is its time when the call begins.

    Raises Offline where no answer came or none that tells the time.
    """
    begun = time.monotonic()
    response = await transport.send(http, http.build_request("GET", f"{environment.oauth_url}/"), write=False)
    ahead = clock_ahead(response.headers, now + timedelta(seconds=time.monotonic() - begun))
    if ahead is None:
        raise Offline(f"HTTP {response.status_code}: an answer that does not tell the time")
    return ahead


async def require_clock(http: httpx.AsyncClient, environment: Environment, now: datetime) -> None:
    """Raise ClockWrong where signed requests would be refused for this computer's time; and as `check_clock`."""
    ahead = await check_clock(http, environment, now)
    if abs(ahead) > LIMIT:
        raise ClockWrong(f"this computer is {ahead.total_seconds():.0f} s ahead", ahead)


async def _asked(  # noqa: PLR0917
    http: httpx.AsyncClient,
    environment: Environment,
    endpoint: str,
    body: dict[str, str],
    client_id: str,
    client_secret: str,
    *,
    refused: type[OperatorError],
    write: bool,
) -> object:
    basic = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
    headers = {"Authorization": f"Basic {basic}", "Content-Type": "application/json"}
    address = f"{environment.oauth_url}{ENDPOINTS[endpoint].path}"
    request = http.build_request("POST", address, content=msgspec.json.encode(body), headers=headers)
    response = await transport.send(http, request, write=write)
    is_success = 200 <= response.status_code < 300
    try:
        document = decode(response.content)
    except UnreadableAnswer:
        if is_success:
            raise
        document = None
    said = complaint(document, response.status_code)
    if said is not None:
        raise _refusal(response, said, refused, write=write)
    return document


def _refusal(response: httpx.Response, said: Complaint, refused: type[OperatorError], *, write: bool) -> OperatorError:
    """Tell by the error's name; by the status where it has none that is known, 401 being about the client.

    Its message may repeat the code or the token and is left out.
    """
    status, name = response.status_code, plain(said.code)
    detail = f"HTTP {status}: {said.code}" if said.code else f"HTTP {status}"
    if name in _WRONG_CLIENT:
        return WrongCredentials(detail)
    if name in _WRONG_GRANT:
        return refused(detail)
    if name in _NOT_ALLOWED:
        return Forbidden(detail)
    if name in _FAULTS:
        return OutcomeUnknown(detail) if write else ServerFault(detail, status if status >= 500 else _FAULTS[name])
    if 200 <= status < 300:
        return refused(detail) if refused is CodeRefused else Rejected(detail)
    if status in (400, 401, 403, 422):
        return WrongCredentials(detail) if status == 401 else refused(detail)
    return transport.refusal(status, detail, transport.retry_after(response.headers), {}, write=write)


def _tokens(document: object, now: datetime, *, kept: str) -> Tokens:
    get = members(document if "accessToken" in members(document) else wire.item(document)).get
    access_token = text(get("accessToken"))
    if not _HEADER_SAFE.fullmatch(access_token):
        raise UnreadableAnswer("the token endpoint's answer has no usable accessToken")
    life = integer(get("expiresIn"))
    return Tokens(
        access_token=access_token,
        refresh_token=text(get("refreshToken")) or kept,
        expires_at=now + timedelta(seconds=_USUAL_LIFE if life is None else min(max(life, 0), _LONGEST_LIFE)),
    )
