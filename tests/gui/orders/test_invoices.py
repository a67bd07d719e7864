"""The invoices of an order, beside its money."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders.page import OrdersPage
from tests.gui import shop
from tests.gui.conftest import START, Show
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("qapp")


def said(page: OrdersPage, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert found is not None, name
    return plain(found.text()).replace("\u00a0", " ")


async def test_an_order_shows_its_invoices_and_leads_to_them(desk: Desk, show: Show) -> None:
    sold = shop.order("512", Stage.DELIVERED, created_at=START)
    (key,) = await shop.deliver(desk, sold)
    page = OrdersPage(desk)
    show(page)
    page.show_order(key)
    await until(page.detail.isVisible)
    assert said(page, "order_invoice") == "INV-512", "the number RETM told with the order, while there is no more"
    assert page.findChild(QPushButton, "order_invoice_0") is None
    (first,) = await shop.bill(desk, sold)
    await until(lambda: page.findChild(QPushButton, "order_invoice_0"))
    later = START + timedelta(minutes=3)
    await shop.bill(desk, shop.order("512", created_at=later), invoice_id="INV-512")
    second = shop.order("512", created_at=later)
    (other,) = await shop.bill(desk, shop.order("600", created_at=later), number=second.number, refunded_amount="2.00")
    await until(lambda: page.findChild(QPushButton, "order_invoice_1"))
    assert said(page, "order_invoice_0_state") == "Part refunded"
    assert said(page, "order_invoice_1_state") == "Closed"
    assert said(page, "order_invoice_1_total") == "61.00 SAR"
    asked: list[int] = []
    page.invoice_requested.connect(asked.append)
    for n in (0, 1):
        link = page.findChild(QPushButton, f"order_invoice_{n}")
        assert link is not None
        link.click()
    assert asked == [other, first]
    assert plain(link.text()) == "#INV-512"
