"""Pictures of payments: the form, the account, its stores, an order from code to refund, and the takings."""

import asyncio
import urllib.parse
from typing import TYPE_CHECKING

import httpx
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QWidget

from retm_desktop.domain.stages import Stage
from retm_desktop.gui.orders.page import OrdersPage
from retm_desktop.providers.revenue_monster.environment import practice_environment
from retm_desktop.sandbox import Sandbox
from retm_desktop.store.orders import OrderQuery
from retm_desktop.store.payments import PaymentState
from retm_desktop.tour.hand import NotSeen, until

if TYPE_CHECKING:
    from tests.pictures import Studio

_PIN = "2580"


class PaymentPictures:
    """Photographs the payments of a studio's program; `connect` comes first."""

    def __init__(self, studio: "Studio", sandbox: Sandbox) -> None:
        self._studio = studio
        self._sandbox = sandbox

    async def connect(self) -> None:
        """Connect practice payments without a browser."""
        house, installing = self._studio.program.house, self._studio.program.desk.installing
        redirect = f"{house.listener_address}/install/revenue-monster"
        await asyncio.to_thread(self._sandbox.pull, "rm_register_redirect", redirect)
        issued = await asyncio.to_thread(self._sandbox.pull, "rm_application")
        keys = {name: issued[name] for name in ("private_key", "server_public_key")}
        environment = practice_environment(self._sandbox.url)
        begun = await installing.begin_install(environment, issued["client_id"], issued["client_secret"], keys)
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(begun.consent_address).query))
        landed = await asyncio.to_thread(self._sandbox.pull, "rm_consent", redirect, query["state"])
        async with httpx.AsyncClient(trust_env=False) as browser:
            await browser.get(landed)
        for _ in range(600):
            record = await installing.latest_install()
            if record is not None and record.status == "connected" and record.connection_id is not None:
                await house.use_payments(record.connection_id)
                await until(lambda: house.payments is not None and house.payments.read_at is not None, "the account")
                return
            await asyncio.sleep(0.05)
        raise NotSeen("the payment account")

    async def take(self) -> None:
        """Every screen of payments in the present look; the restaurant's prices are in ringgit meanwhile."""
        await self._currency("MYR")
        await self._form()
        await self._account()
        await self._stores()
        await self._payment()
        await self._takings()
        await self._currency("SAR")

    async def _currency(self, code: str) -> None:
        desk = self._studio.program.desk
        await desk.connections.set_currency(desk.connection_id, code)
        await self._studio.program.house.switch(desk.connection_id)
        await asyncio.sleep(0.3)

    async def _form(self) -> None:
        hand = self._studio.hand
        self._studio.program.window.connect_restaurant()
        await hand.click("connect_provider_revenue-monster")
        await self._studio.shoot("payments-form")
        await hand.click("connect_where_cancel")

    async def _account(self) -> None:
        hand = self._studio.hand
        await hand.click("tab_setup")
        await hand.click("setup_nav_payments")
        await hand.see(QWidget, "payments_company_name")
        await self._studio.shoot("payments-account")
        await hand.click("setup_nav_program")

    async def _stores(self) -> None:
        hand = self._studio.hand
        await hand.click("tab_branches")
        await hand.click("branches_view_branches")
        box = await hand.see(QComboBox, "branch_store")
        await until(lambda: box.count() > 1, "stores to choose from")
        desk, session = self._studio.program.desk, self._studio.program.house.payments
        if session is not None:
            branches = await self._studio.rows("branches_list")
            await hand.click_row(branches, branches.model().index(0, 0))
            stores = await desk.payment_stores.all(session.connection.id)
            rows = await desk.orders.page(OrderQuery(desk.connection_id), 0, 1)
            await desk.payment_stores.link(session.connection.id, desk.connection_id, rows[0].branch_id, stores[0].id)
        await self._studio.shoot("payments-branch")
        await hand.click("branches_view_stores")
        table = await self._studio.rows("stores_list")
        await hand.click_row(table, table.model().index(0, 0))
        await self._studio.shoot("payments-stores")
        await hand.click("stores_new")
        await hand.see(QWidget, "store_form")
        await self._studio.shoot("payments-store-form")
        await hand.click("store_form_cancel")
        await hand.click("branches_view_branches")

    async def _payment(self) -> None:
        hand, desk = self._studio.hand, self._studio.program.desk
        await hand.click("tab_orders")
        page = await hand.see(OrdersPage, "orders_page")
        rows = await desk.orders.page(OrderQuery(desk.connection_id, stages=(Stage.DELIVERED,)), 0, 20)
        unpaid = [row.key for row in rows if not await desk.payments.of_order(row.key)]
        key = unpaid[0]
        page.show_order(key)
        await hand.click("order_take_payment")
        await hand.see(QWidget, "payment_way_qr")
        await self._studio.shoot("payments-ways")
        await hand.click("payment_way_scan")
        await hand.see(QWidget, "payment_code")
        await self._studio.shoot("payments-scan")
        await hand.click("payment_other_way")
        await hand.click("payment_way_qr")
        await hand.see(QWidget, "payment_qr")
        await self._studio.shoot("payments-code")
        row = (await desk.payments.of_order(key))[0]
        await asyncio.to_thread(self._sandbox.pull, "rm_pay", row.reference)
        await hand.see(QWidget, "payment_done")
        await self._studio.shoot("payments-paid")
        await hand.click("payment_done")
        await self._studio.shoot("payments-order")
        await hand.click("order_refund")
        session = self._studio.program.house.payments
        if session is not None and not await session.pin.is_set():
            await hand.see(QWidget, "pin_dialog")
            await self._studio.shoot("payments-pin")
            await hand.type("pin_new", _PIN)
            await hand.type("pin_again", _PIN)
            await hand.click("pin_save")
        await hand.click("refund_reason_0")
        await self._studio.shoot("payments-refund")
        await hand.type("refund_pin", _PIN)
        await hand.click("refund_confirm")
        for _ in range(300):
            if (await desk.payments.of_order(key))[0].state is PaymentState.REFUNDED:
                break
            await asyncio.sleep(0.05)
        await self._studio.shoot("payments-refunded")
        await hand.key("orders_page", Qt.Key.Key_Escape)

    async def _takings(self) -> None:
        hand = self._studio.hand
        await hand.click("tab_takings")
        await hand.click("takings_show_transactions")
        await hand.click("takings_span_all")
        table = await self._studio.rows("takings_list")
        await self._studio.shoot("takings")
        await hand.click_row(table, table.model().index(0, 0))
        await self._studio.shoot("takings-transaction")
        await hand.key("takings_list", Qt.Key.Key_Escape)
        await hand.click("takings_show_settlement")
        if hand.find(QAbstractItemView, "settlement_list") is None:
            await hand.click("settlement_read")
        await self._studio.rows("settlement_list")
        await self._studio.shoot("takings-settlement")
        await hand.click("takings_show_transactions")
