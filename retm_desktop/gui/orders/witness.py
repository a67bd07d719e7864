"""Notes in the ledger which orders were on screen, and which of them somebody saw.

An order was shown when its card or row was painted in a window that is visible and not minimised. It was seen when it
was on screen while somebody used the window, by mouse, key or touch, or when its details were opened. Orders that are
over and older than a day are left out unless they are opened: who scrolls through history does not attend to orders.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.paged_model import ROW_ROLE
from retm_desktop.store.orders import OrderRow

_RECENT = timedelta(hours=24)
_LOOK_EVERY_MS = 100
"""While one scrolls, what is on screen is looked at so often and not at every paint."""
_WRITE_EVERY_MS = 1000
_MOST_REMEMBERED = 5_000
"""Noting an order twice is harmless: in the ledger the first time stays."""
_PROBE = 8
"""How many pixels apart the first card is looked for: there are gaps between cards."""
_USED = frozenset(
    {
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.KeyPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
    }
)


class Witness(QObject):
    """Watches the viewports of the views of orders, and what the system tells the window they are in."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._views: dict[QObject, QAbstractItemView] = {}
        self._painted: set[QObject] = set()
        self._on_screen: dict[QObject, frozenset[int]] = {}
        self._window: QWindow | None = None
        self._shown, self._seen = _Notes(), _Notes()
        self._look_soon = QTimer(self, singleShot=True)
        self._look_soon.timeout.connect(self._look)
        self._looked = QTimer(self, singleShot=True, interval=_LOOK_EVERY_MS)
        self._looked.timeout.connect(self._look_again)
        self._written = QTimer(self, singleShot=True, interval=_WRITE_EVERY_MS)
        self._written.timeout.connect(self._note)
        self._writing = Rereading(ViewTasks(self, desk.background), "write", self._write)

    def watch(self, views: Iterable[QAbstractItemView]) -> None:
        """Look at what these show from now on."""
        for view in views:
            self._views[view.viewport()] = view
            view.viewport().installEventFilter(self)

    def opened(self, key: int) -> None:
        """Note that somebody opened an order's details: it was seen, however old it is."""
        now = self._desk.now()
        self._shown.add({key}, now)
        self._seen.add({key}, now)
        self._note()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Paint and watched in self._views:
            self._painted.add(watched)
            if not self._looked.isActive() and not self._look_soon.isActive():
                # It fires once this paint is done and flushed.
                self._look_soon.start()
        elif kind in _USED and watched is self._window:
            self._used()
        return super().eventFilter(watched, event)

    def _look_again(self) -> None:
        if self._painted:
            self._look()

    def _look(self) -> None:
        self._watch_window()
        now = self._desk.now()
        painted, self._painted = self._painted, set()
        for viewport in painted:
            view = self._views[viewport]
            rows = _rows_on_screen(view) if _is_on_screen(view) else ()
            keys = frozenset(row.key for row in rows if row.stage.is_open or now - row.created_at <= _RECENT)
            self._on_screen[viewport] = keys
            self._shown.add(keys, now)
        self._looked.start()
        self._note()

    def _watch_window(self) -> None:
        # The window gets every move and key before any of its widgets, and little else: a filter on the application
        # would be called for each event of each widget.
        window = self._page.window().windowHandle()
        if window is not self._window:
            self._window = window
            if window is not None:
                window.installEventFilter(self)

    def _used(self) -> None:
        if not self._page.isVisible() or not self._page.isActiveWindow():
            return
        now = self._desk.now()
        for viewport, keys in self._on_screen.items():
            if self._seen.lacks(keys) and _is_on_screen(self._views[viewport]):
                self._seen.add(keys, now)
                self._note()

    def _note(self) -> None:
        # The first is written at once, so that its time is exact; what follows within a second goes together.
        if not self._written.isActive() and (self._shown.waiting or self._seen.waiting):
            self._written.start()
            self._writing.ask()

    async def _write(self) -> None:
        for notes, note in ((self._shown, self._desk.ledger.shown), (self._seen, self._desk.ledger.seen)):
            keys = tuple(notes.waiting)
            if keys:
                await note(keys, notes.at)
                del notes.waiting[: len(keys)]


class _Notes:
    """Which orders something has been noted of, and of which it is still to be written."""

    def __init__(self) -> None:
        self.waiting: list[int] = []
        self.at = datetime.min
        """Of those that wait. Never earlier than it was: what goes together gets the last time of all of it."""
        self._known: dict[int, None] = {}

    def lacks(self, keys: frozenset[int]) -> bool:
        """Tell whether there are orders among them that it has not been noted of."""
        return not keys <= self._known.keys()

    def add(self, keys: Iterable[int], at: datetime) -> None:
        """Take in those orders that it has not been noted of."""
        fresh = [key for key in keys if key not in self._known]
        if fresh:
            self._known.update(dict.fromkeys(fresh))
            for key in tuple(self._known)[:-_MOST_REMEMBERED]:
                del self._known[key]
            self.waiting += fresh
            self.at = at


def _is_on_screen(view: QAbstractItemView) -> bool:
    viewport = view.viewport()
    return viewport.isVisible() and not viewport.window().isMinimized() and not viewport.visibleRegion().isEmpty()


def _rows_on_screen(view: QAbstractItemView) -> Iterator[OrderRow]:
    """Yield the orders whose rows or cards are at least partly inside the viewport."""
    for n in _numbers_on_screen(view):
        row = view.model().index(n, 0).data(ROW_ROLE)
        if row is not None:
            yield row


def _numbers_on_screen(view: QAbstractItemView) -> range:
    viewport, count = view.viewport().rect(), view.model().rowCount()
    if isinstance(view, QTableView):
        first, last = view.rowAt(0), view.rowAt(viewport.bottom())
        return range(max(first, 0), count if last < 0 else last + 1) if count else range(0)
    middle = viewport.center().x()
    found = (view.indexAt(QPoint(middle, y)) for y in range(0, viewport.height(), _PROBE))
    first = next((index.row() for index in found if index.isValid()), count)
    last = first
    while last < count and view.visualRect(view.model().index(last, 0)).top() <= viewport.bottom():
        last += 1
    return range(first, last)
