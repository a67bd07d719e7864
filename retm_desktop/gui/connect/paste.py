"""Finishing an install by hand: a code, the whole callback, or an address, pasted by the operator."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from retm_desktop.domain.errors import OperatorError, Rejected
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.form import Field, pad
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice


class PasteDialog(QDialog):
    """Asks for the code and the business id; accepted once the program took them."""

    def __init__(self, desk: Desk, install_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("paste_dialog")
        self.setWindowTitle(self.tr("Paste the code"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._desk = desk
        self._install_id = install_id
        self._tasks = ViewTasks(self, desk.background)
        theme = desk.theme
        column = QVBoxLayout(self)
        pad(column, theme)
        column.setSpacing(theme.space("m"))
        column.addWidget(label(self.tr("Paste the code"), "heading"))
        column.addWidget(
            label(
                self.tr(
                    "For when RETM cannot reach this computer: paste the installation code, or the whole answer or "
                    "address that holds it."
                ),
                "muted",
                wrap=True,
            )
        )
        self.notice = Notice(theme, name="paste_notice")
        column.addWidget(self.notice)
        self.code = QPlainTextEdit()
        self.code.setTabChangesFocus(True)
        self.code.setMinimumWidth(theme.size("detail"))
        self.code.setMaximumHeight(theme.size("control") * 3)
        self._code = Field(theme, self.tr("Code or answer"), self.code, name="paste_code")
        column.addWidget(self._code)
        self.business = QLineEdit()
        self.business.setPlaceholderText(self.tr("Only if the code alone is pasted"))
        self._business = Field(theme, self.tr("Business id"), self.business, name="paste_business")
        column.addWidget(self._business)
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        row.addStretch(1)
        cancel = button(self.tr("Cancel"), name="paste_cancel")
        cancel.clicked.connect(self.reject)
        self.accept_button = button(self.tr("Connect"), "primary", name="paste_accept")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self._send)
        row.addWidget(cancel)
        row.addWidget(self.accept_button)
        column.addLayout(row)
        self.code.setFocus()

    def _send(self) -> None:
        self.notice.hide()
        self._code.refuse("")
        self._business.refuse("")
        self.accept_button.setEnabled(False)
        self._tasks.spawn(self._paste(self.code.toPlainText(), self.business.text().strip()), "paste")

    async def _paste(self, text: str, business: str) -> None:
        try:
            await self._desk.installing.paste_code(self._install_id, text, business)
        except Rejected as error:
            self._refuse(error)
        except OperatorError as error:
            self.notice.tell(error)
        else:
            self.accept()
        finally:
            self.accept_button.setEnabled(True)

    def _refuse(self, error: Rejected) -> None:
        fields = dict(error.fields)
        code, business = fields.pop("code", ()), fields.pop("business_id", ())
        if code:
            empty = not self.code.toPlainText().strip()
            self._code.refuse(
                self.tr("Paste the code first.") if empty else self.tr("No installation code can be read in this.")
            )
        if business:
            self._business.refuse(
                self.tr("The business id is needed as well: the part before .retm.sa in the address.")
                if "required" in business
                else self.tr("Letters, digits and hyphens only, at most 63.")
            )
        if fields or not (code or business):
            self.notice.tell(error)
