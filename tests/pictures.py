"""Pictures of every screen, light and dark, English and Arabic: `make pictures`."""

import argparse
import asyncio
import logging
import os
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_API"] = "pyside6"
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPushButton, QWidget

from retm_desktop.app import Options, Program, prepare_qt, run_loop
from retm_desktop.domain.errors import DiskFull, StoreNewer
from retm_desktop.domain.rewards import Reward
from retm_desktop.domain.stages import CODE_OF_STAGE, Stage
from retm_desktop.gui.orders.page import OrdersPage
from retm_desktop.gui.refusal import RefusalWindow
from retm_desktop.providers.retm.environment import sandbox_environment
from retm_desktop.sandbox import Sandbox, SandboxSettings, running_sandbox
from retm_desktop.store.database import Damage
from retm_desktop.store.orders import OrderQuery
from retm_desktop.store.rescue import RESCUED, Rescued
from retm_desktop.tour.hand import Hand, NotSeen, picture, until
from retm_desktop.tour.keys import use_tour_keyring
from tests.pictures_doctor import DoctorPictures
from tests.pictures_ledger import LedgerPictures
from tests.pictures_outbox import OutboxPictures
from tests.pictures_payments import PaymentPictures

LOOKS = [(language, theme) for language in ("en", "ar") for theme in ("light", "dark")]


class Studio:
    """A running program in front of a practice restaurant, photographed screen by screen."""

    def __init__(self, app: QApplication, out: Path, home: Path, only: str) -> None:
        self.out = out
        self.only = only
        self.app = app
        self.home = home
        self.hand = Hand()
        self.program = Program(app, Options(home=home, port=0))
        self.made: list[str] = []
        self.payments: PaymentPictures
        self.doctor: DoctorPictures
        self.ledger: LedgerPictures
        self.outbox: OutboxPictures

    async def shoot(self, name: str, what: QWidget | None = None) -> None:
        """Wait for product pictures to come in, then take the picture of what is on screen."""
        await asyncio.sleep(0.7)
        desk = self.program.desk
        file = f"{name}-{desk.language}-{desk.theme.name}.png"
        (what.grab() if what else picture(self.program.window)).save(str(self.out / file))
        self.made.append(file)

    async def look(self, language: str, theme: str) -> None:
        """Switch language and theme as an operator would."""
        if self.program.desk.language != language:
            self.program.house.use_language("ar" if language == "ar" else "en")
        if self.program.desk.theme.name != theme:
            self.program.house.use_theme("dark" if theme == "dark" else "light")
        await asyncio.sleep(0.2)

    async def welcome(self) -> None:
        """The first start, the refusal of a newer store, and the connect dialog's first step."""
        for language, theme in LOOKS:
            await self.look(language, theme)
            await self.hand.see(QWidget, "welcome_practise")
            await self.shoot("welcome")
            await self.hand.click("welcome_connect")
            await self.hand.see(QWidget, "connect_dialog")
            await self.shoot("connect-where")
            await self.hand.click("connect_where_cancel")
            refusal = RefusalWindow(self.program.desk.theme, StoreNewer("written by version 9, this program knows 1"))
            refusal.show()
            await self.shoot("refusal", refusal)
            refusal.close()
            refusal.deleteLater()

    async def connect(self, sandbox: Sandbox) -> None:
        """Install without the browser: its page is photographed in the tour."""
        environment = sandbox_environment(sandbox.url)
        begun = await self.program.desk.installing.begin_install(environment, sandbox.client_id, sandbox.client_secret)
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(begun.consent_address).query))
        query.pop("client_id")
        await asyncio.to_thread(sandbox.consent, query)
        end = time.monotonic() + 30
        while (
            (record := await self.program.desk.installing.latest_install()) is None
            or record.connection_id is None
            or (record.status != "connected")
        ):
            if time.monotonic() > end:
                raise NotSeen("the connection")
            await asyncio.sleep(0.05)
        await self.program.house.switch(record.connection_id)
        desk = self.program.desk
        while await desk.orders.count(OrderQuery(desk.connection_id)) < 40:
            if time.monotonic() > end:
                raise NotSeen("the orders")
            await asyncio.sleep(0.1)

    async def screens(self) -> None:
        """Every tab in every look."""
        takes: list[tuple[str, Callable[[], object]]] = [
            ("orders", self.orders),
            ("new-order", self.new_order),
            ("invoices", self.invoices),
            ("menu", self.menu),
            ("customers", self.customers),
            ("rewards", self.rewards),
            ("branches", self.branches),
            ("devices", self.devices),
            ("setup", self.setup),
            ("payments", self.payments.take),
            ("outbox", self.outbox.take),
            ("ledger", self.ledger.take),
            ("doctor", self.doctor.take),
            ("store", self.store),
        ]
        for language, theme in LOOKS:
            await self.look(language, theme)
            for name, take in takes:
                if self.only and self.only not in name:
                    continue
                await take()  # type: ignore[misc]

    async def orders(self) -> None:
        """Board, board with details, the cancel dialog, the list, a search that finds nothing."""
        hand = self.hand
        await hand.click("tab_orders")
        page = await hand.see(OrdersPage, "orders_page")
        await hand.click("orders_view_board")
        await hand.key("orders_page", Qt.Key.Key_Escape)
        await self.shoot("orders-board")
        desk = self.program.desk
        rows = await desk.orders.page(OrderQuery(desk.connection_id, stages=(Stage.PREPARING, Stage.READY)), 0, 1)
        page.show_order(rows[0].key)
        await self.shoot("orders-detail")
        await hand.click("order_cancel")
        await hand.see(QWidget, "cancel_dialog")
        await self.shoot("orders-cancel")
        await hand.click("cancel_keep")
        await hand.click("orders_view_list")
        await self.shoot("orders-list")
        search = await hand.see(QLineEdit, "orders_search")
        search.setText("zzzz")
        await self.shoot("orders-nothing-found")
        search.clear()
        await hand.click("orders_view_board")

    async def new_order(self) -> None:
        """The product grid with a ticket, and the choices of a product."""
        hand = self.hand
        await hand.click("orders_new")
        grid = await hand.see(QAbstractItemView, "new_order_grid")
        await until(grid.model().rowCount, "products")
        for row in (3, 9):
            await hand.click_row(grid, grid.model().index(row, 0))
            await asyncio.sleep(0.3)
            if hand.find(QWidget, "choices_dialog"):
                await self.shoot(f"new-order-choices-{row}")
                add = await hand.see(QPushButton, "choices_add")
                if hand.find(QWidget, "choices_variation_0"):
                    await hand.click("choices_variation_0")
                for group in range(6):
                    if not add.isEnabled() and hand.find(QWidget, f"choices_modifier_{group}_0"):
                        await hand.click(f"choices_modifier_{group}_0")
                await hand.click("choices_add" if add.isEnabled() else "choices_cancel")
                await asyncio.sleep(0.2)
        await self.shoot("new-order")
        await self.discard_ticket()

    async def discard_ticket(self) -> None:
        """Leave the order that was begun, so that the next one begins with an empty ticket."""
        await self.hand.click("new_order_leave")
        await self.hand.click("confirm_yes")
        await self.hand.see(OrdersPage, "orders_page")

    async def menu(self) -> None:
        """All products, and one product whole."""
        await self.hand.click("tab_menu")
        grid = await self.hand.see(QAbstractItemView, "menu_grid")
        await until(grid.model().rowCount, "products")
        await self.shoot("menu")
        await self.hand.click_row(grid, grid.model().index(2, 0))
        await self.shoot("menu-product")

    async def branches(self) -> None:
        """The branches, one of them chosen."""
        await self.hand.click("tab_branches")
        view = await self.hand.see(QAbstractItemView, "branches_list")
        await until(view.model().rowCount, "branches")
        await self.hand.click_row(view, view.model().index(0, 0))
        await self.shoot("branches")

    async def devices(self) -> None:
        """The devices by branch."""
        await self.hand.click("tab_devices")
        await self.hand.see(QWidget, "devices_list")
        await self.shoot("devices")

    async def invoices(self) -> None:
        """The invoices with what they add up to, and one of them whole."""
        await self.hand.click("tab_invoices")
        await self.hand.click("invoices_span_all")
        table = await self.rows("invoices_list")
        await self.hand.key("invoices_list", Qt.Key.Key_Escape)
        await self.shoot("invoices")
        await self.hand.click_row(table, table.model().index(1, 0))
        await self.shoot("invoices-detail")
        await self.hand.key("invoices_list", Qt.Key.Key_Escape)

    async def customers(self) -> None:
        """The customers, and one of them with the orders."""
        await self.hand.click("tab_customers")
        table = await self.rows("customers_list")
        await self.hand.click_row(table, table.model().index(2, 0))
        await self.shoot("customers")

    async def rewards(self) -> None:
        """The book with a coupon, the form, the redemptions, and what the till is told."""
        hand = self.hand
        await hand.click("tab_rewards")
        await hand.click("rewards_show_book")
        table = await hand.see(QAbstractItemView, "rewards_list")
        await hand.click_row(table, table.model().index(0, 0))
        await self.shoot("rewards")
        await hand.click("rewards_new")
        await hand.see(QWidget, "reward_form_save")
        await self.shoot("rewards-form")
        await hand.click("reward_form_cancel")
        await hand.click("rewards_show_history")
        await self.shoot("rewards-history")
        await hand.click("rewards_show_till")
        await self.shoot("rewards-till")
        await hand.click("rewards_show_book")

    async def setup(self) -> None:
        """Everything an operator may set, the restaurant's lists, the connection and what arrived."""
        hand = self.hand
        await hand.click("tab_setup")
        await hand.see(QWidget, "setup_page")
        await hand.click("setup_nav_program")
        await self.shoot("setup")
        for part in ("order_types", "price_lists", "payment_methods", "charges", "taxes"):
            await hand.click(f"setup_nav_{part}")
            table = await self.rows(f"{part}_list")
            await hand.click_row(table, table.model().index(0, 0))
            await self.shoot(f"setup-{part.replace('_', '-')}")
        await hand.click("setup_nav_payment_methods")
        await hand.click("payment_methods_new")
        await hand.see(QWidget, "record_form")
        await self.shoot("setup-payment-method-form")
        await hand.click("record_cancel")
        await hand.click("setup_nav_connection")
        await hand.click("connection_view_overview")
        await self.shoot("setup-connection")
        await hand.click("connection_view_endpoints")
        table = await self.rows("connection_endpoints")
        await hand.click_row(table, table.model().index(1, 0))
        await self.shoot("setup-endpoints")
        await hand.click("setup_nav_events")
        table = await self.rows("events_list")
        await hand.click_row(table, table.model().index(0, 0))
        await self.shoot("setup-events")
        await hand.click("setup_nav_program")

    async def store(self) -> None:
        """What is said of the store: a full disk, damage, and what a rescue brought."""
        desk = self.program.desk
        await self.hand.click("tab_orders")
        for name, trouble in (("full", DiskFull("full")), ("damaged", Damage("malformed"))):
            desk.bridge.store_told.emit(trouble)
            await self.hand.see(QWidget, "store_notice")
            await self.shoot(f"store-{name}")
        for name, unread in (("rebuilt", False), ("partly-rebuilt", True)):
            kept = "store.damaged-20261128T021400Z.sqlite3"
            desk.settings.set(RESCUED, Rescued(desk.now(), "malformed", kept, 2, 3, whole=not unread))
            # It is read when the store's own trouble changes.
            desk.bridge.store_told.emit(DiskFull("full"))
            desk.bridge.store_told.emit(None)
            await self.shoot(f"store-{name}")
        await self.hand.click("store_notice_close")

    async def rows(self, name: str) -> QAbstractItemView:
        """Wait until a list has rows, and return it."""
        table = await self.hand.see(QAbstractItemView, name)
        await until(table.model().rowCount, name)
        await asyncio.sleep(0.2)
        return table

    async def stock(self, sandbox: Sandbox) -> None:
        """Put coupons into the book, have a till redeem, and let messages arrive."""
        desk = self.program.desk
        for code, amount in (("SUMMER-204", "15"), ("LUNCH-50", "50"), ("TEAM-10", "10")):
            reward = Reward(code=code, amount=Decimal(amount), ceiling=Decimal(30), uses_left=3)
            await desk.rewards.save(desk.connection_id, reward)
        for code in ("TEAM-10", "SUMMER-204", "NOBODY"):
            await asyncio.to_thread(sandbox.check_reward, code)
            await asyncio.to_thread(sandbox.redeem_reward, code)
        await asyncio.to_thread(sandbox.change_customer)
        for _ in range(3):
            placed = await asyncio.to_thread(sandbox.place_order)
            await asyncio.to_thread(sandbox.advance, placed["id"], CODE_OF_STAGE[Stage.PREPARING])


def main() -> int:
    """Take all pictures; 0 only when every screen was reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="", help="take only tabs whose name contains this")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    use_tour_keyring()
    app = prepare_qt()
    code = 1

    with tempfile.TemporaryDirectory(prefix="retm-pictures-", ignore_cleanup_errors=True) as home:

        async def shoot_all() -> int:
            studio = Studio(app, options.out, Path(home), options.only)
            studio.program.show()
            try:
                await until(lambda: studio.program.house.vault_state is not None, "the network part")
                if not options.only:
                    await studio.welcome()
                settings = SandboxSettings(orders=60, rate=0, partner=studio.program.house.listener_address)
                with running_sandbox(settings) as sandbox:
                    # Else its kitchen has served all orders before the last pictures are taken.
                    sandbox.pause()
                    await studio.connect(sandbox)
                    await studio.stock(sandbox)
                    studio.payments = PaymentPictures(studio, sandbox)
                    studio.outbox = OutboxPictures(studio, sandbox)
                    studio.ledger = LedgerPictures(studio)
                    studio.doctor = DoctorPictures(studio, sandbox)
                    await studio.payments.connect()
                    await studio.screens()
            finally:
                await studio.program.stop()
            print(f"{len(studio.made)} pictures in {options.out}")
            return 0

        try:
            code = run_loop(app, shoot_all)
        except NotSeen as missing:
            print(f"not reached: {missing}")
    return code


if __name__ == "__main__":
    sys.exit(main())
