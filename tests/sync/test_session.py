"""A session starts, stops within bounds, survives a bug, and remembers when RETM last answered."""

import asyncio

import pytest

from retm_desktop.store.orders import Applied
from tests.sync.shop import Shop
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
