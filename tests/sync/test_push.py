"""What the operator decided reaches RETM once, and the store says how it went."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from retm_desktop.domain.errors import OutcomeUnknown
from retm_desktop.domain.intents import CancelOrder, CreateOrder, MoveOrder
from retm_desktop.domain.orders import Order
from retm_desktop.domain.stages import Stage
from retm_desktop.providers.retm.client import Received, RetmClient
from retm_desktop.sandbox import Sandbox
from retm_desktop.store.outbox import ActionState
from retm_desktop.sync.status import Link
from tests.sync.shop import QUICK, Shop, in_state, in_store
from tests.waiting import until, until_async


def partners(shop: Shop) -> list[dict[str, Any]]:
    return [order for order in shop.book() if order["origin"] == "partner"]


async def test_an_order_made_here_gets_its_number(shop: Shop) -> None:
    session = await shop.session()
    action = await session.do(await shop.intent("RD-1"))
    await in_state(shop, action, ActionState.DONE)
    (made,) = partners(shop)
    details = await shop.orders.details(action.order_key)
    assert details is not None
    assert (details.row.id, details.row.number) == (made["id"], str(made["number"]))

    async def whole() -> bool:
        told = await shop.orders.details(action.order_key)
        return told is not None and not told.row.estimated

    # The pull that follows brings RETM's own figures into the same row.
    await until_async(whole)
    assert sum(row.partner_reference == "RD-1" for row in await shop.rows()) == 1


async def test_an_order_is_moved_over_several_stages_with_one_call(shop: Shop) -> None:
    placed = shop.sandbox.place_order()
    session = await shop.session()
    key = await in_store(shop, placed["id"])
    action = await session.do(MoveOrder(Stage.OUT, "Salem", "0500000003"), key)
    await in_state(shop, action, ActionState.DONE)
    assert await shop.stage(placed["id"]) is Stage.OUT
    (entry,) = [order for order in shop.book() if order["id"] == placed["id"]]
    assert entry["delivery_status"] == 6
    assert [event["what"] for event in entry["events"]] == ["created", "delivery 6"]
    assert entry["driver"]["name"] == "Salem"


async def test_actions_of_one_order_keep_their_sequence(shop: Shop) -> None:
    """The moves wait for the create, whose answer tells the id they need."""
    session = await shop.session()
    create = await session.do(await shop.intent("RD-2"))
    moves = [await session.do(MoveOrder(stage), create.order_key) for stage in (Stage.PREPARING, Stage.READY)]
    cancel = await session.do(CancelOrder("out of bread"), create.order_key)
    await in_state(shop, cancel, ActionState.DONE)
    for move in moves:
        assert (await shop.action(move.id)).state is ActionState.DONE
    (made,) = partners(shop)
    whats = [event["what"] for event in made["events"]]
    assert whats == ["created", "delivery 2", "delivery 4", "delivery 3"]
    assert made["cancel_reason"] == "out of bread"


async def test_a_refused_cancel_fails_with_retms_reason(shop: Shop) -> None:
    placed = shop.sandbox.place_order()
    session = await shop.session()
    key = await in_store(shop, placed["id"])
    await session.stop()
    # Another till was faster; nobody told us yet.
    shop.sandbox.advance(placed["id"], 7)
    session = await shop.session()
    action = await session.do(CancelOrder("changed their mind"), key)
    await in_state(shop, action, ActionState.FAILED)
    failed = await shop.action(action.id)
    assert failed.error_code == "rejected"
    assert "closed" in failed.error_detail
    assert failed.error_fields == {"order_id": ("The order is already closed.",)}

    async def delivered() -> bool:
        return await shop.stage(placed["id"]) is Stage.DELIVERED

    await until_async(delivered)
    await session.give_up(action.id)
    assert (await shop.action(action.id)).state is ActionState.GIVEN_UP


async def test_a_dropped_connection_after_the_work_makes_one_order(shop: Shop) -> None:
    session = await shop.session()
    intent = await shop.intent("RD-3")
    shop.sandbox.set_faults({"drop": 1.0})
    action = await session.do(intent)
    await in_state(shop, action, ActionState.UNKNOWN)
    # Looking it up fails too for a while.
    await until(lambda: session.status.link is Link.OFFLINE)
    assert (await shop.action(action.id)).state is ActionState.UNKNOWN
    shop.sandbox.set_faults({})
    await in_state(shop, action, ActionState.DONE)
    assert len(partners(shop)) == 1
    assert shop.sandbox.books()["create_calls"] == 1
    details = await shop.orders.details(action.order_key)
    assert details is not None
    assert details.row.id == partners(shop)[0]["id"]
    assert not details.row.estimated


async def test_a_write_that_never_arrived_is_sent_again_once_that_is_sure(shop: Shop) -> None:
    session = await shop.session()
    intent = await shop.intent("RD-4")
    # The server answers 500 without having done anything, which nobody can know.
    shop.sandbox.set_faults({"error": 1.0})
    action = await session.do(intent)
    await in_state(shop, action, ActionState.UNKNOWN)
    shop.sandbox.set_faults({})
    await in_state(shop, action, ActionState.DONE)
    assert len(partners(shop)) == 1
    assert shop.sandbox.books()["create_calls"] == 1
    assert (await shop.action(action.id)).attempts == 2


async def test_moves_and_cancels_of_unknown_outcome_are_looked_up(shop: Shop) -> None:
    one, two = shop.sandbox.place_order(), shop.sandbox.place_order()
    session = await shop.session()
    keys = [await in_store(shop, order["id"]) for order in (one, two)]
    shop.sandbox.set_faults({"drop": 1.0})
    move = await session.do(MoveOrder(Stage.PREPARING), keys[0])
    cancel = await session.do(CancelOrder("twice"), keys[1])
    await in_state(shop, move, ActionState.UNKNOWN)
    await in_state(shop, cancel, ActionState.UNKNOWN)
    shop.sandbox.set_faults({})
    await in_state(shop, move, ActionState.DONE)
    await in_state(shop, cancel, ActionState.DONE)
    calls = shop.sandbox.books()["calls"]
    assert (calls["orders/update-delivery-status"], calls["orders/cancel"]) == (1, 1)


async def test_a_move_is_not_done_when_the_order_was_cancelled_meanwhile(shop: Shop) -> None:
    placed = shop.sandbox.place_order()
    session = await shop.session()
    key = await in_store(shop, placed["id"])
    shop.sandbox.set_faults({"error": 1.0})
    action = await session.do(MoveOrder(Stage.PREPARING), key)
    await in_state(shop, action, ActionState.UNKNOWN)
    shop.sandbox.cancel(placed["id"])
    shop.sandbox.set_faults({})
    await in_state(shop, action, ActionState.FAILED)
    assert (await shop.action(action.id)).error_code == "rejected"


async def test_work_done_offline_is_sent_on_the_return(sandbox: Sandbox, shop: Shop) -> None:
    placed = shop.sandbox.place_order()
    session = await shop.session()
    key = await in_store(shop, placed["id"])
    intent = await shop.intent("RD-5")
    with sandbox.offline():
        await until(lambda: session.status.link is Link.OFFLINE)
        move = await session.do(MoveOrder(Stage.PREPARING), key)
        create = await session.do(intent)

        async def both_tried() -> bool:
            return all([(await shop.action(a.id)).error_code == "offline" for a in (move, create)])

        await until_async(both_tried)
    await in_state(shop, move, ActionState.DONE)
    await in_state(shop, create, ActionState.DONE)
    assert len(partners(shop)) == 1


async def test_throttled_writes_wait(shop: Shop) -> None:
    placed = shop.sandbox.place_order()
    session = await shop.session()
    key = await in_store(shop, placed["id"])
    shop.sandbox.set_faults({"throttle": 1.0})
    action = await session.do(MoveOrder(Stage.PREPARING), key)

    async def held() -> bool:
        return (await shop.action(action.id)).error_code == "rate_limited"

    await until_async(held)
    waiting = await shop.action(action.id)
    assert waiting.state is ActionState.PENDING
    assert waiting.next_try_at - shop.now() > timedelta(seconds=0.3)
    shop.sandbox.set_faults({})
    await in_state(shop, action, ActionState.DONE)


async def test_an_expired_sign_in_keeps_the_work(shop: Shop) -> None:
    placed = shop.sandbox.place_order()
    session = await shop.session()
    key = await in_store(shop, placed["id"])
    shop.keys.refused = True
    shop.sandbox.expire_tokens()
    await until(lambda: session.status.link is Link.SIGN_IN)
    action = await session.do(MoveOrder(Stage.PREPARING), key)
    await asyncio.sleep(0.1)
    assert (await shop.action(action.id)).state is ActionState.PENDING
    shop.keys.refused = False
    await session.replace_client(RetmClient(shop.http, shop.environment, shop.sandbox.business_id, shop.keys))
    await in_state(shop, action, ActionState.DONE)


async def test_a_sign_in_that_expires_before_the_look_up_makes_no_second_order(shop: Shop) -> None:
    shop.pace = msgspec.structs.replace(QUICK, poll=30.0, idle_poll=30.0)
    session = await shop.session()
    await until(lambda: session.status.updated_at is not None)
    intent = await shop.intent("RD-11")
    shop.sandbox.set_faults({"drop": 1.0})
    action = await session.do(intent)
    await in_state(shop, action, ActionState.UNKNOWN)
    shop.keys.refused = True
    shop.sandbox.expire_tokens()
    shop.sandbox.set_faults({})
    await until(lambda: session.status.link is Link.SIGN_IN)

    async def noted() -> bool:
        return (await shop.action(action.id)).error_code == "sign_in_expired"

    await until_async(noted)
    assert (await shop.action(action.id)).state is ActionState.UNKNOWN
    shop.keys.refused = False
    session.refresh()
    await in_state(shop, action, ActionState.DONE)
    assert shop.sandbox.books()["create_calls"] == 1


async def test_a_bug_after_the_request_went_out_ends_in_a_look_up(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    session = await shop.session()
    await until(lambda: session.status.updated_at is not None)
    create = shop.client.create_order

    async def buggy(intent: CreateOrder) -> Received[Order]:
        await create(intent)
        raise KeyError("a bug")

    intent = await shop.intent("RD-12")
    monkeypatch.setattr(shop.client, "create_order", buggy)
    action = await session.do(intent)
    await in_state(shop, action, ActionState.UNKNOWN)
    await session.retry(action.id)
    await in_state(shop, action, ActionState.DONE)
    assert shop.sandbox.books()["create_calls"] == 1
    assert [type(error) for _, error in shop.failures] == [KeyError]
    shop.failures.clear()


async def test_a_bad_evening_doubles_nothing_and_loses_nothing(shop: Shop) -> None:
    session = await shop.session()
    await until(lambda: session.status.updated_at is not None)
    intents = [await shop.intent(f"RD-2{number}") for number in range(6)]
    shop.sandbox.set_faults({"drop": 0.25, "error": 0.2, "truncate": 0.15, "throttle": 0.05, "expire": 0.05})
    creates = [await session.do(intent) for intent in intents]
    moves = [await session.do(MoveOrder(Stage.PREPARING), create.order_key) for create in creates]
    for _ in range(3):
        shop.sandbox.place_order()
        await asyncio.sleep(0.2)
    shop.sandbox.set_faults({})
    for move in moves:
        await in_state(shop, move, ActionState.DONE)
    made = partners(shop)
    assert sorted(order["partner_reference"] for order in made) == [f"RD-2{number}" for number in range(6)]
    assert all(order["delivery_status"] == 2 for order in made)

    async def equal() -> bool:
        return sorted(row.id for row in await shop.rows()) == sorted(order["id"] for order in shop.book())

    await until_async(equal)


async def test_what_was_being_sent_at_the_stop_is_looked_up_at_the_start(shop: Shop) -> None:
    """RETM takes the order and is slow to say so; the program ends in between."""
    made: list[dict[str, Any]] = []

    async def orders(request: Request) -> Response:
        return JSONResponse({"items": made, "pagination": {"current_page": 1, "total_pages": 1}})

    async def create(request: Request) -> Response:
        body = await request.json()
        made.append({"id": "o1", "order_reference": "7", "partner_reference": body["partner_reference"], "status": 2})
        await asyncio.Event().wait()
        raise AssertionError

    intent = await shop.intent("RD-6")
    base = "/{business}/api/v2/orders"
    app = Starlette(routes=[Route(f"{base}/list", orders), Route(f"{base}/create", create, methods=["POST"])])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as http:
        shop.client = RetmClient(http, shop.environment, shop.sandbox.business_id, shop.keys)
        session = await shop.session()
        action = await session.do(intent)
        await until(lambda: made)
        await session.stop()
        assert (await shop.action(action.id)).state is ActionState.UNKNOWN
        session = await shop.session()
        await in_state(shop, action, ActionState.DONE)
        await session.stop()
    assert len(made) == 1
    details = await shop.orders.details(action.order_key)
    assert details is not None
    assert details.row.id == "o1"


async def test_a_crash_while_sending_is_looked_up_at_the_start(shop: Shop) -> None:
    action = await shop.outbox.put(shop.id, await shop.intent("RD-7"), None, shop.now())
    assert await shop.outbox.sending(action.id)
    await shop.session()
    await in_state(shop, action, ActionState.DONE)
    assert len(partners(shop)) == 1


async def test_a_withdrawn_action_is_never_sent(shop: Shop) -> None:
    session = await shop.session()
    intent = await shop.intent("RD-8")
    await session.stop()
    action = await session.do(intent)
    assert await session.withdraw(action.id)
    session = await shop.session()
    after = await session.do(await shop.intent("RD-9"))
    await in_state(shop, after, ActionState.DONE)
    assert [order["partner_reference"] for order in partners(shop)] == ["RD-9"]


async def test_a_failed_action_can_be_retried(sandbox: Sandbox, tmp_path: Path) -> None:
    async with Shop(sandbox, tmp_path, paths={"cancel_order": "/nothing/here"}) as shop:
        placed = sandbox.place_order()
        session = await shop.session()
        key = await in_store(shop, placed["id"])
        action = await session.do(CancelOrder("late"), key)
        await in_state(shop, action, ActionState.FAILED)
        assert (await shop.action(action.id)).error_code == "not_found"
        mended = Shop(sandbox, tmp_path).paths
        environment = type(shop.environment)(
            name="sandbox",
            label="Practice",
            consent_url=shop.environment.consent_url,
            token_url=shop.environment.token_url,
            api_url=shop.environment.api_url,
            paths=mended,
        )
        await session.replace_client(RetmClient(shop.http, environment, sandbox.business_id, shop.keys))
        await session.retry(action.id)
        await in_state(shop, action, ActionState.DONE)
        assert await shop.stage(placed["id"]) is Stage.CANCELLED


async def test_nothing_is_repeated_while_the_list_cannot_prove_it_missing(shop: Shop, tmp_path: Path) -> None:
    """A list without end: the order might be further down, so sending again might double it."""
    creates: list[str] = []

    async def orders(request: Request) -> Response:
        page = int(request.query_params["page"])
        at = (shop.now() + timedelta(hours=3)).strftime("%Y-%m-%d %H:%M:%S")
        items = [{"id": f"o{page}-{n}", "order_reference": "1", "created_at": at, "status": 2} for n in range(3)]
        return JSONResponse({"items": items, "pagination": {"current_page": page, "total_pages": 10_000}})

    async def create(request: Request) -> Response:
        creates.append("called")
        return Response("<html>", 502)

    base = "/{business}/api/v2/orders"
    app = Starlette(routes=[Route(f"{base}/list", orders), Route(f"{base}/create", create, methods=["POST"])])
    action = await shop.outbox.put(shop.id, await shop.intent("RD-10"), None, shop.now())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as http:
        shop.client = RetmClient(http, shop.environment, shop.sandbox.business_id, shop.keys)
        session = await shop.session(first_pull_pages=1)

        async def looked_up() -> bool:
            now = await shop.action(action.id)
            return now.state is ActionState.UNKNOWN and "pages" in now.error_detail

        await until_async(looked_up)
        assert (await shop.action(action.id)).error_code == OutcomeUnknown.code
        await asyncio.sleep(0.3)
        assert creates == ["called"]
        await session.stop()
