"""Every id in a product, folded away until somebody needs one."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from retm_desktop.domain.menu import Product
from retm_desktop.domain.text import BilingualText
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.labels import label


class ProductIds(QWidget):
    """A button, and on demand the ids of category, sizes, choices and taxes, each with a copy button.

    Object names: `<name>_show`, `<name>_<n>` for the ids from 0 on, `<name>_copy_<n>` for their buttons.
    """

    def __init__(self, desk: Desk, product: Product, *, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._name = name
        self._ids = [(words, key) for words, key in self._of(product) if key]
        self._grid: QWidget | None = None
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.theme.space("s"))
        self._show = button(self.tr("Show the ids in it"), "link", name=f"{name}_show")
        self._show.setCheckable(True)
        self._show.toggled.connect(self._turn)
        column.addWidget(self._show, 0, Qt.AlignmentFlag.AlignLeading)
        self.setVisible(bool(self._ids))

    def _of(self, product: Product) -> list[tuple[str, str]]:
        found = [(self._named(product.category, self.tr("Category")), product.category_id)]
        found += [(self._named(each.name, self.tr("Size or kind")), each.id) for each in product.variations]
        choices = (item for group in product.modifiers for item in group.items)
        found += [(self._named(item.name, self.tr("Choice")), item.id) for item in choices]
        return found + [(self._named(tax.name, self.tr("Tax")), tax.id) for tax in product.taxes]

    def _named(self, name: BilingualText, otherwise: str) -> str:
        return bidi.auto(self._desk.text(name)) or otherwise

    def _turn(self, opened: bool) -> None:
        self._show.setText(self.tr("Hide the ids") if opened else self.tr("Show the ids in it"))
        if self._grid is None and opened:
            self._grid = self._filled()
            self._column.addWidget(self._grid)
        if self._grid is not None:
            self._grid.setVisible(opened)

    def _filled(self) -> QWidget:
        holder = QWidget()
        theme = self._desk.theme
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("s"))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        for number, (words, key) in enumerate(self._ids):
            column = QVBoxLayout()
            column.setContentsMargins(0, theme.space("xs"), 0, theme.space("xs"))
            column.setSpacing(0)
            column.addWidget(label(words, wrap=True))
            column.addWidget(label(bidi.ltr(key), "caption", name=f"{self._name}_{number}", wrap=True))
            grid.addLayout(column, number, 0)
            copy = CopyButton(theme, self.tr("id"), partial(str, key), name=f"{self._name}_copy_{number}")
            grid.addWidget(copy, number, 1)
        return holder
