"""What waits together is written together: answered after the commit, each on its own account."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from retm_desktop.domain.errors import DiskFull
from retm_desktop.listener.journal_thread import MOST_TOGETHER, JournalThread
from retm_desktop.store.database import Database
from retm_desktop.store.journal import Journal
from tests.waiting import until

NOON = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)
TOKEN = b"t" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a store with one restaurant, whose webhooks carry a token."""
    path = tmp_path / "store.sqlite3"
    database = Database(path)
    database.open()
    database.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO connections (provider, environment, business_id, label, currency, time_zone, state,"
            " environment_document, connected_at)"
            " VALUES ('retm', 'sandbox', 'b', '', 'SAR', 'Asia/Riyadh', 'connected', '{}', '2026-02-03')"
        )
        connection.execute("INSERT INTO webhook_tokens SELECT ?, max(id), '2026-02-03' FROM connections", (TOKEN,))
    return path


@pytest.fixture
def thread(path: Path) -> Iterator[JournalThread]:
    """Give the open journal on its thread."""
    thread = JournalThread(path, Journal)
    thread.open()
    yield thread
    thread.close()


def bodies(path: Path) -> list[bytes]:
    """Return what another connection sees on the disk."""
    with closing(sqlite3.connect(path)) as connection:
        return [bytes(body) for (body,) in connection.execute("SELECT body FROM journal ORDER BY id")]


async def heard(thread: JournalThread, body: bytes) -> bool:
    return await thread.do(lambda journal: journal.append_heard("order", TOKEN, body, NOON))


class Held:
    """Keeps the journal's thread busy while more comes in, and counts what is committed then."""

    def __init__(self, thread: JournalThread) -> None:
        self.statements: list[str] = []
        self._thread = thread
        self._go = threading.Event()

    async def __aenter__(self) -> "Held":
        begun = threading.Event()

        def hold(journal: Journal) -> None:
            begun.set()
            self._go.wait(10)
            journal._open().set_trace_callback(self.statements.append)

        self._holding = asyncio.ensure_future(self._thread.do(hold))
        await until(begun.is_set, step=0.001)
        return self

    async def let_go(self, *waiting: "asyncio.Future[object]") -> list[object]:
        await asyncio.sleep(0)
        self._go.set()
        await self._holding
        return list(await asyncio.gather(*waiting, return_exceptions=True))

    async def __aexit__(self, *_: object) -> None:
        self._go.set()
        await self._holding

    @property
    def commits(self) -> int:
        return self.statements.count("COMMIT")


async def test_what_came_in_meanwhile_is_one_transaction_in_the_order_it_came(
    thread: JournalThread, path: Path
) -> None:
    wanted = [b'{"n": %d}' % n for n in range(20)]
    async with Held(thread) as held:
        answers = await held.let_go(*(asyncio.ensure_future(heard(thread, body)) for body in wanted))
    assert answers == [True] * 20
    assert held.commits == 1
    assert bodies(path) == wanted


async def test_many_are_taken_in_portions(thread: JournalThread, path: Path) -> None:
    wanted = [b'{"n": %d}' % n for n in range(2 * MOST_TOGETHER + 2)]
    async with Held(thread) as held:
        await held.let_go(*(asyncio.ensure_future(heard(thread, body)) for body in wanted))
    assert held.commits == 3
    assert bodies(path) == wanted


async def test_an_answer_means_that_it_is_on_the_disk(thread: JournalThread, path: Path) -> None:
    async with Held(thread) as held:
        seen: list[bool] = []

        async def one(body: bytes) -> None:
            await heard(thread, body)
            seen.append(body in bodies(path))

        await held.let_go(*(asyncio.ensure_future(one(b"%d" % n)) for n in range(10)))
    assert seen == [True] * 10


async def test_one_that_fails_leaves_nothing_and_spoils_no_other(thread: JournalThread, path: Path) -> None:
    def half(journal: Journal) -> None:
        with journal._one() as connection:
            connection.execute(
                "INSERT INTO journal (kind, connection_id, received_at, sealed, body) SELECT 'order', max(id), '',"
                " FALSE, 'half' FROM connections"
            )
            raise LookupError("a bug in the middle")

    async with Held(thread) as held:
        answers = await held.let_go(
            asyncio.ensure_future(heard(thread, b"1")),
            asyncio.ensure_future(thread.do(half)),
            asyncio.ensure_future(thread.do(lambda j: j.append_heard("order", b"?" * 32, b"stranger", NOON))),
            asyncio.ensure_future(heard(thread, b"2")),
        )
    assert answers[0] is answers[3] is True
    assert isinstance(answers[1], LookupError)
    assert answers[2] is False
    assert bodies(path) == [b"1", b"2"]


async def test_a_transaction_that_is_lost_is_lost_for_all_of_it(thread: JournalThread, path: Path) -> None:
    """On a full disk SQLite may roll back by itself: whoever was told yes before would be told a lie."""

    def full(journal: Journal) -> None:
        journal._open().execute("ROLLBACK")
        raise DiskFull("no space")

    async with Held(thread) as held:
        answers = await held.let_go(
            asyncio.ensure_future(heard(thread, b"1")),
            asyncio.ensure_future(thread.do(full)),
            asyncio.ensure_future(heard(thread, b"2")),
        )
    assert [type(answer) for answer in answers] == [DiskFull] * 3
    assert bodies(path) == []
    assert await heard(thread, b"3")
    assert bodies(path) == [b"3"]


async def test_who_gives_up_waiting_costs_the_others_nothing(thread: JournalThread, path: Path) -> None:
    async with Held(thread) as held:
        gone = asyncio.ensure_future(heard(thread, b"gone"))
        stays = asyncio.ensure_future(heard(thread, b"stays"))
        await asyncio.sleep(0)
        gone.cancel()
        assert await held.let_go(stays) == [True]
    assert b"stays" in bodies(path)


async def test_closing_writes_what_waits(path: Path) -> None:
    thread = JournalThread(path, Journal)
    thread.open()
    async with Held(thread) as held:
        waiting = [asyncio.ensure_future(heard(thread, b"%d" % n)) for n in range(5)]
        await held.let_go(*waiting)
    thread.close()
    assert len(bodies(path)) == 5
