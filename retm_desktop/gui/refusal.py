"""The window shown in place of the program when its store or its settings cannot be used."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from retm_desktop.domain.errors import OperatorError
from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.sentences import sentence
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.empty_state import Illustration
from retm_desktop.gui.widgets.labels import label


class RefusalWindow(QDialog):
    """What happened, what is safe, what to do; the technical words can be copied."""

    def __init__(self, theme: Theme, error: OperatorError) -> None:
        super().__init__()
        told = sentence(error)
        self.setObjectName("refusal_window")
        self.setWindowTitle("RETM Desktop")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space("xxl"),) * 4)
        column.setSpacing(theme.space("m"))
        column.addWidget(Illustration(theme, "offline"), 0, Qt.AlignmentFlag.AlignHCenter)
        for words, role in ((told.what, "heading"), (told.safe, ""), (told.next, "")):
            made = label(words, role, wrap=True)
            made.setMinimumWidth(theme.size("dialog"))
            column.addWidget(made)
        if error.detail:
            column.addWidget(label(bidi.ltr(error.detail), "caption", name="refusal_detail", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        copy = button(self.tr("Copy"), name="refusal_copy")
        report = plain(f"{told.what} {told.safe} {told.next}\n{error.code}: {error.detail}")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        close = button(self.tr("Close"), "primary", name="refusal_close")
        close.clicked.connect(self.accept)
        row.addWidget(copy)
        row.addWidget(close)
        column.addLayout(row)
