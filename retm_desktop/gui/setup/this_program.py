"""What Setup tells of this program: restaurants, receiving orders, their sound, appearance, safety, about."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.gui.bell import Chime
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.doctor.opening import doctor_button
from retm_desktop.gui.setup.about import About
from retm_desktop.gui.setup.appearance import Appearance
from retm_desktop.gui.setup.receiving import Receiving
from retm_desktop.gui.setup.restaurants import Restaurants
from retm_desktop.gui.setup.safety import Safety
from retm_desktop.gui.setup.sound import Sound
from retm_desktop.gui.widgets.labels import label

_SCROLLED = "setup.scrolled"
"""Key of the setting: where the page stood, because a new look builds it anew."""
_SETTLED_MS = 120


class ThisProgram(QWidget):
    """Restaurants, receiving orders, their sound, appearance, safety, about: one card each."""

    connect_requested = Signal()
    secret_requested = Signal()
    practice_requested = Signal()
    """The practice restaurant runs (`installing.start_practice` returns it at once) and can be connected."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("setup_program")
        self._desk = desk
        theme = desk.theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("setup_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._scroll)
        middle = QWidget()
        sides = QHBoxLayout(middle)
        edge = theme.space("xl")
        sides.setContentsMargins(edge, edge, edge, edge)
        sides.addStretch(1)
        body = QWidget()
        body.setMaximumWidth(theme.size("detail") * 2 + theme.space("xxl") * 2)
        sides.addWidget(body, 100)
        sides.addStretch(1)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("l"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("m"))
        head.addWidget(label(self.tr("This program"), "display", name="setup_title"))
        head.addStretch(1)
        head.addWidget(doctor_button(desk))
        column.addLayout(head)
        restaurants = Restaurants(desk)
        restaurants.connect_requested.connect(self.connect_requested)
        restaurants.secret_requested.connect(self.secret_requested)
        restaurants.practice_requested.connect(self.practice_requested)
        for section in (
            restaurants,
            Receiving(desk),
            Sound(desk, Chime()),
            Appearance(desk),
            Safety(desk),
            About(desk),
        ):
            column.addWidget(section)
        column.addStretch(1)
        self._scroll.setWidget(middle)
        bar = self._scroll.verticalScrollBar()
        self._stood = desk.settings.get(_SCROLLED, int, 0)
        bar.rangeChanged.connect(self._go_back)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._remember)
        bar.valueChanged.connect(lambda _value: self._settled.start())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._go_back()

    def _go_back(self) -> None:
        bar = self._scroll.verticalScrollBar()
        if self._stood and bar.maximum() >= self._stood:
            stood, self._stood = self._stood, 0
            bar.setValue(stood)

    def _remember(self) -> None:
        if self.isVisible() and not self._stood:
            self._desk.settings.set(_SCROLLED, self._scroll.verticalScrollBar().value())
