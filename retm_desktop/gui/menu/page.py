"""The menu tab: shelves at the reading start, products in the middle, the chosen one at the end."""

import asyncio

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from retm_desktop.domain.business import PriceList
from retm_desktop.domain.menu import Category, Group, MenuChange, Product
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.menu.change_notices import ChangeNotices
from retm_desktop.gui.menu.changes_dialog import ChangesDialog
from retm_desktop.gui.menu.detail import ProductDetail
from retm_desktop.gui.menu.freshness import MenuFreshness
from retm_desktop.gui.menu.price_choice import PriceChoice
from retm_desktop.gui.menu.shelf_list import ShelfList
from retm_desktop.gui.menu.shelves import ALL, Shelves, search_line
from retm_desktop.gui.products.grid import ProductGrid
from retm_desktop.gui.products.model import PRODUCT_ROLE
from retm_desktop.gui.widgets.buttons import icon_button
from retm_desktop.gui.widgets.catalogue_page import CataloguePage, CatalogueWords
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.labels import frame
from retm_desktop.slices import in_slices
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.menu_changes import KEPT
from retm_desktop.store.settings import price_list_key

_SHELF = "menu.shelf"


class MenuPage(CataloguePage):
    """Shows the menu as it is stored; a search goes through all shelves, and choosing a shelf narrows it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Kind.PRODUCT, name="menu", empty="menu", nothing_found="nothing_found")
        self._menu = Shelves()
        self._shelf = desk.settings.get(_SHELF, str, ALL.key)
        self._shelf_before_search: str | None = None
        theme = desk.theme
        self._history = icon_button(
            icon("clock-counter-clockwise", theme.color("muted")), self.tr("Changes of the menu"), name="menu_changes"
        )
        self._history.clicked.connect(lambda _on=False: self._open_changes())
        self._history.hide()
        self._head.insertWidget(self._head.indexOf(self._search), self._history)
        self._prices = PriceChoice(desk, name="menu_price_list")
        self._prices.setMaximumWidth(theme.size("board_column_least"))
        self._prices.setMinimumWidth(theme.size("rail") * 3 // 2)
        self._prices.chosen.connect(self._choose_prices)
        self._head.insertWidget(self._head.indexOf(self._search), self._prices, 6)
        self._side_card = frame("card")
        self._side_card.setFixedWidth(theme.size("side_list"))
        column = QVBoxLayout(self._side_card)
        column.setContentsMargins(*(theme.space("s"),) * 4)
        self._shelves = ShelfList(desk, name="menu_categories")
        self._shelves.chosen.connect(self._choose_shelf)
        column.addWidget(self._shelves)
        self._row.insertWidget(0, self._side_card)
        # One column of cards; the sentences of the empty states alone would ask for more than large text leaves.
        self._stack.setMinimumWidth(theme.size("product_card") + theme.space("xl"))
        self._grid = ProductGrid(desk, name="menu_grid")
        self._grid.chosen.connect(self.show_product)
        self._grid.selectionModel().currentChanged.connect(self._follow)
        self._bare = EmptyState(theme, "menu", "", "", name="menu_bare_shelf")
        self._stack.addWidget(self._bare)
        self._detail = ProductDetail(desk, name="menu_detail")
        self._detail.closed.connect(self.close_detail)
        self._row.addWidget(self._detail)
        self._begin(self._grid)
        self._notices = ChangeNotices(desk)
        self._notices.opened.connect(self._open_changes)
        page = self.layout()
        if isinstance(page, QVBoxLayout):
            page.insertWidget(1, self._notices)

    def show_product(self, product: Product) -> None:
        """Open the detail of a product; its card stays in sight although the grid gets narrower.

        RETM is asked for it, so that what is shown is not an hour old.
        """
        # Room is made first: showing a widget lays the page out at once, and the window would grow for a moment.
        self._share_room(detail_open=True)
        self._show_in_detail(product)
        self._share_room(detail_open=True)
        self._look_at(product)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._detail.isHidden():
            self.close_detail()
            return
        super().keyPressEvent(event)

    def _words(self) -> CatalogueWords:
        return CatalogueWords(
            title=self.tr("Menu"),
            count=self.tr("{n} products"),
            as_of=self.tr("Menu as of {time}"),
            search=self.tr("Search the menu"),
            show_all=self.tr("Clear the search"),
            reading=(self.tr("Reading the menu…"), self.tr("It is on this computer and appears in a moment.")),
            none=(
                self.tr("The menu is empty"),
                self.tr("RETM sent no products. Add them at RETM, then ask again."),
            ),
            on_the_way=(
                self.tr("The menu is on its way"),
                self.tr("It has not been read from RETM yet and appears here by itself."),
            ),
            missing=self.tr("No menu on this computer yet"),
        )

    def _make_freshness(self, as_of: str, name: str) -> MenuFreshness:
        return MenuFreshness(self._desk, as_of, name=name)

    def _start_anew(self) -> None:
        self._detail.hide()
        self._notices.hide()
        super()._start_anew()

    async def _read_catalogue(self, at: int) -> None:
        catalogue = self._desk.catalogue
        products = await catalogue.all(at, Kind.PRODUCT, Product)
        categories = await catalogue.all(at, Kind.CATEGORY, Category)
        groups = await catalogue.all(at, Kind.GROUP, Group)
        lists = await catalogue.all(at, Kind.PRICE_LIST, PriceList)
        change, choice = await self._desk.menu_changes.newest(at)
        lines = await in_slices(search_line, products)
        menu = Shelves(products, categories, groups, lines)
        await asyncio.sleep(0)
        self._menu = menu
        self._prices.show_lists(lists, self._desk.settings.get(price_list_key(at), str, ""))
        self._history.setVisible(change is not None or choice is not None)
        name = self._prices.name_of(choice.price_list or "") if choice else ""
        self._notices.tell(change, choice, name)

    async def _read_and_show(self) -> None:
        await super()._read_and_show()
        self._renew_detail()

    def _renew_detail(self) -> None:
        shown = self._detail.product
        if shown is None or self._detail.isHidden():
            return
        product = self._menu.product(shown.id)
        if product is None:
            self.close_detail()
        else:
            self._show_in_detail(product)

    def _show_in_detail(self, product: Product) -> None:
        self._detail.show_product(product, [shelf.name for shelf in self._menu.groups_of(product)])

    def _look_at(self, product: Product) -> None:
        if product.id:
            self._desk.house.look_at_product(product.id)

    def _choose_prices(self, list_id: str) -> None:
        key = price_list_key(self._desk.connection_id)
        if self._desk.settings.get(key, str, "") == list_id:
            return
        # Kept whatever the network does: the next reading uses it.
        self._desk.settings.set(key, list_id)
        self._desk.house.use_price_list(list_id)
        self._freshness.wait()

    def _open_changes(self, chosen: MenuChange | None = None) -> None:
        self._tasks.spawn(self._list_changes(chosen), "changes")

    async def _list_changes(self, chosen: MenuChange | None) -> None:
        changes = await self._desk.menu_changes.latest(self._desk.connection_id, KEPT + 1)
        if changes:
            ChangesDialog(self._desk, changes, self._prices.name_of, self, chosen=chosen).open()

    def _show_found(self) -> None:
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
        super()._search_for(text)
        self._grid.scrollToTop()

    def _choose_shelf(self, key: str) -> None:
        self._shelf = key
        self._grid.show_products(self._menu.find(key, self._text))
        self._grid.scrollToTop()
        if not self._text:
            self._desk.settings.set(_SHELF, key)
        self._show_state()

    def _into_items(self) -> None:
        if self._grid.products:
            self._grid.setFocus()
            if not self._grid.currentIndex().isValid():
                self._grid.setCurrentIndex(self._grid.model().index(0, 0))

    def _follow(self, current: QModelIndex, _previous: QModelIndex) -> None:
        product = current.data(PRODUCT_ROLE)
        if isinstance(product, Product) and not self._detail.isHidden():
            self._show_in_detail(product)
            self._look_at(product)

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

    def _amounts(self) -> tuple[int, int]:
        return len(self._menu.products), len(self._grid.products)

    def _nothing_found(self) -> EmptyState:
        if self._shelf not in self._menu.counts():
            self._bare.say(
                self.tr("Products unknown"), self.tr("RETM names this group, but does not list what belongs to it.")
            )
            return self._bare
        if self._text:
            said = self.tr("No product holds “{text}”, in English or Arabic.")
            self._nothing.words.setText(said.format(text=bidi.auto(self._text)))
            return self._nothing
        self._bare.say(self.tr("No products here"), self.tr("RETM has no product under this name."))
        return self._bare

    def _show_state(self) -> None:
        self._share_room(detail_open=not self._detail.isHidden())
        super()._show_state()
