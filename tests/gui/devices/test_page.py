"""The devices tab as an operator uses it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

import msgspec
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QStyle, QWidget

from retm_desktop.domain.business import Device
from retm_desktop.domain.text import BilingualText as Both
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.devices.device_list import DeviceList
from retm_desktop.gui.devices.model import SEEN_ROLE, BranchHeading, DeviceGroups, search_line
from retm_desktop.gui.devices.page import DevicesPage
from retm_desktop.gui.devices.words import device_icon, seen_words, type_words
from retm_desktop.store.catalogue import Kind
from retm_desktop.sync.status import Link, Status
from tests.benchmarks.heartbeat import Heartbeat
from tests.gui import shop
from tests.gui.conftest import Clock, FakeHouse, MakeDesk, Show
from tests.waiting import until

W = TypeVar("W", bound=QWidget)


class Screen:
    """Finds what is on a devices page by its object names."""

    def __init__(self, page: DevicesPage) -> None:
        self.page = page
        self.list = self.find(DeviceList, "devices_list")
        self.search = self.find(QLineEdit, "devices_search")
        self.branches = self.find(QComboBox, "devices_branch")

    def find(self, kind: type[W], name: str) -> W:
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    def said(self, name: str) -> str:
        return plain(self.find(QLabel, name).text())

    def visible(self, name: str) -> bool:
        return self.find(QWidget, name).isVisible()

    def shown(self) -> list[str]:
        """Ids of devices, and names of headings in brackets."""
        return [f"[{row.name}]" if isinstance(row, BranchHeading) else row.device.id for row in self.list.rows]

    def filter_by(self, number: int) -> None:
        self.branches.setCurrentIndex(number)
        self.branches.activated.emit(number)


async def opened(desk: Desk, show: Show) -> Screen:
    page = DevicesPage(desk)
    show(page)
    return Screen(page)


async def opened_with_devices(desk: Desk, show: Show) -> Screen:
    await shop.stock(desk)
    screen = await opened(desk, show)
    await until(lambda: screen.list.rows)
    return screen


async def test_devices_stand_under_their_branch(desk: Desk, show: Show) -> None:
    screen = await opened_with_devices(desk, show)
    assert screen.shown() == ["[Riyadh – Olaya]", "device-1", "device-2", "[Jeddah – Corniche]", "device-3"]
    assert screen.said("devices_count") == "3 devices"
    assert screen.said("devices_as_of") == "Devices as of 20:14"


async def test_branches_only_devices_name_come_after_the_known_and_devices_without_one_come_last(desk: Desk) -> None:
    devices = [
        Device("1"),
        Device("2", branch_id="other", branch=Both("Airport")),
        Device("3", branch_id="BRANCH-KHOBAR"),
    ]
    groups = DeviceGroups(desk)
    await groups.fill(shop.BRANCHES, devices, [search_line(each) for each in devices])
    rows = groups.rows()
    told = [(row.name, row.count) if isinstance(row, BranchHeading) else row.device.id for row in rows]
    assert told == [("Khobar – Corniche", 1), "3", ("Airport", 1), "2", ("", 1), "1"]


async def test_tells_when_each_was_last_seen_on_an_order_and_follows(desk: Desk, clock: Clock, show: Show) -> None:
    await shop.deliver(desk, shop.order("1", created_at=desk.now() - timedelta(minutes=7)))
    screen = await opened_with_devices(desk, show)
    model = screen.list.model()
    words = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Till 1, Cashier, Riyadh – Olaya, Last order 7 min ago"
    assert model.index(2, 0).data(SEEN_ROLE) is None
    clock.forward(minutes=1)
    await shop.deliver(desk, shop.order("2", created_at=desk.now()))
    await until(lambda: model.index(1, 0).data(SEEN_ROLE) == desk.now())


def test_words_for_when_a_device_was_seen(desk: Desk) -> None:
    now = desk.now()
    assert seen_words(None, now) == "Not seen on an order"
    assert seen_words(now + timedelta(seconds=5), now) == "Order just now"
    assert plain(seen_words(now - timedelta(hours=2, minutes=5), now)) == "Last order 2:05 h ago"


def test_types_are_told_in_words_or_as_they_come() -> None:
    assert type_words(Device(type="POS")) == "Cashier"
    assert type_words(Device(type="Kiosk 7")) == "Kiosk 7"
    assert device_icon(Device(name=Both("", "شاشة المطبخ"))) == "cooking-pot"
    assert device_icon(Device(type="printer")) == "printer"
    assert device_icon(Device()) == "device-tablet"


async def test_search_and_branch_narrow_the_list_together(desk: Desk, show: Show) -> None:
    screen = await opened_with_devices(desk, show)
    screen.page.focus_search()
    screen.search.setText("كاشير")
    await until(lambda: screen.shown() == ["[Riyadh – Olaya]", "device-1", "[Jeddah – Corniche]", "device-3"])
    screen.filter_by(2)
    assert screen.shown() == ["[Jeddah – Corniche]", "device-3"]
    screen.search.setText("kitchen")
    await until(lambda: screen.visible("devices_nothing"))
    screen.find(QPushButton, "devices_nothing_button").click()
    await until(lambda: len(screen.shown()) == 5)
    assert screen.branches.currentIndex() == 0


async def test_the_branch_filter_is_remembered(desk: Desk, show: Show) -> None:
    screen = await opened_with_devices(desk, show)
    screen.filter_by(1)
    again = await opened_with_devices(desk, show)
    assert again.shown() == ["[Riyadh – Olaya]", "device-1", "device-2"]
    assert plain(again.branches.currentText()) == "Riyadh – Olaya"


async def test_a_click_on_the_id_copies_it(make_desk: MakeDesk, show: Show) -> None:
    for language in ("en", "ar"):
        desk = await make_desk(language=language)
        screen = await opened_with_devices(desk, show)
        QGuiApplication.clipboard().clear()
        rect = screen.list.visualRect(screen.list.model().index(2, 0))
        middle = QStyle.visualPos(screen.list.layoutDirection(), rect, QPoint(rect.width() // 2, rect.center().y()))
        QTest.mouseClick(screen.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        assert QGuiApplication.clipboard().text() == "device-2", language
        name = QStyle.visualPos(screen.list.layoutDirection(), rect, QPoint(rect.width() // 5, rect.center().y()))
        QGuiApplication.clipboard().clear()
        QTest.mouseClick(screen.list.viewport(), Qt.MouseButton.LeftButton, pos=name)
        assert QGuiApplication.clipboard().text() == ""


async def test_the_keyboard_passes_headings_and_copies_a_row(desk: Desk, show: Show) -> None:
    screen = await opened_with_devices(desk, show)
    screen.list.setCurrentIndex(screen.list.model().index(2, 0))
    QTest.keyClick(screen.list, Qt.Key.Key_Down)
    QTest.keyClick(screen.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Till 1\tCashier\tJeddah – Corniche\tdevice-3"


async def test_says_why_there_is_no_device(desk: Desk, house: FakeHouse, show: Show) -> None:
    screen = await opened(desk, show)
    await until(lambda: screen.visible("devices_empty"))
    assert screen.said("devices_empty_title") == "The devices are on their way"
    house.tell_status(Status(link=Link.OFFLINE, error_code="offline"))
    assert screen.visible("devices_offline")
    screen.find(QPushButton, "devices_offline_button").click()
    assert house.calls == [("refresh",)]
    await desk.catalogue.replace(desk.connection_id, Kind.DEVICE, [], desk.now())
    again = await opened(desk, show)
    await until(lambda: again.visible("devices_empty"))
    assert again.said("devices_empty_title") == "No devices"


async def test_five_thousand_devices_do_not_hold_the_window_up(desk: Desk, show: Show) -> None:
    many = [
        Device(f"d{n}", Both(f"Till {n}", f"كاشير {n}"), f"b{n // 2}", Both(f"Branch {n // 2}")) for n in range(5000)
    ]

    async def put(entries: Sequence[Device]) -> None:
        pairs = [(each, msgspec.json.encode(each)) for each in entries]
        await desk.catalogue.replace(desk.connection_id, Kind.DEVICE, pairs, desk.now())

    await put(many)
    page = DevicesPage(desk)
    heart = Heartbeat(page)
    heart.start()
    show(page)
    screen = Screen(page)
    await until(lambda: len(screen.list.rows) == 7500)
    screen.list.verticalScrollBar().setValue(20_000)
    screen.search.setText("till 4999")
    await until(lambda: len(screen.list.rows) == 2)
    screen.search.clear()
    await until(lambda: len(screen.list.rows) == 7500)
    await put(many[2:])
    await until(lambda: len(screen.list.rows) == 7497)
    heart.stop()
    assert heart.longest_ms < 250
