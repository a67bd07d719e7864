"""What the operator enters to connect one provider: where, each credential, and what has to be set up there."""

import os
from collections.abc import Mapping
from functools import partial
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from retm_desktop.connect.provider import PROVIDERS, CallbackBy, ConnectableEnvironment, CredentialKind
from retm_desktop.connect.sealed import ClientCredentials
from retm_desktop.domain.errors import Rejected
from retm_desktop.gui import bidi
from retm_desktop.gui.connect.card_button import CardButton
from retm_desktop.gui.connect.fold import Fold
from retm_desktop.gui.connect.key_field import KeyField, key_refusal
from retm_desktop.gui.connect.providers import FieldWords, ProviderWords
from retm_desktop.gui.connect.reachable import Reachable
from retm_desktop.gui.connect.redirect import RedirectAddress
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.form import Field, HintedField, pad
from retm_desktop.gui.widgets.labels import frame, label
from retm_desktop.gui.widgets.secret_field import SecretField
from retm_desktop.gui.words import environment_name

_LONGEST = 500


class CredentialsForm(QWidget):
    """The environments of one provider, a field for each of its credentials, and the addresses it has to know."""

    wants_to_be_seen = Signal(QWidget)
    """A part of the form has something new to say."""

    def __init__(self, desk: Desk, provider: str, words: ProviderWords, typed: Mapping[str, str]) -> None:
        """`typed` are credentials that were entered before, by name."""
        super().__init__()
        self._desk = desk
        self._name = provider
        self._provider = PROVIDERS[provider]
        self._words = words
        self._inputs: dict[str, QLineEdit | KeyField] = {}
        self._fields: dict[str, Field] = {}
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("l"))
        where = QVBoxLayout()
        where.setSpacing(theme.space("s"))
        where.addWidget(label(self.tr("Where"), "strong"))
        where.addLayout(self._choices())
        column.addLayout(where)
        column.addLayout(self._lines(typed))
        keys = self._keys()
        if keys.count():
            column.addLayout(keys)
        column.addWidget(self._addresses())
        for name, field in self._inputs.items():
            if isinstance(field, KeyField) and typed.get(name):
                field.take(typed[name])

    @property
    def environment(self) -> ConnectableEnvironment:
        """The environment that is chosen."""
        return self._environments[self._group.checkedId()]

    @property
    def typed(self) -> dict[str, str]:
        """What was entered, by the credential's name."""
        return {
            name: field.key if isinstance(field, KeyField) else field.text().strip()
            for name, field in self._inputs.items()
        }

    @property
    def credentials(self) -> ClientCredentials:
        """What was entered, as the provider takes it."""
        return self._credentials_of(self.typed)

    def is_complete(self) -> bool:
        """Look at what was entered; what is wrong is said at its field, and the first of these gets the keyboard."""
        for field in self._inputs.values():
            if isinstance(field, KeyField):
                field.settle()
        try:
            self._provider.checked(self.credentials)
        except Rejected as error:
            self.refuse(error.fields)
            return False
        self.refuse({})
        return True

    def refuse(self, reasons: Mapping[str, tuple[str, ...]]) -> bool:
        """Say at each field what is wrong with it, in words; return False where a reason belongs to no field."""
        for name, field in self._inputs.items():
            said = self._reason(name, reasons[name]) if name in reasons else ""
            (field if isinstance(field, KeyField) else self._fields[name]).refuse(said)
        refused = [name for name in self._inputs if name in reasons]
        if refused:
            self._inputs[refused[0]].setFocus()
            self.wants_to_be_seen.emit(self._fields[refused[0]])
        return reasons.keys() <= self._inputs.keys()

    def _reason(self, name: str, reasons: tuple[str, ...]) -> str:
        reason = reasons[0] if reasons else ""
        if reason == "required":
            return self._words.fields[name].missing
        if isinstance(self._inputs[name], KeyField):
            return key_refusal(reason or "unreadable")
        if reason == "too_long":
            return self.tr("This is too long.")
        return self.tr("{service} cannot have issued this: copy it once more.").format(service=self._words.service)

    def _credentials_of(self, typed: Mapping[str, str]) -> ClientCredentials:
        keys = {each.name: typed[each.name] for each in self._provider.fields if each.kind is CredentialKind.KEY}
        return ClientCredentials(typed["client_id"], typed["client_secret"], keys)

    def _choices(self) -> QGridLayout:
        theme = self._desk.theme
        grid = QGridLayout()
        grid.setSpacing(theme.space("s"))
        self._group = QButtonGroup(self)
        self._environments = [each for each in self._desk.house.environments.values() if each.provider == self._name]
        for number, environment in enumerate(self._environments):
            host = bidi.ltr(urlsplit(environment.consent_url).netloc)
            note = self._words.notes.get(environment.name, "")
            choice = CardButton(
                theme,
                self._words.glyphs.get(environment.name, "globe"),
                environment_name(environment.label),
                f"{note} · {host}" if note else host,
                name=f"connect_environment_{environment.name}",
                compact=True,
            )
            choice.setCheckable(True)
            choice.setChecked(number == 0)
            self._group.addButton(choice, number)
            grid.addWidget(choice, number // 2, number % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _lines(self, typed: Mapping[str, str]) -> QHBoxLayout:
        """Lay out what is one line of text, side by side; secrets are longer."""
        row = QHBoxLayout()
        row.setSpacing(self._desk.theme.space("l"))
        for each in self._provider.fields:
            if each.kind is not CredentialKind.KEY:
                words = self._words.fields[each.name]
                text = typed.get(each.name) or os.environ.get(words.variable, "")
                made = self._line(each.name, each.kind, words, text)
                row.addWidget(made, 3 if each.kind is CredentialKind.SECRET else 2, Qt.AlignmentFlag.AlignTop)
        return row

    def _line(self, name: str, kind: CredentialKind, words: FieldWords, text: str) -> Field:
        theme = self._desk.theme
        line: QLineEdit
        beside: tuple[QWidget, ...] = ()
        if kind is CredentialKind.SECRET:
            line = secret = SecretField(theme, text, prefix="connect")
            beside = (secret.eye, secret.paste_button)
        else:
            line = QLineEdit(text)
            line.setMaxLength(_LONGEST)
            line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        made = Field(theme, words.caption, line, *beside, name=f"connect_{name}")
        line.textChanged.connect(lambda _text: made.refuse(""))
        self._inputs[name] = line
        self._fields[name] = made
        return made

    def _keys(self) -> QHBoxLayout:
        """Lay out the keys side by side."""
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("l"))
        for each in self._provider.fields:
            if each.kind is CredentialKind.KEY:
                words = self._words.fields[each.name]
                key = KeyField(
                    theme,
                    self._desk.background,
                    name=f"connect_{each.name}",
                    caption=words.caption,
                    words=words.read,
                    check=partial(self._wrong_with, each.name),
                )
                self._inputs[each.name] = key
                made = HintedField(theme, words.caption, words.hint, key, name=f"connect_{each.name}")
                self._fields[each.name] = made
                key.refused.connect(made.refuse)
                row.addWidget(made, 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _wrong_with(self, name: str, text: str) -> str:
        """Return why the provider refuses `text` as the credential `name`; what else is missing is not said yet."""
        try:
            self._provider.checked(self._credentials_of(self.typed | {name: text}))
        except Rejected as error:
            return next(iter(error.fields.get(name, ())), "")
        return ""

    def _addresses(self) -> QWidget:
        theme = self._desk.theme
        if self._provider.callback_by is CallbackBy.BROWSER:
            return RedirectAddress(self._desk, self._name, self._words.service)
        reach = frame("card")
        inside = QVBoxLayout(reach)
        pad(inside, theme, "l")
        inside.addWidget(Reachable(self._desk, prefix="connect"))
        fold = Fold(theme, self.tr("What must be reachable"), reach, name="connect_reachable")
        fold.button.toggled.connect(lambda _opened: self.wants_to_be_seen.emit(fold))
        return fold
