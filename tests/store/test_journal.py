"""The journal and the install attempts: judged, kept and waiting, over connections of their own."""

import hashlib
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from retm_desktop.domain.errors import DiskFull
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import Connections, ConnectionState
from retm_desktop.store.database import Database
from retm_desktop.store.installs import Installs, InstallStatus
from retm_desktop.store.journal import InstallVerdict, Journal, JournalReader
from tests.store.samples import NOW

ENVIRONMENT = b'{"name": "sandbox", "label": "Practice", "currency": "SAR", "time_zone": "Asia/Dubai"}'
PAYMENTS_ENVIRONMENT = (
    b'{"name": "pay", "label": "Pay", "currency": "MYR", "time_zone": "Asia/Kuala_Lumpur", "serves": "payments"}'
)
LATER = NOW + timedelta(minutes=10)


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


@pytest.fixture
def installs(database: Database, changes: Changes) -> Installs:
    return Installs(database, changes, now=lambda: NOW)


@pytest.fixture
def reader(database: Database) -> JournalReader:
    return JournalReader(database, now=lambda: NOW)


@pytest.fixture
def journal(database: Database) -> Iterator[Journal]:
    journal = Journal(database.path)
    journal.open()
    yield journal
    journal.close()


def call(
    journal: Journal,
    state: str = "state",
    *,
    code: str = "code",
    business: str = "palmgrill",
    token: str = "t1",  # noqa: S107
) -> InstallVerdict:
    body = f"sealed {code}".encode()
    return journal.accept_install(digest(state), business, digest(code), body, digest(token), NOW)


async def begin(installs: Installs, state: str = "state") -> int:
    return await installs.begin("retm", "sandbox", ENVIRONMENT, digest(state), LATER, NOW)


async def begin_payments(installs: Installs, state: str = "state") -> int:
    """Begin an attempt whose account is known, as the browser's redirect tells none."""
    return await installs.begin(
        "pays", "pay", PAYMENTS_ENVIRONMENT, digest(state), LATER, NOW, business_id="application-7"
    )


def redirect(journal: Journal, state: str = "state", *, code: str = "code") -> InstallVerdict:
    """Take in what a browser brings: no account's id, and nobody to give a token for webhooks."""
    return journal.accept_install(digest(state), "", digest(code), f"sealed {code}".encode(), None, NOW)


async def test_a_callback_of_ours_is_kept_with_its_connection_and_token(
    installs: Installs, journal: Journal, reader: JournalReader, connections: Connections
) -> None:
    number = await begin(installs)
    assert call(journal) is InstallVerdict.ACCEPTED
    install = await installs.get(number)
    assert install is not None
    assert (install.status, install.business_id) == (InstallStatus.CODE_RECEIVED, "palmgrill")
    (connection,) = await connections.all()
    assert (connection.id, connection.state) == (install.connection_id, ConnectionState.CONNECTING)
    assert (connection.label, connection.time_zone) == ("palmgrill", "Asia/Dubai")
    assert journal.connection_of_token(digest("t1")) == connection.id
    assert journal.connection_of_token(digest("another")) is None
    (row,) = await reader.waiting()
    assert (row.kind, row.connection_id, row.body, row.sealed) == ("install", connection.id, b"sealed code", True)
    assert row.received_at == NOW


async def test_strangers_replays_and_latecomers_are_turned_away(
    installs: Installs, journal: Journal, reader: JournalReader
) -> None:
    assert call(journal) is InstallVerdict.UNKNOWN_STATE
    await begin(installs)
    assert call(journal, "another state") is InstallVerdict.UNKNOWN_STATE
    assert call(journal) is InstallVerdict.ACCEPTED
    assert call(journal, code="another") is InstallVerdict.USED
    assert call(journal, business="another") is InstallVerdict.USED
    late = await installs.begin("retm", "sandbox", ENVIRONMENT, digest("late"), NOW, NOW)
    assert call(journal, "late") is InstallVerdict.EXPIRED
    assert call(journal, "late") is InstallVerdict.EXPIRED
    expired = await installs.get(late)
    assert expired is not None
    assert expired.status is InstallStatus.EXPIRED
    await begin(installs, "first")
    await begin(installs, "second")
    assert call(journal, "first") is InstallVerdict.USED
    assert len(await reader.waiting()) == 1


async def test_the_same_callback_again_is_accepted_and_worked_on_once(
    installs: Installs, journal: Journal, reader: JournalReader
) -> None:
    await begin(installs)
    assert call(journal, token="t1") is InstallVerdict.ACCEPTED
    assert call(journal, token="t2") is InstallVerdict.ACCEPTED
    assert len(await reader.waiting()) == 1
    # RETM may hold the token of either answer.
    assert journal.connection_of_token(digest("t1")) == journal.connection_of_token(digest("t2")) is not None


async def test_a_known_restaurant_gets_no_second_connection(
    installs: Installs, journal: Journal, connections: Connections
) -> None:
    number = await connections.add("retm", "sandbox", "PalmGrill", label="Palm Grill")
    await connections.set_state(number, ConnectionState.CONNECTED, NOW)
    await begin(installs)
    call(journal)
    (connection,) = await connections.all()
    assert (connection.id, connection.label, connection.state) == (number, "Palm Grill", ConnectionState.CONNECTED)
    await connections.set_state(number, ConnectionState.DISCONNECTED)
    assert journal.connection_of_token(digest("t1")) is None
    await begin(installs, "again")
    assert call(journal, "again", token="t3") is InstallVerdict.ACCEPTED
    (connection,) = await connections.all()
    assert (connection.id, connection.state) == (number, ConnectionState.CONNECTING)


async def test_a_redirect_is_kept_for_the_account_the_attempt_was_begun_for(
    installs: Installs, journal: Journal, reader: JournalReader, connections: Connections, database: Database
) -> None:
    number = await begin_payments(installs)
    begun = await installs.get(number)
    assert begun is not None
    assert begun.business_id == "application-7"
    assert redirect(journal) is InstallVerdict.ACCEPTED
    (connection,) = await connections.all("payments")
    assert (connection.business_id, connection.serves, connection.currency, connection.time_zone) == (
        "application-7",
        "payments",
        "MYR",
        "Asia/Kuala_Lumpur",
    )
    assert await connections.all() == []
    (row,) = await reader.waiting()
    assert (row.connection_id, row.body, row.sealed) == (connection.id, b"sealed code", True)
    assert await database.read(lambda c: c.execute("SELECT count(*) FROM webhook_tokens").fetchone()[0]) == 0
    # A page that is loaded again is good again, another code is not.
    assert redirect(journal) is InstallVerdict.ACCEPTED
    assert len(await reader.waiting()) == 1
    assert redirect(journal, code="another") is InstallVerdict.USED


async def test_an_answer_that_names_no_account_is_good_only_where_it_is_known(
    installs: Installs, journal: Journal, connections: Connections
) -> None:
    await begin(installs)
    assert redirect(journal) is InstallVerdict.UNKNOWN_STATE
    assert await connections.all() == []
    assert call(journal) is InstallVerdict.ACCEPTED


async def test_a_refusal_ends_the_attempt_it_belongs_to(
    installs: Installs, journal: Journal, reader: JournalReader
) -> None:
    assert journal.deny_install(digest("state"), NOW) is InstallVerdict.UNKNOWN_STATE
    number = await begin_payments(installs)
    assert journal.deny_install(digest("another"), NOW) is InstallVerdict.UNKNOWN_STATE
    for _ in range(2):
        assert journal.deny_install(digest("state"), NOW) is InstallVerdict.DENIED
    denied = await installs.get(number)
    assert denied is not None
    assert (denied.status, denied.reason, denied.connection_id) == (InstallStatus.DENIED, "consent_denied", None)
    assert redirect(journal) is InstallVerdict.USED
    assert await reader.waiting() == []
    late = await begin_payments(installs, "late")
    assert journal.deny_install(digest("late"), LATER) is InstallVerdict.EXPIRED
    expired = await installs.get(late)
    assert expired is not None
    assert expired.status is InstallStatus.EXPIRED


async def test_a_refusal_takes_no_code_away_that_is_here_already(installs: Installs, journal: Journal) -> None:
    number = await begin_payments(installs)
    redirect(journal)
    assert journal.deny_install(digest("state"), NOW) is InstallVerdict.USED
    kept = await installs.get(number)
    assert kept is not None
    assert kept.status is InstallStatus.CODE_RECEIVED


async def test_webhooks_wait_in_the_order_they_came_until_they_are_marked(
    journal: Journal, reader: JournalReader, restaurant: int
) -> None:
    numbers = [journal.append(kind, restaurant, b"{}", NOW) for kind in ("order", "order", "menu")]
    assert [(row.id, row.kind, row.sealed) for row in await reader.waiting()] == [
        (numbers[0], "order", False),
        (numbers[1], "order", False),
        (numbers[2], "menu", False),
    ]
    assert [row.id for row in await reader.waiting(limit=1)] == numbers[:1]
    await reader.mark(numbers[:2], "applied")
    assert [row.id for row in await reader.waiting()] == numbers[2:]


async def test_the_journal_is_written_on_a_thread_of_its_own_while_the_store_works(
    database: Database, reader: JournalReader, restaurant: int
) -> None:
    kept: list[int] = []

    def listen() -> None:
        journal = Journal(database.path)
        journal.open()
        kept.extend(journal.append("order", restaurant, b"{}", NOW) for _ in range(50))
        journal.close()

    thread = threading.Thread(target=listen)
    thread.start()
    while thread.is_alive():
        rows = await reader.waiting()
        await reader.mark([row.id for row in rows], "applied")
    rows = await reader.waiting()
    await reader.mark([row.id for row in rows], "applied")
    assert await database.read(lambda c: c.execute("SELECT count(*) FROM journal").fetchone()[0]) == len(kept) == 50


async def test_a_full_disk_is_told_to_the_listener(journal: Journal, restaurant: int, reader: JournalReader) -> None:
    # The limit belongs to a connection, so it is set on the journal's own.
    connection = journal._open()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull):
        journal.append("order", restaurant, bytes(100_000), NOW)
    connection.execute("PRAGMA max_page_count = 100000")
    journal.append("order", restaurant, bytes(100_000), NOW)
    assert len(await reader.waiting()) == 1


def test_a_journal_that_is_not_open_says_so(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "store.sqlite3")
    journal.close()
    with pytest.raises(RuntimeError, match="closed"):
        journal.append("order", 1, b"{}", NOW)


async def test_attempts_are_found_and_moved_on(installs: Installs) -> None:
    assert await installs.latest() is None
    first = await begin(installs, "first")
    second = await begin(installs, "second")
    found = await installs.get(first)
    assert found is not None
    assert (found.status, found.status.is_finished) == (InstallStatus.CANCELLED, True)
    latest = await installs.latest()
    assert latest is not None
    assert (latest.id, latest.status, latest.expires_at, latest.environment_document) == (
        second,
        InstallStatus.WAITING,
        LATER,
        ENVIRONMENT,
    )
    assert await installs.of_state(digest("second")) == latest
    assert await installs.of_state(digest("third")) is None
    await installs.set_status(second, InstallStatus.EXCHANGING, business_id="palmgrill")
    assert [one.id for one in await installs.unfinished()] == [second]
    await installs.set_status(second, InstallStatus.FAILED, "code_refused")
    assert await installs.unfinished() == []
    failed = await installs.get(second)
    assert failed is not None
    assert (failed.reason, failed.business_id) == ("code_refused", "palmgrill")
