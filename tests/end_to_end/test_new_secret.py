"""RETM replaces a leaked client secret: work waits, the new one is entered, and the work goes out."""

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import plain
from retm_desktop.store.connections import ConnectionState
from retm_desktop.store.outbox import ActionState
from tests.end_to_end.conftest import OpenShop
from tests.end_to_end.shop import Shop
from tests.end_to_end.test_bad_answers import moves_of

NEW_SECRET = "issued-anew"


async def secret_replaced(shop: Shop) -> tuple[str, str]:
    """Replace the secret with all tokens ended while an order is open on screen; return its id and number."""
    placed = await shop.ask(shop.sandbox.place_order)
    row = await shop.stored(placed["id"])
    await shop.open_order(row.number)
    await shop.ask(shop.sandbox.set_client_secret, NEW_SECRET, end_tokens=True)
    await shop.reads("header_badge", "New secret needed")
    return placed["id"], row.number


async def accept_meanwhile(shop: Shop, order_id: str) -> None:
    """Accept the order on screen: it has to wait."""
    await shop.click("order_main_action")
    await shop.reads("header_unsent", "1 unsent")
    (action,) = await shop.unsent()
    assert action.state in (ActionState.PENDING, ActionState.SENDING)
    assert (await shop.book(order_id))["delivery_status"] == 1


async def enter(shop: Shop, secret: str) -> None:
    await shop.type("secret_value", secret)
    await shop.click("secret_use")


async def goes_on(shop: Shop, order_id: str) -> None:
    """Enter the right secret, and see that everything goes on by itself."""
    await enter(shop, NEW_SECRET)
    assert "What waited is being sent now: 1." in await shop.reads("connect_outcome_words", "sent now")
    await shop.click("secret_done")
    await shop.online()
    await shop.in_stage(order_id, Stage.PREPARING)
    assert await shop.unsent() == []
    assert await moves_of(shop, order_id) == ["delivery 2"]
    await shop.until(lambda: shop.find(QWidget, "window_notice") is None)
    (connection,) = await shop.program.desk.connections.all()
    assert connection.state is ConnectionState.CONNECTED


async def test_a_replaced_secret_is_asked_for_and_what_waited_is_sent(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        order_id, _ = await secret_replaced(shop)
        assert "what you do waits here and is sent afterwards" in shop.tooltip("header_badge")
        assert "replaces secrets that others may have seen" in await shop.reads("window_notice_title", "secret")
        await accept_meanwhile(shop, order_id)
        # Webhooks still come in.
        placed = await shop.ask(shop.sandbox.place_order)
        await shop.stored(placed["id"])

        await shop.click("header_badge")
        await shop.reads("secret_waiting", "sent as soon as RETM accepts the secret: 1")
        await enter(shop, "not-the-one")
        await shop.reads("secret_value_error", "RETM refuses this secret too.")
        assert shop.text("header_badge") == "New secret needed"
        assert len(await shop.unsent()) == 1
        await goes_on(shop, order_id)
        # Kept: later renewals use it as well.
        await shop.ask(shop.sandbox.expire_tokens)
        await shop.click("header_refresh")
        again = await shop.ask(shop.sandbox.place_order)
        await shop.stored(again["id"])
        await shop.online()


async def test_in_that_state_a_restart_changes_nothing(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        order_id, _ = await secret_replaced(shop)
        await accept_meanwhile(shop, order_id)
        await shop.restart()
        await shop.reads("header_badge", "New secret needed")
        await shop.reads("header_unsent", "1 unsent")
        (connection,) = await shop.program.desk.connections.all()
        assert connection.state is ConnectionState.NEW_SECRET
        await shop.click("window_notice_button")
        await shop.see(QLineEdit, "secret_value")
        await goes_on(shop, order_id)
        await shop.restart()
        await shop.online()


async def test_setup_and_the_connection_page_ask_for_it_too(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        order_id, _ = await secret_replaced(shop)
        await accept_meanwhile(shop, order_id)
        await shop.click("tab_setup")
        number = shop.program.desk.connection_id
        await shop.reads(f"setup_state_{number}", "New secret needed")
        await shop.click(f"setup_secret_{number}")
        await shop.click("secret_cancel")
        await shop.click("setup_nav_connection")
        await shop.reads("connection_token_state", "New secret needed")
        await shop.click("connection_enter_secret")
        await goes_on(shop, order_id)
        await shop.reads("connection_token_state", "Good")


async def test_a_secret_replaced_without_ending_tokens_is_noticed_by_hand_and_harms_nothing(
    open_shop: OpenShop,
) -> None:
    async with open_shop() as shop:
        await shop.ask(shop.sandbox.set_client_secret, NEW_SECRET)
        await shop.click("tab_setup")
        await shop.click("setup_nav_connection")
        await shop.click("connection_refresh_token")
        await shop.reads("connection_token_notice_title", "replaces secrets")
        await shop.reads("connection_token_state", "Good")
        placed = await shop.ask(shop.sandbox.place_order)
        await shop.stored(placed["id"])
        assert shop.text("header_badge") == "Online"
        await shop.click("connection_enter_secret")
        await enter(shop, NEW_SECRET)
        await shop.click("secret_done")
        await shop.click("connection_refresh_token")
        await shop.reads("connection_token_notice_title", "RETM gave a new token.")


async def test_undelivered_messages_are_told_and_everything_is_read_again(open_shop: OpenShop) -> None:
    """The error webhook (doc-401133) makes good what got lost: here the move of an order far down the list."""
    async with open_shop() as shop:
        begun = datetime.now(UTC) - timedelta(minutes=30)
        old = await shop.ask(shop.sandbox.place_order, created_at=begun.isoformat())
        for number in range(1, 56):
            made = begun + timedelta(seconds=10 * number)
            await shop.ask(shop.sandbox.place_order, created_at=made.isoformat())
        await shop.nothing_lost()
        await shop.ask(shop.sandbox.set_partner, "http://127.0.0.1:9")
        await shop.ask(shop.sandbox.advance, old["id"], 2)
        await shop.until_async(lambda: _lost(shop, old["id"]))
        await shop.ask(shop.sandbox.set_partner, shop.program.house.listener_address)
        # The usual reading takes the newest page: it does not see the order.
        before = (await shop.books())["calls"]["orders/list"]
        await shop.until_async(lambda: _read_since(shop, before + 2))
        row = await shop.row(old["id"])
        assert row is not None
        assert row.stage is Stage.NEW

        await shop.ask(shop.sandbox.report_failure, "order", 503)
        said = await shop.reads("alert_notice_words", "Everything is being read from RETM again")
        assert "last answer: 503" in said
        assert "/hooks/order" in said.replace("\u200b", "")
        await shop.in_stage(old["id"], Stage.PREPARING)

        await shop.click("alert_notice_button")
        await shop.see(QWidget, "connection_page")
        await shop.until(lambda: _says(shop, "connection_last_error") not in ("", "never"))
        await shop.click("setup_nav_events")
        await shop.see(QWidget, "events_list")


def _says(shop: Shop, name: str) -> str:
    page = shop.find(QWidget, "connection_page")
    one = page.findChild(QLabel, name) if page is not None else None
    return plain(one.text()) if one is not None else ""


async def _lost(shop: Shop, order_id: str) -> bool:
    """Tell whether the news of an order, and the error webhook about that, were given up."""
    deliveries = (await shop.books())["deliveries"]
    given_up = any(one["order_id"] == order_id and one["outcome"] == "failed" for one in deliveries)
    return given_up and not any(one["outcome"] == "waiting" for one in deliveries)


async def _read_since(shop: Shop, calls: int) -> bool:
    return bool((await shop.books())["calls"]["orders/list"] >= calls)
