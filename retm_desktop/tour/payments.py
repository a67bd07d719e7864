"""The tour's payments: the account connected, a store linked, an order paid by a code, and the money given back."""

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import httpx
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLabel, QTableView, QWidget

from retm_desktop.app import Program
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import plain
from retm_desktop.gui.orders.page import OrdersPage
from retm_desktop.store.payments import PaymentRow, PaymentState
from retm_desktop.tour.hand import Hand, NotSeen, until
from retm_desktop.tour.steps import Steps

_PIN = "258025"


class Payments:
    """Walks what a cashier does with money; `program` is the one that runs now."""

    def __init__(self, steps: Steps, hand: Hand, program: Callable[[], Program]) -> None:
        self._step = steps.step
        self._hand = hand
        self._program = program

    async def walk(self) -> None:
        """Walk every step; raises NotSeen at the first that is not."""
        await self._connect()
        await self._currency()
        await self._store()
        await self._pay()
        await self._refund()
        await self._takings()

    async def _connect(self) -> None:
        hand = self._hand
        async with self._step("payment consent", "the payment service's consent page, in the same dialog") as step:
            await hand.click("tab_setup")
            await hand.click("setup_nav_payments")
            await hand.click("payments_practise")
            await hand.see(QWidget, "connect_browser", 60)
            address = await hand.see(QWidget, "connect_address")
            await until(lambda: "authorize" in str(address.property("text")), "the page's address")
            step.read = str(address.property("text")).split("?", maxsplit=1)[0]
        async with self._step(
            "payments connected", "after Allow the account says whose it is and what it may do"
        ) as step:
            await hand.click_in_page("allow")
            name = await hand.see(QLabel, "payments_company_name", 60)
            await until(lambda: bool(plain(name.text())), "the company's name")
            step.read = plain(name.text())

    async def _currency(self) -> None:
        hand = self._hand
        async with self._step("another currency", "an order in riyals cannot be paid in ringgit, and says so") as step:
            await self._choose_order()
            said = await hand.see(QLabel, "order_pay_elsewhere")
            step.read = plain(said.text())
        async with self._step("ringgit", "the restaurant's currency is chosen, since RETM tells none") as step:
            await hand.click("tab_setup")
            await hand.click("setup_nav_program")
            desk = self._program().desk
            name = f"setup_currency_{desk.connection_id}"
            box = await hand.see(QComboBox, name)
            # Its first letter, as it is called on screen: walking there by the arrows would choose all on the way.
            letter = plain(box.itemText(box.findData("MYR")))[0].upper()
            await hand.key(name, Qt.Key(ord(letter)))
            await until(lambda: self._program().desk.currency == "MYR", "ringgit")
            step.read = self._program().desk.currency

    async def _store(self) -> None:
        hand = self._hand
        async with self._step("payment stores", "the account's stores, beside the branches") as step:
            await hand.click("tab_branches")
            await hand.click("branches_view_stores")
            shown = await hand.see(QAbstractItemView, "stores_list")
            await until(lambda: shown.model().rowCount() > 0, "stores")
            step.read = f"{shown.model().rowCount()} stores"
        async with self._step("store linked", "a branch says which store takes its payments") as step:
            await hand.click("branches_view_branches")
            box = await hand.see(QComboBox, "branch_store")
            await until(lambda: box.count() > 1, "stores to choose from")
            await self._choose("branch_store", box.itemText(1))
            desk = self._program().desk
            account = self._account()

            async def linked() -> dict[str, str]:
                return await desk.payment_stores.links(account, desk.connection_id)

            await self._until_async(linked, "the link")
            step.read = plain(box.currentText())

    async def _pay(self) -> None:
        hand = self._hand
        async with self._step("code shown", "an order's amount as a code for the customer's app") as step:
            await self._choose_order()
            await hand.click("order_take_payment")
            await hand.click("payment_way_qr")
            await hand.see(QWidget, "payment_qr", 60)
            row = await self._payment(PaymentState.WAITING)
            step.read = f"{row.amount} sen, {row.reference}"
        async with self._step("paid", "the customer pays, and only then the screen says so") as step:
            await self._pull("rm-pay", {"reference": row.reference})
            paid = await self._payment(PaymentState.PAID)
            await hand.see(QWidget, "payment_done")
            title = await hand.see(QLabel, "payment_title")
            step.read = f"{plain(title.text())}; {paid.method} {paid.transaction_id}"
            await hand.click("payment_done")

    async def _refund(self) -> None:
        hand = self._hand
        async with self._step("given back", "after a reason and the PIN; the order's timeline tells it") as step:
            await hand.click("order_refund")
            await hand.type("pin_new", _PIN)
            await hand.type("pin_again", _PIN)
            await hand.click("pin_save")
            await hand.click("refund_reason_0")
            await hand.type("refund_pin", _PIN)
            await hand.click("refund_confirm")
            row = await self._payment(PaymentState.REFUNDED)
            books = await self._pull("rm-books", {})
            if books["charged"].get(row.reference) != row.amount or len(books["refunds"]) < 1:
                raise NotSeen(f"one charge and one refund in the service's books: {books['charged']}")
            step.read = f"{row.reference}: {row.state.value}"

    async def _takings(self) -> None:
        hand = self._hand
        async with self._step("takings", "what the account took, and yesterday's settlement") as step:
            await hand.click("tab_takings")
            await hand.click("takings_span_all")
            table = await hand.see(QTableView, "takings_list")
            await until(lambda: table.model().rowCount() > 1, "transactions")
            counted = table.model().rowCount()
            await hand.click("takings_show_settlement")
            await hand.click("settlement_read")
            lines = await hand.see(QTableView, "settlement_list")
            await until(lambda: lines.model().rowCount() > 0, "the settlement")
            step.read = f"{counted} transactions; {lines.model().rowCount()} lines of the settlement"

    async def _choose_order(self) -> None:
        """Select an order that is on its way, with a total RETM told."""
        hand = self._hand
        await hand.click("tab_orders")
        for stage in (Stage.PREPARING, Stage.NEW, Stage.READY, Stage.DELIVERED):
            column = "done" if stage is Stage.DELIVERED else stage.value
            view = hand.find(QAbstractItemView, f"orders_column_{column}")
            if view is not None and view.model() is not None and view.model().rowCount():
                row = view.model().index(0, 0).data(Qt.ItemDataRole.UserRole)
                await hand.click_row(view, view.model().index(0, 0))
                label = await hand.see(QLabel, "order_number")
                await until(partial(_tells, label, row.number), f"order {row.number}")
                return
        raise NotSeen("an order")

    async def _payment(self, state: PaymentState) -> PaymentRow:
        """Wait until the newest payment of the order on screen stands so."""
        desk = self._program().desk
        page = await self._hand.see(OrdersPage, "orders_page")
        found: list[PaymentRow] = []

        async def stands() -> bool:
            found[:] = await desk.payments.of_order(page.selected or 0)
            return bool(found) and found[0].state is state

        await self._until_async(stands, f"a payment that is {state.value}")
        return found[0]

    async def _until_async(self, seen: Callable[[], Any], what: str) -> None:
        end = time.monotonic() + 60
        while not await seen():
            if time.monotonic() > end:
                raise NotSeen(f"{what} did not appear")
            await asyncio.sleep(0.05)

    async def _choose(self, name: str, words: str) -> None:
        """Choose an entry of a box by the keyboard."""
        box = await self._hand.see(QComboBox, name)
        wanted = box.findText(words, Qt.MatchFlag.MatchContains)
        if wanted < 0:
            raise NotSeen(f"{words} in {name}")
        while box.currentIndex() != wanted:
            await self._hand.key(name, Qt.Key.Key_Down if box.currentIndex() < wanted else Qt.Key.Key_Up)

    def _account(self) -> int:
        session = self._program().house.payments
        if session is None:
            raise NotSeen("a payment account")
        return session.connection.id

    async def _pull(self, lever: str, arguments: dict[str, object]) -> Any:  # noqa: ANN401 - the lever's JSON
        """Have the customer, or the service's bookkeeper, do something."""
        practice = await self._program().desk.installing.start_practice()
        base = httpx.URL(practice.environment.consent_url).copy_with(path="", query=None)
        async with httpx.AsyncClient(trust_env=False, timeout=40.0) as http:
            return (await http.post(f"{base}/_sandbox/{lever}", json=arguments)).json()


def _tells(label: QLabel, number: str) -> bool:
    return number in label.text()
