"""A connected payment account for tests of its stores, and eyes and hands on the branches page."""

from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from retm_desktop.domain.text import plain
from retm_desktop.gui.branches.page import BranchesPage
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payment_stores.linked_branches import LinkedBranches
from retm_desktop.gui.payment_stores.table import StoreTable
from retm_desktop.store.changes import Topic
from retm_desktop.store.connections import PAYMENTS
from retm_desktop.store.payment_stores import StoreEdit
from retm_desktop.store.vault_state import VaultState
from retm_desktop.sync.payments.session import PaymentSession
from tests.gui import shop
from tests.gui.conftest import FakeHouse, Show
from tests.sync.payments.counter import Counter
from tests.waiting import until

W = TypeVar("W", bound=QWidget)


class Vault:
    """Secrets of a test, in memory."""

    state = VaultState.OK

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    async def get(self, name: str) -> str | None:
        return self._kept.get(name)

    async def put(self, name: str, value: str) -> None:
        self._kept[name] = value

    async def delete_all(self, prefix: str) -> None:
        self._kept = {name: value for name, value in self._kept.items() if not name.startswith(prefix)}

    def unseal(self, sealed: bytes) -> bytes:
        return sealed


async def connect_account(desk: Desk, counter: Counter, *, start: bool = True) -> PaymentSession:
    """Connect a payment account that speaks to `counter`; with `start` it reads the account as the program would."""
    key = await desk.connections.add(
        provider="revenue_monster",
        environment="sandbox",
        business_id=counter.merchant_id,
        label=counter.company,
        currency="MYR",
        time_zone="Asia/Kuala_Lumpur",
        serves=PAYMENTS,
    )
    record = await desk.connections.get(key)
    assert record is not None
    session = PaymentSession(
        record,
        lambda: counter,
        payments=desk.payments,
        stores=desk.payment_stores,
        takings=desk.takings,
        changes=desk.payments._changes,
        vault=Vault(),
        background=desk.background,
        now=desk.now,
        return_address=lambda: "",
        notify_address=lambda: "",
    )
    put_account(desk, session)
    if start:
        session.start()
    return session


def put_account(desk: Desk, session: PaymentSession | None) -> None:
    """Make the house have this account, or none, and tell of it as the program does."""
    assert isinstance(desk.house, FakeHouse)
    desk.house.payments = session
    desk.payments._changes.publish(Topic.PAYMENTS)


class Screen:
    """Finds what is on a branches page by its object names."""

    def __init__(self, desk: Desk, page: BranchesPage) -> None:
        self.desk = desk
        self.page = page

    def find(self, kind: type[W], name: str) -> W:
        found = list(self.page.findChildren(kind, name))
        assert found, name
        return found[-1]

    def there(self, name: str) -> bool:
        """Whether a widget of this name is on screen."""
        return any(each.isVisible() for each in self.page.findChildren(QWidget, name))

    def said(self, name: str) -> str:
        return plain(self.find(QLabel, name).text())

    def click(self, name: str) -> None:
        widget = self.find(QWidget, name)
        assert widget.isVisible(), name
        assert widget.isEnabled(), name
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    @property
    def table(self) -> StoreTable:
        return self.find(StoreTable, "stores_list")

    def rows(self) -> list[list[str]]:
        """What the cells of the list of stores say."""
        model = self.table.model()
        return [
            [plain(str(model.index(row, column).data() or "")) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def names(self) -> list[str]:
        return [row[0] for row in self.rows()]

    async def open(self, row: int) -> None:
        """Choose a store."""
        self.table.pick(row)
        await until(lambda: self.there("store_detail"))

    # The form

    async def form(self, name: str) -> QWidget:
        """Press the button of this name and return the form it opens."""
        self.click(name)
        # Without the keyboard its fields neither complete what is typed nor tell that they were left.
        await until(lambda: self.there("store_form") and self.find(QWidget, "store_form").isActiveWindow())
        return self.find(QWidget, "store_form")

    def type(self, field: str, text: str) -> None:
        """Type into a field of the form in place of what is there, and go on."""
        typed = self.find(QLineEdit, f"store_form_{field}")
        typed.setFocus()
        typed.selectAll()
        QTest.keyClick(typed, Qt.Key.Key_Backspace)
        if text.isascii():
            QTest.keyClicks(typed, text)
        else:
            # A test's keyboard has Latin letters only; the field tells the same as for keys.
            typed.insert(text)
            typed.textEdited.emit(typed.text())
        QTest.keyClick(typed, Qt.Key.Key_Tab)

    def typed(self, field: str) -> str:
        return self.find(QLineEdit, f"store_form_{field}").text()

    def error(self, field: str) -> str:
        """What is said to be wrong with a field of the form, "" where nothing is."""
        told = self.find(QLabel, f"store_form_{field}_error")
        return "" if told.isHidden() else plain(told.text())

    async def save(self) -> None:
        """Press the button that saves, and wait until the form has gone or says why not."""
        self.click("store_form_save")
        await until(lambda: not self.there("store_form") or self.find(QPushButton, "store_form_save").isEnabled())

    def fill(self, name: str = "Kedai Cheras", **others: str) -> None:
        """Fill the form for a new store."""
        fields = {
            "name": name,
            "address_line_1": "8 Jalan Cheras",
            "post_code": "56000",
            "city": "Kuala Lumpur",
            "state": "Kuala Lumpur",
            "phone_number": "391234567",
        }
        for field, text in (fields | others).items():
            self.type(field, text)

    # Edits

    async def edit(self) -> StoreEdit:
        """Return the one edit there is, once its card is on screen as it stands."""
        session = self.desk.house.payments
        assert session is not None
        (edit,) = await self.desk.payment_stores.edits(session.connection.id)
        await until(lambda: self.there(f"store_edit_{edit.id}"))
        return edit

    # Links

    @property
    def branches(self) -> LinkedBranches:
        return next(iter(self.page.findChildren(LinkedBranches)))

    def ticked(self) -> list[str]:
        """The branches that have a tick in the detail of a store."""
        model = self.branches.list.model()
        return [
            str(model.index(row, 0).data())
            for row in range(model.rowCount())
            if model.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        ]

    def click_branch(self, name: str) -> None:
        view = self.branches.list
        index = view.model().index(self.branches.names.index(name), 0)
        # A row that is cut off would be scrolled away from under the hand between press and release.
        view.scrollTo(index)
        place = view.visualRect(index).center()
        assert view.viewport().rect().contains(place), name
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    @property
    def choice(self) -> QComboBox:
        """The choice of a store in a branch's detail."""
        return self.find(QComboBox, "branch_store")

    def choices(self) -> list[str]:
        return [plain(self.choice.itemText(n)) for n in range(self.choice.count())]

    def choose_store(self, place: int) -> None:
        """Choose a store for the branch on screen, as a hand would."""
        self.choice.setCurrentIndex(place)
        self.choice.activated.emit(place)


async def opened(desk: Desk, show: Show, *, width: int = 1180, height: int = 760) -> Screen:
    """Show the page of a stocked restaurant, and wait until it has read the store."""
    await shop.stock(desk)
    page = BranchesPage(desk)
    show(page, width, height)
    await until(lambda: page.findChild(QComboBox, "branch_store") is not None and page._list.branches)
    return Screen(desk, page)


async def opened_stores(desk: Desk, show: Show, **size: Any) -> Screen:  # noqa: ANN401 - as `opened`
    """Show the stores of the connected account."""
    screen = await opened(desk, show, **size)
    await until(lambda: screen.there("branches_view_stores"))
    screen.click("branches_view_stores")
    return screen
