"""How an install ended, and what to do next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import chip, label


class OutcomePanel(QWidget):
    """A drawing, what happened, what is safe, and one main button."""

    acted = Signal()
    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        picture: QWidget,
        title: str,
        words: str,
        act: str,
        *,
        act_name: str,
        note: str = "",
        close: str = "",
    ) -> None:
        """`picture` stands above the title, `note` is a chip under it; `close` captions the second button, if any."""
        super().__init__()
        centre = Qt.AlignmentFlag.AlignCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("m"))
        column.addStretch(1)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        heading = label(title, "heading", name="connect_outcome", wrap=True)
        heading.setAlignment(centre)
        column.addWidget(heading)
        if note:
            column.addWidget(chip(note, "primary", name="connect_outcome_note"), 0, Qt.AlignmentFlag.AlignHCenter)
        text = label(words, "muted", name="connect_outcome_words", wrap=True)
        text.setAlignment(centre)
        text.setMaximumWidth(theme.size("dialog"))
        # Not aligned, but between two stretches: an aligned label would be given too little height for its lines.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(text, 100)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(theme.space("m"))
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        row.addStretch(1)
        if close:
            leave = button(close, "quiet", name="connect_close")
            leave.clicked.connect(self.closed)
            row.addWidget(leave)
        self.button = button(act, "main", name=act_name)
        self.button.setDefault(True)
        self.button.clicked.connect(self.acted)
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
