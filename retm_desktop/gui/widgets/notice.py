"""A coloured strip inside a view that says what happened, what is safe, and offers the next step."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui.icons import icon
from retm_desktop.gui.sentences import Sentence, sentence
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button, icon_button
from retm_desktop.gui.widgets.labels import label, retone

_ICONS = {"danger": "warning-circle", "warn": "warning", "good": "check-circle", "": "info"}


class Notice(QFrame):
    """Hidden until `say` or `tell`; `acted` is told when its button is pressed, `closed` when it is put away."""

    acted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "notice")
        self.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("s"), theme.space("s"))
        row.setSpacing(theme.space("m"))
        self._icon = QLabel()
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(theme.space("hair"))
        self.title = label("", "strong", name=f"{name}_title", wrap=True)
        self.words = label("", name=f"{name}_words", wrap=True)
        words.addWidget(self.title)
        words.addWidget(self.words)
        row.addLayout(words, 1)
        self.button = button("", name=f"{name}_button")
        self.button.clicked.connect(self.acted)
        row.addWidget(self.button)
        self._close = icon_button(icon("x", theme.color("muted")), self.tr("Close"), name=f"{name}_close")
        self._close.clicked.connect(self.hide)
        self._close.clicked.connect(self.closed)
        row.addWidget(self._close)
        self.hide()

    def say(self, title: str, words: str = "", *, tone: str = "", act: str = "", closable: bool = True) -> None:
        """Show a message; `act` is the caption of its button."""
        retone(self, tone)
        self._icon.setPixmap(
            icon(_ICONS[tone], self._theme.color(tone or "info")).pixmap(
                QSize(self._theme.size("icon"), self._theme.size("icon"))
            )
        )
        self.title.setText(title)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.button.setText(act)
        self.button.setVisible(bool(act))
        self._close.setVisible(closable)
        self.show()

    def tell(
        self, error: OperatorError, *, act: str = "", words: Callable[[OperatorError], Sentence] = sentence
    ) -> None:
        """Show a failure in the operator's words; `words` finds them."""
        told = words(error)
        self.say(told.what, f"{told.safe} {told.next}".strip(), tone="danger", act=act)
