"""Killed between the journal's commit and the answer: RETM delivers again, and it is still one order."""

import asyncio
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import msgspec
import pytest

from tests.chaos.conftest import House
from tests.waiting import until

_SPACING = 2.0
"""Seconds before the second attempt, three times as many before the third: a start fits in."""
_HOLD = 5.0
_BOUND = 30.0
MOMENTS = [0.0, random.Random(1).uniform(0, 0.05), random.Random(2).uniform(0.05, 1)]  # noqa: S311 - no secrets
"""Seconds between the commit and the kill."""


@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_webhook_that_was_kept_and_not_answered_comes_again_and_is_one_order(
    open_house: Callable[..., House], moment: float
) -> None:
    house = open_house(retry_spacing=_SPACING)
    house.connect()
    program = house.start("watch", str(_HOLD))
    program.wait("network")
    placed: str = house.restaurant.pull("place_order")["id"]
    program.wait("journal")
    await asyncio.sleep(moment)
    program.kill()
    kept = _journal(house)
    assert kept
    house.start("watch").wait("network")
    await until(lambda: _outcomes(house) == ["delivered", "delivered"], _BOUND)
    attempts = {one["reference"]: [a["status"] for a in one["attempts"]] for one in _deliveries(house)}
    for reference in kept:
        assert attempts[reference][0] == 0, "the first attempt was kept and got no answer"
        assert attempts[reference][-1] == 200
        assert _journal(house).count(reference) == 2
    await until(lambda: _stored(house, placed) == 1, _BOUND)
    await until(lambda: _waiting(house) == 0, _BOUND)
    assert _stored(house, placed) == 1


async def test_a_webhook_that_was_answered_is_kept_however_soon_the_kill_comes(
    open_house: Callable[..., House],
) -> None:
    """The other side of the answer: killed the moment RETM has its 200, with RETM's list cut off afterwards."""
    house = open_house()
    house.connect()
    program = house.start("watch")
    program.wait("network")
    house.restaurant.pull("set_faults", faults={"error": 1.0})
    placed: str = house.restaurant.pull("place_order")["id"]
    while not any(a["status"] == 200 for one in _deliveries(house) for a in one["attempts"]):
        assert program.code is None
    program.kill()
    house.start("watch").wait("network")
    # Nothing can be read from RETM: the order comes out of the journal.
    await until(lambda: _stored(house, placed) == 1, _BOUND)


def _deliveries(house: House) -> list[dict[str, Any]]:
    return [one for one in house.restaurant.books()["deliveries"] if one["kind"] in ("order", "invoice")]


def _outcomes(house: House) -> list[object]:
    return [one["outcome"] for one in _deliveries(house)]


def _journal(house: House) -> list[str]:
    """Return the references of the webhooks in the journal."""
    with closing(sqlite3.connect(house.store)) as store:
        rows = store.execute("SELECT body FROM journal WHERE kind IN ('order', 'invoice') ORDER BY id").fetchall()
    return [msgspec.json.decode(body)["reference"] for (body,) in rows]


def _stored(house: House, retm_id: str) -> int:
    with closing(sqlite3.connect(house.store)) as store:
        sql = "SELECT count(*) FROM orders WHERE retm_id = ?"
        return int(store.execute(sql, (retm_id,)).fetchone()[0])


def _waiting(house: House) -> int:
    with closing(sqlite3.connect(house.store)) as store:
        return int(store.execute("SELECT count(*) FROM journal WHERE applied_at IS NULL").fetchone()[0])
