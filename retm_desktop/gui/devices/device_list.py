"""The list of devices: keyboard, copying, and the id that is copied by a click."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QListView, QStyle

from retm_desktop.domain.business import Device
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.devices.model import ROW_ROLE, BranchHeading, DeviceRow, DevicesModel
from retm_desktop.gui.devices.row import DevicePainter
from retm_desktop.gui.devices.words import device_name, type_words
from retm_desktop.gui.widgets.plain_list import PlainList

_TICK_MS = 20_000
_SAID_MS = 1500
_BATCH = 200


class DeviceList(PlainList):
    """Ctrl+C copies the current row; a click on an id copies that."""

    def __init__(self, desk: Desk, *, name: str, roomy: bool = True) -> None:
        """`roomy` shows the ids, for lists as wide as a page."""
        super().__init__(name=name, words=self.tr("Devices"), step=desk.theme.size("touch"), uniform=False)
        self._desk = desk
        self._devices = DevicesModel(desk, self)
        self.setModel(self._devices)
        self._painter = DevicePainter(desk, self._devices, roomy=roomy)
        self.setItemDelegate(self._painter)
        # Headings and rows differ in height, so Qt asks for each one's: thousands are asked for bit by bit.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.setInterval(_SAID_MS)
        self._said.timeout.connect(self._unsay)
        ticking = QTimer(self)
        ticking.setInterval(_TICK_MS)
        ticking.timeout.connect(self._devices.tick)
        ticking.start()

    @property
    def rows(self) -> Sequence[BranchHeading | DeviceRow]:
        """What is shown, headings included."""
        return tuple(self._devices.rows)

    def show_rows(self, rows: Sequence[BranchHeading | DeviceRow]) -> None:
        """Show these rows."""
        self._devices.show(rows)

    def show_seen(self, seen: Mapping[str, datetime]) -> None:
        """Show when devices, by id, last made an order."""
        self._devices.show_seen(seen)

    def copy_id(self, device: Device) -> None:
        """Copy a device's id and say so for a moment."""
        QGuiApplication.clipboard().setText(plain(device.id))
        self._painter.copied = device.id
        self._said.start()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().data(ROW_ROLE)
        if event.matches(QKeySequence.StandardKey.Copy) and isinstance(row, DeviceRow):
            parts = device_name(self._desk, row.device), type_words(row.device), row.branch_name, row.device.id
            QGuiApplication.clipboard().setText(plain("\t".join(parts)))
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        device = self._id_at(event.position().toPoint())
        if device is not None and event.button() == Qt.MouseButton.LeftButton:
            self.copy_id(device)
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        device = self._id_at(event.position().toPoint())
        hovered = device.id if device else None
        if hovered != self._painter.hovered:
            self._painter.hovered = hovered
            shape = Qt.CursorShape.PointingHandCursor if hovered else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._painter.hovered = None
        super().leaveEvent(event)

    def _id_at(self, at: QPoint) -> Device | None:
        index = self.indexAt(at)
        row = index.data(ROW_ROLE)
        if not isinstance(row, DeviceRow):
            return None
        rect = self.visualRect(index)
        place = QStyle.visualRect(self.layoutDirection(), rect, self._painter.id_rect(rect))
        return row.device if place.contains(at) else None

    def _unsay(self) -> None:
        self._painter.copied = None
        self.viewport().update()
