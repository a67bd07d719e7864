"""A document of RETM's as it came, folded away until it is asked for, people in it hidden until they are asked for."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from retm_desktop.domain.disclosure import disclosed
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.labels import label


class RawDocument(QWidget):
    """Shows `show_body` on demand; the copy button copies what is shown, hidden parts stay hidden in the copy.

    Object names: `<name>_show`, `<name>_text`, `<name>_personal`, `<name>_copy`.
    """

    def __init__(self, desk: Desk, *, name: str, people: bool = True) -> None:
        """`people` says that there may be people in the document, and that they may be asked for."""
        super().__init__()
        self._tasks = ViewTasks(self, desk.background)
        self._body = b""
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        self._show = button("", "link", name=f"{name}_show")
        self._show.setCheckable(True)
        self._show.toggled.connect(self._turn)
        column.addWidget(self._show, 0, Qt.AlignmentFlag.AlignLeading)
        self._part = QWidget()
        part = QVBoxLayout(self._part)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(theme.space("s"))
        self._text = QPlainTextEdit()
        self._text.setObjectName(f"{name}_text")
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("RETM's document"))
        # JSON is read from left to right in either language.
        self._text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self._text.document().setDefaultTextOption(option)
        self._text.setMinimumHeight(theme.size("board_column"))
        part.addWidget(self._text)
        self._cut = label(self.tr("The document is longer than is shown here."), "caption", wrap=True)
        part.addWidget(self._cut)
        acts = QHBoxLayout()
        acts.setSpacing(theme.space("s"))
        self._personal = button("", name=f"{name}_personal")
        self._personal.setCheckable(True)
        self._personal.toggled.connect(self._fill)
        if not people:
            self._personal.hide()
        acts.addWidget(self._personal)
        acts.addStretch(1)
        acts.addWidget(CopyButton(theme, self.tr("the document"), self._text.toPlainText, name=f"{name}_copy"))
        part.addLayout(acts)
        column.addWidget(self._part)
        self._turn(False)

    def show_body(self, body: bytes) -> None:
        """Take in a document; another one than before is folded away again, and hides its people again."""
        if body == self._body:
            return
        self._body = body
        self._personal.setChecked(False)
        self._show.setChecked(False)

    def _turn(self, opened: bool) -> None:
        self._show.setText(self.tr("Hide RETM's document") if opened else self.tr("Show RETM's document"))
        self._part.setVisible(opened)
        self._fill()

    def _fill(self, _checked: bool = False) -> None:
        shown = self._personal.isChecked()
        self._personal.setText(self.tr("Hide personal data") if shown else self.tr("Show personal data"))
        self._text.clear()
        if self._show.isChecked():
            self._tasks.spawn(self._read(self._body, personal=shown), "read")
        else:
            self._tasks.cancel("read")

    async def _read(self, body: bytes, *, personal: bool) -> None:
        found = await asyncio.to_thread(disclosed, body, personal=personal)
        self._text.setPlainText(found.text)
        self._cut.setVisible(found.cut)
