"""One started program before a practice restaurant: hands to work its window, eyes to read it, and the books."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QWidget

from retm_desktop.app import Options, Program
from retm_desktop.connect.installer import Begun
from retm_desktop.domain.menu import Product
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import plain
from retm_desktop.gui.orders.column_model import ROW_ROLE
from retm_desktop.gui.orders.page import OrdersPage
from retm_desktop.providers.retm.environment import Environment
from retm_desktop.sandbox import Sandbox
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.installs import InstallRecord, InstallStatus
from retm_desktop.store.orders import OrderDetails, OrderQuery, OrderRow
from retm_desktop.store.outbox import Action
from retm_desktop.sync.pace import Pace
from tests.waiting import until, until_async

W = TypeVar("W", bound=QWidget)
T = TypeVar("T")

QUICK = Pace(
    poll=0.5,
    idle_poll=1.0,
    debounce=0.02,
    shortest=0.1,
    invoices=2.0,
    reconcile=120.0,
    catalogue=30.0,
    menu_debounce=0.05,
    settle=0.3,
    resend=0.1,
    slowest_resend=0.5,
    grace=0.0,
    tick=0.1,
)
"""The sync's waits, shortened: what is awaited is the same."""

COLUMNS = ("new", "preparing", "ready", "out", "done")
PATIENCE = 20.0
"""Seconds after which something expected counts as never seen: a bound against hangs, not a measure."""


class Clock:
    """The program's clock: the real one, moved ahead by `ahead`."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class Prompter:
    """Says yes to every question."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def confirm(
        self, parent: QWidget, title: str, text: str, *, yes: str, no: str, dangerous: bool = False
    ) -> bool:
        self.asked.append(title)
        return True


class Shop:
    """A program on `home`. Its environment "trial" is the sandbox, named in a TOML file as an operator would."""

    def __init__(self, app: QApplication, sandbox: Sandbox, home: Path, clock: Clock, *, port: int = 0) -> None:
        self.sandbox = sandbox
        self.home = home
        self.clock = clock
        self.port = port
        self.prompter = Prompter()
        self._app = app
        self._environments = home / "environments.toml"
        home.mkdir(parents=True, exist_ok=True)
        self._environments.write_text(
            "[environments.trial]\n"
            'label = "Trial"\n'
            f'consent_url = "{sandbox.consent_url}"\n'
            f'token_url = "{sandbox.token_url}"\n'
            f'api_url = "{sandbox.api_url}"\n'
            "[environments.trial-payments]\n"
            'provider = "revenue-monster"\n'
            'label = "Trial payments"\n'
            f'oauth_url = "{sandbox.url}/rm/oauth"\n'
            f'open_url = "{sandbox.url}/rm/open"\n',
            "utf-8",
        )
        self.program: Program
        self.running = False

    # Start, install, end.

    async def start(self, *, wait: bool = True) -> None:
        """Open the window and wait until its network part has started."""
        options = Options(self.home, self._environments, port=self.port, prompter=self.prompter)
        self.program = Program(self._app, options)
        self.running = True
        self.program.show()
        if wait:
            await self.until(lambda: self.program.house.vault_state is not None)

    async def turn(self) -> None:
        """Let the Qt loop turn once."""
        await asyncio.sleep(0.005)

    async def stop(self) -> None:
        """Close the program; its windows are gone when this returns."""
        if not self.running:
            return
        self.running = False
        await self.program.stop()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        await asyncio.sleep(0)

    async def restart(self) -> None:
        """Close the program and open it again."""
        await self.stop()
        await self.start()

    @property
    def environment(self) -> Environment:
        """The sandbox as the environment file names it."""
        return self.program.house.environments["trial"]

    async def begin(self) -> Begun:
        """Start an install; the sandbox then knows where its calls go."""
        begun = await self.program.desk.installing.begin_install(
            self.environment, self.sandbox.client_id, self.sandbox.client_secret
        )
        await self.ask(self.sandbox.set_partner, self.program.house.listener_address)
        return begun

    async def allow(self, address: str) -> dict[str, Any]:
        """Press Allow on the consent page of this address."""
        query = parse_qs(urlsplit(address).query)
        return await self.ask(self.sandbox.consent, {"state": query["state"][0]})

    async def install(self) -> None:
        """Connect the sandbox's restaurant and wait until its orders and menu are here and the badge says online."""
        begun = await self.begin()
        assert (await self.allow(begun.consent_address))["outcome"] == "granted"
        await self.program.house.switch(await self.connected())
        await self.online()
        await self.until_async(self._all_here)
        await self.until_async(self._menu_here)
        await self.until(lambda: self.cards() or self.sandbox.settings.orders == 0)

    async def connected(self) -> int:
        """Wait until the latest install has succeeded; return the connection's id."""
        record = await self.install_in(InstallStatus.CONNECTED)
        assert record.connection_id is not None
        return record.connection_id

    async def install_in(self, status: InstallStatus) -> InstallRecord:
        """Wait until the latest install has this status."""

        async def reached() -> bool:
            latest = await self.program.desk.installing.latest_install()
            return latest is not None and latest.status is status

        await self.until_async(reached)
        latest = await self.program.desk.installing.latest_install()
        assert latest is not None
        return latest

    async def ask(self, lever: Callable[..., T], *arguments: object, **named: object) -> T:
        """Pull a lever of the sandbox without holding up the window's loop."""
        return await asyncio.to_thread(lever, *arguments, **named)

    # Waiting.

    async def until(self, predicate: Callable[[], object], timeout: float = PATIENCE) -> None:
        """Wait until something is true while the program runs on."""
        await until(predicate, timeout, 0.02)

    async def until_async(self, predicate: Callable[[], Any], timeout: float = PATIENCE) -> None:
        """Wait until something that has to be awaited is true."""
        await until_async(predicate, timeout, 0.03)

    async def online(self) -> None:
        """Wait until the badge says online."""
        await self.reads("header_badge", "Online")

    async def reads(self, name: str, words: str, timeout: float = PATIENCE) -> str:
        """Wait until the named widget is visible and says `words`; return all it says."""
        said = ""

        def told() -> bool:
            nonlocal said
            said = self.text(name)
            return words in said

        try:
            await self.until(told, timeout)
        except AssertionError:
            raise AssertionError(f"{name} should say {words!r}, it says {said!r}") from None
        return said

    # Eyes.

    def find(self, kind: type[W], name: str) -> W | None:
        """Return the visible widget of this name, or None."""
        for window in reversed(QApplication.topLevelWidgets()):
            if window.isVisible() and (window is self.program.window or window.parentWidget() is not None):
                for one in [window, *window.findChildren(QWidget, name)]:
                    if one.objectName() == name and isinstance(one, kind) and one.isVisible():
                        return one
        return None

    async def see(self, kind: type[W], name: str) -> W:
        """Wait for the visible widget of this name."""
        try:
            await self.until(lambda: self.find(kind, name) is not None)
        except AssertionError:
            raise AssertionError(f"{name} was never visible") from None
        found = self.find(kind, name)
        assert found is not None
        return found

    def text(self, name: str) -> str:
        """Return what the named widget says, without direction marks; empty while it is not visible."""
        widget = self.find(QWidget, name)
        return plain(str(widget.property("text") or "")) if widget is not None else ""

    def tooltip(self, name: str) -> str:
        """Return the named widget's tool tip."""
        widget = self.find(QWidget, name)
        return plain(widget.toolTip()) if widget is not None else ""

    def words(self, name: str) -> str:
        """Return all the labels inside the named widget, one a line."""
        widget = self.find(QWidget, name)
        if widget is None:
            return ""
        return "\n".join(plain(one.text()) for one in widget.findChildren(QLabel) if one.isVisible())

    def column(self, name: str) -> QAbstractItemView:
        """Return a column of the board."""
        found = self.find(QAbstractItemView, f"orders_column_{name}")
        assert found is not None, f"orders_column_{name} is not on screen"
        return found

    def cards(self, name: str = "") -> dict[str, str]:
        """Return what the cards say by order number, of one column or of the whole board."""
        told: dict[str, str] = {}
        for one in (name,) if name else COLUMNS:
            view = self.find(QAbstractItemView, f"orders_column_{one}")
            for row in range(view.model().rowCount()) if view is not None else ():
                index = view.model().index(row, 0)  # type: ignore[union-attr]
                order: OrderRow = index.data(ROW_ROLE)
                told[order.number] = plain(str(index.data(Qt.ItemDataRole.DisplayRole)))
        return told

    async def board(self) -> dict[str, str]:
        """Return what the cards say once the board shows every order of the store that belongs there."""
        now = self.program.desk.now()
        numbers = {
            row.number
            for row in await self.rows()
            if row.stage.is_open or (row.created_at is not None and now - row.created_at < timedelta(hours=24))
        }
        await self.until(lambda: set(self.cards()) == numbers)
        return self.cards()

    # Hands.

    async def from_the_loop(self, act: Callable[[], None]) -> None:
        """Run `act` from Qt's own loop, outside any task, as a person's event comes in."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def run() -> None:
            try:
                act()
            except Exception as error:
                done.set_exception(error)
            else:
                done.set_result(None)

        QTimer.singleShot(0, run)
        await done

    async def click(self, name: str) -> None:
        """Press the named widget once it is visible and enabled."""
        widget = await self.see(QWidget, name)
        await self.until(widget.isEnabled)
        await self.from_the_loop(lambda: QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=_middle(widget)))

    async def type(self, name: str, text: str) -> None:
        """Empty the named field and type."""
        field = await self.see(QWidget, name)

        def strike() -> None:
            field.setFocus()
            QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClick(field, Qt.Key.Key_Delete)
            QTest.keyClicks(field, text)

        await self.from_the_loop(strike)

    async def click_row(self, view: QAbstractItemView, index: QModelIndex) -> None:
        """Press on a row or card of a view."""

        def press() -> None:
            view.scrollTo(index)
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())

        await self.from_the_loop(press)

    async def open_order(self, number: str) -> int:
        """Click an order's card and wait for its details; return its key in the store."""
        await self.until(lambda: number in self.cards())
        for name in COLUMNS:
            view = self.column(name)
            for row in range(view.model().rowCount()):
                index = view.model().index(row, 0)
                if index.data(ROW_ROLE).number == number:
                    await self.click_row(view, index)
                    await self.reads("order_number", number)
                    page = await self.see(OrdersPage, "orders_page")
                    assert page.selected is not None
                    return page.selected
        raise AssertionError(f"order {number} is on no card")

    # The store and the books.

    async def rows(self) -> list[OrderRow]:
        """Return the stored orders of the active restaurant."""
        desk = self.program.desk
        return await desk.orders.page(OrderQuery(desk.connection_id), 0, 10_000)

    async def row(self, retm_id: str) -> OrderRow | None:
        """Return one stored order by RETM's id."""
        return next((row for row in await self.rows() if row.id.casefold() == retm_id.casefold()), None)

    async def details(self, key: int) -> OrderDetails:
        """Return a stored order with all its facts."""
        details = await self.program.desk.orders.details(key)
        assert details is not None
        return details

    async def stored(self, retm_id: str) -> OrderRow:
        """Wait until an order of the restaurant is stored."""
        await self.until_async(lambda: self.row(retm_id))
        row = await self.row(retm_id)
        assert row is not None
        return row

    async def in_stage(self, retm_id: str, stage: Stage) -> None:
        """Wait until an order is stored in a stage, with nothing pending."""

        async def reached() -> bool:
            row = await self.row(retm_id)
            return row is not None and row.stage is stage and not row.pending

        await self.until_async(reached)

    async def unsent(self) -> list[Action]:
        """Return what is in the outbox and not done."""
        return await self.program.desk.outbox.open(self.program.desk.connection_id)

    async def books(self) -> dict[str, Any]:
        """Return the restaurant's own truth."""
        return await self.ask(self.sandbox.books)

    async def book(self, retm_id: str) -> dict[str, Any]:
        """Return one order from the restaurant's own books."""
        return next(order for order in (await self.books())["orders"] if order["id"] == retm_id)

    async def nothing_lost(self) -> None:
        """Wait until the store holds each order of the books once, and nothing else."""
        await self.until_async(self._all_here)

    async def _all_here(self) -> bool:
        books = sorted(order["id"].casefold() for order in (await self.books())["orders"])
        return sorted(row.id.casefold() for row in await self.rows()) == books

    async def _menu_here(self) -> bool:
        desk = self.program.desk
        return len(await desk.catalogue.all(desk.connection_id, Kind.PRODUCT, Product)) >= 60


def _middle(widget: QWidget) -> QPoint:
    return widget.rect().center()
