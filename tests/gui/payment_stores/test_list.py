"""The stores in the branches tab: there only with an account, listed in its order, each of them whole."""

import asyncio

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QWidget

from retm_desktop.domain.errors import Forbidden, Offline
from retm_desktop.domain.payments import GeoLocation
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.store.payment_stores import PaymentAccount
from retm_desktop.sync.payments.session import PaymentSession
from tests.gui.conftest import Clock, FakeHouse, MakeDesk, Show
from tests.gui.payment_stores.account import Screen, connect_account, opened, opened_stores, put_account
from tests.sync.payments.counter import Counter, shop
from tests.waiting import until

SHOPS = (
    msgspec.structs.replace(
        shop("7700000000000000001", "Kedai Bangsar", default=True),
        address_line_2="Tingkat 2",
        location=GeoLocation(3.1579, 101.7116),
    ),
    msgspec.structs.replace(shop("7700000000000000009", "Kedai Ampang"), status="UNDER_REVIEW", city="AMPANG"),
    msgspec.structs.replace(shop("7700000000000000003", "Kedai Cheras"), status=""),
)


@pytest.fixture
def counter() -> Counter:
    """A service with three stores, two to a page."""
    made = Counter()
    made.shops = list(SHOPS)
    return made


@pytest.fixture
async def session(desk: Desk, counter: Counter) -> PaymentSession:
    """The connected account."""
    return await connect_account(desk, counter)


def marks(screen: Screen) -> list[str]:
    """What a screen reader says of the branches."""
    model = screen.page._list.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


async def listed(desk: Desk, show: Show) -> Screen:
    """Show the stores, and wait until all of them are in the list."""
    screen = await opened_stores(desk, show)
    await until(lambda: len(screen.names()) == 3)
    return screen


async def test_without_an_account_nothing_of_it_is_on_screen(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    for name in ("branches_view_branches", "branches_view_stores", "branch_payments", "branch_store", "stores_view"):
        assert not screen.there(name), name
    assert not any("payment" in said for said in marks(screen))
    assert screen.there("branches_list") and screen.there("branches_search")


async def test_it_comes_with_an_account_and_goes_with_it(desk: Desk, counter: Counter, show: Show) -> None:
    screen = await opened(desk, show)
    session = await connect_account(desk, counter)
    await until(lambda: screen.there("branches_view_stores") and screen.there("branch_store"))
    await until(lambda: all("No payment store" in said for said in marks(screen)))
    screen.click("branches_view_stores")
    assert screen.there("stores_list") or screen.there("stores_coming")
    for name in ("branches_list", "branches_search", "branches_count", "branches_as_of", "branch_detail"):
        assert not screen.there(name), name
    put_account(desk, None)
    await until(lambda: not screen.there("branches_view_stores"))
    assert screen.there("branches_list") and screen.there("branches_search")
    assert not screen.there("stores_view") and not screen.there("stores_new") and not screen.there("branch_store")
    assert not any("payment" in said for said in marks(screen))
    put_account(desk, session)
    await until(lambda: screen.there("stores_list"))


async def test_an_account_that_comes_while_the_tab_is_hidden_is_there_when_it_is_shown(
    desk: Desk, counter: Counter, show: Show
) -> None:
    screen = await opened(desk, show)
    screen.page.hide()
    await connect_account(desk, counter)
    await until(lambda: screen.page._account_stale)
    screen.page.show()
    await until(lambda: screen.there("branches_view_stores"))


async def test_the_chosen_view_is_remembered(desk: Desk, session: PaymentSession, show: Show) -> None:
    await listed(desk, show)
    again = await opened(desk, show)
    await until(lambda: again.there("stores_list"))
    assert again.find(QPushButton, "branches_view_stores").isChecked()
    again.click("branches_view_branches")
    assert again.there("branches_list") and not again.there("stores_view")
    last = await opened(desk, show)
    await until(lambda: last.there("branches_view_stores"))
    assert last.there("branches_list")


async def test_lists_every_page_in_the_accounts_order(
    desk: Desk, counter: Counter, session: PaymentSession, show: Show
) -> None:
    screen = await listed(desk, show)
    assert screen.rows() == [
        ["Kedai Bangsar", "KUALA LUMPUR", "Default", "Active", "0"],
        ["Kedai Ampang", "AMPANG", "", "UNDER_REVIEW", "0"],
        ["Kedai Cheras", "KUALA LUMPUR", "", "", "0"],
    ]
    assert counter.calls.count("stores") == 2
    assert screen.said("stores_count") == "3 of at most 10"


async def test_finds_a_store_by_what_it_has(desk: Desk, session: PaymentSession, show: Show) -> None:
    screen = await listed(desk, show)
    screen.page.focus_search()
    search = screen.find(QLineEdit, "stores_search")
    assert search.hasFocus()
    for text, name in (
        ("ampang", "Kedai Ampang"),
        ("٧٧٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٣", "Kedai Cheras"),
        ("tingkat", "Kedai Bangsar"),
    ):
        search.setText(text)
        await until(lambda name=name: screen.names() == [name])
    search.setText("Ipoh")
    await until(lambda: screen.there("stores_nothing"))
    assert screen.said("stores_nothing_words") == "No store holds “Ipoh”."
    screen.click("stores_nothing_button")
    await until(lambda: screen.there("stores_list") and len(screen.names()) == 3)


async def test_tells_how_old_the_list_is_and_asks_again(
    desk: Desk, counter: Counter, session: PaymentSession, clock: Clock, show: Show
) -> None:
    screen = await listed(desk, show)
    await until(lambda: screen.said("stores_as_of") == "Stores as of 20:14")
    counter.shops = counter.shops[:1]
    clock.forward(minutes=3)
    screen.click("stores_refresh")
    assert screen.said("stores_as_of") == "Asking Revenue Monster…"
    assert not screen.find(QToolButton, "stores_refresh").isEnabled()
    await until(lambda: screen.said("stores_as_of") == "Stores as of 20:17")
    await until(lambda: screen.names() == ["Kedai Bangsar"])
    assert screen.find(QToolButton, "stores_refresh").isEnabled()
    assert screen.said("stores_count") == "1 of at most 10"


async def test_trouble_is_told_above_what_was_read_before_and_ends(
    desk: Desk, counter: Counter, session: PaymentSession, clock: Clock, show: Show
) -> None:
    screen = await listed(desk, show)
    await until(lambda: session.read_at is not None)
    counter.fail("merchant", Offline("no way"))
    screen.click("stores_refresh")
    await until(lambda: screen.there("stores_trouble"))
    assert screen.said("stores_trouble_title") == "Revenue Monster cannot be reached."
    assert "as they were read last" in screen.said("stores_trouble_words")
    assert len(screen.names()) == 3
    # Trouble is an answer as well: the question has ended.
    assert screen.find(QToolButton, "stores_refresh").isEnabled()
    clock.forward(minutes=1)
    screen.click("stores_trouble_button")
    await until(lambda: not screen.there("stores_trouble"))


async def test_says_why_there_is_no_store(desk: Desk, counter: Counter, show: Show) -> None:
    counter.shops = []
    session = await connect_account(desk, counter, start=False)
    screen = await opened_stores(desk, show)
    assert screen.there("stores_coming")
    counter.fail("merchant", Offline("no way"))
    session.start()
    await until(lambda: screen.there("stores_barred"))
    assert "Revenue Monster cannot be reached." in screen.said("stores_barred_words")
    screen.click("stores_barred_button")
    await until(lambda: screen.there("stores_none"))
    await screen.form("stores_none_button")


async def test_stores_that_may_not_be_seen_are_not_called_none(desk: Desk, counter: Counter, show: Show) -> None:
    session = await connect_account(desk, counter, start=False)
    account = PaymentAccount(refused={"stores": Forbidden.code})
    await desk.payment_stores.keep_account(session.connection.id, account, desk.now())
    screen = await opened_stores(desk, show)
    await until(lambda: screen.there("stores_barred"))
    assert screen.said("stores_barred_words").startswith("Revenue Monster does not allow this")


async def test_a_store_is_shown_whole_and_copied(desk: Desk, session: PaymentSession, show: Show) -> None:
    screen = await listed(desk, show)
    await screen.open(0)
    assert screen.said("store_name") == "Kedai Bangsar"
    assert screen.there("store_default") and screen.said("store_status") == "Active"
    assert screen.said("store_address").split("\n") == [
        "12 Jalan Telawi",
        "Tingkat 2",
        "59100 KUALA LUMPUR",
        "WILAYAH PERSEKUTUAN",
        "MALAYSIA",
    ]
    assert screen.said("store_phone") == "+60 321234567"
    assert screen.said("store_coordinates") == "3.1579, 101.7116"
    assert "merchant portal" in screen.said("store_removing")
    for name, copied in (
        ("id", "7700000000000000001"),
        ("phone", "+60321234567"),
        ("coordinates", "3.1579, 101.7116"),
        ("address", "12 Jalan Telawi\nTingkat 2\n59100 KUALA LUMPUR\nWILAYAH PERSEKUTUAN\nMALAYSIA"),
    ):
        screen.find(QToolButton, f"store_copy_{name}").click()
        assert QGuiApplication.clipboard().text() == copied
    await screen.open(1)
    assert screen.said("store_status") == "UNDER_REVIEW"
    for name in ("store_default", "store_coordinates", "store_created", "store_changed"):
        assert not screen.there(name), name
    await screen.open(2)
    assert not screen.there("store_status")


async def test_arrows_enter_and_escape(desk: Desk, session: PaymentSession, show: Show) -> None:
    screen = await listed(desk, show)
    table = screen.table
    assert table.hasFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert screen.said("store_name") == "Kedai Bangsar"
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert screen.said("store_name") == "Kedai Ampang"
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("Kedai Ampang\tAMPANG")
    QTest.keyClick(table, Qt.Key.Key_Return)
    change = screen.find(QPushButton, "store_change")
    assert change.hasFocus()
    QTest.keyClick(change, Qt.Key.Key_Escape)
    assert not screen.there("store_detail") and table.hasFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert screen.there("store_detail") and screen.said("store_name") == "Kedai Ampang"
    screen.click("store_close")
    assert not screen.there("store_detail")
    place = table.visualRect(table.model().index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert screen.there("store_detail")


async def test_the_detail_follows_the_store_and_goes_with_it(
    desk: Desk, counter: Counter, session: PaymentSession, show: Show
) -> None:
    screen = await listed(desk, show)
    await screen.open(1)
    counter.shops[1] = msgspec.structs.replace(counter.shops[1], name="Kedai Ampang Baru")
    session.refresh()
    await until(lambda: screen.said("store_name") == "Kedai Ampang Baru")
    counter.shops = counter.shops[:1]
    session.refresh()
    await until(lambda: not screen.there("store_detail"))


async def test_at_ten_there_can_be_no_other_and_it_is_said_why(desk: Desk, counter: Counter, show: Show) -> None:
    counter.shops = [shop(f"77{n}", f"Kedai {n}") for n in range(9)]
    session = await connect_account(desk, counter)
    screen = await opened_stores(desk, show)
    await until(lambda: len(screen.names()) == 9)
    assert screen.find(QPushButton, "stores_new").isEnabled()
    assert not screen.there("stores_full")
    counter.shops.append(shop("7799", "Kedai 9"))
    session.refresh()
    await until(lambda: screen.said("stores_count") == "10 of at most 10")
    assert not screen.find(QPushButton, "stores_new").isEnabled()
    assert "at most 10 stores" in screen.said("stores_full")
    assert "at most 10 stores" in plain(screen.find(QPushButton, "stores_new").toolTip())


async def test_another_restaurant_keeps_the_account(
    desk: Desk, house: FakeHouse, session: PaymentSession, show: Show
) -> None:
    screen = await listed(desk, show)
    house.active = None
    desk.bridge.active_changed.emit()
    await asyncio.sleep(0)
    await until(lambda: len(screen.names()) == 3)
    assert screen.there("branches_view_stores")


async def test_in_arabic_the_list_stands_at_the_right(make_desk: MakeDesk, counter: Counter, show: Show) -> None:
    desk = await make_desk(language="ar", theme="dark")
    await connect_account(desk, counter)
    screen = await listed(desk, show)
    await screen.open(0)
    screen.page.grab()
    detail, table = screen.find(QWidget, "store_detail"), screen.table

    def left(widget: QWidget) -> int:
        return widget.mapTo(screen.page, widget.rect().topLeft()).x()

    assert left(table) > left(detail)
    assert left(screen.find(QWidget, "branches_view_branches")) > left(screen.find(QWidget, "branches_view_stores"))
    assert left(screen.find(QWidget, "stores_new")) < left(screen.find(QWidget, "stores_count"))
    assert screen.said("store_phone") == "+60 321234567"
