"""The branches tab as an operator uses it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from retm_desktop.domain.business import Branch, Device
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText as Both
from retm_desktop.domain.text import plain
from retm_desktop.gui.branches.branch_list import BranchList
from retm_desktop.gui.branches.page import BranchesPage
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.devices.device_list import DeviceList
from retm_desktop.gui.devices.model import DeviceRow
from retm_desktop.store.catalogue import Kind
from retm_desktop.sync.status import Link, Status
from tests.benchmarks.heartbeat import Heartbeat
from tests.gui import shop
from tests.gui.conftest import FakeHouse, MakeDesk, Show
from tests.gui.payment_stores.account import Screen as AccountScreen
from tests.gui.payment_stores.account import connect_account
from tests.sync.payments.counter import Counter
from tests.waiting import until

W = TypeVar("W", bound=QWidget)
OLAYA, CORNICHE, KHOBAR = shop.BRANCHES


class Screen:
    """Finds what is on a branches page by its object names."""

    def __init__(self, page: BranchesPage) -> None:
        self.page = page
        self.list = self.find(BranchList, "branches_list")
        self.search = self.find(QLineEdit, "branches_search")
        self.devices = self.find(DeviceList, "branch_devices")

    def find(self, kind: type[W], name: str) -> W:
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    def said(self, name: str) -> str:
        return plain(self.find(QLabel, name).text())

    def visible(self, name: str) -> bool:
        return self.find(QWidget, name).isVisible()

    def choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.list.model().index(row, 0))

    def counts(self) -> dict[str, str]:
        return {stage.value: self.said(f"branch_count_{stage.value}") for stage in Stage if stage.is_open}


async def opened(desk: Desk, show: Show) -> Screen:
    page = BranchesPage(desk)
    show(page)
    # Nobody sees it before something was read, and so it is built then.
    await until(lambda: page.findChild(DeviceList, "branch_devices"))
    return Screen(page)


async def opened_with_branches(desk: Desk, show: Show) -> Screen:
    await shop.stock(desk)
    screen = await opened(desk, show)
    await until(lambda: len(screen.list.branches) == 3)
    return screen


async def test_tells_where_a_branch_is_and_copies_it(desk: Desk, show: Show) -> None:
    screen = await opened_with_branches(desk, show)
    assert screen.said("branch_detail_name") == "Riyadh – Olaya"
    assert screen.said("branch_detail_other_name") == "الرياض – العليا"
    assert screen.said("branch_address") == "Olaya St, Riyadh"
    assert screen.said("branch_phone") == "0114601234"
    assert screen.said("branch_coordinates") == "24.69, 46.68"
    for name, copied in (
        ("branch_copy_phone", "0114601234"),
        ("branch_copy_coordinates", "24.69,46.68"),
        ("branch_copy_id", "branch-olaya"),
    ):
        screen.find(QToolButton, name).click()
        assert QGuiApplication.clipboard().text() == copied


async def test_what_is_not_told_is_said_to_be_so_and_offers_nothing_to_copy(desk: Desk, show: Show) -> None:
    screen = await opened_with_branches(desk, show)
    screen.choose(2)
    assert screen.said("branch_detail_name") == "Khobar – Corniche"
    assert screen.said("branch_phone") == "not told by RETM"
    assert not screen.visible("branch_copy_phone")
    assert not screen.visible("branch_devices")
    assert screen.visible("branch_no_devices")
    screen.choose(1)
    assert screen.visible("branch_copy_phone")
    assert not screen.visible("branch_copy_coordinates")


async def test_counts_open_orders_by_branch_and_stage_and_follows_them(desk: Desk, show: Show) -> None:
    now = desk.now()
    await shop.deliver(
        desk,
        shop.order("1", Stage.NEW, created_at=now, branch=OLAYA),
        shop.order("2", Stage.NEW, created_at=now, branch=OLAYA),
        shop.order("3", Stage.READY, created_at=now, branch=OLAYA),
        shop.order("4", Stage.DELIVERED, created_at=now, branch=OLAYA),
        shop.order("5", Stage.PREPARING, created_at=now, branch=CORNICHE),
    )
    screen = await opened_with_branches(desk, show)
    await until(lambda: screen.counts()["new"] == "2")
    assert screen.counts() == {"new": "2", "preparing": "0", "ready": "1", "assigned": "0", "out": "0"}
    assert screen.said("branch_detail_open") == "3 orders open"
    assert [screen.list.open_orders(branch) for branch in shop.BRANCHES] == [3, 1, 0]
    await until(lambda: screen.list.stages(CORNICHE))
    assert (screen.list.stages(CORNICHE) or {})[Stage.PREPARING] == 1
    await shop.deliver(desk, shop.order("1", Stage.PREPARING, created_at=now, branch=OLAYA))
    await until(lambda: screen.counts()["preparing"] == "1")
    assert screen.counts()["new"] == "1"
    await shop.deliver(desk, shop.order("6", Stage.OUT, created_at=now, branch=KHOBAR))
    await until(lambda: screen.list.open_orders(KHOBAR) == 1)


async def test_orders_whose_branch_id_has_another_case_are_counted(desk: Desk, show: Show) -> None:
    loud = msgspec.structs.replace(OLAYA, id="BRANCH-OLAYA")
    await shop.deliver(desk, shop.order("1", created_at=desk.now(), branch=loud))
    screen = await opened_with_branches(desk, show)
    await until(lambda: screen.counts()["new"] == "1")


async def test_a_hidden_page_counts_when_it_is_shown_again(desk: Desk, show: Show) -> None:
    screen = await opened_with_branches(desk, show)
    screen.page.hide()
    await shop.deliver(desk, shop.order("1", created_at=desk.now(), branch=OLAYA))
    screen.page.show()
    await until(lambda: screen.counts()["new"] == "1")


async def test_show_orders_tells_which_branch(desk: Desk, show: Show) -> None:
    screen = await opened_with_branches(desk, show)
    asked: list[str] = []
    screen.page.orders_requested.connect(asked.append)
    screen.choose(1)
    screen.find(QPushButton, "branch_show_orders").click()
    assert asked == ["branch-corniche"]


async def test_lists_the_devices_of_the_chosen_branch(desk: Desk, show: Show) -> None:
    await shop.deliver(desk, shop.order("1", created_at=desk.now() - timedelta(minutes=7)))
    screen = await opened_with_branches(desk, show)
    shown = [row.device.id for row in screen.devices.rows if isinstance(row, DeviceRow)]
    assert shown == ["device-1", "device-2"]
    assert screen.said("branch_device_count") == "2"
    screen.choose(1)
    assert [row.device.id for row in screen.devices.rows if isinstance(row, DeviceRow)] == ["device-3"]


async def test_finds_a_branch_by_name_in_both_scripts_and_by_phone(desk: Desk, show: Show) -> None:
    screen = await opened_with_branches(desk, show)
    screen.page.focus_search()
    screen.search.setText("العليا")
    await until(lambda: screen.list.branches == (OLAYA,))
    screen.search.setText("CORNICHE")
    await until(lambda: screen.list.branches == (CORNICHE, KHOBAR))
    assert screen.said("branch_detail_name") == "Jeddah – Corniche"
    screen.search.setText("٠١١٤٦٠")
    await until(lambda: screen.list.branches == (OLAYA,))
    screen.search.setText("Tabuk")
    await until(lambda: screen.visible("branches_nothing"))
    screen.find(QPushButton, "branches_nothing_button").click()
    await until(lambda: screen.list.isVisible() and len(screen.list.branches) == 3)


async def test_the_chosen_branch_is_remembered(desk: Desk, show: Show) -> None:
    screen = await opened_with_branches(desk, show)
    screen.choose(1)
    again = await opened_with_branches(desk, show)
    assert again.said("branch_detail_name") == "Jeddah – Corniche"


async def test_copies_a_branch_as_a_line_of_text(desk: Desk, show: Show) -> None:
    screen = await opened_with_branches(desk, show)
    QTest.keyClick(screen.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Riyadh – Olaya\tOlaya St, Riyadh\t0114601234"


async def test_a_branch_with_nothing_but_an_id_is_shown_by_it(desk: Desk, show: Show) -> None:
    await desk.catalogue.replace(desk.connection_id, Kind.BRANCH, [(Branch("01HX"), b"{}")], desk.now())
    screen = await opened(desk, show)
    await until(lambda: screen.list.branches)
    assert screen.said("branch_detail_name") == "01HX"
    assert not screen.visible("branch_detail_other_name")


async def test_says_why_there_is_no_branch(desk: Desk, house: FakeHouse, show: Show) -> None:
    screen = await opened(desk, show)
    await until(lambda: screen.visible("branches_empty"))
    assert screen.said("branches_empty_title") == "The branches are on their way"
    house.tell_status(Status(link=Link.SIGN_IN, error_code="sign_in_expired"))
    assert screen.visible("branches_offline")
    assert "Connect the restaurant again." in screen.said("branches_offline_words")
    await desk.catalogue.replace(desk.connection_id, Kind.BRANCH, [], desk.now())
    again = await opened(desk, show)
    await until(lambda: again.visible("branches_empty"))
    assert again.said("branches_empty_title") == "No branches"


async def test_thousands_of_branches_are_counted_on_screen_only(desk: Desk, show: Show) -> None:
    many = [Branch(f"b{n}", Both(f"Branch {n}")) for n in range(3000)]
    await desk.catalogue.replace(
        desk.connection_id, Kind.BRANCH, [(each, msgspec.json.encode(each)) for each in many], desk.now()
    )
    now = desk.now()
    orders = [shop.order(str(n), created_at=now, branch=many[n * 30]) for n in range(100)]
    await shop.deliver(desk, *orders)
    screen = await opened(desk, show)
    await until(lambda: screen.list.branches and screen.list.stages(many[0]))
    assert screen.list.open_orders(many[2970]) == 1
    assert screen.list.stages(many[2970]) is None
    screen.list.scrollTo(screen.list.model().index(2970, 0))
    await until(lambda: screen.list.stages(many[2970]))


async def test_five_thousand_branches_do_not_hold_the_window_up(desk: Desk, show: Show) -> None:
    many = [Branch(f"b{n}", Both(f"Branch {n}", f"فرع {n}"), f"011{n:07}", f"Street {n}") for n in range(5000)]
    devices = [Device(f"d{n}", Both(f"Till {n}", ""), f"b{n}", many[n].name, "cashier") for n in range(5000)]

    async def put(kind: Kind, entries: Sequence[msgspec.Struct]) -> None:
        pairs = [(each, msgspec.json.encode(each)) for each in entries]
        await desk.catalogue.replace(desk.connection_id, kind, pairs, desk.now())

    await put(Kind.DEVICE, devices)
    await put(Kind.BRANCH, many)
    page = BranchesPage(desk)
    heart = Heartbeat(page)
    heart.start()
    show(page)
    await until(lambda: page.findChild(DeviceList, "branch_devices"))
    screen = Screen(page)
    await until(lambda: len(screen.list.branches) == 5000)
    screen.list.verticalScrollBar().setValue(20_000)
    screen.search.setText("branch 49")
    await until(lambda: len(screen.list.branches) == sum("49" in str(n) for n in range(5000)))
    screen.search.clear()
    await until(lambda: len(screen.list.branches) == 5000)
    await put(Kind.BRANCH, many[1:])
    await until(lambda: len(screen.list.branches) == 4999)
    heart.stop()
    assert heart.longest_ms < 250


async def test_five_thousand_branches_and_a_payment_account_do_not_hold_the_window_up(desk: Desk, show: Show) -> None:
    many = [Branch(f"b{n}", Both(f"Branch {n}", f"فرع {n}"), f"011{n:07}", f"Street {n}") for n in range(5000)]
    pairs = [(each, msgspec.json.encode(each)) for each in many]
    await desk.catalogue.replace(desk.connection_id, Kind.BRANCH, pairs, desk.now())
    session = await connect_account(desk, Counter())
    page = BranchesPage(desk)
    heart = Heartbeat(page)
    heart.start()
    show(page)
    await until(lambda: page.findChild(QPushButton, "branches_view_stores").isVisible() and len(page._branches) == 5000)
    stores = AccountScreen(desk, page)
    stores.click("branches_view_stores")
    await until(lambda: len(stores.names()) == 2)
    await stores.open(0)
    for n in range(0, 300, 3):
        await desk.payment_stores.link(session.connection.id, desk.connection_id, f"b{n}", "7700000000000000001")
    await until(lambda: stores.rows()[0][-1] == "100")
    stores.find(QLineEdit, "store_branches_search").setText("branch 4999")
    await until(lambda: stores.branches.names == ["Branch 4999"])
    stores.click("branches_view_branches")
    model = Screen(page).list._model
    await until(lambda: [model.lacks_store(branch) for branch in many[:4]] == [False, True, True, False])
    heart.stop()
    assert heart.longest_ms < 250


async def test_in_arabic_the_list_stands_at_the_right(make_desk: MakeDesk, show: Show) -> None:
    desk = await make_desk(language="ar", theme="dark")
    screen = await opened_with_branches(desk, show)
    assert screen.said("branch_detail_name") == "الرياض – العليا"
    screen.page.grab()
    assert screen.list.x() > screen.find(QWidget, "branch_detail").x()
