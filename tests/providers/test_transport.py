"""Failures of the network and refusals of the service become the right domain errors, and only reads are repeated."""

import asyncio
import datetime
import gzip
import ipaddress
import ssl
from collections.abc import Callable
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

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
from retm_desktop.providers import transport
from tests.providers.serving import Seen, free_port, raw_server, serving


async def ask(http: httpx.AsyncClient, address: str, *, write: bool) -> httpx.Response:
    method = "POST" if write else "GET"
    request = http.build_request(method, f"{address}/x", json={"a": 1} if write else None)
    return await transport.call(http, request, write=write)


def always(status: int, body: bytes = b"<html>no</html>", **headers: str) -> Callable[[Request, Seen], Response]:
    return lambda _request, _seen: Response(body, status, headers={k.replace("_", "-"): v for k, v in headers.items()})


@pytest.mark.parametrize(
    ("status", "read", "write"),
    [
        (302, Offline, OutcomeUnknown),
        (400, Rejected, Rejected),
        (401, SignInExpired, SignInExpired),
        (403, Forbidden, Forbidden),
        (404, NotFound, NotFound),
        (405, NotFound, NotFound),
        (408, Offline, OutcomeUnknown),
        (409, Rejected, Rejected),
        (422, Rejected, Rejected),
        (429, RateLimited, RateLimited),
        (500, ServerFault, OutcomeUnknown),
        (501, ServerFault, ServerFault),
        (502, ServerFault, OutcomeUnknown),
        (503, ServerFault, OutcomeUnknown),
        (504, ServerFault, OutcomeUnknown),
    ],
)
async def test_each_status_is_one_error(
    http: httpx.AsyncClient, status: int, read: type[OperatorError], write: type[OperatorError]
) -> None:
    with serving(always(status, b"<html>a page</html>")) as (address, seen):
        with pytest.raises(read) as on_read:
            await ask(http, address, write=False)
        reads = len(seen)
        with pytest.raises(write) as on_write:
            await ask(http, address, write=True)
    assert type(on_read.value) is read
    assert type(on_write.value) is write
    assert str(status) in on_read.value.detail
    assert reads == (4 if status in (429, 502, 503, 504) else 1)
    assert len(seen) - reads == 1, "a write is never repeated"


async def test_complaints_are_told_field_by_field(http: httpx.AsyncClient) -> None:
    body = {"message": "Invalid", "errors": {"phone": ["is required", "is short"], "branch": "unknown", "odd": None}}
    with serving(lambda _r, _s: JSONResponse(body, 422)) as (address, _), pytest.raises(Rejected) as raised:
        await ask(http, address, write=True)
    assert raised.value.fields == {"phone": ("is required", "is short"), "branch": ("unknown",), "odd": ()}
    assert raised.value.detail == "HTTP 422: Invalid"


async def test_complaints_in_a_list_are_kept_too(http: httpx.AsyncClient) -> None:
    body = {"errors": ["Branch is closed", {"field": "total", "message": "too low"}, 7, None, []]}
    with serving(lambda _r, _s: JSONResponse(body, 400)) as (address, _), pytest.raises(Rejected) as raised:
        await ask(http, address, write=True)
    assert raised.value.fields == {"total": ("too low",)}
    assert "Branch is closed" in raised.value.detail


async def test_a_read_waits_as_long_as_it_is_told_and_comes_back(http: httpx.AsyncClient) -> None:
    def answer(_request: Request, seen: Seen) -> Response:
        return Response(status_code=429, headers={"Retry-After": "1"}) if len(seen) == 1 else JSONResponse([])

    waits: list[float] = []
    sleep = asyncio.sleep

    async def noted(seconds: float) -> None:
        waits.append(seconds)
        await sleep(0)

    with serving(answer) as (address, seen), pytest.MonkeyPatch.context() as patch:
        patch.setattr(transport.asyncio, "sleep", noted)
        assert (await ask(http, address, write=False)).json() == []
    assert len(seen) == 2
    assert len([wait for wait in waits if 1.0 <= wait <= 1.1]) == 1


async def test_a_wait_beyond_the_limit_is_told_and_not_sat_out(http: httpx.AsyncClient) -> None:
    with serving(always(429, Retry_After="90")) as (address, seen):
        with pytest.raises(RateLimited) as raised:
            await ask(http, address, write=False)
        assert len(seen) == 1
        with pytest.raises(RateLimited) as on_write:
            await ask(http, address, write=True)
    assert raised.value.retry_after == on_write.value.retry_after == 90.0
    with serving(always(503, Retry_After="90")) as (address, seen), pytest.raises(ServerFault) as fault:
        await ask(http, address, write=False)
    assert fault.value.status == 503
    assert len(seen) == 1


def test_retry_after_is_read_in_seconds_and_as_a_date() -> None:
    soon = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=60)
    assert transport.retry_after({"Retry-After": " 7 "}) == 7.0
    assert 50 < (transport.retry_after({"Retry-After": format_datetime(soon, usegmt=True)}) or 0) <= 60
    assert transport.retry_after({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0.0
    assert transport.retry_after({"Retry-After": "9" * 30}) == 86_400.0
    for unreadable in ("", "soon", "-3", "1.5", "٣"):
        assert transport.retry_after({"Retry-After": unreadable}) is None


async def test_a_read_is_repeated_after_a_passing_fault(http: httpx.AsyncClient) -> None:
    def answer(_request: Request, seen: Seen) -> Response:
        return Response(status_code=503) if len(seen) < 3 else JSONResponse({"ok": True})

    with serving(answer) as (address, seen):
        assert (await ask(http, address, write=False)).json() == {"ok": True}
    assert len(seen) == 3


async def test_nobody_there_is_offline_for_reads_and_writes(http: httpx.AsyncClient) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    for write in (False, True):
        with pytest.raises(Offline):
            await ask(http, address, write=write)


async def test_a_connection_dropped_after_the_work_leaves_a_write_unknown(http: httpx.AsyncClient) -> None:
    async with raw_server(b"") as (address, requests):
        with pytest.raises(OutcomeUnknown):
            await ask(http, address, write=True)
        assert len(requests) == 1
        with pytest.raises(Offline):
            await ask(http, address, write=False)
        assert len(requests) == 5


async def test_an_answer_that_breaks_off_is_no_answer(http: httpx.AsyncClient) -> None:
    async with raw_server(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"items": [') as (address, _):
        with pytest.raises(OutcomeUnknown):
            await ask(http, address, write=True)
        with pytest.raises(Offline):
            await ask(http, address, write=False)


async def test_no_answer_in_time() -> None:
    async with transport.http_client(timeout=0.1) as http, raw_server(b"", hold=0.25) as (address, requests):
        with pytest.raises(Offline):
            await ask(http, address, write=False)
        assert len(requests) == 1, "a timeout is not repeated"
        with pytest.raises(OutcomeUnknown):
            await ask(http, address, write=True)


async def test_a_call_has_an_end_even_when_no_single_step_is_slow(
    http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "DEADLINE", 0.1)
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{"
    async with raw_server(head + b"}", hold=0.25) as (address, _):
        with pytest.raises(Offline):
            await ask(http, address, write=False)
        with pytest.raises(OutcomeUnknown):
            await ask(http, address, write=True)


@pytest.mark.parametrize("form", ["told", "chunked", "packed"])
async def test_an_answer_too_large_is_refused(
    http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(transport, "SIZE_LIMIT", 1000)
    body = b"x" * 2000

    def answer(_request: Request, _seen: Seen) -> Response:
        if form == "chunked":
            return StreamingResponse(iter([body[:900], body[900:]]))
        if form == "packed":
            return Response(gzip.compress(body), headers={"Content-Encoding": "gzip"})
        return Response(body)

    with serving(answer) as (address, _):
        with pytest.raises(UnreadableAnswer):
            await ask(http, address, write=False)
        with pytest.raises(OutcomeUnknown):
            await ask(http, address, write=True)


async def test_packed_and_chunked_answers_are_read(http: httpx.AsyncClient) -> None:
    packed = Response(gzip.compress(b"[1]"), headers={"Content-Encoding": "gzip"})
    with serving(lambda _r, _s: packed) as (address, _):
        assert (await ask(http, address, write=False)).json() == [1]
    with serving(lambda _r, _s: StreamingResponse(iter([b"[1", b"]"]))) as (address, _):
        assert (await ask(http, address, write=False)).json() == [1]
    broken = Response(b"not gzip at all", headers={"Content-Encoding": "gzip"})
    with serving(lambda _r, _s: broken) as (address, _), pytest.raises(UnreadableAnswer):
        await ask(http, address, write=False)


async def test_cookies_are_not_kept_and_redirects_not_followed(http: httpx.AsyncClient) -> None:
    with serving(always(200, b"{}", Set_Cookie="who=me; Path=/")) as (address, seen):
        await ask(http, address, write=False)
        await ask(http, address, write=False)
    assert seen.cookies == ["", ""]
    with serving(lambda _r, _s: RedirectResponse("/elsewhere")) as (address, seen), pytest.raises(Offline):
        await ask(http, address, write=False)
    assert [path for _, path, _ in seen] == ["/x"]


async def test_an_unknown_certificate_is_not_trusted(http: httpx.AsyncClient, tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "own.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    reached = []
    server = await asyncio.start_server(lambda *pair: reached.append(pair), "127.0.0.1", 0, ssl=context)
    async with server:
        with pytest.raises(Offline, match=r"(?i)certificate"):
            await ask(http, f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}", write=True)
    assert not reached


async def test_waits_never_add_up_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    async def at_once(_seconds: float) -> None:
        return

    monkeypatch.setattr(transport.asyncio, "sleep", at_once)
    told = httpx.Response(429, headers={"Retry-After": "9"})
    retry = transport.ReadRetry().increment()
    await retry.asleep(told)
    retry = retry.increment()
    await retry.asleep(told)
    assert 18 <= retry.elapsed_sleep <= 20
    with pytest.raises(RateLimited):
        await retry.increment().asleep(told)


def test_only_reads_are_repeated_and_timeouts_never() -> None:
    retry = transport.ReadRetry().increment()
    assert retry.is_retryable_method("GET")
    assert not retry.is_retryable_method("POST")
    assert not retry.is_retryable_method("PUT")
    assert retry.is_retryable_exception(httpx.ConnectError(""))
    assert not retry.is_retryable_exception(httpx.ReadTimeout(""))
