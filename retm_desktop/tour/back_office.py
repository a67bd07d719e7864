"""The tour's second half of the restaurant: a payment method made, a coupon redeemed, a customer, an invoice."""

from collections.abc import Callable
from typing import Any

import httpx
from PySide6.QtWidgets import QLabel, QLineEdit, QTableView, QWidget

from retm_desktop.app import Program
from retm_desktop.domain.business import Customer
from retm_desktop.domain.text import plain
from retm_desktop.gui.widgets.paged_model import ROW_ROLE
from retm_desktop.store.catalogue import Kind
from retm_desktop.tour.hand import Hand, NotSeen, until
from retm_desktop.tour.steps import Steps

_CODE = "TOUR-20"
_TO_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class BackOffice:
    """Walks what a head office does; `program` is the one that runs now."""

    def __init__(self, steps: Steps, hand: Hand, program: Callable[[], Program]) -> None:
        self._step = steps.step
        self._hand = hand
        self._program = program

    async def walk(self) -> None:
        """Walk every step; raises NotSeen at the first that is not."""
        await self._payment_method()
        await self._reward()
        await self._customer()
        await self._invoice()
        await self._technician()

    async def _payment_method(self) -> None:
        hand = self._hand
        async with self._step("payment method", "a form checks, RETM makes it, and the list shows it") as step:
            await hand.click("tab_setup")
            await hand.click("setup_nav_payment_methods")
            await hand.click("payment_methods_new")
            await hand.click("record_send")
            error = await hand.see(QLabel, "record_name_en_error")
            refused = plain(error.text())
            await hand.type("record_name_en", "Tour voucher")
            await hand.type("record_name_ar", "قسيمة الجولة")
            await hand.click("record_type_6")
            await hand.click("record_send")
            notice = await hand.see(QLabel, "payment_methods_notice_title")
            await until(lambda: "Created" in notice.text(), "RETM made the payment method")
            await hand.see(QWidget, "payment_methods_detail")
            step.read = f"first refused: {refused} Then: {plain(notice.text())}"

    async def _reward(self) -> None:
        hand = self._hand
        async with self._step("reward", "a coupon of one use is put into the book") as step:
            await hand.click("tab_rewards")
            await hand.click("rewards_new")
            await hand.type("reward_form_code", _CODE)
            await hand.type("reward_form_amount", "20")
            await hand.click("reward_form_counted_counted")
            await hand.type("reward_form_uses", "1")
            await hand.click("reward_form_save")
            table = await hand.see(QTableView, "rewards_list")
            await until(lambda: table.model().rowCount() == 1, "the coupon in the book")
            step.read = plain(str(table.model().index(0, 0).data()))
        async with self._step(
            "till", "a till is told that the coupon is good; of two that redeem it at the same moment one succeeds"
        ) as step:
            checked = await self._pull("check-reward", {"code": _CODE})
            if checked["status"] != 200 or not checked["understood"]:
                raise NotSeen(f"a good coupon: the till got {checked}")
            used = await self._pull("redeem-reward", {"code": _CODE, "times": 2, "together": True})
            statuses = sorted(answer["status"] for answer in used)
            if statuses != [200, 400]:
                raise NotSeen(f"the last use for one of two tills: they got {statuses}")
            await hand.click("rewards_show_history")
            history = await hand.see(QTableView, "rewards_history")
            await until(lambda: history.model().rowCount() == 2, "both redemptions in the history")
            step.read = f"check {checked['status']} in {checked['seconds']:.3f} s; redemptions {statuses}"

    async def _customer(self) -> None:
        hand = self._hand
        async with self._step("customer", "found by a phone in Arabic digits; a new order begins with them") as step:
            desk = self._program().desk
            known = await desk.catalogue.page(desk.connection_id, Kind.CUSTOMER, Customer, limit=5)
            if not known:
                raise NotSeen("customers in the store")
            await hand.click("tab_customers")
            await hand.type("customers_search", known[-1].phone.translate(_TO_ARABIC_DIGITS))
            table = await hand.see(QTableView, "customers_list")
            await until(lambda: table.model().rowCount() == 1, "one customer")
            await until(lambda: table.model().index(0, 0).data(ROW_ROLE) is not None, "the customer's row")
            await hand.click_row(table, table.model().index(0, 0))
            name = plain((await hand.see(QLabel, "customer_name")).text())
            await hand.click("customer_new_order")
            phone = await hand.see(QLineEdit, "new_order_phone")
            await until(lambda: plain(phone.text()).replace(" ", "") == known[-1].phone, "the phone on the ticket")
            step.read = f"{name}; the ticket has {plain(phone.text())}"
            await hand.click("new_order_leave")

    async def _invoice(self) -> None:
        hand = self._hand
        async with self._step("invoice", "from an invoice to its order and back") as step:
            await hand.click("tab_invoices")
            await hand.click("invoices_span_all")
            table = await hand.see(QTableView, "invoices_list")
            await until(lambda: table.model().rowCount() > 0, "invoices")
            await until(lambda: table.model().index(0, 0).data(ROW_ROLE) is not None, "the first invoice")
            await hand.click_row(table, table.model().index(0, 0))
            invoice = plain((await hand.see(QLabel, "invoice_number")).text())
            await hand.click("invoice_show_order")
            order = plain((await hand.see(QLabel, "order_number")).text())
            await hand.click("order_invoice_0")
            again = await hand.see(QLabel, "invoice_number")
            await until(lambda: plain(again.text()) == invoice, "the same invoice")
            step.read = f"{invoice} bills order {order}; {table.model().rowCount()} invoices"

    async def _technician(self) -> None:
        hand = self._hand
        async with self._step("connection", "the sign-in, and every endpoint with its last answer") as step:
            await hand.click("tab_setup")
            await hand.click("setup_nav_connection")
            await hand.click("connection_view_endpoints")
            table = await hand.see(QTableView, "connection_endpoints")
            await until(lambda: table.model().rowCount() > 20, "the endpoints")
            step.read = f"{table.model().rowCount()} endpoints"
        async with self._step("events", "what arrived, newest first, with what became of it") as step:
            await hand.click("setup_nav_events")
            table = await hand.see(QTableView, "events_list")
            await until(lambda: table.model().rowCount() > 0, "events")
            step.read = f"{table.model().rowCount()} events"
            await hand.click("setup_nav_program")

    async def _pull(self, lever: str, arguments: dict[str, object]) -> Any:  # noqa: ANN401 - the lever's JSON
        """Have the practice restaurant's till do something."""
        practice = await self._program().desk.installing.start_practice()
        base = httpx.URL(practice.environment.consent_url).copy_with(path="", query=None)
        async with httpx.AsyncClient(trust_env=False, timeout=40.0) as http:
            return (await http.post(f"{base}/_sandbox/{lever}", json=arguments)).json()
