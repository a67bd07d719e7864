"""Bad days of RETM's answers: the operator reads what is wrong, orders stay, and all is well once RETM is."""

from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractItemView

from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import plain
from retm_desktop.sandbox.restaurant import Words
from retm_desktop.store.outbox import ActionState
from tests.end_to_end.conftest import OpenShop
from tests.end_to_end.shop import Shop


async def test_an_expired_token_without_refresh_token_asks_to_sign_in_again(open_shop: OpenShop) -> None:
    async with open_shop(refresh_token=False) as shop:
        placed = await shop.ask(shop.sandbox.place_order)
        row = await shop.stored(placed["id"])
        stored = len(await shop.rows())
        await shop.open_order(row.number)
        await shop.ask(shop.sandbox.expire_tokens)
        await shop.reads("header_badge", "Sign in again")
        assert "Connect the restaurant again." in shop.tooltip("header_badge")

        await shop.click("order_main_action")
        await shop.reads("header_unsent", "1 unsent")
        assert "Accept" in await shop.reads("order_action_asked", "Asked")
        assert len(await shop.rows()) == stored
        (action,) = await shop.unsent()
        assert action.state in (ActionState.PENDING, ActionState.SENDING)
        assert (await shop.book(placed["id"]))["delivery_status"] == 1

        # What was put on waits for the new sign-in, also through a restart, and is then sent once.
        await shop.restart()
        await shop.reads("header_badge", "Sign in again")
        await shop.reads("header_unsent", "1 unsent")
        await shop.install()
        await shop.in_stage(placed["id"], Stage.PREPARING)
        assert await moves_of(shop, placed["id"]) == ["delivery 2"]


async def test_a_401_between_two_pages_is_renewed_and_reading_goes_on(open_shop: OpenShop) -> None:
    async with open_shop(orders=430, latency_ms=40, connected=False) as shop:
        begun = await shop.begin()
        await shop.allow(begun.consent_address)
        await shop.program.house.switch(await shop.connected())
        ended_with: list[int] = []
        for least in (50, 200):
            await shop.until_async(lambda least=least: _stored_at_least(shop, least))
            await shop.ask(shop.sandbox.expire_tokens)
            ended_with.append(len(await shop.rows()))
        assert ended_with[-1] < 430, "the tokens were to end while pages are read"
        await shop.nothing_lost()
        assert len(await shop.rows()) == 430
        await shop.online()
        assert (await shop.books())["calls"]["token"] >= 3


async def _stored_at_least(shop: Shop, least: int) -> bool:
    return len(await shop.rows()) >= least


@pytest.mark.parametrize(
    ("fault", "badge", "words"),
    [
        ("throttle", "Online", "RETM asks us to slow down."),
        ("error", "Offline since", "RETM has a fault of its own right now."),
        ("truncate", "Offline since", "RETM's answer could not be read."),
    ],
)
async def test_a_failing_retm_is_told_and_nothing_is_lost(
    open_shop: OpenShop, fault: str, badge: str, words: str
) -> None:
    """429 with Retry-After, 500 with HTML, half a JSON document: for everything, until it is over."""
    async with open_shop() as shop:
        before = await shop.rows()
        shown = await shop.board()
        await shop.ask(shop.sandbox.set_faults, {fault: 1.0})
        await shop.until(lambda: words in shop.tooltip("header_badge"))
        await shop.reads("header_badge", badge)
        assert await shop.rows() == before
        assert shop.cards() == shown
        # Webhooks still bring what happens meanwhile.
        placed = await shop.ask(shop.sandbox.place_order)
        await shop.stored(placed["id"])
        await shop.ask(shop.sandbox.set_faults, {})
        await shop.reads("header_badge", "Online")
        await shop.until(lambda: words not in shop.tooltip("header_badge"))
        await shop.nothing_lost()


async def test_a_write_in_a_storm_of_faults_happens_once(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        placed = await shop.ask(shop.sandbox.place_order)
        row = await shop.stored(placed["id"])
        await shop.open_order(row.number)
        await shop.ask(shop.sandbox.set_faults, {"error": 0.3, "truncate": 0.2, "drop": 0.2})
        await shop.click("order_main_action")
        await shop.until_async(lambda: _left(shop, placed["id"]))
        await shop.ask(shop.sandbox.set_faults, {})
        await shop.in_stage(placed["id"], Stage.PREPARING)
        assert await shop.unsent() == []
        assert await moves_of(shop, placed["id"]) == ["delivery 2"]


async def _left(shop: Shop, retm_id: str) -> bool:
    return bool((await shop.book(retm_id))["delivery_status"] == 2)


async def moves_of(shop: Shop, retm_id: str) -> list[str]:
    """Return what happened to an order at the restaurant, after it was made."""
    return [event["what"] for event in (await shop.book(retm_id))["events"] if event["what"] != "created"]


async def test_unknown_status_codes_are_stored_and_shown_as_retm_wrote_them(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        placed = await shop.ask(shop.sandbox.place_order)
        row = await shop.stored(placed["id"])
        await shop.ask(shop.sandbox.advance, placed["id"], 42)

        async def told() -> bool:
            now = await shop.row(placed["id"])
            return now is not None and now.raw_delivery_status == 42

        await shop.until_async(told)
        await shop.open_order(row.number)
        await shop.until(lambda: "delivery_status=42" in shop.words("order_timeline"))

        strange = await shop.ask(shop.sandbox.place_order, raw={"delivery_status": 42, "status": 77})
        row = await shop.stored(strange["id"])
        key = await shop.open_order(row.number)
        said = await shop.reads("order_raw_codes", "delivery_status=42")
        assert "status=77" in said
        assert (await shop.details(key)).row.stage is Stage.NEW


async def test_an_unknown_event_is_stored_and_shown(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        placed = await shop.ask(shop.sandbox.place_order)
        row = await shop.stored(placed["id"])
        key = await shop.open_order(row.number)
        body = {
            "business_refrence": shop.sandbox.business_id,
            "timestamp": "2026-11-22T10:00:00",
            "reference": "4f2d1f5e-0001",
            "event": "order.polished",
            "order": {"id": placed["id"], "delivery_status": 1},
        }
        answer = await shop.ask(shop.sandbox.send_webhook, "order", body)
        assert answer["status"] == 200

        async def noted() -> bool:
            events = (await shop.details(key)).events
            return any("order.polished" in f"{event.kind} {event.detail}" for event in events)

        await shop.until_async(noted)
        await shop.until(lambda: "order.polished" in shop.words("order_timeline"))


async def test_orders_that_lack_almost_everything_are_shown(open_shop: OpenShop) -> None:
    """No lines; a product without a name; empty lists where objects belong; nulls everywhere."""
    async with open_shop() as shop:
        bare = await shop.ask(shop.sandbox.place_order, products=[])
        nameless = await shop.ask(shop.sandbox.place_order)
        lines: list[dict[str, Any]] = [nameless["products"][0] | {"name": {"en": "", "ar": ""}}]
        nameless = await shop.ask(shop.sandbox.place_order, raw={"products": lines})
        odd = await shop.ask(
            shop.sandbox.place_order,
            raw={"customer": [], "ordertype": [], "payments": {}, "taxes": None, "note": [], "products": {}},
        )
        for order in (bare, nameless, odd):
            await shop.stored(order["id"])
        await shop.nothing_lost()
        bare_row, nameless_row, odd_row = [await shop.stored(order["id"]) for order in (bare, nameless, odd)]

        await shop.open_order(bare_row.number)
        await shop.reads("order_no_lines", "RETM sent no items with this order.")
        await shop.open_order(nameless_row.number)
        await shop.reads("order_line_0", "Item without a name")
        await shop.open_order(odd_row.number)
        await shop.reads("order_no_lines", "RETM sent no items with this order.")
        # And an operator can still work with it.
        await shop.click("order_main_action")
        await shop.in_stage(odd["id"], Stage.PREPARING)


async def test_a_product_without_a_name_stands_in_the_menu(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        product = next(iter(shop.sandbox._house.restaurant.products()))
        product.name = Words("", "")
        await shop.ask(shop.sandbox.change_menu)
        await shop.click("tab_menu")
        grid = await shop.see(QAbstractItemView, "menu_grid")

        def names() -> list[str]:
            model = grid.model()
            return [plain(str(model.index(n, 0).data() or "")) for n in range(model.rowCount())]

        await shop.until(lambda: len(names()) >= 60)
        await shop.until(lambda: any("without a name" in name for name in names()))
        assert all(names())
