"""A field for the state or territory: any text, with Malaysia's offered while typing and in a list."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QMenu

from retm_desktop.gui.icons import icon
from retm_desktop.gui.payment_stores.draft import STATES
from retm_desktop.gui.theme import Theme


class StateField(QLineEdit):
    """Arrow down, or the caret at its end, opens the list, called `<object name>_list`; a pick tells `textEdited`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._touched = False
        self.textEdited.connect(self._touch)
        self._open = self.addAction(icon("caret-down", theme.color("muted")), QLineEdit.ActionPosition.TrailingPosition)
        self._open.setToolTip(self.tr("States and territories of Malaysia"))
        self._open.triggered.connect(self.show_list)
        completer = QCompleter(list(STATES), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.setCompleter(completer)
        self.editingFinished.connect(self._spell)
        self._menu = QMenu(self)
        for name in STATES:
            self._menu.addAction(name)
        self._menu.triggered.connect(lambda action: self._pick(action.text()))

    def show_list(self) -> None:
        """Show all states below the field."""
        self._menu.setObjectName(f"{self.objectName()}_list")
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.show_list()
            return
        super().keyPressEvent(event)

    def _touch(self, _text: str) -> None:
        self._touched = True

    def _spell(self) -> None:
        """Write a state that was typed in another case as the list has it; one nobody touched stays as it came."""
        typed = self.text().strip().casefold()
        if self._touched:
            self.setText(next((name for name in STATES if name.casefold() == typed), self.text()))

    def _pick(self, name: str) -> None:
        self.setText(name)
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.textEdited.emit(name)
