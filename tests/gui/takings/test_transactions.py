"""The transactions as an operator uses them."""

import asyncio
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QPushButton, QToolButton

from retm_desktop.domain.errors import Offline, SignInExpired
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.date_field import DateField
from retm_desktop.gui.widgets.paged_model import PagedModel
from retm_desktop.gui.widgets.row_table import RowTable
from retm_desktop.store.changes import Topic
from retm_desktop.store.takings import TransactionQuery
from tests.benchmarks.heartbeat import Heartbeat
from tests.gui import shop
from tests.gui.conftest import START, Clock, MakeDesk, Show
from tests.gui.takings.account import PaymentDesk, kinds_of_transactions, transaction
from tests.gui.takings.screen import opened
from tests.waiting import until

ALL = (501, 502, 503, 504, 505, 506, 507)


async def test_transactions_are_listed_newest_first_with_their_figures(
    desk: Desk, till: PaymentDesk, show: Show
) -> None:
    await till.put(*kinds_of_transactions())
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    rows = screen.rows()
    assert rows[0] == [
        "2026-02-04 01:09", "Order 501", "501-BCDFGHJKMNPQ", "Touch 'n Go", "Kedai Ampang 茶室", "Paid", "RM 25.90",
    ]  # fmt: skip
    assert [row[5] for row in rows] == [
        "Paid", "Refunded", "Part refunded", "Failed", "In process", "Taken back", "CHARGED_BACK",
    ]  # fmt: skip
    assert screen.said("takings_count") == "7 transactions"


async def test_totals_are_of_just_what_is_listed(desk: Desk, till: PaymentDesk, show: Show) -> None:
    await till.put(*kinds_of_transactions())
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    await until(lambda: screen.visible("takings_totals"))

    def told() -> list[str]:
        return [screen.said(f"takings_total_{name}") for name in ("paid", "given_back", "net", "count")]

    # Paid, refunded whole and refunded in part count; what failed, waits, was taken back or is unknown does not.
    assert told() == ["RM 77.70", "-RM 35.90", "RM 41.80", "7"]
    assert screen.said("takings_totals_days") == "All days"
    screen.choose("takings_wallet", "Boost")
    await screen.shows(503, 506)
    await until(lambda: told() == ["RM 25.90", "-RM 10.00", "RM 15.90", "2"])
    assert screen.said("takings_totals_choices") == "Boost"
    screen.find(QToolButton, "takings_totals_copy").click()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert rows == [
        ["Totals", "All days", "Boost"],
        ["Paid", "25.90"],
        ["Given back", "-10.00"],
        ["Net", "15.90"],
        ["Transactions", "2"],
    ]


async def test_filters_by_status_wallet_store_and_search(desk: Desk, till: PaymentDesk, show: Show) -> None:
    await till.put(*kinds_of_transactions())
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    screen.choose("takings_status", "CHARGED_BACK")
    await screen.shows(507)
    screen.choose("takings_status", "All statuses")
    screen.choose("takings_store", "Kedai Bangsar")
    await screen.shows(502, 504, 506)
    screen.choose("takings_wallet", "GrabPay")
    await screen.shows(502)
    screen.page.focus_search()
    assert screen.search.hasFocus()
    screen.search.setText("nothing of the kind")
    await until(lambda: screen.visible("takings_nothing"))
    screen.click("takings_nothing_button")
    await screen.shows(*ALL)
    for text, found in (
        ("505-bcd", (505,)),
        ("WLT000000504", (504,)),
        ("order 50", ALL),
        ("茶室", (501, 503, 505, 507)),
    ):
        screen.search.setText(text)
        await screen.shows(*found)
    screen.press(Qt.Key.Key_Return, screen.search)
    await until(lambda: screen.visible("transaction_detail"))
    assert screen.said("transaction_title") == "Order 501"
    screen.press(Qt.Key.Key_Escape)
    assert not screen.visible("transaction_detail")
    assert screen.search.text() == "茶室"
    screen.press(Qt.Key.Key_Escape)
    await screen.shows(*ALL)


async def test_days_are_those_of_the_account(desk: Desk, till: PaymentDesk, show: Show, clock: Clock) -> None:
    # Midnight in Kuala Lumpur is seven in the evening in Riyadh, where the restaurant on screen is.
    midnight = START.replace(hour=16, minute=0)
    await till.put(
        transaction(1, paid_at=midnight - timedelta(seconds=1)), transaction(2, paid_at=midnight), transaction(3)
    )
    screen = await opened(desk, show)
    await screen.shows(3, 2, 1)
    screen.click("takings_span_day")
    await screen.shows(3, 2)
    assert screen.find(DateField, "takings_day").text() == "2026-02-04"
    assert screen.rows()[0][0] == "01:14"
    screen.click("takings_earlier")
    await screen.shows(1)
    screen.click("takings_earlier")
    await until(lambda: screen.visible("takings_quiet"))
    assert "2026-02-02" in screen.said("takings_quiet_words")
    screen.click("takings_today")
    await screen.shows(3, 2)
    clock.forward(hours=24)
    screen.page.transactions._clock.timeout.emit()
    await until(lambda: screen.visible("takings_quiet"))
    screen.click("takings_quiet_button")
    await screen.shows(3, 2, 1)


async def test_what_was_chosen_is_remembered(desk: Desk, till: PaymentDesk, show: Show) -> None:
    await till.put(*kinds_of_transactions())
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    screen.click("takings_span_week")
    screen.choose("takings_status", "Refunded")
    screen.choose("takings_store", "Kedai Bangsar")
    await screen.shows(502)
    again = await opened(desk, show)
    await again.shows(502)
    again.click("takings_show_settlement")
    assert desk.settings.get("takings.shown", str, "") == "settlement"
    last = await opened(desk, show)
    await until(lambda: last.visible("takings_settlement"))
    assert last.find(QPushButton, "takings_show_settlement").isChecked()
    last.page.focus_search()
    assert last.visible("takings_transactions")
    assert last.page.focusWidget() is last.search


async def test_a_transaction_whole(desk: Desk, till: PaymentDesk, show: Show) -> None:
    await till.put(*kinds_of_transactions())
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    screen.click_row(2)
    await until(lambda: screen.visible("transaction_detail"))
    assert not screen.visible("takings_totals")
    assert screen.said("transaction_number") == "RM 25.90"
    assert (screen.said("transaction_state"), screen.said("transaction_time")) == (
        "Part refunded",
        "2026-02-04 00:49:00",
    )
    told = {
        name: screen.said(f"transaction_{name}")
        for name in (
            "given_back", "balance", "wallet", "region", "way", "store", "currency", "id", "reference",
            "wallet_reference", "store_id", "status", "paid_at", "created_at", "updated_at",
        )
    }  # fmt: skip
    assert told == {
        "given_back": "-RM 10.00",
        "balance": "RM 15.90",
        "wallet": "Boost",
        "region": "Malaysia",
        "way": "Customer's code scanned",
        "store": "Kedai Ampang 茶室",
        "currency": "MYR",
        "id": "260203000000000000000503",
        "reference": "503-BCDFGHJKMNPQ",
        "wallet_reference": "WLT000000503",
        "store_id": "7700000000000000002",
        "status": "PARTIAL_REFUNDED",
        "paid_at": "2026-02-04 00:49:00",
        "created_at": "2026-02-04 00:48:48",
        "updated_at": "2026-02-04 00:49:00",
    }
    assert not screen.has("transaction_terminal"), "what was not told has no line"
    screen.find(QToolButton, "transaction_copy_id").click()
    assert QGuiApplication.clipboard().text() == "260203000000000000000503"
    screen.find(QToolButton, "transaction_copy").click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[:3] == ["RM 25.90 · Part refunded", "2026-02-04 00:49:00", "Order 503"]
    assert "Our reference: 503-BCDFGHJKMNPQ" in copied
    assert copied[-1] == "Can still be refunded: RM 15.90"
    screen.press(Qt.Key.Key_C, control=True)
    assert QGuiApplication.clipboard().text().split("\t")[1] == "Order 503", "in the list it is the row"
    screen.press(Qt.Key.Key_Down)
    await until(lambda: screen.said("transaction_title") == "Order 504")
    screen.press(Qt.Key.Key_Escape)
    assert not screen.visible("transaction_detail")
    assert screen.visible("takings_totals")
    assert screen.table.key is None


async def test_why_a_payment_failed_and_what_is_not_known_is_said(desk: Desk, till: PaymentDesk, show: Show) -> None:
    await till.put(*kinds_of_transactions())
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    screen.click_row(3)
    await until(lambda: screen.visible("transaction_error"))
    assert screen.said("transaction_error_title") == "The customer's balance is too low."
    assert screen.said("transaction_error_words") == "not enough balance"
    assert screen.said("transaction_reason") == "INSUFFICIENT_CARD_BALANCE"
    assert not screen.has("transaction_unknown")
    screen.click_row(6)
    await until(lambda: screen.visible("transaction_unknown"))
    assert screen.said("transaction_state") == "CHARGED_BACK"
    assert "does not know this status" in screen.said("transaction_unknown_title")
    assert screen.said("transaction_final_amount") == "RM 24.90"
    assert not screen.has("transaction_error")


async def test_the_way_to_the_order_that_was_paid(desk: Desk, till: PaymentDesk, show: Show) -> None:
    (order_key,) = await shop.deliver(desk, shop.order("501", created_at=START))
    kinds = kinds_of_transactions()
    await till.put(*kinds)
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    asked: list[int] = []
    screen.page.order_requested.connect(asked.append)
    screen.click_row(0)
    await until(lambda: screen.visible("transaction_no_order"))
    assert not screen.has("transaction_show_order")
    await till.charge(order_key, kinds[0])
    await until(lambda: screen.visible("transaction_show_order"))
    screen.click("transaction_show_order")
    assert asked == [order_key]


async def test_the_list_follows_the_store_and_keeps_what_is_open(desk: Desk, till: PaymentDesk, show: Show) -> None:
    await till.put(*kinds_of_transactions())
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    screen.click_row(0)
    await until(lambda: screen.visible("transaction_detail"))
    key = screen.table.key
    # A wallet that was not there before is offered as well.
    await till.put(transaction(508, minutes=1, method="FPX"))
    await screen.shows(508, *ALL)
    await until(lambda: screen.table.key == key)
    await until(lambda: screen.find(QComboBox, "takings_wallet").findData("FPX") > 0)
    screen.choose("takings_wallet", "FPX")
    await screen.shows(508)
    screen.choose("takings_wallet", "All wallets")
    await screen.shows(508, *ALL)
    await till.put(transaction(501, minutes=5, status="FULL_REFUNDED", balance=0))
    await until(lambda: screen.said("transaction_state") == "Refunded")


async def test_a_row_that_comes_between_counting_and_reading_waits_for_the_next_reading(desk: Desk, show: Show) -> None:
    model: PagedModel[int] = PagedModel(["Number"], lambda row, _column: str(row), lambda _page: None, key=lambda r: r)
    table = RowTable(desk.theme, name="list", words="Numbers")
    table.setModel(model)
    show(table)
    model.replace(2, {0: [3, 2]})
    await asyncio.sleep(0)
    # Qt warns of rows that are told to have changed and are not there, which fails a test.
    model.replace(2, {0: [4, 3, 2]})
    model.put_page(0, [5, 4, 3, 2])
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["5", "4"]
    model.replace(4, {0: [5, 4, 3, 2]})
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["5", "4", "3", "2"]


async def test_the_service_is_asked_and_every_asking_ends(
    desk: Desk, till: PaymentDesk, show: Show, clock: Clock
) -> None:
    screen = await opened(desk, show)
    await until(lambda: screen.visible("takings_empty"))
    assert screen.said("takings_empty_title") == "The transactions are on their way"
    assert screen.said("takings_as_of") == "Not read from Revenue Monster yet"
    assert not screen.find(QAbstractButton, "takings_empty_button").isEnabled(), "nobody could answer yet"
    session = till.open()
    session.start()
    await until(lambda: screen.said("takings_as_of") == "As of 01:14")
    await until(lambda: screen.said("takings_empty_title") == "No transactions yet")
    till.counter.books["1-BCDFGHJKMNPQ"] = transaction(1)
    clock.forward(minutes=3)
    screen.click("takings_refresh")
    assert screen.said("takings_as_of") == "Asking Revenue Monster…"
    assert not screen.find(QAbstractButton, "takings_refresh").isEnabled()
    await screen.shows(1)
    await until(lambda: screen.said("takings_as_of") == "As of 01:17")
    # A trouble that stays ends the asking as well.
    for _ in range(2):
        till.counter.fail("merchant", Offline("no network"))
        screen.page.ask_anew()
        assert screen.said("takings_as_of") == "Asking Revenue Monster…"
        await until(lambda: screen.said("takings_as_of") == "As of 01:17")
        await until(lambda: screen.visible("takings_trouble"))
    assert screen.said("takings_trouble_title") == "Revenue Monster cannot be reached."
    assert screen.said("takings_trouble_words").startswith("What is shown is as of 01:17.")
    assert screen.orders() == ["Order 1"], "what was read stays readable"
    screen.page.ask_anew()
    await until(lambda: not screen.visible("takings_trouble"))
    await session.stop()


async def test_says_why_there_is_nothing(desk: Desk, till: PaymentDesk, show: Show) -> None:
    session = till.open()
    session.trouble = SignInExpired()
    screen = await opened(desk, show)
    await until(lambda: screen.visible("takings_offline"))
    assert screen.said("takings_offline_title") == "No transactions on this computer yet"
    assert "Connect payments again in Setup" in screen.said("takings_offline_words")
    asked: list[bool] = []
    screen.page.account_requested.connect(lambda: asked.append(True))
    screen.click("takings_trouble_button")
    assert asked == [True]
    screen.click("takings_offline_button")
    assert session._wanted.is_set()


async def test_another_account_has_its_own_transactions(desk: Desk, till: PaymentDesk, show: Show) -> None:
    await till.put(*kinds_of_transactions())
    screen = await opened(desk, show)
    await screen.shows(*ALL)
    screen.click_row(0)
    await until(lambda: screen.visible("transaction_detail"))
    await till.connect(merchant="5500000000000000002")
    await until(lambda: screen.visible("takings_empty"))
    assert not screen.visible("transaction_detail")
    assert not screen.visible("takings_totals")
    await till.put(transaction(9))
    await screen.shows(9)


async def test_a_transaction_asked_for_from_elsewhere_is_found(desk: Desk, till: PaymentDesk, show: Show) -> None:
    await till.put(*kinds_of_transactions(), transaction(9, minutes=60 * 24 * 50))
    screen = await opened(desk, show)
    screen.click("takings_span_week")
    await screen.shows(*ALL)
    screen.choose("takings_status", "Failed")
    await screen.shows(504)
    (old,) = await desk.takings.page(TransactionQuery(till.number), 7, 1)
    screen.page.transactions.show_entry(old.key)
    await until(lambda: screen.visible("transaction_detail") and screen.table.key == old.key)
    assert screen.orders() == ["Order 9"]


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_narrow_list_keeps_time_order_status_and_amount(
    make_desk: MakeDesk, show: Show, clock: Clock, tmp_path: object, language: str
) -> None:
    desk = await make_desk(language)
    till = PaymentDesk(desk, clock, tmp_path)  # type: ignore[arg-type]
    await till.connect()
    await till.put(*kinds_of_transactions())
    screen = await opened(desk, show, 1000)
    await screen.shows(*ALL)
    screen.click_row(0)
    await until(lambda: screen.visible("transaction_detail"))
    assert screen.page.width() == 1000, "the page never asks for more than it has"
    hidden = [column for column in range(8) if screen.table.isColumnHidden(column)]
    assert 4 in hidden, "the reference goes first"
    assert not {2, 3, 7} & set(hidden)
    assert screen.table.horizontalScrollBar().maximum() == 0


async def test_five_thousand_transactions_do_not_hold_up_the_window(desk: Desk, till: PaymentDesk, show: Show) -> None:
    made = [transaction(n, minutes=n) for n in range(5000)]
    for start in range(0, 5000, 1000):
        await till.put(*made[start : start + 1000])
    heart = Heartbeat(desk.bridge)
    heart.start()
    screen = await opened(desk, show)
    await until(lambda: screen.table.total == 5000)
    await until(lambda: screen.has("takings_total_count") and screen.said("takings_total_count") == "5,000")
    bar = screen.table.verticalScrollBar()
    for place in (0.2, 0.9, 0.5, 1.0):
        bar.setValue(round(bar.maximum() * place))
        await asyncio.sleep(0.05)
    await until(lambda: screen.table.model().index(4999, 3).data() is not None)
    for typed in ("4", "49", "499", "4999"):
        screen.search.setText(typed)
        await asyncio.sleep(0.15)
    await until(lambda: screen.table.total == 1)
    screen.search.clear()
    await until(lambda: screen.table.total == 5000)
    await till.put(transaction(5000, minutes=-1))
    await until(lambda: screen.table.total == 5001)
    desk.takings._changes.publish(Topic.TAKINGS)
    heart.stop()
    print(f"longest stall {heart.longest_ms:.0f} ms", heart.worst[:3])
    assert heart.longest_ms < 250
