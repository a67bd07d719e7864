"""How requests travel: the HTTP client, its retries, and the one place where failures become domain errors."""

import asyncio
import importlib.metadata
import random
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx
import msgspec
import truststore
from httpx_retries import Retry, RetryTransport

from retm_desktop.domain.errors import (
    Forbidden,
    NotFound,
    Offline,
    OperatorError,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    ServerFault,
    SignInExpired,
    UnreadableAnswer,
)

SIZE_LIMIT = 32 * 1024 * 1024
"""The largest answer that is read, in bytes after decompression."""

WAIT_LIMIT = 20.0
"""Seconds a read may spend waiting between its attempts, in all."""

DEADLINE = 100.0
"""Seconds after which a call is given up whatever it is doing: a peer that drips bytes never trips a read timeout."""

_TRIES_AFTER_THE_FIRST = 3
_BACKOFF = 0.15
_DETAIL_LENGTH = 300
_ONE_DAY = 86_400.0


def _user_agent() -> str:
    try:
        return f"RETM-Desktop/{importlib.metadata.version('retm-desktop')}"
    except importlib.metadata.PackageNotFoundError:
        return "RETM-Desktop"


def http_client(*, timeout: float = 20.0, repeat_reads: bool = True) -> httpx.AsyncClient:
    """Return a client for one provider; `timeout` is in seconds for each of connecting, sending and receiving.

    Trusts what the operating system trusts, keeps no cookies, follows no redirects, reads no proxy or netrc settings,
    and repeats reads only (see `ReadRetry`), or nothing without `repeat_reads`: where each try has to be signed anew,
    it is repeated above the signing. Close it with `aclose()`.
    """
    limits = httpx.Limits(max_connections=12, max_keepalive_connections=6, keepalive_expiry=15.0)
    plain = httpx.AsyncHTTPTransport(verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT), limits=limits)
    return httpx.AsyncClient(
        transport=RetryTransport(transport=plain, retry=ReadRetry()) if repeat_reads else plain,
        timeout=httpx.Timeout(timeout),
        follow_redirects=False,
        trust_env=False,
        headers={"User-Agent": _user_agent(), "Accept": "application/json"},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    )


class ReadRetry(Retry):
    """What is repeated: GET after a broken connection, 429, 502, 503 and 504, at most three times.

    Timeouts are not repeated: the caller polls anyway, and an operator should not wait a multiple of the timeout.
    A `Retry-After` longer than what is left of `WAIT_LIMIT` ends the call at once with the wait told, since coming
    earlier than the service asked would only prolong the refusal.
    """

    def __init__(
        self,
        total: int = _TRIES_AFTER_THE_FIRST,
        allowed_methods: object = None,
        status_forcelist: object = None,
        retry_on_exceptions: object = None,
        **rest: object,
    ) -> None:
        # The library copies a Retry for each attempt through this signature; what is repeated never changes.
        del allowed_methods, status_forcelist, retry_on_exceptions
        counted = {name: rest[name] for name in ("attempts_made", "elapsed_sleep") if name in rest}
        super().__init__(
            total=total,
            allowed_methods=["GET"],
            status_forcelist=[429, 502, 503, 504],
            retry_on_exceptions=[httpx.NetworkError, httpx.RemoteProtocolError],
            backoff_factor=_BACKOFF,
            max_backoff_wait=WAIT_LIMIT,
            total_timeout=WAIT_LIMIT,
            **counted,  # type: ignore[arg-type]
        )

    async def asleep(self, response: httpx.Response | Exception) -> None:
        """Wait before the next attempt; raises RateLimited or ServerFault when the service asks for too long a wait."""
        asked = retry_after(response.headers) if isinstance(response, httpx.Response) else None
        wait = self.backoff_strategy() if asked is None else asked
        if isinstance(response, httpx.Response) and self.elapsed_sleep + wait > WAIT_LIMIT:
            raise refusal(response.status_code, f"HTTP {response.status_code}", wait, {}, write=False)
        # Several callers refused at the same moment must not all come back at the same moment.
        wait += random.uniform(0, min(0.1 * wait, 1.0))  # noqa: S311
        await asyncio.sleep(wait)
        self.elapsed_sleep += wait


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the `Retry-After` wait in seconds (0 to one day), or None where there is none that can be read."""
    text = headers.get("Retry-After", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), _ONE_DAY)
    try:
        until = parsedate_to_datetime(text)
        wait = ((until if until.tzinfo else until.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(wait, 0.0), _ONE_DAY)


async def call(
    http: httpx.AsyncClient, request: httpx.Request, *, auth: httpx.Auth | None = None, write: bool
) -> httpx.Response:
    """Send `request` and return its answer, read whole, if that says success (2xx).

    Raises what `send` and `require_success` raise, and what `auth` raises (SignInExpired, Offline).
    """
    response = await send(http, request, auth=auth, write=write)
    require_success(response, write=write)
    return response


async def send(
    http: httpx.AsyncClient, request: httpx.Request, *, auth: httpx.Auth | None = None, write: bool
) -> httpx.Response:
    """Send `request` and return the answer, read whole, whatever its status.

    Raises Offline when nothing was sent or a read got no answer, OutcomeUnknown when a write got no whole answer
    after it may have been sent, UnreadableAnswer when the answer to a read is too large or cannot be unpacked, and
    RateLimited or ServerFault where a read is told to come back later than `WAIT_LIMIT`.
    """
    try:
        async with asyncio.timeout(DEADLINE):
            response = await http.send(request, auth=auth, stream=True)
            return await _read(response)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as error:
        raise Offline(_named(error)) from error
    except (httpx.DecodingError, UnreadableAnswer) as error:
        if write:
            raise OutcomeUnknown(_named(error)) from error
        raise UnreadableAnswer(_named(error)) from error
    except (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError, TimeoutError) as error:
        if write:
            raise OutcomeUnknown(_named(error)) from error
        raise Offline(_named(error)) from error


def require_success(response: httpx.Response, *, write: bool) -> None:
    """Raise the domain error that an answer's status means; return for 2xx.

    401 SignInExpired; 403 Forbidden; 404, 405 and 410 NotFound; 429 RateLimited; other 4xx Rejected; 5xx ServerFault.
    For a write, 500, 502, 503, 504 and 408 are OutcomeUnknown: a program may fail after it saved the order, and a
    gateway answers these for a server that is still at work. 501, 505 and the like are refusals before any work.
    A redirect never comes from the API: it is a sign-in page of the network in between, so a read counts as Offline; a
    write may have passed, so it is OutcomeUnknown.
    """
    status = response.status_code
    if 200 <= status < 300:
        return
    detail, fields = _said(response)
    raise refusal(status, detail, retry_after(response.headers), fields, write=write)


def refusal(
    status: int, detail: str, wait: float | None, fields: Mapping[str, tuple[str, ...]], *, write: bool
) -> OperatorError:
    """Return the domain error that `require_success` raises for a status other than 2xx."""
    if write and (status < 400 or status in (408, 500, 502, 503, 504)):
        return OutcomeUnknown(detail)
    match status:
        case 401:
            return SignInExpired(detail)
        case 403:
            return Forbidden(detail)
        case 404 | 405 | 410:
            return NotFound(detail)
        case 408:
            return Offline(detail)
        case 429:
            return RateLimited(detail, wait)
        case _ if status >= 500:
            return ServerFault(detail, status)
        case _ if status >= 400:
            return Rejected(detail, fields)
        case _:
            return Offline(detail)


async def _read(response: httpx.Response) -> httpx.Response:
    length = response.headers.get("Content-Length", "")
    if length.isdigit() and "Content-Encoding" not in response.headers:
        if len(length) > 9 or int(length) > SIZE_LIMIT:
            await response.aclose()
            raise UnreadableAnswer(f"an answer of {length[:20]} bytes is too large")
        await response.aread()
        return response
    parts: list[bytes] = []
    size = 0
    try:
        async for part in response.aiter_bytes():
            size += len(part)
            if size > SIZE_LIMIT:
                raise UnreadableAnswer(f"an answer of more than {SIZE_LIMIT} bytes is too large")
            parts.append(part)
    finally:
        await response.aclose()
    unpacked = (b"content-encoding", b"content-length", b"transfer-encoding")
    # As bytes: a header whose value is not ASCII cannot be made from text.
    headers = [(name, value) for name, value in response.headers.raw if name.lower() not in unpacked]
    return httpx.Response(response.status_code, headers=headers, content=b"".join(parts), request=response.request)


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:_DETAIL_LENGTH] if str(error) else type(error).__name__


_Answer = msgspec.json.Decoder()


def error_document(response: httpx.Response) -> dict[str, object]:
    """Return the JSON object of a failed answer, empty where the body is anything else (HTML, a list, nothing).

    Where `error` is an object, its members stand beside the others, and `error` is the word it has for the kind.
    """
    try:
        document = _Answer.decode(response.content)
    except (ValueError, ArithmeticError, RecursionError):
        return {}
    if not isinstance(document, dict):
        return {}
    inner = document.get("error")
    if isinstance(inner, dict):
        kinds = (inner.get(key) for key in ("code", "type", "error"))
        document = {**inner, **document, "error": next((kind for kind in kinds if isinstance(kind, str)), "")}
    return document


def _said(response: httpx.Response) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Return the words and the complaints by field of a failed answer; the shape is assumed, so any may lack."""
    document = error_document(response)
    words = [f"HTTP {response.status_code}"]
    for key in ("message", "error_description", "error"):
        said = document.get(key)
        if isinstance(said, str) and said:
            words.append(said)
            break
    fields: dict[str, tuple[str, ...]] = {}
    errors = document.get("errors")
    if isinstance(errors, dict):
        fields = {str(name): _complaints(value) for name, value in errors.items()}
    elif isinstance(errors, list):
        for entry in errors:
            if isinstance(entry, dict) and isinstance(entry.get("field"), str):
                fields[entry["field"]] = _complaints(entry.get("message"))
            else:
                words.extend(_complaints(entry))
    return ": ".join(words)[:_DETAIL_LENGTH], fields


def _complaints(value: object) -> tuple[str, ...]:
    entries = value if isinstance(value, list) else [value]
    return tuple(str(entry)[:_DETAIL_LENGTH] for entry in entries if isinstance(entry, str | int) and entry)
