"""The names of Setup's parts, along the reading start."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.gui.icons import icon
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import frame, label


class SetupNav(QWidget):
    """`chosen` carries the name of the part that was pressed; up and down walk the names, Enter and Space open one."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedWidth(theme.size("side_list"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space("l"), 0, theme.space("l"))
        column.setSpacing(theme.space("l"))
        heading = label(title, "heading", name="setup_heading")
        heading.setMinimumHeight(theme.size("control"))
        column.addWidget(heading)
        card = frame("card", name="setup_nav")
        self._names = QVBoxLayout(card)
        self._names.setContentsMargins(*(theme.space("s"),) * 4)
        self._names.setSpacing(theme.space("xs"))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QFrame()
        around = QVBoxLayout(holder)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(card)
        around.addStretch(1)
        self._scroll.setWidget(holder)
        column.addWidget(self._scroll, 1)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}

    def add_heading(self, words: str) -> None:
        """Put a small heading above the names that follow."""
        theme = self._theme
        made = label(words, "caption")
        made.setContentsMargins(theme.space("s"), theme.space("m"), theme.space("s"), theme.space("xs"))
        self._names.addWidget(made)

    def add(self, name: str, words: str, glyph: str) -> None:
        """Add the name of a part."""
        theme = self._theme
        made = button(
            words,
            "nav",
            name=f"setup_nav_{name}",
            icon=icon(glyph, theme.color("muted"), theme.color("primary")),
            icon_size=theme.size("icon"),
        )
        made.setCheckable(True)
        made.installEventFilter(self)
        made.clicked.connect(lambda _on=False: self.chosen.emit(name))
        self._group.addButton(made)
        self._buttons[name] = made
        self._names.addWidget(made)

    def show_chosen(self, name: str) -> None:
        """Show which part is on screen, without telling."""
        made = self._buttons[name]
        made.setChecked(True)
        self._scroll.ensureWidgetVisible(made)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QPushButton):
            names = list(self._buttons.values())
            at = names.index(watched)
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    watched.click()
                    return True
                case Qt.Key.Key_Up:
                    self._walk(names[max(0, at - 1)])
                    return True
                case Qt.Key.Key_Down:
                    self._walk(names[min(len(names) - 1, at + 1)])
                    return True
                case Qt.Key.Key_Home:
                    self._walk(names[0])
                    return True
                case Qt.Key.Key_End:
                    self._walk(names[-1])
                    return True
                case Qt.Key.Key_Left | Qt.Key.Key_Right:
                    # Qt would press the neighbour, and the part it opens would take the focus away.
                    return True
        return super().eventFilter(watched, event)

    def _walk(self, to: QPushButton) -> None:
        to.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(to)
