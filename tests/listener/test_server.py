"""What the listener stores and what it answers."""

import asyncio
import json
import logging
import socket
import time
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from retm_desktop.domain.errors import DiskFull, PortTaken
from retm_desktop.listener.loopback import bound_socket
from retm_desktop.listener.reading import MOST_BODY_BYTES
from retm_desktop.listener.server import HOOK_KINDS, MOST_CONNECTIONS, Listener
from retm_desktop.store.installs import InstallStatus
from retm_desktop.store.journal import InstallVerdict, Journal
from tests.listener.conftest import House
from tests.waiting import until, until_async

ORDER = {"event": "order.delivery.created", "reference": "r-1", "order": {"id": "01jw"}}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def test_an_install_callback_is_stored_sealed_and_answered_with_a_token(house: House) -> None:
    install_id = await house.begin("state-1")
    answer = await house.install("state-1", code="code-of-the-merchant")
    assert answer.status_code == 200
    assert list(answer.json()) == ["token"]
    assert len(answer.json()["token"]) >= 43
    install = await house.installs.get(install_id)
    assert install is not None
    assert install.status is InstallStatus.CODE_RECEIVED
    assert install.connection_id is not None
    (row,) = await house.journal.waiting()
    assert (row.kind, row.sealed, row.connection_id) == ("install", True, install.connection_id)
    assert b"code-of-the-merchant" not in row.body
    await until(lambda: house.told == [("install", "listener")])
    assert house.listener.last_heard == {"install": house.time}


async def test_a_state_that_is_not_ours_is_refused_and_nothing_is_stored(house: House) -> None:
    await house.begin("state-1")
    for state in ("another", "", "x" * 10_000):
        answer = await house.install(state)
        assert answer.status_code == 403
        assert "another" not in answer.text
    assert await house.journal.waiting() == []
    assert await house.connections.all() == []


async def test_a_repeat_is_accepted_and_a_replay_with_another_code_is_not(house: House) -> None:
    await house.begin("state-1")
    first, again = await house.install("state-1"), await house.install("state-1")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json()["token"] != again.json()["token"]
    # RETM has one of the two tokens, and we cannot know which: both open the door.
    for answer in (first, again):
        hook = await house.http.post("/hooks/order", json=ORDER, headers=bearer(answer.json()["token"]))
        assert hook.status_code == 200
    assert (await house.install("state-1", code="another")).status_code == 403


async def test_an_expired_state_is_refused(house: House) -> None:
    await house.begin("state-1")
    house.time += timedelta(minutes=10, seconds=1)
    assert (await house.install("state-1")).status_code == 403
    assert await house.journal.waiting() == []


async def test_a_second_start_ends_the_first(house: House) -> None:
    await house.begin("state-1")
    await house.begin("state-2")
    assert (await house.install("state-1")).status_code == 403
    assert (await house.install("state-2")).status_code == 200


async def test_an_install_callback_that_cannot_be_read_is_refused(house: House) -> None:
    await house.begin("state-1")
    short, odd = b'{"code": "c"}', b'{"code": 1, "business_id": [], "data": []}'
    for body in (b"", b"{", b"[]", b'"x"', b"[" * 100_000, short, odd):
        answer = await house.http.post("/install/retm", content=body)
        assert (body[:50], answer.status_code) == (body[:50], 400)
    assert await house.journal.waiting() == []


async def test_a_webhook_is_stored_as_it_came(house: House) -> None:
    token = await house.connected()
    body = b'\xef\xbb\xbf{ "event": "x",  "name": "\xd8\xb4\xd8\xa7\xd9\x8a" }'
    for kind in HOOK_KINDS:
        answer = await house.http.post(f"/hooks/{kind}", content=body, headers=bearer(token))
        about_reward = kind.startswith("reward/")
        assert (kind, answer.status_code) == (kind, 400 if about_reward else 200)
        if about_reward:
            # Without a code it is about no coupon; dealt with at once, nothing of it waits for the applier.
            assert set(answer.json()) == {"data", "message", "errors"}
            assert await house.rows(kind) == []
        else:
            assert answer.json() == {}
            assert await house.rows(kind) == [body]
    await until(lambda: sorted(house.told) == sorted((kind, "listener") for kind in HOOK_KINDS))
    sql = "SELECT kind, body FROM journal WHERE kind <> 'install'"
    stored = await house.database.read(lambda c: c.execute(sql).fetchall())
    assert sorted(stored) == sorted((kind, body) for kind in HOOK_KINDS)


async def test_a_webhook_without_our_token_is_refused_and_not_stored(house: House) -> None:
    await house.connected()
    for headers in ({}, bearer("wrong"), {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer"}):
        answer = await house.http.post("/hooks/order", json=ORDER, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
    assert await house.rows("order") == []


async def test_a_webhook_that_is_no_json_object_is_refused(house: House) -> None:
    token = await house.connected()
    for body in (b"", b"not json", b"[]", b"null", b'{"a": 1', b"[" * 200_000, b"\xff\xfe"):
        answer = await house.http.post("/hooks/order", content=body, headers=bearer(token))
        assert (body[:50], answer.status_code) == (body[:50], 400)
    assert await house.rows("order") == []


async def test_a_body_up_to_one_mebibyte_is_taken_and_no_more(house: House) -> None:
    token = await house.connected()
    frame = len(b'{"x": ""}')
    fits = b'{"x": "' + b"a" * (MOST_BODY_BYTES - frame) + b'"}'
    assert (await house.http.post("/hooks/order", content=fits, headers=bearer(token))).status_code == 200
    assert (await house.http.post("/hooks/order", content=fits + b" ", headers=bearer(token))).status_code == 413

    async def chunks() -> object:
        for _ in range(40):
            yield b" " * 50_000

    untold = await house.http.post("/hooks/order", content=chunks(), headers=bearer(token))  # type: ignore[arg-type]
    assert untold.status_code == 413
    assert await house.rows("order") == [fits]


async def test_other_ways_are_closed_and_nothing_is_echoed(house: House) -> None:
    await house.begin("state-1")
    for method, path, status in (
        ("GET", "/hooks/order", 405),
        ("PUT", "/install/retm", 405),
        ("OPTIONS", "/install/retm", 405),
        ("POST", "/health", 405),
        ("GET", "/favicon.ico", 404),
        ("HEAD", "/", 404),
        ("POST", "/hooks/order/", 404),
        ("POST", "/hooks/orders", 404),
        ("POST", "/install/other", 404),
        ("POST", "//evil.example/hooks", 404),
    ):
        url = httpx.URL(house.listener.address).copy_with(raw_path=path.encode())
        answer = await house.http.request(method, url, headers={"Host": "evil.example"})
        assert (method, path, answer.status_code) == (method, path, status)
        assert "evil" not in answer.text + str(answer.headers)
        assert "location" not in answer.headers
    # The wait for the callback has not ended, and a tunnel may name any host.
    body = {"code": "c", "business_id": "palmgrill", "data": {"state": "state-1"}}
    good = await house.http.post("/install/retm", json=body, headers={"Host": "shop.tunnel.example"})
    assert good.status_code == 200


async def test_health_says_only_that_it_lives(house: House) -> None:
    answer = await house.http.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers


async def test_a_taken_port_is_told_at_once(house: House, tmp_path: Path) -> None:
    second = Listener(port=house.listener.port, store_path=tmp_path / "store.sqlite3", seal=bytes, on_stored=print)
    with pytest.raises(PortTaken) as caught:
        second.start()
    assert caught.value.port == house.listener.port
    second.stop()
    assert (await house.http.get("/health")).status_code == 200


async def test_a_stopped_listener_gives_the_port_back_and_can_start_again(house: House) -> None:
    token = await house.connected()
    port = house.listener.port
    house.listener.stop()
    house.listener.stop()
    with pytest.raises(httpx.ConnectError):
        await house.http.get("/health")
    house.listener.start()
    assert house.listener.port == port
    assert (await house.http.post("/hooks/order", json=ORDER, headers=bearer(token))).status_code == 200


async def test_silent_and_slow_clients_hold_up_nobody(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retm_desktop.listener.protocol.HEAD_SECONDS", 0.2)
    monkeypatch.setattr("retm_desktop.listener.server.BODY_SECONDS", 0.2)
    token = await house.connected()
    address = ("127.0.0.1", house.listener.port)
    silent, half, slow = (socket.create_connection(address) for _ in range(3))
    half.sendall(b"POST /hooks/order HTTP/1.1\r\nHost: x\r\n")
    slow.sendall(b"POST /hooks/order HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    answer = await house.http.post("/hooks/order", json=ORDER, headers=bearer(token))
    assert answer.status_code == 200

    async def rest(sock: socket.socket) -> bytes:
        sock.settimeout(5)
        return await asyncio.to_thread(sock.recv, 4096)

    assert await rest(silent) == b""
    assert await rest(half) == b""
    assert (await rest(slow)).startswith(b"HTTP/1.1 408 ")
    for sock in (silent, half, slow):
        sock.close()


async def test_stopping_does_not_wait_for_half_open_connections(house: House) -> None:
    address = ("127.0.0.1", house.listener.port)
    idle, slow = (socket.create_connection(address) for _ in range(2))
    slow.sendall(b"POST /hooks/order HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    assert (await house.http.get("/health")).status_code == 200
    began = time.monotonic()
    await asyncio.to_thread(house.listener.stop)
    assert time.monotonic() - began < 2.0
    slow.settimeout(5)
    assert slow.recv(4096).startswith(b"HTTP/1.1 503 ")
    idle.close()
    slow.close()


async def test_what_is_not_http_is_refused_quietly(house: House) -> None:
    def ask(sent: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", house.listener.port), 5) as sock:
            sock.sendall(sent)
            return sock.recv(4096)

    greeting = b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n"
    assert (await asyncio.to_thread(ask, greeting)).startswith(b"HTTP/1.1 400")
    long_head = b"GET /health HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 20_000
    assert (await asyncio.to_thread(ask, long_head)).startswith(b"HTTP/1.1 431")
    assert (await house.http.get("/health")).status_code == 200


async def test_who_asks_before_sending_too_much_is_refused_before(house: House) -> None:
    def ask(length: int) -> bytes:
        head = f"POST /hooks/order HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: {length}\r\n\r\n"
        with socket.create_connection(("127.0.0.1", house.listener.port), 5) as sock:
            sock.sendall(head.encode())
            return sock.recv(4096)

    assert (await asyncio.to_thread(ask, MOST_BODY_BYTES + 1)).startswith(b"HTTP/1.1 413")
    assert (await asyncio.to_thread(ask, 10)).startswith(b"HTTP/1.1 100")


async def test_a_body_that_breaks_off_is_not_stored(house: House) -> None:
    token = await house.connected()
    head = f"POST /hooks/order HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"

    def send(rest: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", house.listener.port), 5) as sock:
            sock.sendall(head.encode() + rest)
            sock.shutdown(socket.SHUT_WR)
            return sock.recv(4096)

    for rest in (b'Content-Length: 50\r\n\r\n{"a": 1}', b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}"):
        assert not (await asyncio.to_thread(send, rest)).startswith(b"HTTP/1.1 200")
    assert await house.rows("order") == []
    assert (await house.http.post("/hooks/order", json=ORDER, headers=bearer(token))).status_code == 200


async def test_idle_connections_do_not_use_up_the_listener(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retm_desktop.listener.protocol.HEAD_SECONDS", 0.2)
    address = ("127.0.0.1", house.listener.port)
    idle = [socket.create_connection(address) for _ in range(MOST_CONNECTIONS + 10)]

    async def answered() -> bool:
        return (await house.http.get("/health")).status_code == 200

    await until_async(answered)
    for sock in idle:
        sock.close()


def test_small_answers_are_sent_at_once() -> None:
    """Asyncio sets TCP_NODELAY only on sockets whose protocol is named; without it an answer waits 40 ms."""
    with bound_socket(0) as bound:
        assert bound.proto == socket.IPPROTO_TCP
        assert bound.getsockname()[0] == "127.0.0.1"


class SlowJournal(Journal):
    """A journal on a slow disk."""

    def append_heard(self, *args: object, **keywords: object) -> bool:
        time.sleep(0.3)
        return super().append_heard(*args, **keywords)  # type: ignore[arg-type]

    def accept_install(self, *args: object, **keywords: object) -> InstallVerdict:
        time.sleep(0.3)
        return super().accept_install(*args, **keywords)  # type: ignore[arg-type]


class FullJournal(Journal):
    """A journal on a full disk."""

    full = True

    def append_heard(self, *args: object, **keywords: object) -> bool:
        if self.full:
            raise DiskFull("no space")
        return super().append_heard(*args, **keywords)  # type: ignore[arg-type]

    def accept_install(self, *args: object, **keywords: object) -> InstallVerdict:
        if self.full:
            raise DiskFull("no space")
        return super().accept_install(*args, **keywords)  # type: ignore[arg-type]


@pytest.mark.parametrize("open_journal", [SlowJournal])
async def test_a_slow_disk_stays_within_retms_second_and_does_not_hold_up_the_rest(house: House) -> None:
    await house.begin("state-1")
    installing = asyncio.create_task(house.install("state-1"))
    await until(lambda: not installing.done())
    refused = await house.http.get("/health")
    assert refused.status_code == 200
    assert not installing.done()
    answer = await installing
    assert answer.status_code == 200
    assert answer.elapsed < timedelta(seconds=1)


@pytest.mark.expects_log
@pytest.mark.parametrize("open_journal", [SlowJournal])
async def test_a_disk_that_hangs_is_not_waited_for_and_loses_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await house.connected()
    monkeypatch.setattr("retm_desktop.listener.server.JOURNAL_SECONDS", 0.05)
    answer = await house.http.post("/hooks/order", json=ORDER, headers=bearer(token))
    assert answer.status_code == 503
    await asyncio.to_thread(house.listener.stop)
    assert len(await house.rows("order")) == 1


@pytest.mark.expects_log
@pytest.mark.parametrize("open_journal", [FullJournal])
async def test_a_full_disk_acknowledges_nothing_and_recovers(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await house.begin("state-1")
    assert (await house.install("state-1")).status_code == 507
    assert await house.journal.waiting() == []
    assert house.told == []
    monkeypatch.setattr(FullJournal, "full", False)
    assert (await house.install("state-1")).status_code == 200


@pytest.mark.expects_log
async def test_a_callback_that_fails_does_not_cost_the_answer(house: House) -> None:
    token = await house.connected()

    def fails(_kind: str) -> None:
        raise RuntimeError("the window is gone")

    house.listener._on_stored = fails
    assert (await house.http.post("/hooks/order", json=ORDER, headers=bearer(token))).status_code == 200
    assert (await house.http.post("/hooks/order", json=ORDER, headers=bearer(token))).status_code == 200


async def test_a_frozen_window_costs_no_order(house: House) -> None:
    """With this thread's loop blocked, calls from elsewhere are answered all the same."""
    token = await house.connected()

    def call() -> list[int]:
        with httpx.Client(base_url=house.listener.address, trust_env=False) as http:
            return [http.post("/hooks/order", json=ORDER, headers=bearer(token)).status_code for _ in range(20)]

    calling = asyncio.get_running_loop().run_in_executor(None, call)
    time.sleep(0.25)  # noqa: ASYNC251  # blocking the loop is the point
    assert house.told
    assert await calling == [200] * 20
    assert len(await house.rows("order")) == 20


async def test_many_at_once_are_stored_once_each(house: House) -> None:
    token = await house.connected()
    bodies = [json.dumps({"event": "x", "reference": str(number)}).encode() for number in range(100)]
    answers = await asyncio.gather(
        *(house.http.post("/hooks/order", content=body, headers=bearer(token)) for body in bodies)
    )
    assert {answer.status_code for answer in answers} == {200}
    assert sorted(await house.rows("order")) == sorted(bodies)


async def test_no_secret_reaches_the_disk_or_the_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await house.begin("state-secret")
    answer = await house.install("state-secret", code="code-secret")
    token = answer.json()["token"]
    await house.install("state-secret", code="other-secret")
    await house.http.post("/hooks/order?key=query-secret", json=ORDER, headers=bearer(token))
    await house.http.post("/hooks/order", json=ORDER, headers=bearer("wrong-secret"))
    secrets = [token, "state-secret", "code-secret", "other-secret", "wrong-secret", "query-secret"]
    ours = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith(("httpx", "httpcore")))
    disk = b"".join(file.read_bytes() for file in house.path.parent.iterdir())
    for secret in secrets:
        assert secret not in ours
        assert secret.encode() not in disk
