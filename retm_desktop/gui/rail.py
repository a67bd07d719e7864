"""The tabs, as a rail along the reading start."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QToolButton, QVBoxLayout

from retm_desktop.gui.icons import icon
from retm_desktop.gui.theme import Theme
from retm_desktop.resources import resource


@dataclass(frozen=True)
class Tab:
    """One tab: its stable name, icon and caption."""

    name: str
    icon: str
    caption: str


class Rail(QFrame):
    """`chosen` carries the name of the tab that was pressed; Ctrl+1 … choose by number."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, tabs: list[Tab], last: list[Tab]) -> None:
        super().__init__()
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
        group = QButtonGroup(self)
        group.setExclusive(True)
        for number, tab in enumerate([*tabs, *last], start=1):
            if tab in last and tab == last[0]:
                column.addStretch(1)
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
            made.setToolTip(f"{tab.caption} (Ctrl+{number})")
            made.clicked.connect(lambda _on=False, name=tab.name: self.chosen.emit(name))
            group.addButton(made)
            column.addWidget(made)
            self._buttons[tab.name] = made
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, made.click)

    def show_chosen(self, name: str) -> None:
        """Press the button of a tab without telling."""
        self._buttons[name].setChecked(True)


def icon_of_program(side: int, ratio: float) -> QPixmap:
    """Return the program's mark, `side` logical pixels wide; small sizes have drawings of their own."""
    wanted = round(side * ratio)
    drawn = next((s for s in (16, 24, 32, 48, 64, 128, 256) if s >= wanted), 512)
    picture = QPixmap(str(resource("icons", f"app-{drawn}.png"))).scaledToWidth(
        wanted, Qt.TransformationMode.SmoothTransformation
    )
    picture.setDevicePixelRatio(ratio)
    return picture
