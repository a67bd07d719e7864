"""The sentence of the last comparison of RETM's list with the store, and a button that compares now."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.ledger.words import compared_sentence
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import label
from retm_desktop.store.ledger import Comparison
from retm_desktop.sync.status import Link, Status

_PATIENCE_MS = 30_000
"""After this long without a newer comparison it is said that none came."""


class ComparedStrip(QFrame):
    """A strip of one line; asking is over when the store has a newer comparison, not before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._comparison: Comparison | None = None
        self._silent = False
        self.setProperty("role", "card")
        self.setObjectName("ledger_comparison")
        theme = desk.theme
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("s"), theme.space("s"))
        row.setSpacing(theme.space("m"))
        self._picture = QLabel()
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        self._words = label("", name="ledger_compared", wrap=True)
        row.addWidget(self._words, 1)
        self.compare = button(
            self.tr("Compare now"),
            name="ledger_compare",
            icon=icon("arrow-clockwise", theme.color("text")),
            icon_size=theme.size("icon"),
        )
        self.compare.clicked.connect(self._ask)
        row.addWidget(self.compare)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)
        self._reading = Rereading(ViewTasks(self, desk.background), "comparison", self._read)
        desk.bridge.status_changed.connect(self._follow)
        self._show()

    def add(self, widget: QWidget) -> None:
        """Put a widget at the reading end of the strip."""
        self._row.addWidget(widget)

    def refresh(self) -> None:
        """Look the last comparison up again."""
        self._reading.ask()

    def start_over(self) -> None:
        """Tell of another restaurant."""
        self._comparison = None
        self._end()
        self.refresh()

    def _ask(self) -> None:
        self._silent = False
        self._patience.start()
        self._desk.house.refresh()
        self._show()

    def _follow(self, status: Status) -> None:
        if self._patience.isActive() and status.link in (Link.OFFLINE, Link.SIGN_IN):
            self._give_up()

    def _give_up(self) -> None:
        self._patience.stop()
        self._silent = True
        self._show()

    def _end(self) -> None:
        self._patience.stop()
        self._silent = False
        self._show()

    async def _read(self) -> None:
        connection_id = self._desk.connection_id
        comparison = await self._desk.ledger.last_comparison(connection_id)
        if connection_id != self._desk.connection_id or comparison == self._comparison:
            return
        self._comparison = comparison
        self._end()

    def _show(self) -> None:
        theme, comparison = self._desk.theme, self._comparison
        asking = self._patience.isActive()
        self.compare.setEnabled(not asking)
        told = compared_sentence(comparison, self._desk) if comparison else self.tr("Not compared with RETM yet.")
        if asking:
            glyph, tone, words = "arrows-clockwise", "info", self.tr("Comparing with RETM…")
        elif self._silent:
            glyph, tone = "wifi-slash", "warn"
            words = self.tr("RETM has not answered. It is asked again by itself.") + "\n" + told
        elif comparison is None:
            glyph, tone, words = "clock", "muted", told
        elif comparison.missed:
            glyph, tone, words = "warning", "warn", told
        else:
            glyph, tone, words = "check-circle", "good", told
        size = theme.size("icon")
        self._picture.setPixmap(icon(glyph, theme.color(tone)).pixmap(QSize(size, size)))
        self._words.setText(words)
