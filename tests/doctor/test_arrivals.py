"""How bad what was read is: webhooks, the pace of orders, the outbox, the store, the disk."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from retm_desktop.doctor.arrivals import (
    look_at_disk,
    look_at_last_order,
    look_at_outbox,
    look_at_store,
    look_at_webhooks,
)
from retm_desktop.doctor.books import Books, Pace, Restaurant, Waiting
from retm_desktop.doctor.finding import Check, Level, finding, worst_first

NOW = datetime(2026, 2, 3, 17, 14, tzinfo=UTC)
CONNECTED = Books("ok", whole=True, restaurant=Restaurant(1, "retm", "palmgrill", "Asia/Riyadh", "connected", b"{}"))


def with_(**fields: object) -> Books:
    return msgspec.structs.replace(CONNECTED, **fields)


def pace(count: int, usual: float | None, minutes: int = 30) -> Books:
    return with_(pace=Pace(NOW - timedelta(minutes=minutes), count, usual, 8))


@pytest.mark.parametrize(
    ("books", "code", "level"),
    [
        (pace(9, 10), "ok", Level.OK),
        (pace(0, 2), "quiet", Level.OK),
        (pace(0, 3), "silent", Level.WARNING),
        (pace(0, 40), "silent", Level.WARNING),
        (pace(1, 7), "ok", Level.OK),
        (pace(1, 8), "few", Level.WARNING),
        (pace(2, 8), "ok", Level.OK),
        (pace(0, None), "little_history", Level.OK),
        (with_(pace=Pace()), "none_yet", Level.WARNING),
        (with_(restaurant=None), "no_restaurant", Level.OK),
        (with_(whole=False), "waits", Level.WARNING),
    ],
)
def test_silence_is_judged_by_what_is_usual(books: Books, code: str, level: Level) -> None:
    found = look_at_last_order(books, NOW)
    assert (found.code, found.level) == (code, level)


@pytest.mark.parametrize(
    ("books", "code"),
    [
        (with_(), "none_expected"),
        (with_(heard={"install": NOW}), "none_expected"),
        (with_(public_address="https://orders.example"), "never"),
        (with_(heard={"order": NOW}), "ok"),
        (with_(heard={"order": NOW}, untold=2), "ok"),
        (with_(heard={"order": NOW}, untold=3), "silent"),
        (with_(restaurant=None), "no_restaurant"),
        (with_(whole=False), "waits"),
    ],
)
def test_webhooks_are_missed_only_where_they_are_expected(books: Books, code: str) -> None:
    assert look_at_webhooks(books).code == code


@pytest.mark.parametrize(
    ("waiting", "code"),
    [
        (Waiting(), "ok"),
        (Waiting(2, 0, NOW - timedelta(minutes=1)), "sending"),
        # As long as it is edited, an action is held back.
        (Waiting(1, 0, NOW - timedelta(minutes=10)), "sending"),
        (Waiting(1, 0, NOW - timedelta(minutes=16)), "stuck"),
        (Waiting(0, 1, NOW - timedelta(minutes=1)), "failed"),
    ],
)
def test_the_outbox_is_judged_by_its_failures_and_its_oldest(waiting: Waiting, code: str) -> None:
    assert look_at_outbox(with_(waiting=waiting), NOW).code == code


def test_every_state_of_the_store_has_a_level() -> None:
    for state in ("ok", "older", "too_old", "missing", "newer", "damaged", "unreadable"):
        assert look_at_store(Books(state, size=5)).figures["size"] == 5


@pytest.mark.parametrize(
    ("free", "code"), [(5_000_000_000, "ok"), (900_000_000, "low"), (150_000_000, "full"), (0, "full")]
)
def test_the_disk_is_judged_by_its_room(tmp_path: Path, free: int, code: str) -> None:
    assert look_at_disk(tmp_path, free=free).code == code


def test_a_home_that_is_not_there_is_judged_by_the_disk_it_would_be_on(tmp_path: Path) -> None:
    home = tmp_path / "not" / "there"
    free = look_at_disk(home).figures["free"]
    assert isinstance(free, int)
    assert free > 0
    assert not home.parent.exists()


def test_the_worst_comes_first_and_a_consequence_behind_its_like() -> None:
    found = [
        finding(Check.INTERNET, "ok"),
        finding(Check.DNS, "waits"),
        finding(Check.LISTENER, "taken"),
        finding(Check.SOUND, "none"),
        finding(Check.TOKEN, "forbidden"),
    ]
    order = [one.check for one in worst_first(found)]
    assert order == [Check.TOKEN, Check.LISTENER, Check.SOUND, Check.DNS, Check.INTERNET]


def test_what_waits_for_another_does_not_count() -> None:
    assert [finding(Check.DNS, code).counts for code in ("ok", "waits", "private", "not_found")] == [
        False,
        False,
        True,
        True,
    ]
