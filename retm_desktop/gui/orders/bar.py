"""The bar over the orders: the search, the branch, board or list, and the way to a new order."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.combo import Combo
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.search_box import SearchBox

_VIEW, _BRANCH = "orders.view", "orders.branch"
_MEASURED_BRANCHES = 100
"""Up to so many the choice of a branch is as wide as the longest name."""
_BRANCH_LETTERS = 8


class OrdersBar(QWidget):
    """Tells what the operator wants to see; the branch and the kind of view are remembered."""

    narrowed = Signal()
    """The text or the branch is another one."""
    view_chosen = Signal()
    entered = Signal()
    """Return was pressed in the search box."""
    new_order_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._offered: list[tuple[str, str]] = []
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("m"))
        row.addWidget(label(self.tr("Orders"), "heading"))
        row.addSpacing(theme.space("s"))
        hint = self.tr("Number, phone, name or item")
        self._search = SearchBox(theme, hint, name="orders_search", pause_ms=0)
        self._search.setMinimumWidth(theme.size("product_card"))
        self._search.setMaximumWidth(theme.size("detail"))
        self._search.searched.connect(self.narrowed)
        self._search.returnPressed.connect(self.entered)
        row.addWidget(self._search, 2)
        self._branch = Combo(theme, self.tr("Branch"), name="orders_branch")
        self._branch.setMinimumWidth(theme.size("product_card"))
        self._branch.setMinimumContentsLength(_BRANCH_LETTERS)
        self._branch.activated.connect(self._branch_chosen)
        row.addWidget(self._branch)
        row.addStretch(1)
        board = self._segment(self.tr("Board"), "columns", "orders_view_board")
        self._list = self._segment(self.tr("List"), "list-bullets", "orders_view_list")
        self._views = QButtonGroup(self)
        for each in (board, self._list):
            self._views.addButton(each)
            row.addWidget(each)
        (self._list if desk.settings.get(_VIEW, str, "board") == "list" else board).setChecked(True)
        self._views.buttonClicked.connect(self._view_chosen)
        plus = icon("plus", theme.color("on_primary"))
        new = button(self.tr("New order"), "primary", name="orders_new", icon=plus, icon_size=theme.size("icon"))
        new.clicked.connect(self.new_order_requested)
        row.addWidget(new)

    @property
    def text(self) -> str:
        """What is searched for."""
        return self._search.text().strip()

    @property
    def branch_id(self) -> str:
        """Id of the chosen branch, empty for all."""
        return str(self._branch.currentData() or "")

    @property
    def listed(self) -> bool:
        """The list is wanted, not the board."""
        return self._list.isChecked()

    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self._search.setFocus()
        self._search.selectAll()

    def clear_search(self) -> None:
        """Search for nothing any more."""
        self._search.clear()

    def choose_branch(self, branch_id: str) -> None:
        """Choose a branch until the operator chooses another, all branches for an empty id."""
        self._branch.setCurrentIndex(max(0, self._branch.findData(branch_id)))
        self.narrowed.emit()

    def show_all(self) -> None:
        """Search for nothing, in all branches."""
        self._search.clear()
        self._branch.setCurrentIndex(0)
        self._branch_chosen()

    def offer(self, names: Names, open_orders: Mapping[str, int]) -> None:
        """Offer the branches there are, with the number of their open orders by branch id.

        Before the first catalogue there is no branch to choose: what was remembered is chosen once it is known.
        """
        chosen = self.branch_id if self._branch.count() > 1 else self._desk.settings.get(_BRANCH, str, "")
        counts = {key.casefold(): count for key, count in open_orders.items()}
        entries = [("", self.tr("All branches"), sum(counts.values()))]
        entries += [(key, bidi.auto(name), counts.get(key.casefold(), 0)) for key, name in names.branches]
        offered = [(key, f"{name}  {bidi.ltr(str(count))}" if count else name) for key, name, count in entries]
        before, self._offered = self._offered, offered
        self._branch.blockSignals(True)
        if [key for key, _ in before] == [key for key, _ in offered]:
            # With thousands of branches, writing each anew for one order would hold up the window.
            for n, (old, new) in enumerate(zip(before, offered, strict=True)):
                if old != new:
                    self._branch.setItemText(n, new[1])
        else:
            self._branch.clear()
            # Fitting the box to its longest entry measures every one of them, at each change of any.
            policies = QComboBox.SizeAdjustPolicy
            few = len(offered) <= _MEASURED_BRANCHES
            self._branch.setSizeAdjustPolicy(
                policies.AdjustToContents if few else policies.AdjustToMinimumContentsLengthWithIcon
            )
            for key, text in offered:
                self._branch.addItem(text, key)
            self._branch.setCurrentIndex(max(0, self._branch.findData(chosen)))
        self._branch.blockSignals(False)

    def _segment(self, words: str, glyph: str, name: str) -> QPushButton:
        theme = self._desk.theme
        picture = icon(glyph, theme.color("muted"), theme.color("primary"))
        return button(words, "segment", name=name, icon=picture, icon_size=theme.size("icon"))

    def _branch_chosen(self) -> None:
        self._desk.settings.set(_BRANCH, self.branch_id)
        self.narrowed.emit()

    def _view_chosen(self) -> None:
        self._desk.settings.set(_VIEW, "list" if self.listed else "board")
        self.view_chosen.emit()
