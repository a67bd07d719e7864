"""Walks the main job: practise, consent, orders arriving, accept to delivered, cancel, a new order, menu, offline.

The rest of the restaurant is walked in between, see `back_office`, and its payments, see `payments`.
"""

import asyncio
import contextlib
import logging
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLabel, QPushButton, QWidget

from retm_desktop.app import Options, Program, prepare_qt, run_loop
from retm_desktop.domain.menu import Product
from retm_desktop.domain.orders import Order
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import plain
from retm_desktop.gui.orders.page import OrdersPage
from retm_desktop.gui.products.model import PRODUCT_ROLE
from retm_desktop.store.orders import OrderDetails, OrderQuery
from retm_desktop.tour.back_office import BackOffice
from retm_desktop.tour.hand import Hand, NotSeen, until
from retm_desktop.tour.keys import use_tour_keyring
from retm_desktop.tour.payments import Payments
from retm_desktop.tour.report import Report, Step
from retm_desktop.tour.steps import Steps

log = logging.getLogger(__name__)

_COLUMNS = {
    Stage.NEW: "orders_column_new",
    Stage.PREPARING: "orders_column_preparing",
    Stage.READY: "orders_column_ready",
    Stage.OUT: "orders_column_out",
    Stage.DELIVERED: "orders_column_done",
    Stage.CANCELLED: "orders_column_done",
}


class Tour:
    """One walk through a fresh home folder."""

    def __init__(self, app: QApplication, out: Path, home: Path) -> None:
        self._app = app
        self._home = home
        self._hand = Hand()
        self._steps = Steps(out, lambda: self._program.window)
        self._step = self._steps.step
        self.unexpected: list[str] = []
        """Bugs met on the way, as "kind: words"."""
        self._program = self._open()

    @property
    def steps(self) -> list[Step]:
        """What was walked so far."""
        return self._steps.walked

    def note(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take an exception nobody caught: it is shown as in the real program, and the tour fails."""
        self.unexpected.append(f"{kind.__name__}: {error}")
        self._program.report_bug(kind, error, trace)

    def _open(self) -> Program:
        options = Options(home=self._home, port=0, practice_arguments=("--orders", "48", "--rate", "20"))
        program = Program(self._app, options)
        program.show()
        # The offscreen screen is smaller than a till's, and a remembered window is fitted into it.
        size = program.desk.theme.size
        program.window.resize(size("window_width"), size("window_height"))
        return program

    async def walk(self) -> None:
        """Walk every step; stops at the first that is not seen, and ends the program either way."""
        try:
            await self._connect()
            await self._orders()
            await self._new_order()
            await self._lookups()
            await BackOffice(self._steps, self._hand, lambda: self._program).walk()
            await Payments(self._steps, self._hand, lambda: self._program).walk()
            await self._looks()
            await self._offline()
        except NotSeen as missing:
            log.error("the tour ends early: %s", missing)
        finally:
            await self._program.stop()

    async def _connect(self) -> None:
        hand = self._hand
        async with self._step("welcome", "two doors: practise, and connect my restaurant") as step:
            await hand.see(QWidget, "welcome_practise")
            await hand.see(QWidget, "welcome_connect")
            step.read = "both doors are visible"
        async with self._step("consent page", "the practice restaurant's consent page in the embedded browser") as step:
            await hand.click("welcome_practise")
            await hand.see(QWidget, "connect_browser", 60)
            address = await hand.see(QWidget, "connect_address")
            await until(lambda: bool(address.property("text")), "the page's address")
            step.read = str(address.property("text")).split("?", maxsplit=1)[0]
            await asyncio.sleep(1.0)
        async with self._step("connected", "after Allow the dialog says that the restaurant is connected") as step:
            await hand.click_in_page("allow")
            await until(
                lambda: hand.find(QWidget, "connect_done") or hand.find(QWidget, "orders_page"), "the connection", 60
            )
            # The practice dialog closes by itself after a moment.
            title = hand.find(QLabel, "connect_outcome")
            step.read = plain(title.text()) if title else f"{self._program.desk.connection_id}"
        async with self._step("tabs filled", "orders of the practice restaurant stand in their stages") as step:
            if hand.find(QPushButton, "connect_done"):
                with contextlib.suppress(NotSeen):
                    await hand.click("connect_done", 1)
            await hand.see(QWidget, "orders_page", 60)
            await until(lambda: self._cards(Stage.NEW) > 0, "a new order", 60)
            badge = await hand.see(QPushButton, "header_badge")
            await until(lambda: "Online" in badge.text(), "the badge says online")
            counts = {stage.value: self._cards(stage) for stage in (Stage.NEW, Stage.PREPARING, Stage.READY)}
            step.read = f"{plain(badge.text())}; {counts}"

    async def _orders(self) -> None:
        hand = self._hand
        async with self._step("order arrives", "an order appears by itself while the kitchen runs") as step:
            desk = self._program.desk
            before = await desk.orders.count(OrderQuery(desk.connection_id))
            known = self._keys()
            end = time.monotonic() + 60
            while await desk.orders.count(OrderQuery(desk.connection_id)) <= before:
                if time.monotonic() > end:
                    raise NotSeen("no order arrived within 60 s")
                await asyncio.sleep(0.1)
            await until(lambda: bool(self._keys() - known), "a card for the order that arrived")
            step.read = f"{len(self._keys() - known)} new card(s)"
        number = await self._select_first(Stage.NEW, "select an order")
        for stage in (Stage.PREPARING, Stage.READY, Stage.OUT, Stage.DELIVERED):
            details = await self._shown()
            if stage is Stage.OUT and not await self._goes_out(details.order):
                continue
            async with self._step(f"move to {stage.value}", f"order {number} reaches {stage.value} at RETM") as step:
                await hand.click("order_main_action")
                key = details.row.key
                read = await self._reaches(key, stage)
                step.read = read
        await self._select_first(Stage.NEW, "select an order to cancel")
        async with self._step("reason", "a dialog asks for the reason of a cancellation") as step:
            await hand.click("order_cancel")
            await hand.see(QWidget, "cancel_dialog")
            await hand.click("cancel_reason_1")
            step.read = plain((await hand.see(QPushButton, "cancel_reason_1")).text())
        async with self._step("cancelled", "the order is cancelled at RETM, with its reason in the timeline") as step:
            key = (await self._shown()).row.key
            await hand.click("cancel_confirm")
            step.read = await self._reaches(key, Stage.CANCELLED)

    async def _new_order(self) -> None:
        hand = self._hand
        async with self._step("new order", "products stand in a grid, the ticket is empty") as step:
            await hand.click("orders_new")
            grid = await hand.see(QAbstractItemView, "new_order_grid")
            await until(lambda: grid.model().rowCount() > 0, "products in the grid")
            step.read = f"{grid.model().rowCount()} products"
        async with self._step(
            "choices", "a product with required choices cannot be added before they are made"
        ) as step:
            add = await self._open_choices()
            if add.isEnabled():
                raise NotSeen("a required choice")
            step.read = f"add is refused: {plain((await hand.see(QLabel, 'choices_missing')).text())}"
        async with self._step("choices made", "once chosen, the product goes onto the ticket") as step:
            await self._make_choices(add)
            step.read = plain((await hand.see(QLabel, "new_order_total")).text())
        async with self._step("ticket", "a simple product, the customer's phone and name, and an estimate") as step:
            await self._add("laban")
            await hand.type("new_order_phone", "0551234567")
            await hand.type("new_order_name", "Noura")
            await self._choose_first("new_order_branch")
            await self._choose_first("new_order_type")
            step.read = plain((await hand.see(QLabel, "new_order_total")).text())
        async with self._step("order sent", "the order goes through the outbox and RETM gives it a number") as step:
            await hand.click("new_order_send")
            await hand.see(QWidget, "orders_page")
            details = await self._shown()
            end = time.monotonic() + 30
            while not details.row.id:
                if time.monotonic() > end:
                    raise NotSeen("RETM's number for the new order")
                await asyncio.sleep(0.1)
                details = await self._details(details.row.key)
            label = await hand.see(QLabel, "order_number")
            await until(lambda: details.row.number in label.text(), "the number on screen")
            step.read = f"{plain(label.text())}, our reference {details.row.partner_reference}"

    async def _lookups(self) -> None:
        hand = self._hand
        async with self._step("menu", "categories and products with pictures; search finds a word in Arabic") as step:
            await hand.click("tab_menu")
            grid = await hand.see(QAbstractItemView, "menu_grid")
            await until(lambda: grid.model().rowCount() > 0, "products")
            everything = grid.model().rowCount()
            await hand.type("menu_search", "شاورما")
            await until(lambda: 0 < grid.model().rowCount() < everything, "fewer products")
            step.read = f"{grid.model().rowCount()} of {everything} products"
            await hand.click_row(grid, grid.model().index(0, 0))
            await hand.see(QWidget, "menu_detail_name")
        for tab, view in (("branches", "branches_list"), ("devices", "devices_list")):
            async with self._step(tab, f"the restaurant's {tab}") as step:
                await hand.click(f"tab_{tab}")
                shown = await hand.see(QWidget, view)
                if isinstance(shown, QAbstractItemView):
                    await until(shown.model().rowCount, tab)
                    step.read = f"{shown.model().rowCount()} rows"
                else:
                    step.read = "visible"
        async with self._step("setup", "restaurants, where orders are received, appearance") as step:
            await hand.click("tab_setup")
            await hand.click("setup_nav_program")
            await hand.see(QWidget, "setup_receiving")
            step.read = self._program.house.listener_address

    async def _looks(self) -> None:
        hand = self._hand
        async with self._step("arabic", "the window speaks Arabic and reads from the right") as step:
            await hand.click("header_language")
            await until(
                lambda: self._app.layoutDirection() == Qt.LayoutDirection.RightToLeft, "right-to-left direction"
            )
            await hand.click("tab_orders")
            await until(lambda: self._cards(Stage.NEW) > 0, "orders")
            step.read = "right to left"
        async with self._step("dark", "the window in its dark theme") as step:
            await hand.click("header_theme")
            await until(lambda: self._program.desk.theme.name == "dark", "the dark theme")
            await hand.click("tab_menu")
            await hand.see(QAbstractItemView, "menu_grid")
            step.read = "dark"
        async with self._step("english again", "back to English and light") as step:
            await hand.click("header_language")
            await hand.click("header_theme")
            await until(lambda: self._program.desk.theme.name == "light", "the light theme")
            await hand.click("tab_orders")
            step.read = f"{self._program.desk.language}, {self._program.desk.theme.name}"

    async def _offline(self) -> None:
        async with self._step(
            "offline start", "closed, network cut, opened: stored orders at once, offline since"
        ) as step:
            desk = self._program.desk
            stored = await desk.orders.count(OrderQuery(desk.connection_id))
            await self._program.stop()
            begun = time.monotonic()
            self._program = self._open()
            await self._hand.see(QWidget, "orders_page")
            await until(lambda: self._cards(Stage.DELIVERED) > 0, "stored orders")
            shown_after = time.monotonic() - begun
            badge = await self._hand.see(QPushButton, "header_badge")
            await until(lambda: "Offline since" in badge.text(), "offline since")
            desk = self._program.desk
            kept = await desk.orders.count(OrderQuery(desk.connection_id))
            # One more may have arrived while the window was closing; one fewer would be a lost order.
            if kept < stored:
                raise NotSeen(f"{stored} orders were stored, {kept} are there")
            step.read = f"{kept} orders on screen after {shown_after:.2f} s; {plain(badge.text())}"

    def _view(self, stage: Stage) -> QAbstractItemView | None:
        return self._hand.find(QAbstractItemView, _COLUMNS[stage])

    def _cards(self, stage: Stage) -> int:
        view = self._view(stage)
        return view.model().rowCount() if view is not None and view.model() is not None else 0

    def _keys(self) -> set[int]:
        keys: set[int] = set()
        for stage in (Stage.NEW, Stage.PREPARING, Stage.READY, Stage.OUT, Stage.DELIVERED):
            view = self._view(stage)
            if view is not None:
                model = view.model()
                keys |= {model.index(n, 0).data(Qt.ItemDataRole.UserRole).key for n in range(model.rowCount())}
        return keys

    async def _select_first(self, stage: Stage, name: str) -> str:
        async with self._step(name, f"a click on a card opens its details ({stage.value})") as step:
            await until(lambda: self._cards(stage) > 0, f"an order in {stage.value}")
            view = await self._hand.see(QAbstractItemView, _COLUMNS[stage])
            row = view.model().index(0, 0).data(Qt.ItemDataRole.UserRole)
            await self._hand.click_row(view, view.model().index(0, 0))
            label = await self._hand.see(QLabel, "order_number")
            await until(lambda: row.number in label.text(), f"details of order {row.number}")
            step.read = plain(label.text())
        return step.read

    async def _shown(self) -> OrderDetails:
        """Return the order whose number the detail pane shows."""
        label = await self._hand.see(QLabel, "order_number")
        page = await self._hand.see(OrdersPage, "orders_page")
        await until(lambda: page.selected is not None, "a selected order")
        end = time.monotonic() + 10
        details = await self._details(page.selected or 0)
        while details.row.number and details.row.number not in label.text():
            if time.monotonic() > end:
                raise NotSeen(f"the pane shows {plain(label.text())}, not {details.row.number}")
            await asyncio.sleep(0.05)
            details = await self._details(page.selected or 0)
        return details

    async def _details(self, key: int) -> OrderDetails:
        details = await self._program.desk.orders.details(key)
        if details is None:
            raise NotSeen(f"order {key} in the store")
        return details

    async def _goes_out(self, order: Order) -> bool:
        desk = self._program.desk
        button = await self._hand.see(QPushButton, "order_main_action")
        return bool(order.id) and "out" in plain(button.text()).casefold() and desk.connection_id > 0

    async def _reaches(self, key: int, stage: Stage) -> str:
        """Wait until RETM confirmed the stage and the screen shows it; return what the chip says."""
        end = time.monotonic() + 30
        details = await self._details(key)
        while details.row.stage.rank < stage.rank or details.row.pending:
            if time.monotonic() > end:
                raise NotSeen(f"order in {stage.value}: it is {details.row.stage.value} {details.row.pending}")
            await asyncio.sleep(0.05)
            details = await self._details(key)
        await until(lambda: self._holds(stage, key), f"the card in the column of {stage.value}")
        return f"{details.row.number}: {details.row.stage.value}"

    def _holds(self, stage: Stage, key: int) -> bool:
        view = self._view(stage)
        if view is None:
            return False
        model = view.model()
        return any(model.index(n, 0).data(Qt.ItemDataRole.UserRole).key == key for n in range(model.rowCount()))

    async def _open_choices(self) -> QPushButton:
        """Click the first product that demands a choice in a modifier group; return the sheet's add button."""
        grid = await self._hand.see(QAbstractItemView, "new_order_grid")
        model = grid.model()
        for row in range(model.rowCount()):
            product: Product = model.index(row, 0).data(PRODUCT_ROLE)
            if any(group.least for group in product.modifiers):
                await self._hand.click_row(grid, model.index(row, 0))
                return await self._hand.see(QPushButton, "choices_add")
        raise NotSeen("a product with a required choice")

    async def _make_choices(self, add: QPushButton) -> None:
        hand = self._hand
        if hand.find(QWidget, "choices_variation_0") is not None:
            await hand.click("choices_variation_0")
        for group in range(6):
            if not add.isEnabled() and hand.find(QWidget, f"choices_modifier_{group}_0") is not None:
                await hand.click(f"choices_modifier_{group}_0")
        await hand.click("choices_add")
        await until(lambda: hand.find(QWidget, "choices_dialog") is None, "the choices closed")

    async def _add(self, word: str) -> None:
        """Search a product and click the first that is found."""
        await self._hand.type("new_order_search", word)
        grid = await self._hand.see(QAbstractItemView, "new_order_grid")
        await asyncio.sleep(0.4)
        await until(lambda: grid.model().rowCount() > 0, f"a product called {word}")
        total = await self._hand.see(QLabel, "new_order_total")
        before = total.text()
        await self._hand.click_row(grid, grid.model().index(0, 0))
        await until(lambda: total.text() != before, f"{word} on the ticket", 5)

    async def _choose_first(self, name: str) -> None:
        combo = await self._hand.see(QComboBox, name)
        if combo.currentIndex() <= 0 and combo.count() > 1:
            await self._hand.key(name, Qt.Key.Key_Down)


def run_tour(out: Path, home: Path | None = None) -> int:
    """Walk the tour, write pictures and report.json into `out`; 0 only when every step was seen.

    Without `home` a fresh folder is used and removed. Secrets stay in memory: the system's keyring is not touched.
    """
    out.mkdir(parents=True, exist_ok=True)
    for old in [*out.glob("*.png"), out / "report.json"]:
        old.unlink(missing_ok=True)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    use_tour_keyring()
    app = prepare_qt()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="retm-tour-", ignore_cleanup_errors=True) as fresh:
        tours: list[Tour] = []

        async def main() -> int:
            tours.append(tour := Tour(app, out, (home or Path(fresh)).absolute()))
            sys.excepthook = tour.note
            await tour.walk()
            return 0

        try:
            run_loop(app, main)
        finally:
            sys.excepthook = sys.__excepthook__
    steps = tours[0].steps if tours else []
    unexpected = tours[0].unexpected if tours else ["the tour did not start"]
    whole = bool(steps) and all(step.seen for step in steps) and steps[-1].name == "offline start"
    report = Report(whole and not unexpected, round(time.monotonic() - begun, 1), steps, unexpected)
    report.write(out / "report.json")
    for step in steps:
        sys.stdout.write(f"{'seen   ' if step.seen else 'MISSING'} {step.name}: {step.read}\n")
    for words in unexpected:
        sys.stdout.write(f"unexpected: {words}\n")
    return 0 if report.ok else 1
