"""Writes of unknown outcome, and a list that has grown long since."""

from retm_desktop.domain.intents import MoveOrder
from retm_desktop.domain.stages import Stage
from retm_desktop.store.outbox import ActionState
from tests.sync.shop import Shop, in_state, in_store


async def test_unknown_creates_come_to_their_end_though_thousands_of_orders_came_since(shop: Shop) -> None:
    """They were cut off while being sent; what was put afterwards does not wait behind their look-ups."""
    number = (await shop.record()).id
    cut_off = [await shop.outbox.put(number, await shop.intent(f"RD-L{n}"), None, shop.now()) for n in range(5)]
    for action in cut_off:
        await shop.outbox.sending(action.id)
    for _ in range(2_100):
        shop.sandbox.place_order()
    placed = shop.sandbox.place_order()
    session = await shop.session()
    key = await in_store(shop, placed["id"])
    moved = await session.do(MoveOrder(Stage.PREPARING), key)
    await in_state(shop, moved, ActionState.DONE)
    for action in cut_off:
        await in_state(shop, action, ActionState.DONE)
    made = shop.sandbox.books()["created_references"]
    assert {f"RD-L{n}": made.get(f"RD-L{n}") for n in range(5)} == {f"RD-L{n}": 1 for n in range(5)}
