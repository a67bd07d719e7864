"""A session starts, stops within bounds, survives a bug, and remembers when RETM last answered."""

import asyncio

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from retm_desktop.domain.intents import MoveOrder
from retm_desktop.domain.stages import Stage
from retm_desktop.providers.retm.client import RetmClient
from retm_desktop.store.orders import Applied
from retm_desktop.store.outbox import ActionState
from retm_desktop.sync.status import Link
from tests.sync.shop import Shop, in_state, in_store
from tests.waiting import until, until_async


async def test_stopping_ends_every_task_and_starting_again_goes_on(shop: Shop) -> None:
    session = await shop.session()
    session.start()
    assert len([name for name in shop.background.names if str(shop.id) in name]) == 4

    async def all_here() -> bool:
        return len(await shop.rows()) == 12

    await until_async(all_here)
    await session.stop()
    assert shop.background.names == []
    placed = shop.sandbox.place_order()
    session.start()
    await until_async(lambda: shop.stage(placed["id"]))


async def test_stopping_in_the_middle_of_slow_answers_is_quick(shop: Shop) -> None:
    shop.sandbox.set_latency(3000)
    session = await shop.session()
    await asyncio.sleep(0.1)
    async with asyncio.timeout(2):
        await session.stop()
    shop.sandbox.set_latency(0)


async def test_a_client_is_replaced_in_the_middle_of_everything(shop: Shop) -> None:
    """After a sleep the old connections are dead, and requests over them never return."""
    placed = shop.sandbox.place_order()
    session = await shop.session()
    key = await in_store(shop, placed["id"])
    asked: list[str] = []

    async def dead(scope: Scope, receive: Receive, send: Send) -> None:
        asked.append(scope["path"].rpartition("/")[2])
        await asyncio.Event().wait()

    fresh = shop.client
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=dead)) as http:
        await session.replace_client(RetmClient(http, shop.environment, shop.sandbox.business_id, shop.keys))
        action = await session.do(MoveOrder(Stage.PREPARING), key)
        await until(lambda: {"list", "update-delivery-status"} <= set(asked))
        await session.replace_client(fresh)
    await in_state(shop, action, ActionState.DONE)
    assert await shop.stage(placed["id"]) is Stage.PREPARING
    assert session.status.link is Link.ONLINE


async def test_a_bug_is_reported_and_the_work_goes_on(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    apply = shop.orders.apply
    times: list[int] = []

    async def buggy(*arguments: object) -> Applied:
        times.append(1)
        if len(times) == 1:
            raise KeyError("a bug")
        return await apply(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(shop.orders, "apply", buggy)
    await shop.session()

    async def all_here() -> bool:
        return len(await shop.rows()) == 12

    await until_async(all_here)
    ((name, error),) = shop.failures
    assert name == f"orders {shop.id}"
    assert isinstance(error, KeyError)
    shop.failures.clear()


async def test_the_last_answer_is_kept_for_the_next_start(shop: Shop) -> None:
    session = await shop.session()
    await until(lambda: session.status.updated_at is not None)
    await session.stop()
    kept = (await shop.record()).last_answer_at
    assert kept is not None
    with shop.sandbox.offline():
        again = await shop.session()
        await until(lambda: again.status.link == "offline")
        assert again.status.since == kept
