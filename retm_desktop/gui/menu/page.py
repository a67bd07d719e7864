"""The menu tab: shelves at the reading start, products in the middle, the chosen one at the end."""

import asyncio

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.domain.menu import Category, Group, Product
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.menu.detail import ProductDetail
from retm_desktop.gui.menu.shelf_list import ShelfList
from retm_desktop.gui.menu.shelves import ALL, Shelves, search_line
from retm_desktop.gui.products.grid import ProductGrid
from retm_desktop.gui.products.model import PRODUCT_ROLE
from retm_desktop.gui.sentences import sentence_of_code
from retm_desktop.gui.slices import in_slices
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.freshness import Freshness
from retm_desktop.gui.widgets.labels import frame, label
from retm_desktop.gui.widgets.search_box import SearchBox
from retm_desktop.store.catalogue import Kind
from retm_desktop.sync.status import Link

_SHELF = "menu.shelf"
_SLOW_MS = 250
"""Reading the store is usually over before anybody could read that it goes on."""


class MenuPage(QWidget):
    """Shows the menu as it is stored; a search goes through all shelves, and choosing a shelf narrows it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._menu = Shelves()
        self._shelf = desk.settings.get(_SHELF, str, ALL.key)
        self._shelf_before_search: str | None = None
        self._text = ""
        self._known = False
        self.setObjectName("menu_page")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space("xl"), theme.space("l"), theme.space("xl"), theme.space("l"))
        column.setSpacing(theme.space("l"))
        column.addLayout(self._head())
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        row.addWidget(self._side())
        row.addWidget(self._middle(), 1)
        self._detail = ProductDetail(desk, name="menu_detail")
        self._detail.closed.connect(self.close_detail)
        row.addWidget(self._detail)
        column.addLayout(row, 1)
        desk.bridge.catalogue_changed.connect(self._read)
        desk.bridge.active_changed.connect(self._start_anew)
        desk.bridge.status_changed.connect(self._show_state)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self._show_state)
        self._slow.start()
        self._show_state()
        # After the first painting: reading thousands of rows on the store's thread would hold it up.
        QTimer.singleShot(0, self, self._read)

    def focus_search(self) -> None:
        """Put the cursor into the search field, its text selected."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def show_product(self, product: Product) -> None:
        """Open the detail of a product; its card stays in sight although the grid gets narrower."""
        # Room is made first: showing a widget lays the page out at once, and the window would grow for a moment.
        self._share_room(detail_open=True)
        self._detail.show_product(product)
        self._share_room(detail_open=True)

    def close_detail(self) -> None:
        """Close the detail; the keyboard goes on in the grid."""
        if self._detail.isHidden():
            return
        self._detail.hide()
        self._share_room(detail_open=False)
        self._grid.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room(detail_open=not self._detail.isHidden())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The arrows walk through the products at once.
        self._grid.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._detail.isHidden():
            self.close_detail()
            return
        super().keyPressEvent(event)

    def _head(self) -> QHBoxLayout:
        desk, theme = self._desk, self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        row.addWidget(label(self.tr("Menu"), "display", name="menu_title"))
        self._count = label("", "muted", name="menu_count")
        row.addWidget(self._count)
        row.addStretch(1)
        self._freshness = Freshness(desk, Kind.PRODUCT, self.tr("Menu as of {time}"), name="menu")
        self._freshness.changed.connect(self._show_state)
        row.addWidget(self._freshness)
        self._search = SearchBox(theme, self.tr("Search the menu"), name="menu_search")
        self._search.setMaximumWidth(theme.size("board_column"))
        self._search.setMinimumWidth(theme.size("rail"))
        self._search.searched.connect(self._search_for)
        self._search.returnPressed.connect(self._into_grid)
        row.addWidget(self._search, 8)
        return row

    def _side(self) -> QWidget:
        theme = self._desk.theme
        card = frame("card")
        card.setFixedWidth(theme.size("side_list"))
        column = QVBoxLayout(card)
        column.setContentsMargins(*(theme.space("s"),) * 4)
        self._shelves = ShelfList(self._desk, name="menu_categories")
        self._shelves.chosen.connect(self._choose_shelf)
        column.addWidget(self._shelves)
        self._side_card = card
        return card

    def _middle(self) -> QWidget:
        desk, theme = self._desk, self._desk.theme
        self._stack = QStackedWidget()
        # One column of cards; the sentences of the empty states alone would ask for more than large text leaves.
        self._stack.setMinimumWidth(theme.size("product_card") + theme.space("xl"))
        self._grid = ProductGrid(desk, name="menu_grid")
        self._grid.chosen.connect(self.show_product)
        self._grid.selectionModel().currentChanged.connect(self._follow)
        self._stack.addWidget(self._grid)
        self._blank = QWidget()
        self._stack.addWidget(self._blank)
        self._loading = EmptyState(
            theme,
            "menu",
            self.tr("Reading the menu…"),
            self.tr("It is on this computer and appears in a moment."),
            name="menu_loading",
        )
        self._stack.addWidget(self._loading)
        self._nothing = EmptyState(
            theme,
            "empty-search",
            self.tr("Nothing found"),
            "",
            self.tr("Clear the search"),
            name="menu_nothing_found",
        )
        self._nothing.button.clicked.connect(self._search.clear)
        self._stack.addWidget(self._nothing)
        self._bare = EmptyState(theme, "menu", "", "", name="menu_bare_shelf")
        self._stack.addWidget(self._bare)
        self._empty = EmptyState(theme, "menu", "", "", self.tr("Ask RETM now"), name="menu_empty")
        self._empty.button.clicked.connect(self._freshness.ask)
        self._stack.addWidget(self._empty)
        self._offline = EmptyState(theme, "offline", "", "", self.tr("Ask RETM now"), name="menu_offline")
        self._offline.button.clicked.connect(self._freshness.ask)
        self._stack.addWidget(self._offline)
        return self._stack

    def _start_anew(self) -> None:
        self._known = False
        self._detail.hide()
        self._read()

    def _read(self) -> None:
        self._tasks.spawn(self._read_menu(), "menu")

    async def _read_menu(self) -> None:
        at, catalogue = self._desk.connection_id, self._desk.catalogue
        products = await catalogue.all(at, Kind.PRODUCT, Product)
        categories = await catalogue.all(at, Kind.CATEGORY, Category)
        groups = await catalogue.all(at, Kind.GROUP, Group)
        refreshed = await catalogue.refreshed_at(at, Kind.PRODUCT)
        lines = await in_slices(search_line, products)
        menu = Shelves(products, categories, groups, lines)
        await asyncio.sleep(0)
        self._menu = menu
        first, self._known = not self._known, True
        self._freshness.show_time(refreshed)
        self._show_menu()
        self._renew_detail()
        if first and self.isVisible() and not self._search.hasFocus():
            self._grid.setFocus()

    def _renew_detail(self) -> None:
        shown = self._detail.product
        if shown is None or self._detail.isHidden():
            return
        product = self._menu.product(shown.id)
        if product is None:
            self.close_detail()
        else:
            self._detail.show_product(product)

    def _show_menu(self) -> None:
        counts = self._menu.counts(self._text)
        self._shelves.show_shelves(self._menu.shelves, counts, self._shelf)
        self._shelf = self._shelves.key
        self._grid.show_products(self._menu.find(self._shelf, self._text))
        self._show_state()

    def _search_for(self, text: str) -> None:
        if text and not self._text:
            self._shelf_before_search, self._shelf = self._shelf, ALL.key
        elif self._text and not text and self._shelf_before_search is not None:
            # A shelf chosen while searching is kept; otherwise the one from before comes back.
            self._shelf = self._shelf_before_search if self._shelf == ALL.key else self._shelf
            self._shelf_before_search = None
        self._text = text
        self._show_menu()
        self._grid.scrollToTop()

    def _choose_shelf(self, key: str) -> None:
        self._shelf = key
        self._grid.show_products(self._menu.find(key, self._text))
        self._grid.scrollToTop()
        if not self._text:
            self._desk.settings.set(_SHELF, key)
        self._show_state()

    def _into_grid(self) -> None:
        if self._grid.products:
            self._grid.setFocus()
            if not self._grid.currentIndex().isValid():
                self._grid.setCurrentIndex(self._grid.model().index(0, 0))

    def _follow(self, current: QModelIndex, _previous: QModelIndex) -> None:
        product = current.data(PRODUCT_ROLE)
        if isinstance(product, Product) and not self._detail.isHidden():
            self._detail.show_product(product)

    def _share_room(self, *, detail_open: bool) -> None:
        """Give the room of the shelves to the products where the detail leaves them less than two columns."""
        theme = self._desk.theme
        taken = theme.size("side_list") + theme.size("side_detail") + 2 * theme.space("m") + 2 * theme.space("xl")
        cramped = detail_open and self.width() - taken < 2 * theme.size("product_card") + theme.space("m")
        self._side_card.setVisible(bool(self._menu.products) and not cramped)
        layout = self.layout()
        if layout is not None and self._grid.currentIndex().isValid():
            layout.activate()
            self._grid.scrollTo(self._grid.currentIndex())

    def _show_state(self) -> None:
        has_products = bool(self._menu.products)
        shown = len(self._grid.products)
        self._share_room(detail_open=not self._detail.isHidden())
        self._search.setEnabled(has_products)
        self._count.setText(self.tr("{n} products").format(n=bidi.ltr(str(shown))) if has_products else "")
        if not self._known:
            self._stack.setCurrentWidget(self._blank if self._slow.isActive() else self._loading)
        elif not has_products:
            self._show_why_empty()
        elif shown:
            self._stack.setCurrentWidget(self._grid)
        elif self._text and self._shelf in self._menu.counts():
            self._nothing.words.setText(
                self.tr("No product holds “{text}”, in English or Arabic.").format(text=bidi.auto(self._text))
            )
            self._stack.setCurrentWidget(self._nothing)
        else:
            self._show_bare_shelf()

    def _show_bare_shelf(self) -> None:
        if self._shelf in self._menu.counts():
            self._bare.say(self.tr("No products here"), self.tr("RETM has no product under this name."))
        else:
            self._bare.say(
                self.tr("Products unknown"), self.tr("RETM names this group, but does not list what belongs to it.")
            )
        self._stack.setCurrentWidget(self._bare)

    def _show_why_empty(self) -> None:
        status = self._desk.house.status
        if self._freshness.at is not None:
            self._empty.say(
                self.tr("The menu is empty"),
                self.tr("RETM sent no products. Add them at RETM, then ask again."),
            )
            self._stack.setCurrentWidget(self._empty)
        elif status.link in (Link.OFFLINE, Link.SIGN_IN):
            told = sentence_of_code(status.error_code or "offline")
            self._offline.say(self.tr("No menu on this computer yet"), f"{told.what} {told.next}")
            self._stack.setCurrentWidget(self._offline)
        else:
            self._empty.say(
                self.tr("The menu is on its way"),
                self.tr("It has not been read from RETM yet and appears here by itself."),
            )
            self._stack.setCurrentWidget(self._empty)
