"""What stands beside a list when one of its rows is chosen: a card that scrolls, with a title and a way to close it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.gui.icons import icon
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import icon_button
from retm_desktop.gui.widgets.labels import label


class DetailPane(QFrame):
    """Hidden until it is shown; its parts are added to `column`, below the title.

    Object names: `<name>_detail`, `<name>_title` and `<name>_close`.
    """

    closed = Signal()
    """Its button was pressed; whoever shows the pane hides it."""

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}_detail")
        self.setProperty("role", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme.space("xs"),) * 4)
        self.scroller = QScrollArea()
        self.scroller.setObjectName(f"{name}_detail_scroll")
        self.scroller.setWidgetResizable(True)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self.scroller)
        body = QWidget()
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(*(theme.space("m"),) * 4)
        self.column.setSpacing(theme.space("m"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("s"))
        self.title = label("", "title", name=f"{name}_title", wrap=True)
        head.addWidget(self.title, 1)
        close = icon_button(icon("x", theme.color("muted")), self.tr("Close"), name=f"{name}_close")
        close.clicked.connect(self.closed)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        self.scroller.setWidget(body)
        self.hide()
