"""The records that were made here and that RETM does not have yet, above the list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.domain.intents import (
    CreateCharge,
    CreateOrderType,
    CreatePaymentMethod,
    CreateTax,
    Intent,
    Record,
)
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.records.kinds import RecordList
from retm_desktop.gui.records.words import field_words, other_name, record_name
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.action_card import ActionCard
from retm_desktop.store.outbox import Action, ActionState

_SEEN_AT_ONCE = 260
"""Logical pixels at a text scale of 100 %: what is higher is scrolled."""


class WaitingRecords(QScrollArea):
    """One card for each, the newest first. `acted` carries an action and what was pressed, `made` a record RETM has."""

    acted = Signal(object, str)
    made = Signal(object)

    def __init__(self, desk: Desk, records: RecordList) -> None:
        super().__init__()
        self._desk = desk
        self._records = records
        self._cards: list[ActionCard] = []
        self._expected: set[int] = set()
        self._connection_id = desk.connection_id
        self.setObjectName(f"{records.name}_waiting")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(desk.theme.space("s"))
        self.setWidget(body)
        self.hide()
        self._rereading = Rereading(ViewTasks(self, desk.background), "waiting", self._read)
        desk.bridge.outbox_changed.connect(self.ask)
        desk.bridge.active_changed.connect(self.ask)
        self.ask()

    @property
    def records(self) -> list[Record]:
        """What waits to be made."""
        return [record_of(card.action.intent) for card in self._cards]

    def ask(self) -> None:
        """Read the outbox again."""
        self._rereading.ask()

    def expect(self, action: Action) -> None:
        """Tell `made` of this action even if RETM is faster than the next reading."""
        self._expected.add(action.id)
        self.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._take_height()

    async def _read(self) -> None:
        at = self._desk.connection_id
        if at != self._connection_id:
            self._connection_id = at
            self._expected.clear()
        actions = await self._desk.outbox.open_records(at, self._records.kind)
        open_ids = {action.id for action in actions}
        ended = [await self._desk.outbox.get(number) for number in self._expected - open_ids]
        if at != self._desk.connection_id:
            return
        self._expected = open_ids
        self._show(actions)
        for action in ended:
            if action is not None and action.state is ActionState.DONE:
                self.made.emit(record_of(action.intent))

    def _show(self, actions: list[Action]) -> None:
        if [card.action for card in self._cards] == actions:
            return
        held = self.focusWidget()
        focused = held.objectName() if held is not None and held.hasFocus() else ""
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [self._card(action) for action in actions]
        for card in self._cards:
            self._column.insertWidget(0, card)
        self.setVisible(bool(self._cards))
        self._take_height()
        again = next((card.findChild(QPushButton, focused) for card in self._cards if focused), None)
        if again is not None:
            again.setFocus()

    def _card(self, action: Action) -> ActionCard:
        record = record_of(action.intent)
        name = " · ".join(
            part for part in (record_name(self._desk, record.name), other_name(self._desk, record.name)) if part
        )
        card = ActionCard(
            self._desk,
            action,
            self._records.asked.format(name=name),
            names=lambda part: f"{self._records.name}_{part}_{action.id}",
            whole=True,
            field_words=field_words,
        )
        card.acted.connect(lambda act: self.acted.emit(action, act))
        return card

    def _take_height(self) -> None:
        most = round(_SEEN_AT_ONCE * self._desk.theme.scale)
        wanted = self._column.totalHeightForWidth(max(1, self.viewport().width()))
        self.setFixedHeight(max(0, min(most, wanted)))


def record_of(intent: Intent) -> Record:
    """Return the record an intent makes; raises TypeError for an intent about an order."""
    match intent:
        case CreateOrderType() | CreatePaymentMethod() | CreateCharge() | CreateTax():
            return intent.record
        case _:
            raise TypeError("an intent about an order makes no record")
