"""One entry of a list whole, beside it: a card with what it is on top and everything else scrolled below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.widgets.buttons import icon_button
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.fact import Fact
from retm_desktop.gui.widgets.labels import label


class EntryDetail(QFrame):
    """A card of fixed width, hidden until a subclass fills it with `_show`.

    `order_requested` carries the key of the order the entry belongs to. Object names: `<name>_detail`,
    `<name>_number`, `<name>_copy`, `<name>_close`, `<name>_scroll`, and those of the facts.
    """

    order_requested = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, what: str, *, name: str) -> None:
        """`what` names the entry for the copy button."""
        super().__init__()
        self._desk = desk
        self._name = name
        self.setObjectName(f"{name}_detail")
        self.setProperty("role", "card")
        theme = desk.theme
        self.setFixedWidth(theme.size("side_detail"))
        self._edge = edge = theme.space("l")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space("hair"), theme.space("s"), theme.space("hair"), theme.space("s"))
        column.setSpacing(theme.space("s"))
        head = QHBoxLayout()
        # Margins are not mirrored, spacing is.
        head.setContentsMargins(theme.space("s"), 0, theme.space("s"), 0)
        head.addSpacing(edge - theme.space("s"))
        self._number = label("", "heading", name=f"{name}_number")
        head.addWidget(self._number)
        head.addStretch(1)
        head.addWidget(CopyButton(theme, what, self.as_text, name=f"{name}_copy"))
        close = icon_button(icon("x", theme.color("muted")), self.tr("Close (Esc)"), name=f"{name}_close")
        close.clicked.connect(self.closed)
        head.addWidget(close)
        column.addLayout(head)
        self._scroll = QScrollArea()
        self._scroll.setObjectName(f"{name}_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroll, 1)
        self.hide()

    def as_text(self) -> str:
        """Return the entry on show as plain text."""
        raise NotImplementedError

    def _column(self, body: QWidget) -> QVBoxLayout:
        """Return the column of a body, with the card's distances."""
        column = QVBoxLayout(body)
        column.setContentsMargins(self._edge, 0, self._edge, self._edge)
        column.setSpacing(self._desk.theme.space("m"))
        return column

    def _show(self, title: str, body: QWidget, *, same: bool) -> None:
        """Show an entry; the `same` one again keeps the place that was scrolled to."""
        bar = self._scroll.verticalScrollBar()
        place = bar.value() if same else 0
        self._number.setText(title)
        self._scroll.setWidget(body)
        bar.setValue(place)
        self.show()

    def _add_fact(
        self, column: QVBoxLayout, glyph: str, what: str, words: str, name: str, *, figures: bool = False
    ) -> None:
        """Add a fact that can be copied; `figures` are set from left to right."""
        fact = Fact(self._desk.theme, glyph, what, lambda: words, name=name, of=self._name)
        fact.show_words(bidi.ltr(words) if figures else bidi.auto(words))
        column.addWidget(fact)
