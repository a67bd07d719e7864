"""The tabs, as a rail along the reading start."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QScrollArea,
    QScroller,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from retm_desktop.gui.icons import icon
from retm_desktop.gui.theme import Theme
from retm_desktop.resources import resource

_ROOMY = 8
"""So many tabs have all the room they like."""


@dataclass(frozen=True)
class Tab:
    """One tab: its stable name, icon and caption, and the figure that chooses it with Ctrl."""

    name: str
    icon: str
    caption: str
    number: int


class Rail(QFrame):
    """`chosen` carries the name of the tab that was pressed; Ctrl and its figure choose a tab as well.

    Where the window is too low for all of them the tabs scroll; the `last` ones stay in place.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, tabs: list[Tab], last: list[Tab]) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "rail")
        self.setFixedWidth(theme.size("rail"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space("s"), theme.space("l"), theme.space("s"), theme.space("m"))
        column.setSpacing(theme.space("xs"))
        mark = QLabel()
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        side = theme.size("control")
        mark.setPixmap(icon_of_program(side, self.devicePixelRatioF()))
        column.addWidget(mark)
        column.addSpacing(theme.space("l"))
        self._buttons: dict[str, QToolButton] = {}
        self._shortcuts: dict[str, QShortcut] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for policy in (self._scroll.setVerticalScrollBarPolicy, self._scroll.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self._scroll.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.space("xs"))
        for tab in tabs:
            inside.addWidget(self._button(tab))
        inside.addStretch(1)
        self._scroll.setWidget(holder)
        column.addWidget(self._scroll, 1)
        for tab in last:
            column.addWidget(self._button(tab))
        self._fit()

    def offer(self, name: str, offered: bool) -> None:
        """Have a tab on the rail, or not: its keys then do nothing either."""
        self._buttons[name].setVisible(offered)
        self._shortcuts[name].setEnabled(offered)
        self._fit()

    def show_chosen(self, name: str) -> None:
        """Press the button of a tab without telling."""
        self._buttons[name].setChecked(True)
        self._scroll.ensureWidgetVisible(self._buttons[name])

    def _button(self, tab: Tab) -> QToolButton:
        theme = self._theme
        made = QToolButton()
        made.setObjectName(f"tab_{tab.name}")
        made.setProperty("role", "rail")
        made.setCheckable(True)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setText(tab.caption)
        made.setIcon(icon(tab.icon, theme.color("rail_text"), theme.color("rail_on_selected")))
        made.setIconSize(QSize(theme.size("icon_l"), theme.size("icon_l")))
        made.setFixedWidth(theme.size("rail") - 2 * theme.space("s"))
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setToolTip(f"{tab.caption} (Ctrl+{tab.number})")
        made.clicked.connect(lambda _on=False: self.chosen.emit(tab.name))
        self._group.addButton(made)
        self._buttons[tab.name] = made
        self._shortcuts[tab.name] = QShortcut(QKeySequence(f"Ctrl+{tab.number}"), self, made.click)
        return made

    def _fit(self) -> None:
        """Set many tabs closer, so that all of them are seen in a window of 768 lines."""
        shown = sum(not button.isHidden() for button in self._buttons.values())
        tight = self._theme.space("xs")
        self.setStyleSheet(
            f'QToolButton[role="rail"] {{ padding: {tight}px; }}' if shown > _ROOMY else "",
        )


def icon_of_program(side: int, ratio: float) -> QPixmap:
    """Return the program's mark, `side` logical pixels wide; small sizes have drawings of their own."""
    wanted = round(side * ratio)
    drawn = next((s for s in (16, 24, 32, 48, 64, 128, 256) if s >= wanted), 512)
    picture = QPixmap(str(resource("icons", f"app-{drawn}.png"))).scaledToWidth(
        wanted, Qt.TransformationMode.SmoothTransformation
    )
    picture.setDevicePixelRatio(ratio)
    return picture
