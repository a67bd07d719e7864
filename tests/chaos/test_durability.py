"""What survives a power cut: the journal and the outbox are on the disk before anybody relies on them."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from retm_desktop.listener.journal_thread import JournalThread
from retm_desktop.store.database import Database
from retm_desktop.store.journal import Journal
from tests.chaos import trace
from tests.chaos.conftest import House
from tests.waiting import until

_FULL = 2
"""SQLite's number of `synchronous = FULL`: in WAL mode each commit is synced, not only each checkpoint."""
_WEBHOOKS = 4
_BOUND = 60.0


async def test_journal_and_outbox_are_written_with_synchronous_full_in_wal(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    database = Database(path)
    database.open()
    listener = JournalThread(path, Journal)
    listener.open()
    try:
        # The connections themselves: another one to the same file tells nothing of theirs.
        of_outbox = await database.write(lambda c: (_pragma(c, "synchronous"), _pragma(c, "journal_mode")))
        of_journal = await listener.do(
            lambda journal: (_pragma(journal._open(), "synchronous"), _pragma(journal._open(), "journal_mode"))
        )
    finally:
        listener.close()
        database.close()
    assert of_outbox == (_FULL, "wal")
    assert of_journal == (_FULL, "wal")


async def test_a_webhook_is_synced_to_the_disk_before_it_is_answered(
    open_house: Callable[..., House], tmp_path: Path
) -> None:
    """Seen from outside: received, written to the log, synced by the same thread, and only then answered 200."""
    if why := trace.why_not():
        pytest.skip(why)
    house = open_house()
    house.connect()
    file = tmp_path / "trace"
    program = house.start("watch", before=trace.traced_by(file))
    program.wait("network")
    for n in range(_WEBHOOKS):
        house.restaurant.pull("send_event", kind="order", event=f"chaos.{n}")
        await until(lambda n=n: len(_answered(house)) == n + 1, _BOUND)  # type: ignore[misc]
    assert program.end() == 0
    done = list(trace.calls(file))
    for reference in _answered(house):
        moments = _moments(done, reference)
        assert moments == sorted(moments), f"{reference} was received, written, synced and answered at {moments}"


def _moments(done: list[trace.Call], reference: str) -> list[int]:
    """Return the places of a webhook in the trace: received, written to the log, synced, answered."""
    received = _first(done, 0, lambda c: reference in c.text and "socket:" in c.path)
    written = _first(done, received, lambda c: reference in c.text and c.path.endswith("-wal"))
    thread, wal, socket = done[written].thread, done[written].path, done[received].file

    def syncs(call: trace.Call) -> bool:
        return call.name in ("fsync", "fdatasync") and (call.thread, call.path, call.answer) == (thread, wal, 0)

    synced = _first(done, written, syncs)
    answered = _first(done, received, lambda c: c.file == socket and "HTTP/1.1 200" in c.text)
    return [received, written, synced, answered]


def _answered(house: House) -> list[str]:
    deliveries = house.restaurant.books()["deliveries"]
    return [one["reference"] for one in deliveries if one["kind"] == "order" and one["outcome"] == "delivered"]


def _first(done: list[trace.Call], after: int, fits: Callable[[trace.Call], bool]) -> int:
    found = next((n for n in range(after, len(done)) if fits(done[n])), None)
    assert found is not None, "the trace has no such call"
    return found


def _pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]
