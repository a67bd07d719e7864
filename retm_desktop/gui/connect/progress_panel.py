"""What happens between Allow and the first order, one line a step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.disc import Disc
from retm_desktop.gui.widgets.labels import frame, label


class ProgressPanel(QWidget):
    """Three steps: what was prepared, what the provider answered, the sign-in."""

    def __init__(self, theme: Theme, service: str) -> None:
        """`service` is the provider's name."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("l"))
        column.addStretch(1)
        title = label(self.tr("A moment…"), "heading", name="connect_progress_title")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(title)
        card = frame("card", name="connect_steps")
        card.setMaximumWidth(theme.size("dialog"))
        steps = QVBoxLayout(card)
        edge = theme.space("xl")
        steps.setContentsMargins(edge, edge, edge, edge)
        steps.setSpacing(theme.space("l"))
        self._steps: list[tuple[Disc, QLabel]] = []
        for words in (
            self.tr("Ask {service} for the page where you allow access").format(service=service),
            self.tr("{service}'s answer with a code for this program").format(service=service),
            self.tr("Sign in to {service} with the code").format(service=service),
        ):
            row = QHBoxLayout()
            row.setSpacing(theme.space("m"))
            disc = Disc(theme, size="icon_l")
            text = label(words, wrap=True)
            row.addWidget(disc)
            row.addWidget(text, 1)
            steps.addLayout(row)
            self._steps.append((disc, text))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(self.tr("A moment…"))
        steps.addWidget(bar)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(card, 4)
        centred.addStretch(1)
        column.addLayout(centred)
        column.addStretch(2)
        self.reached(0)

    def reached(self, step: int) -> None:
        """Show `step` (from 0) as under way and those before it as done."""
        for number, (disc, text) in enumerate(self._steps):
            if number < step:
                disc.show_as("check", fill="good_soft", ink="good")
            elif number == step:
                disc.show_as(number=str(number + 1), fill="primary", ink="on_primary")
            else:
                disc.show_as(number=str(number + 1), fill="sunken", ink="muted")
            text.setProperty("role", "strong" if number == step else "muted" if number > step else "")
            text.style().unpolish(text)
            text.style().polish(text)
