"""One column of the board: its heading with a live count, and its cards."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QLabel, QListView, QVBoxLayout, QWidget

from retm_desktop.domain.stages import Stage
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.orders.card_delegate import CardDelegate
from retm_desktop.gui.orders.column_model import PAGE, ROW_ROLE, ColumnModel
from retm_desktop.gui.orders.keys import ask_of
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.orders.stage_chip import StageChip
from retm_desktop.gui.painting_turn import PaintingTurn
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.words import STAGE_ICONS
from retm_desktop.store.orders import OrderRow

STILL_MS = 800
"""Cards do not move under a pointer that moved within this time."""


class CardList(QListView):
    """The cards of one column. A press on a card's own button acts without selecting the card."""

    asked = Signal(object, int)
    """An `Ask` and its number."""
    act_requested = Signal(int, object)
    """The main action of the order with this key, as painted at this `Stage`."""
    picked = Signal(int)
    """The operator selected the order with this key."""

    def __init__(self, desk: Desk, delegate: CardDelegate, name: str, words: str) -> None:
        super().__init__()
        self._delegate = delegate
        self._placing = False
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setItemDelegate(delegate)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.verticalScrollBar().setSingleStep(desk.theme.size("control"))
        self.setMinimumWidth(desk.theme.size("board_column_least"))

    @property
    def key(self) -> int | None:
        """The order selected here."""
        indexes = self.selectionModel().selectedIndexes()
        return indexes[0].data(ROW_ROLE).key if indexes else None

    def select(self, row: int, *, show: bool = False) -> None:
        """Select a card without telling `picked`; -1 selects none."""
        index = self.model().index(row, 0)
        with self.placing():
            if row < 0:
                self.clearSelection()
                self.selectionModel().clearCurrentIndex()
            elif not self.selectionModel().isSelected(index):
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            if row >= 0 and show:
                self.scrollTo(index)

    @contextmanager
    def placing(self) -> Iterator[None]:
        """Do not take what the block changes for a choice: Qt selects the neighbour of a card that goes."""
        before, self._placing = self._placing, True
        try:
            yield
        finally:
            self._placing = before

    def pick(self, row: int) -> None:
        """Select a card as a click would."""
        if 0 <= row < self.model().rowCount():
            index = self.model().index(row, 0)
            self.setFocus()
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)
            self.picked.emit(index.data(ROW_ROLE).key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = ask_of(event)
        if asked is None:
            super().keyPressEvent(event)
        else:
            self.asked.emit(*asked)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        key = self.key
        if not self._placing and key is not None:
            self.picked.emit(key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._button_at(event.position().toPoint())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self._delegate.pressed_key = row.key
            self.viewport().update()
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._delegate.pressed_key = self._delegate.pressed_key, None
        if pressed is None:
            super().mouseReleaseEvent(event)
            return
        self.viewport().update()
        row = self._button_at(event.position().toPoint())
        if row is not None and row.key == pressed:
            self.act_requested.emit(row.key, row.stage)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The second press on a button must not count as an act on whatever card has come there since.
        if self._button_at(event.position().toPoint()) is None:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._button_at(event.position().toPoint())
        hovered = row.key if row is not None else None
        if hovered != self._delegate.hovered_key:
            self._delegate.hovered_key = hovered
            shape = Qt.CursorShape.ArrowCursor if hovered is None else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(shape)
            self.viewport().update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._delegate.hovered_key = None
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def button_rect(self, row: int) -> QRect:
        """Return where the button of a card is in the viewport; empty without one."""
        index = self.model().index(row, 0)
        return self._delegate.button_rect(self.visualRect(index), index.data(ROW_ROLE), self.layoutDirection())

    def last_visible(self) -> int:
        """Return the last row that is on screen, -1 without any."""
        index = self.indexAt(QPoint(self.viewport().width() // 2, self.viewport().height() - 1))
        return index.row() if index.isValid() else self.model().rowCount() - 1

    def _button_at(self, at: QPoint) -> OrderRow | None:
        index = self.indexAt(at)
        if not index.isValid():
            return None
        row: OrderRow = index.data(ROW_ROLE)
        rect = self._delegate.button_rect(self.visualRect(index), row, self.layoutDirection())
        return row if rect.contains(at) else None


class OrderColumn(QFrame):
    """A stage (or two) of the board. `wants_more` asks for the page after what is loaded."""

    wants_more = Signal()
    settled = Signal()
    """Changes that waited for the pointer are on screen."""

    def __init__(
        self,
        desk: Desk,
        names: Callable[[], Names],
        turn: PaintingTurn,
        *,
        name: str,
        title: str,
        empty: str,
        stage: Stage,
    ) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "sunken")
        self._waiting: tuple[Sequence[OrderRow], int] | None = None
        self._delegate = CardDelegate(desk, names, turn, self)
        self.model = ColumnModel(self._delegate.words, self.wants_more.emit, self)
        self.cards = CardList(desk, self._delegate, f"orders_column_{name}", title)
        self.cards.setModel(self.model)
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(STILL_MS)
        self._still.timeout.connect(self._settle)
        self.cards.viewport().installEventFilter(self)

        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space("s"), theme.space("s"), theme.space("hair"), theme.space("hair"))
        column.setSpacing(theme.space("s"))
        head = QHBoxLayout()
        head.setContentsMargins(theme.space("xs"), theme.space("xs"), theme.space("s"), 0)
        head.setSpacing(theme.space("s"))
        picture = QLabel()
        size = theme.size("icon")
        picture.setPixmap(icon(STAGE_ICONS[stage], theme.color("muted")).pixmap(QSize(size, size)))
        head.addWidget(picture)
        head.addWidget(label(title, "strong", name=f"orders_title_{name}"), 1)
        self._count = StageChip(desk.theme, stage, name=f"orders_count_{name}")
        head.addWidget(self._count)
        column.addLayout(head)
        self._empty = label(empty, "caption", name=f"orders_nothing_{name}", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._empty.setContentsMargins(*(theme.space("m"),) * 4)
        column.addWidget(self._empty)
        column.addWidget(self.cards, 1)
        self._tell_count()

    @property
    def wanted(self) -> int:
        """How many rows a refresh should read: down to what is on screen, and a page more."""
        return max(PAGE, self.cards.last_visible() + 1 + PAGE)

    def show_rows(self, rows: Sequence[OrderRow], told: Mapping[int, OrderRow], total: int) -> None:
        """Show what the store has now; `told` has the orders of all columns by key.

        While the pointer moves over the cards they stay where they are for a moment.
        """
        if self._still.isActive() and self.cards.underMouse():
            self.model.update_in_place(rows, told, total)
            self._waiting = (rows, total)
        else:
            self._waiting = None
            self._replace(rows, total)
        self._tell_count(total)

    def tick(self) -> None:
        """Paint the ages anew."""
        self.cards.viewport().update()

    def rename(self) -> None:
        """Paint everything anew: names changed."""
        self._delegate.forget()
        self.cards.doItemsLayout()

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            self._still.start()
        elif event.type() == QEvent.Type.Leave:
            self._still.stop()
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        if self._waiting is not None:
            rows, total = self._waiting
            self._waiting = None
            self._replace(rows, total)
            self.settled.emit()

    def _replace(self, rows: Sequence[OrderRow], total: int) -> None:
        anchor = self._anchor()
        with self.cards.placing():
            self.model.replace(rows, total)
        if anchor is not None:
            self._hold(*anchor)

    def _anchor(self) -> tuple[int, int] | None:
        """Return the order to keep in place and where it is: under the pointer, selected, or the topmost on screen."""
        bar = self.cards.verticalScrollBar()
        under = self.cards.indexAt(self.cards.viewport().mapFromGlobal(self.cards.cursor().pos()))
        selected = self.cards.selectionModel().selectedIndexes()
        index = QModelIndex()
        if self.cards.underMouse() and under.isValid():
            index = under
        elif selected and self.cards.viewport().rect().intersects(self.cards.visualRect(selected[0])):
            index = selected[0]
        elif bar.value():
            index = self.cards.indexAt(QPoint(self.cards.viewport().width() // 2, 0))
        if not index.isValid():
            return None
        return index.data(ROW_ROLE).key, self.cards.visualRect(index).top()

    def _hold(self, key: int, top: int) -> None:
        row = self.model.row_of(key)
        if row < 0:
            return
        moved = self.cards.visualRect(self.model.index(row)).top() - top
        if moved:
            bar = self.cards.verticalScrollBar()
            bar.setValue(bar.value() + moved)

    def _tell_count(self, total: int = 0) -> None:
        self._count.say(bidi.ltr(str(total)))
        self.cards.setAccessibleDescription(self.tr("{n} orders").format(n=str(total)))
        self._empty.setVisible(total == 0)
