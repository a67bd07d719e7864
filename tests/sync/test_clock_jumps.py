"""The clock is set by hours, either way: nothing is sent twice, nothing waits for ever, no order stays away."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from retm_desktop.domain.intents import MoveOrder
from retm_desktop.domain.stages import Stage
from retm_desktop.store.outbox import ActionState
from retm_desktop.sync.status import Link
from tests.sync.shop import Shop, in_state, in_store
from tests.waiting import until, until_async

HOURS = [-30, -6, 6, 30]


@pytest.fixture
def _one_clock(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the client compare RETM's Date header with the shop's clock, which is the computer's."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]  # noqa: ANN401
            return datetime.now(tz or UTC) + shop.ahead

    monkeypatch.setattr("retm_desktop.providers.retm.client.datetime", Clock)


pytestmark = pytest.mark.usefixtures("_one_clock")


async def asked_since(shop: Shop) -> None:
    """Wait for an answer of RETM that came after now, so that the client has seen the clock as it is."""
    at = shop.sessions[-1]._line._tracker.last_answer_at
    await until(lambda: shop.sessions[-1]._line._tracker.last_answer_at != at)
    await asyncio.sleep(0)


@pytest.mark.parametrize("hours", HOURS)
async def test_orders_go_on_coming_and_the_badge_stays(shop: Shop, hours: int) -> None:
    session = await shop.session()
    before = shop.sandbox.place_order()
    await in_store(shop, before["id"])
    said = len(shop.statuses)
    shop.ahead = timedelta(hours=hours)
    after = shop.sandbox.place_order()
    await in_store(shop, after["id"])
    for _ in range(55):
        shop.sandbox.place_order()
    shop.ahead = timedelta()
    last = shop.sandbox.place_order()
    await in_store(shop, last["id"])

    async def all_here() -> bool:
        return {row.id.casefold() for row in await shop.rows()} == {one["id"].casefold() for one in shop.book()}

    await until_async(all_here)
    assert {status.link for status in shop.statuses[said:]} <= {Link.ONLINE}
    assert session.status.link is Link.ONLINE


@pytest.mark.parametrize("hours", HOURS)
async def test_the_time_of_the_last_answer_is_kept_on_either_side(shop: Shop, hours: int) -> None:
    await shop.session()

    async def noted() -> bool:
        return (await shop.record()).last_answer_at is not None

    await until_async(noted)
    shop.ahead = timedelta(hours=hours)

    async def kept() -> bool:
        at = (await shop.record()).last_answer_at
        return at is not None and abs(at - shop.now()) < timedelta(minutes=1)

    await until_async(kept)


@pytest.mark.parametrize("hours", HOURS)
async def test_what_waits_for_the_line_goes_out_once(shop: Shop, hours: int) -> None:
    session = await shop.session()
    placed = shop.sandbox.place_order()
    key = await in_store(shop, placed["id"])
    with shop.sandbox.offline():
        action = await session.do(MoveOrder(Stage.PREPARING), key)
        await until_async(lambda: _tried(shop, action.id))
        shop.ahead = timedelta(hours=hours)
    await in_state(shop, action, ActionState.DONE)
    assert shop.sandbox.books()["calls"]["orders/update-delivery-status"] == 1


async def _tried(shop: Shop, action_id: int) -> bool:
    return (await shop.action(action_id)).attempts > 0


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("made", ["before", "during"])
@pytest.mark.parametrize("hours", HOURS)
async def test_an_order_whose_answer_was_lost_is_made_once(shop: Shop, hours: int, made: str, restarted: bool) -> None:
    """The clock is wrong when it is made and put right before it is looked for, or the other way round."""
    session = await shop.session()
    intent = await shop.intent("CLOCK-1")
    if made == "during":
        shop.ahead = timedelta(hours=hours)
        await asked_since(shop)
    shop.sandbox.set_faults({"drop": 1.0})
    action = await session.do(intent)
    await until(lambda: shop.sandbox.books()["created_references"].get("CLOCK-1"))
    await in_state(shop, action, ActionState.UNKNOWN)
    # Without the reading of orders, which would find it too: the outbox has to be right by itself.
    session._tasks[0].cancel()
    if restarted:
        await session.stop()
    shop.ahead = timedelta() if made == "during" else timedelta(hours=hours)
    # So many came meanwhile that it is not on the first page any more.
    for _ in range(60):
        shop.sandbox.place_order()
    shop.sandbox.set_faults({})
    if restarted:
        session.client.clock_skew = None
        (await shop.session())._tasks[0].cancel()
    await in_state(shop, action, ActionState.DONE)
    assert shop.sandbox.books()["created_references"]["CLOCK-1"] == 1
