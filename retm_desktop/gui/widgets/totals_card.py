"""What a list adds up to, beside it: a card that scrolls, with a button that copies the sums."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.gui.icons import icon
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.labels import label, trailing


class TotalsCard(QFrame):
    """A subclass fills it with `_show` and gives the words that are copied.

    Object names are `<name>` and `<name>_copy`; the export button's is `export`.
    """

    export_requested = Signal()

    def __init__(self, theme: Theme, title: str, what: str, *, name: str, width: int, export: str = "") -> None:
        """`what` names the sums for the copy button; without `export` there is no export button."""
        super().__init__()
        self._theme = theme
        self._edge = edge = theme.space("l")
        self.setObjectName(name)
        self.setProperty("role", "card")
        self.setFixedWidth(width)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space("hair"), theme.space("s"), theme.space("hair"), edge)
        column.setSpacing(theme.space("s"))
        head = QHBoxLayout()
        # Margins are not mirrored, spacing is.
        head.setContentsMargins(theme.space("s"), 0, theme.space("s"), 0)
        head.addSpacing(edge - theme.space("s"))
        head.addWidget(label(title, "title"), 1)
        head.addWidget(CopyButton(theme, what, self.as_text, name=f"{name}_copy"))
        column.addLayout(head)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroll, 1)
        self._export = button(
            self.tr("Export as CSV"),
            name=export,
            icon=icon("download-simple", theme.color("text")),
            icon_size=theme.size("icon"),
        )
        self._export.clicked.connect(self.export_requested)
        foot = QHBoxLayout()
        foot.setContentsMargins(edge, 0, edge, 0)
        foot.addWidget(self._export)
        column.addLayout(foot)
        if not export:
            self._export.hide()

    def allow_export(self, allowed: bool) -> None:
        """Take the export button away while a file is being written, or where there is nothing to write."""
        self._export.setEnabled(allowed)

    def as_text(self) -> str:
        """Return all of it as rows with tabs between the cells, figures as a spreadsheet reads them."""
        raise NotImplementedError

    def _column(self, body: QWidget) -> QVBoxLayout:
        """Return the column of a body, with the card's distances."""
        column = QVBoxLayout(body)
        column.setContentsMargins(self._edge, 0, self._edge, self._theme.space("s"))
        column.setSpacing(self._theme.space("s"))
        return column

    def _show(self, body: QWidget) -> None:
        """Show sums; one stays where one had scrolled to."""
        place = self._scroll.verticalScrollBar().value()
        self._scroll.setWidget(body)
        self._scroll.verticalScrollBar().setValue(place)


def sum_grid(theme: Theme) -> QGridLayout:
    """Return a grid for `add_sum`."""
    made = QGridLayout()
    made.setHorizontalSpacing(theme.space("s"))
    made.setVerticalSpacing(theme.space("xs"))
    made.setColumnStretch(0, 1)
    return made


def add_sum(grid: QGridLayout, words: str, value: str, role: str = "", *, name: str) -> None:
    """Put words at the reading start and a figure at the reading end of a new row."""
    at = grid.rowCount()
    grid.addWidget(label(words, role, wrap=True), at, 0)
    figure = label(value, role, name=name)
    figure.setAlignment(trailing())
    grid.addWidget(figure, at, 1)
