"""No double order, nothing backwards: lost answers over restarts, a moment to take back, two computers at a branch."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from retm_desktop.domain.intents import CancelOrder, MoveOrder
from retm_desktop.domain.orders import OrderCustomer
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.sandbox import Sandbox
from retm_desktop.store.orders import Incoming, Source
from retm_desktop.store.outbox import Action, ActionState
from retm_desktop.sync.status import Link
from tests.sync.shop import QUICK, Shop, in_state, in_store
from tests.waiting import until, until_async

UPDATE = "orders/update-delivery-status"


def partners(shop: Shop) -> list[dict[str, Any]]:
    return [order for order in shop.book() if order["origin"] == "partner"]


def happened(shop: Shop, retm_id: str) -> list[str]:
    """Return what the restaurant's own books say happened to an order."""
    (entry,) = [order for order in shop.book() if order["id"] == retm_id]
    return [event["what"] for event in entry["events"]]


async def test_many_lost_answers_over_many_restarts_make_each_thing_once(shop: Shop) -> None:
    """Every answer may be lost after the work was done, and the program is closed again and again in between."""
    count = 10
    placed = [shop.sandbox.place_order() for _ in range(4)]
    session = await shop.session()
    keys = [await in_store(shop, order["id"]) for order in placed]
    intents = [await shop.intent(f"RD-M{number}") for number in range(count)]
    shop.sandbox.set_faults({"drop": 0.6})
    actions: list[Action] = []
    for intent in intents:
        create = await session.do(intent)
        actions += [create, await session.do(MoveOrder(Stage.PREPARING), create.order_key)]
    for key in keys[:2]:
        actions += [await session.do(MoveOrder(stage), key) for stage in (Stage.PREPARING, Stage.READY)]
    actions += [await session.do(CancelOrder("twice"), key) for key in keys[2:]]
    for _ in range(4):
        await asyncio.sleep(0.3)
        await session.stop()
        session = await shop.session()
    shop.sandbox.set_faults({})
    for action in actions:
        await in_state(shop, action, ActionState.DONE)
    books = shop.sandbox.books()
    assert sorted(order["partner_reference"] for order in partners(shop)) == sorted(f"RD-M{n}" for n in range(count))
    assert books["create_calls"] == count
    for order in partners(shop):
        assert happened(shop, order["id"]) == ["created", "delivery 2"]
    for order in placed[:2]:
        assert happened(shop, order["id"]) == ["created", "delivery 2", "delivery 4"]
    for order in placed[2:]:
        assert happened(shop, order["id"]) == ["created", "delivery 3"]

    async def equal() -> bool:
        return sorted(row.id for row in await shop.rows()) == sorted(order["id"] for order in shop.book())

    await until_async(equal)


async def test_an_order_that_retm_told_of_is_not_made_again(shop: Shop) -> None:
    """Whatever an action's state says: where the store has RETM's id under our reference, the order is there."""
    session = await shop.session()
    intent = await shop.intent("RD-T1")
    made = (await shop.client.create_order(intent)).value
    await session.stop()
    action = await shop.outbox.put(shop.id, intent, None, shop.now())
    told = msgspec.structs.replace(made, stage=Stage.NEW, delivery_status=1)
    await shop.orders.apply(shop.id, [Incoming(told, b"{}", Source.WEBHOOK, shop.now())])
    await shop.session()
    await in_state(shop, action, ActionState.DONE)
    assert len(partners(shop)) == 1
    assert shop.sandbox.books()["create_calls"] == 1


async def test_what_was_edited_at_the_last_moment_is_what_is_sent(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The edit is stored between the reading of what is due and the sending: the old words must not go out."""
    intent = await shop.intent("RD-E1")
    action = await shop.outbox.put(shop.id, intent, None, shop.now())
    edited = msgspec.structs.replace(intent, customer=OrderCustomer(BilingualText("Noura", "نورة"), "0500000077"))
    really = shop.outbox.sending

    async def sending(action_id: int) -> Action | None:
        assert await shop.outbox.replace(action_id, edited, shop.now()) is not None
        return await really(action_id)

    monkeypatch.setattr(shop.outbox, "sending", sending)
    await shop.session()
    await in_state(shop, action, ActionState.DONE)
    listed = (await shop.client.orders()).items
    (made,) = [one.value for one in listed if one.value.partner_reference == "RD-E1"]
    assert made.customer.phone == "0500000077"
    assert shop.sandbox.books()["create_calls"] == 1


async def test_what_cannot_be_taken_back_waits_and_survives_the_end_of_the_program(shop: Shop) -> None:
    shop.pace = msgspec.structs.replace(QUICK, grace=600.0)
    placed = shop.sandbox.place_order()
    session = await shop.session()
    key = await in_store(shop, placed["id"])
    create = await session.do(await shop.intent("RD-G1"))
    withdrawn = await session.do(await shop.intent("RD-G2"))
    move = await session.do(MoveOrder(Stage.PREPARING), key)
    cancel = await session.do(CancelOrder("twice"), key)
    await in_state(shop, move, ActionState.DONE)
    assert await session.withdraw(withdrawn.id)
    await session.stop()
    assert [(await shop.action(one.id)).state for one in (create, cancel)] == [ActionState.PENDING] * 2
    assert partners(shop) == []
    # Started again before the moment has passed, it is still waited for; "send now" ends it.
    session = await shop.session()
    await until(lambda: session.status.link is Link.ONLINE)
    assert partners(shop) == []
    await session.retry(create.id)
    await in_state(shop, create, ActionState.DONE)
    await session.stop()
    shop.ahead = timedelta(seconds=601)
    await shop.session()
    await in_state(shop, cancel, ActionState.DONE)
    assert [order["partner_reference"] for order in partners(shop)] == ["RD-G1"]
    assert (await shop.action(withdrawn.id)).state is ActionState.GIVEN_UP
    assert happened(shop, placed["id"]) == ["created", "delivery 2", "delivery 3"]


async def test_two_computers_at_one_branch_see_each_other_and_do_not_fight(sandbox: Sandbox, tmp_path: Path) -> None:
    placed = [sandbox.place_order() for _ in range(6)]
    async with Shop(sandbox, tmp_path / "one") as one, Shop(sandbox, tmp_path / "two") as two:
        sessions = [await shop.session() for shop in (one, two)]
        keys = [{order["id"]: await in_store(shop, order["id"]) for order in placed} for shop in (one, two)]
        ids = [order["id"] for order in placed]
        actions = [
            (one, await sessions[0].do(MoveOrder(Stage.PREPARING), keys[0][ids[0]])),
            (two, await sessions[1].do(MoveOrder(Stage.READY), keys[1][ids[1]])),
            # The same wish twice, a further one against a nearer one, and the same cancellation twice.
            (one, await sessions[0].do(MoveOrder(Stage.PREPARING), keys[0][ids[2]])),
            (two, await sessions[1].do(MoveOrder(Stage.PREPARING), keys[1][ids[2]])),
            (one, await sessions[0].do(MoveOrder(Stage.OUT), keys[0][ids[3]])),
            (two, await sessions[1].do(MoveOrder(Stage.READY), keys[1][ids[3]])),
            (one, await sessions[0].do(CancelOrder("twice"), keys[0][ids[4]])),
            (two, await sessions[1].do(CancelOrder("twice"), keys[1][ids[4]])),
        ]
        made = (two, await sessions[1].do(await two.intent("RD-TWO")))
        for shop, action in (*actions, made):
            await in_state(shop, action, ActionState.DONE)
        wanted = [Stage.PREPARING, Stage.READY, Stage.PREPARING, Stage.OUT, Stage.CANCELLED, Stage.NEW]

        async def both_know() -> bool:
            stages = [[await shop.stage(retm_id) for retm_id in ids] for shop in (one, two)]
            return stages == [wanted, wanted]

        await until_async(both_know)

        async def both_have_it() -> bool:
            (new,) = partners(two)
            return all([await shop.stage(new["id"]) is Stage.NEW for shop in (one, two)])

        await until_async(both_have_it)
        assert happened(one, ids[2]) == ["created", "delivery 2"]
        assert happened(one, ids[4]) == ["created", "delivery 3"]
        # Nothing went back, whoever was faster.
        assert happened(one, ids[3]) in (["created", "delivery 6"], ["created", "delivery 4", "delivery 6"])
        assert await one.outbox.open(one.id) == await two.outbox.open(two.id) == []
        assert len(await one.rows()) == len(await two.rows()) == len(one.book())


async def test_a_move_that_waited_is_not_sent_after_another_computer_went_further(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    placed = sandbox.place_order()
    async with Shop(sandbox, tmp_path / "one") as one, Shop(sandbox, tmp_path / "two") as two:
        fast, slow = await one.session(), await two.session()
        key, old_key = await in_store(one, placed["id"]), await in_store(two, placed["id"])
        await slow.stop()
        waits = await slow.do(MoveOrder(Stage.READY), old_key)
        await in_state(one, await fast.do(MoveOrder(Stage.OUT), key), ActionState.DONE)
        # What waited longer than a poll is compared with RETM's own state, however old the store is.
        two.ahead = timedelta(minutes=1)
        assert await two.stage(placed["id"]) is Stage.NEW
        await two.session()
        await in_state(two, waits, ActionState.DONE)
        assert sandbox.books()["calls"][UPDATE] == 1
        assert await two.stage(placed["id"]) is Stage.OUT


async def test_a_move_of_an_order_that_another_computer_cancelled_is_not_sent(sandbox: Sandbox, tmp_path: Path) -> None:
    placed = sandbox.place_order()
    async with Shop(sandbox, tmp_path / "one") as one, Shop(sandbox, tmp_path / "two") as two:
        fast, slow = await one.session(), await two.session()
        key, old_key = await in_store(one, placed["id"]), await in_store(two, placed["id"])
        await slow.stop()
        waits = await slow.do(MoveOrder(Stage.READY), old_key)
        await in_state(one, await fast.do(CancelOrder("guest left"), key), ActionState.DONE)
        two.ahead = timedelta(minutes=1)
        await two.session()
        await in_state(two, waits, ActionState.FAILED)
        assert UPDATE not in sandbox.books()["calls"]

        async def known() -> bool:
            return await two.stage(placed["id"]) is Stage.CANCELLED

        # The refusal leads to a fresh reading.
        await until_async(known)
