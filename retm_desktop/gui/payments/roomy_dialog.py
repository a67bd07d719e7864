"""A dialog that grows with what it has to say: Qt lets wrapped words overlap where a window is too low for them."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog


class RoomyDialog(QDialog):
    """As high as its words need at its width, at most as high as the screen; it never becomes lower by itself."""

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._make_room()
        return handled

    def _make_room(self) -> None:
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return
        screen = self.screen() or QGuiApplication.primaryScreen()
        needed = min(layout.totalHeightForWidth(self.width()), screen.availableSize().height())
        if needed > self.height():
            self.resize(self.width(), needed)
