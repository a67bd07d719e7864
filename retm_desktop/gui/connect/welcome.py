"""The first start: what this is, and two doors."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QLinearGradient, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.domain.errors import OperatorError
from retm_desktop.domain.text import Language
from retm_desktop.gui.connect.card_button import CardButton
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.store_notice import StoreNotice
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.empty_state import Illustration
from retm_desktop.gui.widgets.form import pad
from retm_desktop.gui.widgets.labels import frame, label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.resources import resource
from retm_desktop.store.connections import ConnectionState

LANGUAGES: tuple[tuple[Language, str], ...] = (("en", "English"), ("ar", "العربية"))
"""Each language by its own name, which is never translated."""


def language_segment(desk: Desk, *, name: str, role: str = "sunken") -> QWidget:
    """Return the switch between the languages, in a frame of `role`; the window is built anew when it is used."""
    segment = frame(role, name=name)
    row = QHBoxLayout(segment)
    edge = desk.theme.space("hair")
    row.setContentsMargins(edge, edge, edge, edge)
    row.setSpacing(0)
    group = QButtonGroup(segment)
    for code, own_name in LANGUAGES:
        choice = button(own_name, "segment", name=f"{name}_{code}")
        choice.setChecked(desk.language == code)
        choice.clicked.connect(lambda _checked=False, code=code: _speak(desk, code))
        group.addButton(choice)
        row.addWidget(choice)
    return segment


def _speak(desk: Desk, language: Language) -> None:
    if language != desk.language:
        desk.house.use_language(language)


class WelcomePage(QWidget):
    """Two doors: practise with a made-up restaurant, or connect one's own."""

    practice_requested = Signal()
    """The practice restaurant runs (`installing.start_practice` returns it at once) and can be connected."""
    connect_requested = Signal()
    repair_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        theme = desk.theme
        outer = QVBoxLayout(self)
        pad(outer, theme, "l")
        outer.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(theme.space("s"))
        mark = QLabel()
        edge = theme.size("icon_l")
        mark.setPixmap(QIcon(str(resource("icons", "app.svg"))).pixmap(QSize(edge, edge)))
        top.addWidget(mark)
        top.addWidget(label("RETM Desktop", "strong"))
        top.addStretch(1)
        top.addWidget(language_segment(desk, name="welcome_language", role="card"))
        outer.addLayout(top)
        notice = StoreNotice(desk)
        notice.repair_requested.connect(self.repair_requested)
        outer.addWidget(notice)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        middle = QWidget()
        sides = QHBoxLayout(middle)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.addStretch(1)
        sides.addWidget(self._column(theme), 8)
        sides.addStretch(1)
        scroll.setWidget(middle)
        outer.addWidget(scroll, 1)
        desk.bridge.connections_changed.connect(self._look_for_a_restaurant)

    def showEvent(self, event: QShowEvent) -> None:
        """Let Enter open the harmless door."""
        super().showEvent(event)
        self.practice.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A soft light from above, in the house's colour."""
        theme = self._desk.theme
        light = QLinearGradient(0, 0, 0, self.height() * 0.7)
        light.setColorAt(0, theme.color("primary_soft"))
        light.setColorAt(1, theme.color("background"))
        painter = QPainter(self)
        painter.fillRect(self.rect(), light)
        painter.end()

    def _column(self, theme: Theme) -> QWidget:
        made = QWidget()
        made.setMaximumWidth(theme.size("detail") * 2 + theme.space("xl"))
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addStretch(1)
        column.addWidget(Illustration(theme, "welcome"), 0, Qt.AlignmentFlag.AlignHCenter)
        title = label(self.tr("Your restaurant's orders in one window"), "display", name="welcome_title", wrap=True)
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(title)
        words = label(
            self.tr(
                "See them arrive, accept them, move them on and hand them over; in every branch, in Arabic or English."
            ),
            "muted",
            wrap=True,
        )
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(words)
        column.addSpacing(theme.space("l"))
        self.notice = Notice(theme, name="welcome_notice")
        self.notice.acted.connect(self._practise)
        column.addWidget(self.notice)
        doors = QHBoxLayout()
        doors.setSpacing(theme.space("l"))
        self._practice_words = self.tr(
            "Try everything with a made-up restaurant whose orders arrive by themselves. Nothing in it is real."
        )
        self.practice = CardButton(
            theme, "cooking-pot", self.tr("Practise"), self._practice_words, name="welcome_practise"
        )
        self.practice.clicked.connect(self._practise)
        self.connect_own = CardButton(
            theme,
            "storefront",
            self.tr("Connect my restaurant"),
            self.tr("Sign in to RETM and allow access once. Have the client id and the client secret at hand."),
            name="welcome_connect",
        )
        self.connect_own.clicked.connect(self.connect_requested)
        doors.addWidget(self.practice, 1)
        doors.addWidget(self.connect_own, 1)
        column.addLayout(doors)
        column.addSpacing(theme.space("s"))
        later = label(self.tr("You can do the other later, in Setup."), "caption")
        later.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(later)
        column.addStretch(1)
        return made

    def _look_for_a_restaurant(self) -> None:
        """Go on when an install ends well after its dialog was closed; an open dialog does so itself."""
        if self._desk.house.active is None and self.isVisible() and QApplication.activeModalWidget() is None:
            self._tasks.spawn(self._go_on(), "go_on")

    async def _go_on(self) -> None:
        for connection in await self._desk.connections.all():
            if connection.state == ConnectionState.CONNECTED:
                await self._desk.house.switch(connection.id)
                return

    def _practise(self) -> None:
        self.notice.hide()
        self.practice.busy(self.tr("The practice restaurant opens its doors…"))
        self._tasks.spawn(self._start_practice(), "practice")

    async def _start_practice(self) -> None:
        try:
            await self._desk.installing.start_practice()
        except OperatorError as error:
            self.notice.tell(error, act=self.tr("Try again"))
        else:
            self.practice_requested.emit()
        finally:
            self.practice.ready(self._practice_words)
