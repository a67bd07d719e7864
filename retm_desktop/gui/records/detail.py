"""Everything RETM tells of one record, beside the list."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.domain.text import BilingualText, plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.records.kinds import RecordList, Told
from retm_desktop.gui.records.words import record_name
from retm_desktop.gui.widgets.buttons import icon_button
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.disc import Disc
from retm_desktop.gui.widgets.fact import Fact
from retm_desktop.gui.widgets.labels import label, line
from retm_desktop.gui.widgets.raw_document import RawDocument


class RecordDetail(QFrame):
    """A card of fixed width; hidden until `show_record`, `closed` is told when the operator closes it."""

    closed = Signal()

    def __init__(self, desk: Desk, records: RecordList) -> None:
        super().__init__()
        self._desk = desk
        self._records = records
        self._name = f"{records.name}_detail"
        self.record: Any = None
        """What is shown."""
        self._raw = b""
        self.setObjectName(self._name)
        self.setProperty("role", "card")
        theme = desk.theme
        self.setFixedWidth(theme.size("side_detail"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space("s"), 0, theme.space("s"))
        column.setSpacing(theme.space("s"))
        head = QHBoxLayout()
        # Margins are not mirrored, spacing is.
        head.setContentsMargins(theme.space("s"), 0, theme.space("s"), 0)
        head.addSpacing(theme.space("l") - theme.space("s"))
        head.addWidget(label(records.said.title, "caption"), 1)
        head.addWidget(CopyButton(theme, self.tr("name"), self._copied, name=f"{self._name}_copy"))
        close = icon_button(icon("x", theme.color("muted")), self.tr("Close (Esc)"), name=f"{self._name}_close")
        close.clicked.connect(self.closed)
        head.addWidget(close)
        column.addLayout(head)
        scroll = QScrollArea()
        scroll.setObjectName(f"{self._name}_scroll")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        edge = theme.space("l")
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(edge, 0, edge, edge)
        self._body.setSpacing(theme.space("s"))
        self._body.addLayout(self._names())
        self._body.addWidget(line())
        self._facts = QVBoxLayout()
        self._facts.setSpacing(theme.space("s"))
        self._body.addLayout(self._facts)
        self._id = Fact(theme, "hash", self.tr("Id at RETM"), self._copied_id, name="id", of=self._name)
        self._body.addWidget(self._id)
        self._body.addWidget(line())
        self._document = RawDocument(desk, name=f"{self._name}_document", people=False)
        self._body.addWidget(self._document)
        self._body.addStretch(1)
        scroll.setWidget(body)
        column.addWidget(scroll, 1)
        self.hide()

    def show_record(self, record: Any, raw: bytes) -> None:  # noqa: ANN401 - any record of the list
        """Show a record and RETM's own document of it."""
        desk = self._desk
        self.record, self._raw = record, raw
        self._title.setText(record_name(desk, record.name, record.id))
        self._other.setText(self._other_name(record.name))
        self._id.show_words(bidi.ltr(record.id))
        self._fill(self._records.facts(record, raw))
        self._document.show_body(raw)
        self.show()

    def show_again(self) -> None:
        """Show the same record anew: something it tells is another thing now."""
        if self.record is not None and not self.isHidden():
            self.show_record(self.record, self._raw)

    def _names(self) -> QHBoxLayout:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        row.addWidget(Disc(theme, self._records.glyph, size="touch"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title = label("", "title", name=f"{self._name}_name", wrap=True)
        self._other = label("", "muted", name=f"{self._name}_other_name", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._other)
        words.addStretch(1)
        row.addLayout(words, 1)
        return row

    def _other_name(self, name: BilingualText) -> str:
        if name.en and name.ar:
            return bidi.auto(name.en if self._desk.language == "ar" else name.ar)
        if not name:
            return self.tr("RETM tells no name")
        return self.tr("No Arabic name at RETM") if name.en else self.tr("No English name at RETM")

    def _fill(self, told: Sequence[Told]) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        theme = self._desk.theme
        for each in told:
            fact = Fact(theme, each.glyph, each.caption, None, name=each.name, of=self._name)
            fact.show_words(each.words)
            self._facts.addWidget(fact)
            if each.hint:
                hint = label(each.hint, "caption", wrap=True)
                hint.setIndent(theme.size("icon") + theme.space("m"))
                self._facts.addWidget(hint)

    def _copied(self) -> str:
        return "" if self.record is None else plain(record_name(self._desk, self.record.name, self.record.id))

    def _copied_id(self) -> str:
        return "" if self.record is None else str(self.record.id)
