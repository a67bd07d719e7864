"""The shelf: search, categories and the product grid from which an order is put together."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from retm_desktop.domain.menu import Category, Product
from retm_desktop.domain.text import fold
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.menu.shelves import SearchLine
from retm_desktop.gui.products.grid import ProductGrid
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.empty_state import EmptyState
from retm_desktop.gui.widgets.flow import FlowLayout
from retm_desktop.gui.widgets.search_box import SearchBox

_ALL = 0
"""Number of the chip that stands for the whole menu."""


class Shelf(QWidget):
    """`chosen` carries the `Product` clicked or found; `ask_wanted` is the button where no menu ever arrived."""

    chosen = Signal(object)
    ask_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._products: tuple[Product, ...] = ()
        self._lines: tuple[SearchLine, ...] = ()
        self._categories: tuple[Category, ...] = ()
        self._chosen = Category()
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("m"))
        self.search = SearchBox(theme, self.tr("Search products"), name="new_order_search")
        self.search.searched.connect(self._searched)
        self.search.returnPressed.connect(self._take_hit)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.space("m"))
        self.head.addWidget(self.search, 1)
        column.addLayout(self.head)
        inside = QWidget()
        self._flow = FlowLayout(inside, gap=theme.space("s"))
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._category_clicked)
        self._chips = QScrollArea()
        self._chips.setObjectName("new_order_categories")
        self._chips.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._chips.setWidgetResizable(True)
        self._chips.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._chips.setWidget(inside)
        column.addWidget(self._chips)
        self.grid = ProductGrid(desk, name="new_order_grid")
        self.grid.setSelectionMode(ProductGrid.SelectionMode.NoSelection)
        self.grid.chosen.connect(self.chosen)
        self._nothing = EmptyState(
            theme, "empty-search", self.tr("Nothing found"), "", self.tr("Clear the search"), name="new_order_not_found"
        )
        self._nothing.button.clicked.connect(self.search.clear)
        self._no_menu = EmptyState(theme, "menu", "", "", self.tr("Ask RETM now"), name="new_order_no_menu")
        self._no_menu.button.clicked.connect(self.ask_wanted)
        self._loading = QWidget()
        self._stack = QStackedWidget()
        for page in (self._loading, self.grid, self._nothing, self._no_menu):
            self._stack.addWidget(page)
        column.addWidget(self._stack, 1)
        self._chips.hide()

    async def show_menu(
        self,
        products: Sequence[Product],
        categories: Sequence[Category],
        lines: Sequence[SearchLine],
        *,
        ever_pulled: bool,
    ) -> None:
        """Show the menu: categories in RETM's order, then those that only products name.

        `lines` run beside `products`: folding thousands takes its time, and is done in slices.
        """
        shown = tuple(products)
        if shown != self._products:
            self._products, self._lines = shown, tuple(lines)
            listed = {category.id: category for category in categories}
            for product in shown:
                listed.setdefault(product.category_id, Category(product.category_id, product.category))
            filled = {product.category_id for product in shown}
            named = tuple(category for category in listed.values() if category.id in filled)
            if named != self._categories:
                self._categories = named
                kept = (one for one in named if one.id and one.id == self._chosen.id)
                self._chosen = next(kept, Category())
                self._make_chips()
                # The grid comes in a turn of its own: both together would hold up the window.
                await asyncio.sleep(0)
        self._chips.setVisible(bool(shown))
        self.search.setEnabled(bool(shown))
        if shown:
            self._show()
        else:
            self._say_no_menu(ever_pulled=ever_pulled)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Mark the products on the ticket."""
        self.grid.show_counts(counts)

    def focus_search(self) -> None:
        """Put the cursor into the search, its text selected so that typing replaces it."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_chips()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus() and self.grid.products:
            self.grid.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.grid.currentIndex().isValid():
                self.grid.setCurrentIndex(self.grid.model().index(0, 0))
            return
        super().keyPressEvent(event)

    def _make_chips(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            chip = item.widget()
            if isinstance(chip, QPushButton):
                self._group.removeButton(chip)
                chip.hide()
                chip.setParent(None)
                chip.deleteLater()
        for number in range(len(self._categories) + 1):
            chip = button("", "choice", name=f"new_order_category_{number}")
            self._group.addButton(chip, number)
            self._flow.addWidget(chip)
        # What names no category is one of the chips too, and looks like the choice of all.
        known = self._chosen.id and self._chosen in self._categories
        chosen = self._categories.index(self._chosen) + 1 if known else _ALL
        self._group.button(chosen).setChecked(True)

    def _fit_chips(self) -> None:
        # The products come first: categories that would take more than a quarter of the shelf are scrolled.
        wanted = self._flow.heightForWidth(self.width())
        self._chips.setFixedHeight(min(wanted, self.height() // 4))

    def _show(self) -> None:
        hits = self._hits(fold(self.search.text()).split())
        counts = Counter(product.category_id for product in hits)
        self._name_chip(_ALL, self.tr("All"), len(hits))
        for number, category in enumerate(self._categories, 1):
            name = self._desk.text(category.name) or self.tr("Other")
            self._name_chip(number, name, counts[category.id])
        self._fit_chips()
        whole = self._group.checkedId() == _ALL
        shown = hits if whole else [product for product in hits if product.category_id == self._chosen.id]
        self.grid.show_products(shown)
        if not shown:
            self._nothing.say(
                self.tr("Nothing found"),
                self.tr("No product is called “{text}”.").format(text=bidi.auto(self.search.text().strip())),
            )
        self._stack.setCurrentWidget(self.grid if shown else self._nothing)

    def _hits(self, words: Sequence[str]) -> list[Product]:
        pairs = zip(self._products, self._lines, strict=True)
        found = [pair for pair in pairs if pair[1].holds(words)]
        if words:
            # A name that has the words comes before a description that happens to.
            found.sort(key=lambda pair: not all(word in pair[1].name for word in words))
        return [product for product, _ in found]

    def _name_chip(self, number: int, name: str, count: int) -> None:
        chip = self._group.button(number)
        chip.setText(f"{bidi.auto(name)}  {bidi.ltr(str(count))}".replace("&", "&&"))
        chip.setEnabled(count > 0 or chip.isChecked())

    def _searched(self, text: str) -> None:
        if text and self._group.checkedId() != _ALL:
            # Who searches means the whole menu; the counts on the chips say where the hits are.
            self._choose_category(_ALL)
        if self._products:
            self._show()

    def _take_hit(self) -> None:
        self._searched(self.search.text().strip())
        if self.search.text().strip() and self.grid.products:
            self.grid.choose_current()
            self.search.selectAll()

    def _category_clicked(self, number: int) -> None:
        self._choose_category(number)
        self._show()

    def _choose_category(self, number: int) -> None:
        self._chosen = Category() if number == _ALL else self._categories[number - 1]
        self._group.button(number).setChecked(True)

    def _say_no_menu(self, *, ever_pulled: bool) -> None:
        if ever_pulled:
            self._no_menu.say(
                self.tr("The menu is empty"), self.tr("RETM knows no product of this restaurant yet. Add some there.")
            )
        else:
            self._no_menu.say(
                self.tr("The menu has not arrived yet"),
                self.tr("It comes from RETM by itself as soon as the connection works, usually within a minute."),
            )
        self._stack.setCurrentWidget(self._no_menu)
