"""Finishing an install by hand: what the operator pastes of the provider's answer, depending on who would bring it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from retm_desktop.connect.installer import Begun
from retm_desktop.connect.provider import PROVIDERS, CallbackBy
from retm_desktop.domain.errors import ConsentDenied, OperatorError, Rejected
from retm_desktop.gui import bidi
from retm_desktop.gui.connect.providers import ProviderWords
from retm_desktop.gui.connect.redirect import redirect_address
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.form import Field, pad
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice


class PasteDialog(QDialog):
    """Asks for the code and the business id, or for the address of the browser; accepted once the program took them."""

    def __init__(self, desk: Desk, begun: Begun, parent: QWidget, words: ProviderWords) -> None:
        """`words` are those of the provider."""
        super().__init__(parent)
        self._desk = desk
        self._begun = begun
        self._words = words
        self._by_browser = PROVIDERS[begun.environment.provider].callback_by is CallbackBy.BROWSER
        self._tasks = ViewTasks(self, desk.background)
        title = self.tr("Paste the address") if self._by_browser else self.tr("Paste the code")
        self.setObjectName("paste_dialog")
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        theme = desk.theme
        column = QVBoxLayout(self)
        pad(column, theme)
        column.setSpacing(theme.space("m"))
        column.addWidget(label(title, "heading"))
        column.addWidget(label(self._explained(), "muted", name="paste_words", wrap=True))
        self.notice = Notice(theme, name="paste_notice")
        column.addWidget(self.notice)
        self.code = QPlainTextEdit()
        self.code.setTabChangesFocus(True)
        self.code.setMinimumWidth(theme.size("detail"))
        self.code.setMaximumHeight(theme.size("control") * 3)
        caption = self.tr("Address") if self._by_browser else self.tr("Code or answer")
        self._code = Field(theme, caption, self.code, name="paste_code")
        column.addWidget(self._code)
        self.business = QLineEdit()
        self.business.setPlaceholderText(self.tr("Only if the code alone is pasted"))
        self._business = Field(theme, self.tr("Business id"), self.business, name="paste_business")
        self._business.setHidden(self._by_browser)
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

    def _explained(self) -> str:
        if not self._by_browser:
            return self.tr(
                "For when {service} cannot reach this computer: paste the installation code, or the whole answer or "
                "address that holds it."
            ).format(service=self._words.service)
        begins = redirect_address(self._desk, self._begun.environment.provider)
        # The address has a line of its own: within a sentence of the other direction it would be torn apart.
        return self.tr(
            "After {allow}, the browser shows an address that begins with\n{redirect}\nIf that page does not open, "
            "paste the whole address here."
        ).format(allow=self._words.allow, redirect=bidi.ltr(begins))

    def _send(self) -> None:
        self.notice.hide()
        self._code.refuse("")
        self._business.refuse("")
        self.accept_button.setEnabled(False)
        self._tasks.spawn(self._paste(self.code.toPlainText(), self.business.text().strip()), "paste")

    async def _paste(self, text: str, business: str) -> None:
        try:
            await self._desk.installing.paste_code(self._begun.install_id, text, business)
        except Rejected as error:
            self._refuse(error)
        except ConsentDenied:
            # The address told of a refusal, and the install has ended with it.
            self.reject()
        except OperatorError as error:
            self._tell(error)
        else:
            self.accept()
        finally:
            self.accept_button.setEnabled(True)

    def _refuse(self, error: Rejected) -> None:
        fields = dict(error.fields)
        code, business = fields.pop("code", ()), fields.pop("business_id", ())
        if code:
            empty = not self.code.toPlainText().strip()
            self._code.refuse(self._missing() if empty else self._unreadable())
        if business and not self._by_browser:
            self._business.refuse(
                self.tr("The business id is needed as well: the part before .retm.sa in the address.")
                if "required" in business
                else self.tr("Letters, digits and hyphens only, at most 63.")
            )
        if fields or (not code and (self._by_browser or not business)):
            self._tell(error)

    def _missing(self) -> str:
        return self.tr("Paste the address first.") if self._by_browser else self.tr("Paste the code first.")

    def _unreadable(self) -> str:
        if self._by_browser:
            return self.tr("No code can be read in this. Copy the whole address, to its very end.")
        return self.tr("No installation code can be read in this.")

    def _tell(self, error: OperatorError) -> None:
        told = self._words.told(error)
        self.notice.say(told.what, f"{told.safe} {told.next}", tone="danger")
