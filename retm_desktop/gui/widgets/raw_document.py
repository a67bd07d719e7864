"""A document of RETM's as it came, folded away until it is asked for, people in it hidden until they are asked for."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.domain.disclosure import Disclosed, disclosed
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.json_text import JsonText
from retm_desktop.gui.widgets.labels import label

_LONGEST_LINE = 2_000
"""Characters: laying out one endless line takes the square of its length."""


class RawDocument(QWidget):
    """Shows `show_body` on demand; the copy button copies what is shown, hidden parts stay hidden in the copy.

    People are hidden again as soon as nobody looks. Object names: `<name>_show`, `<name>_text`, `<name>_cut`,
    `<name>_personal`, `<name>_copy`.
    """

    def __init__(self, desk: Desk, *, name: str, people: bool = True, folded: bool = True) -> None:
        """`people` says that there may be people in the document, and that they may be asked for.

        Where it is not `folded` the document is shown as soon as it is there.
        """
        super().__init__()
        self._tasks = ViewTasks(self, desk.background)
        self._folded = folded
        self._body = b""
        self._told = ""
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        self._show = button("", "link", name=f"{name}_show")
        self._show.setCheckable(True)
        self._show.setChecked(not folded)
        self._show.toggled.connect(self._turn)
        if not folded:
            self._show.hide()
        column.addWidget(self._show, 0, Qt.AlignmentFlag.AlignLeading)
        self._part = QWidget()
        part = QVBoxLayout(self._part)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(theme.space("s"))
        self._text = JsonText(theme, self.tr("RETM's document"), name=f"{name}_text")
        part.addWidget(self._text)
        self._cut = label(
            self.tr("The document is longer than is shown here."), "caption", name=f"{name}_cut", wrap=True
        )
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
        acts.addWidget(CopyButton(theme, self.tr("the document"), lambda: self._told, name=f"{name}_copy"))
        part.addLayout(acts)
        column.addWidget(self._part)
        self._turn(not folded)

    def show_body(self, body: bytes) -> None:
        """Take in a document; another one than before is folded away again, and hides its people again."""
        if body == self._body:
            return
        self._body = body
        self._personal.setChecked(False)
        if self._folded:
            self._show.setChecked(False)
        else:
            self._fill()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._personal.setChecked(False)

    def _turn(self, opened: bool) -> None:
        self._show.setText(self.tr("Hide RETM's document") if opened else self.tr("Show RETM's document"))
        self._part.setVisible(opened)
        self._fill()

    def _fill(self, _checked: bool = False) -> None:
        shown = self._personal.isChecked()
        self._personal.setText(self.tr("Hide personal data") if shown else self.tr("Show personal data"))
        self._text.clear()
        self._told = ""
        self._cut.hide()
        if self._show.isChecked():
            self._tasks.spawn(self._read(self._body, personal=shown), "read")
        else:
            self._tasks.cancel("read")

    async def _read(self, body: bytes, *, personal: bool) -> None:
        found, lines = await asyncio.to_thread(_made_ready, body, personal=personal)
        self._told = found.text
        self._text.setPlainText(lines)
        self._cut.setVisible(found.cut)


def _made_ready(body: bytes, *, personal: bool) -> tuple[Disclosed, str]:
    """Return what may be shown, and the same in lines that can be laid out at once."""
    found = disclosed(body, personal=personal)
    pieces = [
        line[start : start + _LONGEST_LINE]
        for line in found.text.split("\n")
        for start in range(0, max(len(line), 1), _LONGEST_LINE)
    ]
    return found, "\n".join(pieces)
