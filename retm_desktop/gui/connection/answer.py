"""What RETM answered when an endpoint was called by hand: figures, what they mean, and the document itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.connection.words import breakable, milliseconds, size_words, status_tone, status_words
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.labels import chip, label, retone
from retm_desktop.gui.widgets.raw_document import RawDocument
from retm_desktop.providers.retm.client import Probe
from retm_desktop.sync.inspector import Call


class Answer(QWidget):
    """Hidden until `show_probe`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._probe: Probe | None = None
        self.setObjectName("connection_answer")
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("s"))
        head.addWidget(label(self.tr("RETM's answer"), "strong"))
        self.status = chip("", name="connection_answer_status")
        head.addWidget(self.status)
        head.addStretch(1)
        column.addLayout(head)
        self.meaning = label("", name="connection_answer_meaning", wrap=True)
        column.addWidget(self.meaning)
        self.figures = label("", "caption", name="connection_answer_figures", wrap=True)
        column.addWidget(self.figures)
        row = QHBoxLayout()
        row.setSpacing(theme.space("xs"))
        self.address = label("", "caption", name="connection_answer_address", wrap=True)
        row.addWidget(self.address, 1)
        copy = CopyButton(
            theme,
            self.tr("the address"),
            lambda: self._probe.address if self._probe else "",
            name="connection_copy_address",
        )
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self.document = RawDocument(desk, name="connection_body", folded=False)
        column.addWidget(self.document)
        self.nothing = label(self.tr("The answer has no body."), "muted", name="connection_no_body")
        column.addWidget(self.nothing)
        self.hide()

    def forget(self) -> None:
        """Show nothing, and hold nothing of the answer."""
        self.hide()
        self._probe = None
        self.document.show_body(b"")

    def show_probe(self, probe: Probe, *, writes: bool, one_record: bool) -> None:
        """Show an answer of an endpoint that `writes`, or of one that reads `one_record` by its id."""
        self._probe = probe
        call = Call(self._desk.now(), probe.status, probe.seconds)
        self.status.setText(status_words(call))
        retone(self.status, status_tone(call))
        self.meaning.setText(self._meaning(probe.status, writes=writes, one_record=one_record))
        self.meaning.setVisible(bool(self.meaning.text()))
        figures = (milliseconds(probe.seconds), bidi.ltr(probe.kind.partition(";")[0]), size_words(len(probe.body)))
        self.figures.setText(" · ".join(part for part in figures if part))
        self.address.setText(f"{bidi.ltr(probe.method)} {breakable(probe.address)}")
        self.document.setVisible(bool(probe.body))
        self.nothing.setVisible(not probe.body)
        self.document.show_body(probe.body)
        self.show()

    def _meaning(self, status: int, *, writes: bool, one_record: bool) -> str:
        match status:
            case 401:
                return self.tr("RETM does not accept the token. Look at the token in the overview.")
            case 403:
                return self.tr("RETM does not allow this for your sign-in. Ask RETM which rights the application has.")
            case 404 if one_record:
                return self.tr("RETM does not know this record, or the path is another one in reality.")
            case 404 | 405 | 410:
                return self.tr(
                    "Nothing is at this path. Ask RETM for the right one and enter it above; nothing was changed."
                )
            case 400 | 409 | 422 if writes:
                return self.tr("RETM refused the empty request, as it should: the path is right. Nothing was made.")
            case 429:
                return self.tr("RETM asks us to slow down. Wait a moment before the next try.")
            case _ if status >= 500:
                return self.tr("RETM has a fault of its own right now. Try again later.")
            case _ if writes and 200 <= status < 300:
                return self.tr("RETM accepted an empty request. Look at RETM whether something was made by it.")
            case _:
                return ""
