"""The listener's port and the public address."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retm_desktop.doctor.finding import Level
from retm_desktop.doctor.hearing import look_at_listener, look_at_public_address
from retm_desktop.listener.server import Listener
from retm_desktop.store.database import Database
from tests.doctor.servers import HOST, Authority, free_port, web


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    """The real listener over a store of its own."""
    database = Database(tmp_path / "store.sqlite3")
    database.open()
    made = Listener(port=0, store_path=database.path, seal=bytes, on_stored=lambda _kind: None)
    made.start()
    yield made
    made.stop()
    database.close()


def test_our_listener_is_known_by_its_health(listener: Listener) -> None:
    for ours in (True, None):
        found = look_at_listener(listener.port, ours=ours)
        assert (found.code, found.figures) == ("ok", {"port": listener.port})


def test_another_copy_that_holds_our_port_is_told_from_another_program(listener: Listener) -> None:
    assert look_at_listener(listener.port, ours=False).code == "other_copy"
    with web() as server:
        server.body = b"<html>hello</html>"
        found = look_at_listener(server.server_address[1], ours=False)
        assert (found.code, found.level) == ("taken", Level.FAULT)


def test_a_silent_port_is_a_fault_only_where_the_program_runs() -> None:
    port = free_port()
    assert (look_at_listener(port, ours=None).code, look_at_listener(port, ours=None).level) == (
        "not_running",
        Level.WARNING,
    )
    assert (look_at_listener(port, ours=True).code, look_at_listener(port, ours=True).level) == ("closed", Level.FAULT)


def test_no_public_address_is_fine() -> None:
    assert look_at_public_address("").level is Level.OK


def test_the_program_calls_itself_through_its_public_address(listener: Listener) -> None:
    assert look_at_public_address(listener.address).code == "ok"
    assert look_at_public_address(f"{listener.address}/").code == "ok"


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (502, b"bad gateway", "not_passed_on"),
        (530, b"tunnel", "not_passed_on"),
        (200, b"<html>router</html>", "other"),
        (404, b'{"ok": true}', "other"),
        (200, b'{"ok": false}', "other"),
        (200, b'{"ok": true, "more": 1}', "other"),
        (200, b"x" * 100_000, "other"),
    ],
)
def test_whoever_else_answers_there_is_told(status: int, body: bytes, code: str) -> None:
    with web() as server:
        server.status, server.body = status, body
        found = look_at_public_address(server.address)
    assert (found.code, found.level) == (code, Level.WARNING)


def test_an_address_that_cannot_work_is_a_fault(tmp_path: Path) -> None:
    assert look_at_public_address("https://orders.najd.invalid").code == "no_name"
    assert look_at_public_address(f"http://{HOST}:{free_port()}").code == "not_reached"
    authority = Authority(tmp_path)
    with web(authority.issue("own", own=True)) as server:
        found = look_at_public_address(server.address, authority.context)
    assert (found.code, found.level) == ("not_secure", Level.FAULT)
