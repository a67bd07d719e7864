"""Installing into a merchant's account: the consent address, RETM's callback, and tokens for its code.

Facts: doc-400757 and api-5053400. The refresh grant and the shape of token errors are assumed (OAuth 2.0's own).
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode

import httpx
import msgspec

from retm_desktop.domain.errors import CodeRefused, OperatorError, SignInExpired, UnreadableAnswer, WrongCredentials
from retm_desktop.providers import transport
from retm_desktop.providers.retm.environment import Environment
from retm_desktop.providers.retm.values import as_object, decode, money, text
from retm_desktop.providers.tokens import Tokens

STATE_PARAMETER = "state"
"""Our own extra parameter: RETM knows no state, but hands every extra parameter back inside `data`."""

_USUAL_LIFE = 3600
_LONGEST_LIFE = 10 * 366 * 24 * 3600
_HEADER_SAFE = re.compile(r"[!-~]+")
_WRONG_CLIENT = ("invalid_client", "unauthorized_client")
_WRONG_GRANT = ("invalid_grant", "invalid_request", "access_denied")


class Callback(msgspec.Struct, frozen=True):
    """What RETM posts when the merchant accepts; `data` holds our extra parameters, all as text."""

    code: str
    business_id: str
    data: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"Callback(business_id={self.business_id!r})"


def consent_address(environment: Environment, client_id: str, state: str) -> str:
    """Return the page where the merchant grants access; `state` comes back in `Callback.data[STATE_PARAMETER]`."""
    return f"{environment.consent_url}?{urlencode({'client_id': client_id, STATE_PARAMETER: state})}"


def callback(body: bytes) -> Callback:
    """Read RETM's install callback; `data` may be `[]` or missing. Raises UnreadableAnswer without code or business."""
    document = decode(body)
    members = document if isinstance(document, dict) else {}
    code, business_id = text(members.get("code")), text(members.get("business_id"))
    if not code or not business_id:
        raise UnreadableAnswer("an install callback without code or business_id")
    data = {key: text(value) for key, value in as_object(members.get("data")).items()}
    return Callback(code, business_id, data)


async def exchange(  # noqa: PLR0917
    http: httpx.AsyncClient,
    environment: Environment,
    business_id: str,
    code: str,
    client_id: str,
    client_secret: str,
    now: datetime,
) -> Tokens:
    """Return tokens for an authorization code, which is used up by it (assumed); `now` is when the call begins.

    Raises WrongCredentials, CodeRefused, Offline (nothing was sent), OutcomeUnknown (the code may be used up), Rejected
    for a business id that is none, UnreadableAnswer, and the others of `transport.call`.
    """
    body = {"grant_type": environment.grant, "client_id": client_id, "client_secret": client_secret, "code": code}
    address = environment.token_address(business_id)
    return await _tokens(http, address, body, now, refused=CodeRefused, write=True, kept="")


async def refresh(  # noqa: PLR0917
    http: httpx.AsyncClient,
    environment: Environment,
    business_id: str,
    refresh_token: str,
    client_id: str,
    client_secret: str,
    now: datetime,
) -> Tokens:
    """Return new tokens; the old refresh token is kept where RETM does not send a new one.

    Raises SignInExpired (also without a refresh token), WrongCredentials, Offline for anything that got no
    answer, since asking again does no harm, and the others of `transport.call`.
    """
    body = {"grant_type": "refresh_token", "client_id": client_id, "client_secret": client_secret}
    if refresh_token:
        body["refresh_token"] = refresh_token
    elif environment.grant == "client_credentials":
        body["grant_type"] = environment.grant
    else:
        raise SignInExpired("RETM gave no refresh token")
    address = environment.token_address(business_id)
    return await _tokens(http, address, body, now, refused=SignInExpired, write=False, kept=refresh_token)


async def _tokens(
    http: httpx.AsyncClient,
    address: str,
    body: Mapping[str, str],
    now: datetime,
    *,
    refused: type[OperatorError],
    write: bool,
    kept: str,
) -> Tokens:
    response = await transport.send(http, http.build_request("POST", address, json=body), write=write)
    if response.status_code in (400, 401, 403, 422):
        raise _refusal(response, refused)
    transport.require_success(response, write=write)
    document = as_object(decode(response.content))
    members = document if "access_token" in document else as_object(document.get("data"))
    access_token = text(members.get("access_token"))
    if not _HEADER_SAFE.fullmatch(access_token):
        raise UnreadableAnswer("the token endpoint's answer has no usable access_token")
    return Tokens(
        access_token=access_token,
        refresh_token=text(members.get("refresh_token")) or kept,
        expires_at=now + timedelta(seconds=_life(members.get("expires_in"))),
    )


def _life(expires_in: object) -> int:
    seconds = money(expires_in)
    return _USUAL_LIFE if seconds is None else min(max(int(seconds), 0), _LONGEST_LIFE)


def _refusal(response: httpx.Response, refused: type[OperatorError]) -> OperatorError:
    """Tell wrong credentials from a refused grant: by OAuth's error word, else by the words of the message, else by
    the status, 401 being about the client.
    """
    document = transport.error_document(response)
    error = text(document.get("error")).casefold()
    detail = f"HTTP {response.status_code}: {error}" if error else f"HTTP {response.status_code}"
    if error in _WRONG_CLIENT:
        return WrongCredentials(detail)
    if error in _WRONG_GRANT:
        return refused(detail)
    errors = document.get("errors")
    named = " ".join(errors) if isinstance(errors, dict) else ""
    words = f"{text(document.get('message'))} {error} {named}".casefold()
    if "client" in words or "secret" in words:
        return WrongCredentials(detail)
    if "code" in words or "grant" in words or "refresh" in words:
        return refused(detail)
    return WrongCredentials(detail) if response.status_code == 401 else refused(detail)
