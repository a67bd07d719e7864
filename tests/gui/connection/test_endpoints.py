"""Every endpoint: the table, the path in use and another one, and calling it by hand."""

import asyncio
import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from retm_desktop.domain.errors import Forbidden, Offline, RateLimited, SignInExpired, WrongCredentials
from retm_desktop.gui.desk import Desk
from retm_desktop.providers.retm.endpoints import ENDPOINTS
from tests.benchmarks.heartbeat import Heartbeat
from tests.gui.conftest import Clock, FakeHouse, FakePrompter, MakeDesk, Show
from tests.gui.connect.found import found, is_there, press
from tests.gui.connection.conftest import FakeInspector, look_behind
from tests.gui.connection.screen import on_screen, pick, row_text, rows, words
from tests.gui.shop import stock
from tests.waiting import until

# The table


async def test_the_table_shows_every_endpoint(desk: Desk, inspector: FakeInspector, show: Show) -> None:
    inspector.note("orders", 200, 0.12)
    inspector.note("invoices", 503)
    inspector.note("devices", 429)
    inspector.note("taxes", 401)
    inspector.note("menu", None)
    inspector.note("charges", 302)
    inspector.note("create_tax", 422)
    inspector.paths["branches"] = "/stores"
    page = await on_screen(desk, show, endpoints=True, width=1180)
    assert [row.endpoint.name for row in rows(page)] == list(ENDPOINTS)
    assert row_text(page, "orders") == "Orders\tGET /orders/list\tAssumed\tWorks (200)\t20:14\t120 ms"
    assert row_text(page, "token").startswith("Token\tPOST /api/oAuth/token\tDocumented\tnot tried yet")
    for name, said in (
        ("invoices", "RETM's fault (503)"),
        ("devices", "Too many (429)"),
        ("taxes", "Sign-in refused (401)"),
        ("menu", "No answer"),
        ("charges", "Status 302"),
        ("create_tax", "Understood (422)"),
        ("branches", "GET /stores"),
    ):
        assert said in row_text(page, name)


async def test_endpoints_are_chosen_and_searched(desk: Desk, inspector: FakeInspector, show: Show) -> None:
    inspector.note("orders", 200)
    inspector.note("customers", 403)
    inspector.paths["branches"] = "/stores"
    page = await on_screen(desk, show, endpoints=True)

    async def shown(names: list[str]) -> None:
        await until(
            lambda: page.endpoints.table.total == len(names) and [r.endpoint.name for r in rows(page) if r] == names
        )

    sort = found(page, QComboBox, "connection_sort")
    sort.setCurrentIndex(sort.findData("trouble"))
    await shown(["customers"])
    sort.setCurrentIndex(sort.findData("changed"))
    await shown(["branches"])
    search = found(page, QLineEdit, "connection_search")
    page.focus_search()
    assert search.hasFocus()
    QTest.keyClicks(search, "zzz")
    await until(lambda: is_there(page, "connection_nothing"))
    press(page, "connection_nothing_button")
    await shown(list(ENDPOINTS))
    page.focus_search()
    QTest.keyClicks(search, "cancel_order")
    await shown(["cancel_order"])
    search.clear()
    QTest.keyClicks(search, "api-5053421")
    await shown(["charges"])
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert page.endpoints.table.hasFocus()


async def test_choices_are_remembered(desk: Desk, inspector: FakeInspector, show: Show) -> None:
    page = await on_screen(desk, show, endpoints=True)
    area, sort = found(page, QComboBox, "connection_area"), found(page, QComboBox, "connection_sort")
    area.setCurrentIndex(area.findData("menu"))
    sort.setCurrentIndex(sort.findData("assumed"))
    again = await on_screen(desk, show)
    assert is_there(again, "connection_endpoints")
    await until(lambda: rows(again))
    assert {row.endpoint.name for row in rows(again)} == {"categories", "groups", "products", "simple_list", "menu"}


async def test_rows_are_walked_and_copied_by_keyboard(desk: Desk, inspector: FakeInspector, show: Show) -> None:
    page = await on_screen(desk, show, endpoints=True)
    await pick(page, "orders")
    QTest.keyClick(page.endpoints.table, Qt.Key.Key_Down)
    await until(lambda: page.endpoints.detail.endpoint == "create_order")
    QTest.keyClick(page.endpoints.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("Create an order\tPOST /orders/create\tDocumented")
    QTest.keyClick(page.endpoints.table, Qt.Key.Key_Escape)
    assert not page.endpoints.detail.isVisible()
    assert page.endpoints.table.hasFocus()


# One endpoint


async def test_the_detail_says_where_an_endpoint_stands(desk: Desk, inspector: FakeInspector, show: Show) -> None:
    inspector.note("charges", 200, 0.0312)
    page = await on_screen(desk, show, endpoints=True)
    await pick(page, "charges")
    assert words(page, "endpoint_title") == "Order charges"
    assert words(page, "connection_method") == "GET"
    assert words(page, "connection_mark") == "Documented"
    assert words(page, "connection_status") == "Works (200)"
    assert words(page, "connection_source") == "RETM's docs, page api-5053421"
    assert words(page, "connection_stable_name") == "Name in settings files: charges"
    assert words(page, "connection_last_call") == "Last called at 20:14, 31 ms."
    found(page, QAbstractButton, "connection_copy_stable_name").click()
    assert QGuiApplication.clipboard().text() == "charges"
    await pick(page, "orders")
    assert words(page, "connection_source") == "Only named in the menu of RETM's docs"
    assert words(page, "connection_mark") == "Assumed"
    assert "Not called" in words(page, "connection_last_call")
    press(page, "endpoint_close")
    assert not page.endpoints.detail.isVisible()


async def test_a_path_is_changed_and_the_usual_one_taken_back(desk: Desk, inspector: FakeInspector, show: Show) -> None:
    page = await on_screen(desk, show, endpoints=True)
    await pick(page, "branches")
    field = found(page, QLineEdit, "connection_path")
    assert field.text() == "/branches/list"
    assert not is_there(page, "connection_usual_path")
    field.selectAll()
    QTest.keyClicks(field, "/stores\r")
    await until(lambda: inspector.paths == {"branches": "/stores"})
    assert "From now on this path is used." in words(page, "connection_call_notice_title")
    await until(lambda: "GET /stores" in row_text(page, "branches"))
    await until(lambda: is_there(page, "connection_usual_path"))
    press(page, "connection_usual_path")
    await until(lambda: inspector.paths == {})
    await until(lambda: field.text() == "/branches/list")
    assert not is_there(page, "connection_usual_path")


@pytest.mark.parametrize(
    "told",
    [
        ("branches", "stores list", "A path such as /orders/list"),
        ("branches", "https://evil.example/x", "A path such as /orders/list"),
        ("branches", "/stores/{id}", "{id} has to stand in it exactly"),
        ("product", "/products/one", "{id} has to stand in it exactly"),
    ],
)
async def test_a_path_that_cannot_be_one_is_refused_at_the_field(
    desk: Desk, inspector: FakeInspector, show: Show, told: tuple[str, str, str]
) -> None:
    name, typed, said = told
    page = await on_screen(desk, show, endpoints=True)
    await pick(page, name)
    field = found(page, QLineEdit, "connection_path")
    field.setText(typed)
    press(page, "connection_use_path")
    await until(lambda: said in words(page, "connection_path_error"))
    assert field.property("invalid")
    assert inspector.paths == {}
    await pick(page, "orders")
    assert not found(page, QLabel, "connection_path_error").isVisible()


BODY = json.dumps(
    {"items": [{"id": 1, "customer": {"name": "Huda Nasser", "phone": "0500000002"}, "access_token": "s3cr3t"}]}
).encode()


async def test_a_reading_is_called_and_its_raw_answer_shown(desk: Desk, inspector: FakeInspector, show: Show) -> None:
    inspector.answers["orders"] = (200, BODY)
    page = await on_screen(desk, show, endpoints=True)
    await pick(page, "orders")
    assert not is_there(page, "connection_answer")
    inspector.hold.clear()
    press(page, "connection_call")
    call = found(page, QPushButton, "connection_call")
    assert call.text() == "Waiting for RETM…"
    assert not call.isEnabled()
    inspector.hold.set()
    await until(lambda: is_there(page, "connection_answer"))
    assert inspector.calls == [("orders", "")]
    assert words(page, "connection_answer_status") == "Works (200)"
    assert words(page, "connection_answer_figures") == "12 ms · application/json · 108 bytes"
    assert words(page, "connection_answer_address") == "GET https://najd-kitchen.retm.sa/api/v2/orders/list"
    text = found(page, QPlainTextEdit, "connection_body_text")
    await until(lambda: "items" in text.toPlainText())
    for hidden in ("Huda", "0500000002", "s3cr3t"):
        assert hidden not in text.toPlainText()
    press_even_if_below(page, "connection_body_personal")
    await until(lambda: "Huda Nasser" in text.toPlainText())
    assert "s3cr3t" not in text.toPlainText()
    press_even_if_below(page, "connection_body_copy")
    assert "0500000002" in QGuiApplication.clipboard().text()
    found(page, QAbstractButton, "connection_copy_address").click()
    assert QGuiApplication.clipboard().text() == "https://najd-kitchen.retm.sa/api/v2/orders/list"
    # Nobody looks any more: hidden again.
    press(page, "connection_view_overview")
    press(page, "connection_view_endpoints")
    await until(lambda: "items" in text.toPlainText())
    assert "Huda" not in text.toPlainText()


def press_even_if_below(page: QWidget, name: str) -> None:
    """Press a button that may have to be scrolled to."""
    found(page, QAbstractButton, name).click()


async def test_one_record_is_called_with_a_known_id(desk: Desk, inspector: FakeInspector, show: Show) -> None:
    await stock(desk)
    page = await on_screen(desk, show, endpoints=True)
    await pick(page, "orders")
    assert not is_there(page, "connection_record")
    await pick(page, "product")
    field = found(page, QLineEdit, "connection_record")
    await until(lambda: field.text() == "prod-mixed-grill")
    press(page, "connection_call")
    await until(lambda: inspector.calls == [("product", "prod-mixed-grill")])
    field.setText("another")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await until(lambda: inspector.calls[-1] == ("product", "another"))


async def test_a_write_asks_first_and_says_what_a_refusal_means(
    desk: Desk, prompter: FakePrompter, inspector: FakeInspector, show: Show
) -> None:
    inspector.answers["create_order"] = (422, b'{"message": "The given data was invalid."}')
    page = await on_screen(desk, show, endpoints=True)
    await pick(page, "create_order")
    assert "empty request" in words(page, "connection_call_hint")
    prompter.answer = False
    press(page, "connection_call")
    await until(lambda: prompter.asked == ["Send an empty request?"])
    await until(found(page, QPushButton, "connection_call").isEnabled)
    assert inspector.calls == []
    prompter.answer = True
    press(page, "connection_call")
    await until(lambda: is_there(page, "connection_answer"))
    assert inspector.calls == [("create_order", "")]
    assert words(page, "connection_answer_status") == "Understood (422)"
    assert "the path is right. Nothing was made." in words(page, "connection_answer_meaning")


@pytest.mark.parametrize(
    "told",
    [
        ("branches", 404, "Ask RETM for the right one and enter it above"),
        ("product", 404, "RETM does not know this record, or the path is another one"),
        ("branches", 403, "Ask RETM which rights the application has"),
        ("branches", 401, "RETM does not accept the token"),
        ("branches", 429, "slow down"),
        ("branches", 500, "fault of its own"),
        ("create_tax", 201, "RETM accepted an empty request"),
    ],
)
async def test_every_status_has_a_meaning(
    desk: Desk, inspector: FakeInspector, show: Show, told: tuple[str, int, str]
) -> None:
    name, status, said = told
    await stock(desk)
    inspector.answers[name] = (status, b"<h1>no</h1>")
    page = await on_screen(desk, show, endpoints=True)
    await pick(page, name)
    press(page, "connection_call")
    await until(lambda: is_there(page, "connection_answer"))
    assert said in words(page, "connection_answer_meaning")


async def test_an_answer_without_a_body_says_so(desk: Desk, inspector: FakeInspector, show: Show) -> None:
    inspector.answers["branches"] = (204, b"")
    page = await on_screen(desk, show, endpoints=True)
    await pick(page, "branches")
    press(page, "connection_call")
    await until(lambda: is_there(page, "connection_no_body"))
    assert not is_there(page, "connection_body_text")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Offline(), "RETM cannot be reached."),
        (SignInExpired(), "RETM no longer accepts this sign-in."),
        (WrongCredentials(), "it replaces secrets"),
        (RateLimited(), "RETM asks us to slow down."),
        (Forbidden(), "RETM does not allow this"),
    ],
)
async def test_a_call_without_an_answer_is_told_in_words(
    desk: Desk, inspector: FakeInspector, show: Show, error: Offline | Forbidden, said: str
) -> None:
    inspector.answers["branches"] = error
    page = await on_screen(desk, show, endpoints=True)
    await pick(page, "branches")
    press(page, "connection_call")
    await until(lambda: is_there(page, "connection_call_notice"))
    assert said in words(page, "connection_call_notice_title")
    assert not is_there(page, "connection_answer")
    assert found(page, QPushButton, "connection_call").isEnabled()


async def test_waiting_for_an_answer_can_be_stopped(desk: Desk, inspector: FakeInspector, show: Show) -> None:
    page = await on_screen(desk, show, endpoints=True)
    await pick(page, "branches")
    inspector.hold.clear()
    press(page, "connection_call")
    await until(lambda: inspector.calls)
    press(page, "connection_call_stop")
    assert found(page, QPushButton, "connection_call").isEnabled()
    assert "Nobody waits" in words(page, "connection_call_notice_title")
    inspector.hold.set()
    await asyncio.sleep(0.03)
    assert not is_there(page, "connection_answer")


async def test_another_endpoint_takes_no_answer_of_the_one_before(
    desk: Desk, inspector: FakeInspector, show: Show
) -> None:
    page = await on_screen(desk, show, endpoints=True)
    await pick(page, "branches")
    inspector.hold.clear()
    press(page, "connection_call")
    await until(lambda: inspector.calls)
    await pick(page, "devices")
    inspector.hold.set()
    await asyncio.sleep(0.03)
    assert not is_there(page, "connection_answer")
    assert found(page, QPushButton, "connection_call").isEnabled()


async def test_calling_the_token_renews_it(desk: Desk, inspector: FakeInspector, show: Show) -> None:
    page = await on_screen(desk, show, endpoints=True)
    await pick(page, "token")
    press(page, "connection_call")
    await until(lambda: inspector.renewals == 1)
    await until(lambda: words(page, "connection_call_notice_title") == "RETM gave a new token.")
    assert inspector.calls == []


async def test_a_large_answer_is_cut_with_a_sentence_and_stalls_nothing(
    desk: Desk, inspector: FakeInspector, show: Show
) -> None:
    products = [{"id": n, "name": {"en": "x" * 60, "ar": "شاي"}, "price": "5.000"} for n in range(30_000)]
    inspector.answers["products"] = (200, json.dumps(products).encode())
    page = await on_screen(desk, show, endpoints=True)
    await pick(page, "products")
    heart = Heartbeat(desk.bridge)
    heart.start()
    press(page, "connection_call")
    text = found(page, QPlainTextEdit, "connection_body_text")
    await until(lambda: text.blockCount() > 1_000)
    await asyncio.sleep(0.1)
    heart.stop()
    print(f"longest stall: {heart.longest_ms:.0f} ms")
    assert is_there(page, "connection_body_cut")
    assert heart.longest_ms < 250


async def test_another_restaurant_starts_anew(
    desk: Desk, house: FakeHouse, inspector: FakeInspector, clock: Clock, show: Show
) -> None:
    page = await on_screen(desk, show, endpoints=True)
    await pick(page, "orders")
    house.inspector = None
    desk.bridge.active_changed.emit()
    await until(lambda: is_there(page, "connection_starting"))
    assert not page.endpoints.detail.isVisible()
    look_behind(desk, clock).note("orders", 403)
    await until(lambda: "1 refused (403)" in words(page, "connection_sentence"))


@pytest.mark.parametrize("look", [("en", "dark", 1.0), ("ar", "light", 1.0), ("ar", "dark", 1.25)])
async def test_nothing_is_wider_than_its_place(
    make_desk: MakeDesk, clock: Clock, show: Show, look: tuple[str, str, float]
) -> None:
    language, theme, scale = look
    desk = await make_desk(language, theme, scale=scale)
    inspector = look_behind(desk, clock)
    await stock(desk)
    page = await on_screen(desk, show, endpoints=True)
    await pick(page, "product")
    press(page, "connection_call")
    await until(lambda: is_there(page, "connection_answer"))
    inside = page.endpoints.detail.scroller.widget()
    assert inside.minimumSizeHint().width() <= page.endpoints.detail.scroller.viewport().width()
    assert page.minimumSizeHint().width() <= 900 * scale
    assert inspector.calls
