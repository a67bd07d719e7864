"""The restaurant's lists as they are read: search, one record whole, and what stands where there is nothing."""

import asyncio
import json
from decimal import Decimal

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from retm_desktop.domain.business import Charge, OrderType, PaymentMethod, PriceList
from retm_desktop.domain.menu import Tax
from retm_desktop.domain.text import BilingualText as Both
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.settings import price_list_key
from retm_desktop.sync.status import Link, Status
from tests.benchmarks.heartbeat import Heartbeat
from tests.gui import shop
from tests.gui.conftest import FakeHouse, MakeDesk, Show
from tests.gui.connect.found import found, is_there, press, words
from tests.gui.records.hands import cells, click_row, error, form_of, model, opened, table, type_in
from tests.waiting import until

LISTS = {
    Kind.ORDER_TYPE: ("order_types", ["Dine in", "محلي", "", "1"]),
    Kind.PRICE_LIST: ("price_lists", ["Menu prices", "أسعار القائمة", ""]),
    Kind.PAYMENT_METHOD: ("payment_methods", ["Cash", "نقدًا", "Cash", "Yes", "No", "–"]),
    Kind.CHARGE: ("charges", ["Delivery fee", "رسوم التوصيل", "VAT 15%", "10.00\u00a0SAR"]),
    Kind.TAX: ("taxes", ["VAT 15%", "ضريبة القيمة المضافة ١٥٪", "Percentage", "15%"]),
}


async def store(desk: Desk, kind: Kind, *records: msgspec.Struct, raw: object = None) -> None:
    document = json.dumps(raw if raw is not None else {"uuid": "x"}).encode()
    await desk.catalogue.replace(desk.connection_id, kind, [(one, document) for one in records], desk.now())


def ids(page: QWidget) -> list[str]:
    """Return the ids of the rows, "" for one that is still being read."""
    rows = [model(page).index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(model(page).rowCount())]
    return [row.id if row is not None else "" for row in rows]


@pytest.mark.parametrize("kind", LISTS)
async def test_each_list_shows_what_is_stored(desk: Desk, show: Show, kind: Kind) -> None:
    await shop.stock(desk)
    page = await opened(desk, show, kind)
    name, row = LISTS[kind]
    await until(lambda: model(page).rowCount() > 0 and model(page).index(0, 0).data())
    assert page.objectName() == f"{name}_page"
    assert [plain(cell) for cell in cells(page, 0)] == row
    assert words(page, f"{name}_count").startswith("\u2066")
    assert "20:14" in words(page, f"{name}_as_of")
    assert (page.findChild(QAbstractButton, f"{name}_new") is None) is (kind is Kind.PRICE_LIST)


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_search_narrows_the_list_in_either_script(make_desk: MakeDesk, show: Show, language: str) -> None:
    desk = await make_desk(language)
    await shop.stock(desk)
    page = await opened(desk, show, Kind.ORDER_TYPE)
    await until(lambda: model(page).rowCount() == 3)
    page.focus_search()
    search = found(page, QLineEdit, "order_types_search")
    assert search.hasFocus()
    for text, wanted in (("deliv", "type-delivery"), ("محلى", "type-dine-in")):
        search.setText(text)
        await until(lambda wanted=wanted: ids(page) == [wanted])
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert table(page).hasFocus()
    search.setText("zzz")
    await until(lambda: is_there(page, "order_types_nothing"))
    assert "zzz" in words(page, "order_types_nothing_words")
    press(page, "order_types_nothing_button")
    await until(lambda: model(page).rowCount() == 3 and table(page).isVisible())


async def test_a_payment_method_is_told_in_words(desk: Desk, show: Show) -> None:
    one = PaymentMethod("01H0Y2", Both("HungerStation", "هنقرستيشن"), 6, False, True, "30")
    await store(desk, Kind.PAYMENT_METHOD, one, raw={"uuid": "01H0Y2", "type": 6, "access_token": "geheim"})
    page = await opened(desk, show, Kind.PAYMENT_METHOD)
    await until(lambda: model(page).index(0, 0).data())
    assert not is_there(page, "payment_methods_detail")
    click_row(page, 0)
    await until(lambda: is_there(page, "payment_methods_detail"))

    def told(name: str) -> str:
        return plain(words(page, f"payment_methods_detail_{name}"))

    assert (told("name"), told("other_name")) == ("HungerStation", "هنقرستيشن")
    assert told("kind") == "6 · Third party"
    assert (told("drawer"), told("terminal")) == ("No", "Yes")
    assert told("zatca") == "30 · Credit"
    assert told("id") == "01H0Y2"
    press(page, "payment_methods_detail_copy_id")
    assert QGuiApplication.clipboard().text() == "01H0Y2"
    assert not is_there(page, "payment_methods_detail_document_text")
    press(page, "payment_methods_detail_document_show")
    shown = found(page, QPlainTextEdit, "payment_methods_detail_document_text")
    await until(lambda: "01H0Y2" in shown.toPlainText())
    assert "geheim" not in shown.toPlainText()
    QTest.keyClick(table(page), Qt.Key.Key_Escape)
    assert not is_there(page, "payment_methods_detail")
    assert table(page).hasFocus()
    assert table(page).key is None


async def test_codes_nobody_knows_are_shown_as_such(desk: Desk, show: Show) -> None:
    await store(desk, Kind.PAYMENT_METHOD, PaymentMethod("p", Both("Odd", ""), 9, zatca_code="77"))
    page = await opened(desk, show, Kind.PAYMENT_METHOD)
    await until(lambda: model(page).index(0, 0).data())
    assert [plain(cell) for cell in cells(page, 0)] == ["Odd", "", "Kind 9", "No", "No", "77"]
    click_row(page, 0)
    await until(lambda: is_there(page, "payment_methods_detail"))
    assert plain(words(page, "payment_methods_detail_kind")) == "9 · Kind 9"
    assert plain(words(page, "payment_methods_detail_zatca")) == "77 · unknown code"
    assert words(page, "payment_methods_detail_other_name") == "No Arabic name at RETM"


async def test_a_tax_tells_only_what_retm_told(desk: Desk, show: Show) -> None:
    tax = Tax("t", Both("Fee", "رسم"), 1, Decimal("2.5"))
    await store(desk, Kind.TAX, tax, raw={"uuid": "t"})
    page = await opened(desk, show, Kind.TAX)
    await until(lambda: model(page).index(0, 0).data())
    click_row(page, 0)
    await until(lambda: is_there(page, "taxes_detail"))
    assert plain(words(page, "taxes_detail_value")) == "2.50\u00a0SAR"
    assert not is_there(page, "taxes_detail_included")
    await store(desk, Kind.TAX, tax, raw={"uuid": "t", "from_final_total": 1})
    await until(lambda: is_there(page, "taxes_detail_included"))


async def test_a_charge_tells_what_it_comes_to_with_its_tax(desk: Desk, show: Show) -> None:
    taxed = Charge("c1", Both("Delivery", "توصيل"), Decimal("12.00"), shop.VAT)
    await store(desk, Kind.CHARGE, taxed, Charge("c2", Both("Bag", "كيس"), Decimal("0.125")))
    page = await opened(desk, show, Kind.CHARGE)
    await until(lambda: model(page).rowCount() == 2 and model(page).index(0, 0).data())
    assert plain(cells(page, 1)[-1]) == "0.125\u00a0SAR"
    click_row(page, 0)
    await until(lambda: is_there(page, "charges_detail_total"))
    assert plain(words(page, "charges_detail_total")) == "13.80\u00a0SAR"
    QTest.keyClick(table(page), Qt.Key.Key_Down)
    await until(lambda: plain(words(page, "charges_detail_tax")) == "No tax")
    assert not is_there(page, "charges_detail_total")


async def test_the_price_list_of_the_menu_is_marked(desk: Desk, show: Show) -> None:
    await store(desk, Kind.PRICE_LIST, PriceList("A1", Both("Apps", "تطبيقات")), PriceList("b", Both("Hall", "صالة")))
    page = await opened(desk, show, Kind.PRICE_LIST)
    assert "no call" in words(page, "price_lists_note")
    await until(lambda: model(page).rowCount() == 2 and model(page).index(0, 0).data())
    click_row(page, 0)
    await until(lambda: is_there(page, "price_lists_detail"))
    assert words(page, "price_lists_detail_used") == "No"
    desk.settings.set(price_list_key(desk.connection_id), "a1")
    await until(lambda: words(page, "price_lists_detail_used") == "Yes")
    assert cells(page, 0)[-1] == "Shown in the menu"
    assert cells(page, 1)[-1] == ""


async def test_a_row_is_copied_as_plain_text(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    page = await opened(desk, show, Kind.CHARGE)
    await until(lambda: model(page).index(0, 0).data())
    click_row(page, 0)
    QTest.keyClick(table(page), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Delivery fee\tرسوم التوصيل\tVAT 15%\t10.00\u00a0SAR"


async def test_a_list_says_why_it_is_empty(desk: Desk, house: FakeHouse, show: Show) -> None:
    page = await opened(desk, show, Kind.TAX)
    await until(lambda: is_there(page, "taxes_empty"))
    assert words(page, "taxes_empty_title") == "The list is on its way"
    house.tell_status(Status(link=Link.OFFLINE, since=desk.now(), error_code="offline"))
    await until(lambda: is_there(page, "taxes_offline"))
    assert "cannot be reached" in words(page, "taxes_offline_words")
    press(page, "taxes_offline_button")
    assert ("refresh",) in house.calls
    await store(desk, Kind.TAX)
    desk.bridge.active_changed.emit()
    await until(lambda: is_there(page, "taxes_empty"))
    assert words(page, "taxes_empty_title") == "No taxes"


async def test_the_list_follows_the_store_and_closes_what_is_gone(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    page = await opened(desk, show, Kind.ORDER_TYPE)
    await until(lambda: model(page).index(0, 0).data())
    click_row(page, 0)
    await until(lambda: is_there(page, "order_types_detail"))
    renamed = OrderType("type-dine-in", Both("In the garden", "في الحديقة"), 1)
    await store(desk, Kind.ORDER_TYPE, renamed)
    await until(lambda: plain(words(page, "order_types_detail_name")) == "In the garden")
    await until(lambda: model(page).rowCount() == 1)
    await store(desk, Kind.ORDER_TYPE, OrderType("other", Both("Other", "آخر"), 2))
    await until(lambda: not is_there(page, "order_types_detail"))


async def test_another_restaurant_has_lists_of_its_own(desk: Desk, house: FakeHouse, show: Show) -> None:
    await shop.stock(desk)
    page = await opened(desk, show, Kind.ORDER_TYPE)
    await until(lambda: model(page).index(0, 0).data())
    click_row(page, 0)
    await until(lambda: is_there(page, "order_types_detail"))
    other = await desk.connections.add("retm", "sandbox", "other")
    house.active = await desk.connections.get(other)
    desk.bridge.active_changed.emit()
    await until(lambda: is_there(page, "order_types_empty"))
    assert not is_there(page, "order_types_detail")


async def test_five_thousand_records_hold_nobody_up(desk: Desk, show: Show) -> None:
    kinds = [shop.PAYMENTS[n % 2] for n in range(5000)]
    records = [
        msgspec.structs.replace(kind, id=f"01H0Y2BEHPASE5TR8WXC0R{n:04}", name=Both(f"Method {n}", f"طريقة {n}"))
        for n, kind in enumerate(kinds)
    ]
    await store(desk, Kind.PAYMENT_METHOD, *records)
    heart = Heartbeat(desk.bridge)
    heart.start()
    page = await opened(desk, show, Kind.PAYMENT_METHOD)
    await until(lambda: model(page).rowCount() == 5000 and model(page).index(0, 0).data())
    click_row(page, 0)
    await until(lambda: is_there(page, "payment_methods_detail"))
    bar = table(page).verticalScrollBar()
    for place in (0.2, 0.9, 0.5, 1.0):
        bar.setValue(round(bar.maximum() * place))
        await asyncio.sleep(0.05)
    await until(lambda: model(page).index(4999, 0).data())
    search = found(page, QLineEdit, "payment_methods_search")
    for typed in ("m", "me", "method", "method 49", "method 4999", "طريقة", "طريقة 4998"):
        search.setText(typed)
        await asyncio.sleep(0.05)
    await until(lambda: ids(page) == ["01H0Y2BEHPASE5TR8WXC0R4998"])
    search.clear()
    await until(lambda: model(page).rowCount() == 5000)
    form = await form_of(page, "payment_methods_new")
    type_in(form, "record_name_en", "method")
    await asyncio.sleep(0.3)
    assert error(form, "record_name_en") == ""
    heart.stop()
    assert heart.longest_ms < 250
