"""The first step of connecting: what, where, and what to sign in with."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.connect.provider import PROVIDERS, ConnectableEnvironment
from retm_desktop.connect.sealed import ClientCredentials
from retm_desktop.domain.errors import KeyringUnavailable, OperatorError, Rejected
from retm_desktop.gui.connect.card_button import CardButton
from retm_desktop.gui.connect.credentials_form import CredentialsForm
from retm_desktop.gui.connect.providers import ProviderWords, provider_words
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.vault_state import VaultState


class WherePanel(QWidget):
    """The providers to choose from, and the form of the chosen one."""

    entered = Signal()
    cancelled = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._typed: dict[str, dict[str, str]] = {}
        there_are = {each.provider for each in desk.house.environments.values()}
        self._providers = [name for name in PROVIDERS if name in there_are]
        self._provider = self._providers[0]
        self._form: CredentialsForm | None = None
        self._group = QButtonGroup(self)
        theme = desk.theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.space("m"))
        self._title = label("", "heading", name="connect_where_title")
        outer.addWidget(self._title)
        self._origin = label("", "muted", name="connect_where_words", wrap=True)
        outer.addWidget(self._origin)
        self.notice = Notice(theme, name="connect_notice")
        outer.addWidget(self.notice)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("connect_where_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        self._column = QVBoxLayout(body)
        # Room for the scroll bar at the reading end; Qt does not mirror margins.
        bar = theme.space("l")
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._column.setContentsMargins(bar if right_to_left else 0, 0, 0 if right_to_left else bar, 0)
        self._column.setSpacing(theme.space("l"))
        if len(self._providers) > 1:
            what = QVBoxLayout()
            what.setSpacing(theme.space("s"))
            what.addWidget(label(self.tr("What"), "strong"))
            what.addLayout(self._choices())
            self._column.addLayout(what)
        self._column.addStretch(1)
        self._scroll.setWidget(body)
        outer.addWidget(self._scroll, 1)
        outer.addLayout(self._foot())
        self._choose(self._provider)

    @property
    def words(self) -> ProviderWords:
        """What is said of the chosen provider."""
        return provider_words(self._provider)

    @property
    def environment(self) -> ConnectableEnvironment:
        """The environment that is chosen."""
        return self.form.environment

    @property
    def credentials(self) -> ClientCredentials:
        """What was entered."""
        return self.form.credentials

    @property
    def form(self) -> CredentialsForm:
        """The form of the chosen provider."""
        if self._form is None:
            raise RuntimeError("there is no form yet")
        return self._form

    def busy(self, on: bool) -> None:
        """Wait for the start of the install, or no longer."""
        self.go.setEnabled(not on)
        for choice in self._group.buttons():
            choice.setEnabled(not on)

    def tell(self, error: OperatorError) -> None:
        """Say why the install could not begin: at the fields where it is about them, or above."""
        if isinstance(error, Rejected) and error.fields and self.form.refuse(error.fields):
            return
        told = self.words.told(error)
        self.notice.say(told.what, f"{told.safe} {told.next}", tone="danger")

    def _choices(self) -> QHBoxLayout:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        for number, name in enumerate(self._providers):
            words = provider_words(name)
            choice = CardButton(
                theme, words.glyph, words.service, words.purpose, name=f"connect_provider_{name}", compact=True
            )
            choice.setCheckable(True)
            choice.setChecked(number == 0)
            choice.clicked.connect(lambda _checked=False, name=name: self._choose(name))
            self._group.addButton(choice, number)
            row.addWidget(choice, 1)
        return row

    def _choose(self, provider: str) -> None:
        """Show the form of `provider`; what was typed into the others is kept while the dialog is open."""
        if self._form is not None:
            if provider == self._provider:
                return
            self._typed[self._provider] = self._form.typed
            self._column.removeWidget(self._form)
            # Out of the window at once, or its fields would be found beside those of the same name.
            self._form.setParent(None)
            self._form.deleteLater()
        self._provider = provider
        words = self.words
        self._title.setText(words.title)
        self._origin.setText(words.origin)
        self.go.setText(self.tr("Continue to {service}").format(service=words.service))
        form = CredentialsForm(self._desk, provider, words, self._typed.get(provider, {}))
        form.wants_to_be_seen.connect(self._reveal)
        self._form = form
        self._column.insertWidget(self._column.count() - 1, form)
        # A layout shows what joins it only a turn later.
        form.show()
        self._warn()

    def _reveal(self, part: QWidget) -> None:
        QTimer.singleShot(0, part, lambda: self._scroll.ensureWidgetVisible(part))

    def _warn(self) -> None:
        """Say beforehand what stands in the way."""
        self.notice.hide()
        trouble = self._desk.house.listener_error
        if isinstance(trouble, OperatorError):
            told = self.words.told(trouble)
            self.notice.say(told.what, told.next, tone="warn")
        elif self._desk.house.vault_state not in (None, VaultState.OK):
            told = self.words.told(KeyringUnavailable())
            self.notice.say(told.what, f"{told.safe} {told.next}", tone="warn")

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._desk.theme.space("s"))
        row.addStretch(1)
        cancel = button(self.tr("Cancel"), "quiet", name="connect_where_cancel")
        cancel.clicked.connect(self.cancelled)
        self.go = button("", "main", name="connect_continue")
        self.go.setDefault(True)
        self.go.clicked.connect(self._check)
        row.addWidget(cancel)
        row.addWidget(self.go)
        return row

    def _check(self) -> None:
        if self.go.isEnabled() and self.form.is_complete():
            self.entered.emit()
