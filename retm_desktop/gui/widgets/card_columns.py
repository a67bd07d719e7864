"""Cards in two columns that scroll together; where there is little room, one column below the other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.gui.theme import Theme


class CardColumns(QScrollArea):
    """Holds its cards from the start; each column is filled from above."""

    def __init__(self, theme: Theme, columns: Sequence[Sequence[QWidget]], *, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        around = QHBoxLayout(body)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.space("l"))
        around.addLayout(self._columns, 1)
        # Room for the scroll bar; spacing is mirrored, margins are not.
        around.addSpacing(theme.space("s"))
        for cards in columns:
            column = QVBoxLayout()
            column.setSpacing(theme.space("l"))
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self.setWidget(body)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = self._theme
        roomy = self.width() >= 2 * theme.size("side_detail") + theme.space("xl")
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(beside if roomy else below)
