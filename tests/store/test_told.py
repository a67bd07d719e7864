"""What is stored is told to the screen, also where the one who stored it was cancelled meanwhile."""

import asyncio

import pytest

from retm_desktop.store.changes import Topic
from retm_desktop.store.orders import OrderQuery, Orders
from tests.store.samples import incoming, order
from tests.waiting import until


@pytest.mark.parametrize("steps", [1, 2, 3])
async def test_orders_of_a_cancelled_reading_are_told(
    orders: Orders, restaurant: int, told: list[frozenset[Topic]], steps: int
) -> None:
    reading = asyncio.ensure_future(orders.apply(restaurant, [incoming(order())]))
    for _ in range(steps):
        await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    await until(lambda: told)
    assert told == [{Topic.ORDERS}]
    assert len(await orders.page(OrderQuery(restaurant), 0, 10)) == 1
