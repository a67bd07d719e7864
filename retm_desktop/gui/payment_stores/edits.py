"""What was asked of the account's stores and has no good end yet, above the list."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.payment_stores.account_stores import AccountStores
from retm_desktop.gui.payment_stores.words import edit_words, store_name
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import label
from retm_desktop.store.payment_stores import EditState, StoreEdit

_SEEN_AT_ONCE = 260
"""Logical pixels at a text scale of 100 %: what is higher is scrolled."""
_LOOKS = {
    EditState.PENDING: ("paper-plane-tilt", "info"),
    EditState.UNKNOWN: ("question", "warn"),
    EditState.FAILED: ("warning-circle", "danger"),
}
RETRY, EDIT, GIVE_UP, LOOK = "retry", "edit", "give_up", "look"
_ACTS = {
    EditState.PENDING: (),
    EditState.UNKNOWN: (LOOK, GIVE_UP),
    EditState.FAILED: (EDIT, RETRY, GIVE_UP),
}
"""What may have been done is never sent again by hand: it is looked for."""


class StoreEdits(QScrollArea):
    """One card for each, the newest first; `acted` carries the `StoreEdit` and what was pressed."""

    acted = Signal(object, str)

    def __init__(self, desk: Desk, known: AccountStores) -> None:
        super().__init__()
        self._desk = desk
        self._known = known
        self._cards: list[_EditCard] = []
        self._shown: tuple[object, ...] = ()
        self.setObjectName("store_edits")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(desk.theme.space("s"))
        self.setWidget(body)
        self.hide()

    def refresh(self) -> None:
        """Show the edits as they stand now."""
        session, edits = self._known.session, self._known.edits
        trouble = session.trouble if session else None
        shown = (*edits, trouble is None)
        if shown == self._shown:
            return
        self._shown = shown
        held = self.focusWidget()
        focused = held.objectName() if held is not None and held.hasFocus() else ""
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.setParent(None)
            card.deleteLater()
        self._cards = [_EditCard(self._desk, edit, trouble) for edit in edits]
        for card in self._cards:
            card.acted.connect(self.acted)
            self._column.insertWidget(0, card)
        self.setVisible(bool(self._cards))
        self._take_height()
        again = next((card.findChild(QPushButton, focused) for card in self._cards if focused), None)
        if again is not None:
            again.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._take_height()

    def _take_height(self) -> None:
        most = round(_SEEN_AT_ONCE * self._desk.theme.scale)
        wanted = self._column.totalHeightForWidth(max(1, self.viewport().width()))
        self.setFixedHeight(max(0, min(most, wanted)))


class _EditCard(QFrame):
    """One edit and its buttons: `store_edit_<id>`, and `store_edit_<part>_<id>` for asked, state and each act."""

    acted = Signal(object, str)

    def __init__(self, desk: Desk, edit: StoreEdit, trouble: OperatorError | None) -> None:
        super().__init__()
        self._edit = edit
        self.setObjectName(f"store_edit_{edit.id}")
        self.setProperty("role", "notice")
        picture, tone = _LOOKS[edit.state]
        self.setProperty("tone", "" if tone == "info" else tone)
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space("m"),) * 4)
        row.setSpacing(theme.space("xl"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("s"))
        drawn = QLabel()
        size = theme.size("icon")
        drawn.setPixmap(icon(picture, theme.color(tone)).pixmap(QSize(size, size)))
        head.addWidget(drawn, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.space("xs"))
        asked = self.tr("Change of {name}") if edit.store.id else self.tr("New store: {name}")
        words.addWidget(
            label(asked.format(name=store_name(edit.store)), "strong", name=f"store_edit_asked_{edit.id}", wrap=True)
        )
        words.addWidget(label(edit_words(edit, trouble), name=f"store_edit_state_{edit.id}", wrap=True))
        words.addStretch(1)
        head.addLayout(words, 1)
        row.addLayout(head, 1)
        acts = _ACTS[edit.state]
        if acts:
            buttons = QHBoxLayout()
            buttons.setSpacing(theme.space("s"))
            for act in acts:
                buttons.addWidget(self._button(act, main=act == acts[0]))
            row.addLayout(buttons)

    def _button(self, act: str, *, main: bool) -> QPushButton:
        words = {
            RETRY: self.tr("Retry"),
            EDIT: self.tr("Edit again"),
            GIVE_UP: self.tr("Give up"),
            LOOK: self.tr("Look now"),
        }
        made = button(words[act], "primary" if main else "", name=f"store_edit_{act}_{self._edit.id}")
        made.clicked.connect(lambda: self.acted.emit(self._edit, act))
        return made
