"""The sign-in: how it stands, and one read to see what RETM says to it. It is never renewed for a look."""

from collections.abc import Callable
from datetime import datetime, timedelta

import httpx
import msgspec

from retm_desktop.connect.provider import PROVIDERS
from retm_desktop.connect.sealed import connection_tokens
from retm_desktop.doctor.books import Restaurant
from retm_desktop.doctor.finding import WAITS, Check, Finding, finding
from retm_desktop.doctor.reach import PATIENCE, system_context
from retm_desktop.doctor.sealed_file import Sealed
from retm_desktop.domain.errors import (
    KeyringUnavailable,
    OperatorError,
    RateLimited,
    Rejected,
    ServerFault,
    SignInExpired,
    WrongCredentials,
)
from retm_desktop.providers.retm.endpoints import ENDPOINTS
from retm_desktop.providers.retm.environment import Environment
from retm_desktop.providers.tokens import Tokens
from retm_desktop.store.connections import ConnectionState
from retm_desktop.sync.inspector import Inspector

_ENDPOINT = "orders"
"""What is read: a sign-in that may not read orders brings none."""
_ENDED_SOON = timedelta(seconds=5)
_OF_STATE = {ConnectionState.SIGN_IN: "sign_in", ConnectionState.NEW_SECRET: "new_secret"}


async def look_at_running_token(restaurant: Restaurant | None, inspector: Inspector | None) -> Finding:
    """Ask the running program's own client, which is the one that may renew."""
    if restaurant is None:
        return finding(Check.TOKEN, "no_restaurant")
    if inspector is None:
        return finding(Check.TOKEN, "starting")
    state = await inspector.token()
    if state.refused:
        return _of_error(state.refused)
    try:
        probe = await inspector.call(_ENDPOINT)
    except OperatorError as error:
        if isinstance(error, RateLimited):
            return _of_status(429, state.expires_at)
        if isinstance(error, ServerFault):
            return _of_status(error.status, state.expires_at)
        return _of_error(error.code)
    return _of_status(probe.status, (await inspector.token()).expires_at)


def look_at_stored_token(
    restaurant: Restaurant | None,
    sealed: Sealed,
    now: Callable[[], datetime],
    paths: dict[str, str],
) -> Finding:
    """Read once with the token that is stored, if it is still good; blocks.

    `paths` are the ones a technician changed.
    """
    if restaurant is None:
        return finding(Check.TOKEN, "no_restaurant")
    told = _OF_STATE.get(ConnectionState(restaurant.state))
    if told is not None:
        return finding(Check.TOKEN, told)
    if sealed.state not in ("ok", "unused"):
        return finding(Check.TOKEN, "locked")
    text = sealed.secrets.get(connection_tokens(restaurant.id))
    if text is None:
        return finding(Check.TOKEN, "sign_in")
    try:
        tokens = msgspec.json.decode(text, type=Tokens)
        environment = msgspec.json.decode(restaurant.environment_document, type=Environment)
        base = environment.api_address(restaurant.business_id)
    except (msgspec.DecodeError, Rejected):
        return finding(Check.TOKEN, "sign_in")
    if tokens.expires_at - now() <= _ENDED_SOON:
        renewable = PROVIDERS[restaurant.provider].can_renew(restaurant.environment_document, tokens)
        return finding(Check.TOKEN, "renews" if renewable else "ended", ended=tokens.expires_at)
    path = paths.get(_ENDPOINT) or environment.paths.get(_ENDPOINT) or ENDPOINTS[_ENDPOINT].path
    try:
        with (
            httpx.Client(verify=system_context(), timeout=PATIENCE, trust_env=False) as client,
            client.stream(
                "GET",
                base + path,
                params={"page": 1, "per_page": 1},
                headers={"Authorization": f"Bearer {tokens.access_token}", "Accept": "application/json"},
            ) as answer,
        ):
            return _of_status(answer.status_code, tokens.expires_at)
    except (httpx.HTTPError, httpx.InvalidURL, OSError):
        return finding(Check.TOKEN, WAITS)


def _of_status(status: int, expires_at: datetime | None) -> Finding:
    match status:
        case _ if 200 <= status < 300:
            return finding(Check.TOKEN, "ok", until=expires_at)
        case 401:
            return finding(Check.TOKEN, "refused", status=status, until=expires_at)
        case 403:
            return finding(Check.TOKEN, "forbidden", status=status)
        case 404 | 405 | 410:
            return finding(Check.TOKEN, "path_unknown", status=status)
        case 429:
            return finding(Check.TOKEN, "throttled", status=status)
        case _ if status >= 500:
            return finding(Check.TOKEN, "server_fault", status=status)
        case _:
            return finding(Check.TOKEN, WAITS, status=status)  # A network's sign-in page redirects.


def _of_error(code: str) -> Finding:
    match code:
        case SignInExpired.code:
            return finding(Check.TOKEN, "sign_in")
        case WrongCredentials.code:
            return finding(Check.TOKEN, "new_secret")
        case KeyringUnavailable.code:
            return finding(Check.TOKEN, "locked")
        case _:
            return finding(Check.TOKEN, WAITS)
