"""The first step of connecting: where, and what to sign in with."""

import os
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.domain.errors import KeyringUnavailable, OperatorError
from retm_desktop.gui import bidi
from retm_desktop.gui.connect.card_button import CardButton
from retm_desktop.gui.connect.fold import Fold
from retm_desktop.gui.connect.reachable import Reachable
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.sentences import sentence
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.form import Field, pad
from retm_desktop.gui.widgets.labels import frame, label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.widgets.secret_field import SecretField
from retm_desktop.gui.words import environment_name
from retm_desktop.providers.retm.environment import Environment
from retm_desktop.store.vault_state import VaultState

_GLYPHS = {"production": "storefront", "staging": "flask", "sandbox": "cooking-pot"}


class WherePanel(QWidget):
    """Environment, client id and client secret, and what has to be reachable."""

    entered = Signal()
    cancelled = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.space("m"))
        outer.addWidget(label(self.tr("Connect a restaurant"), "heading", name="connect_where_title"))
        outer.addWidget(
            label(
                self.tr(
                    "RETM gives every program a client id and a client secret; they are kept sealed on this computer."
                ),
                "muted",
                wrap=True,
            )
        )
        self.notice = Notice(theme, name="connect_notice")
        outer.addWidget(self.notice)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        column = QVBoxLayout(body)
        # Room for the scroll bar at the reading end; Qt does not mirror margins.
        bar = theme.space("l")
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        column.setContentsMargins(bar if right_to_left else 0, 0, 0 if right_to_left else bar, 0)
        column.setSpacing(theme.space("l"))
        column.addWidget(label(self.tr("Where"), "strong"))
        column.addLayout(self._choices())
        column.addLayout(self._credentials())
        reach = frame("card")
        inside = QVBoxLayout(reach)
        pad(inside, theme, "l")
        inside.addWidget(Reachable(desk, prefix="connect"))
        fold = Fold(theme, self.tr("What must be reachable"), reach, name="connect_reachable")
        fold.button.toggled.connect(
            lambda _opened: QTimer.singleShot(0, fold, lambda: scroll.ensureWidgetVisible(fold))
        )
        column.addWidget(fold)
        column.addStretch(1)
        scroll.setWidget(body)
        outer.addWidget(scroll, 1)
        outer.addLayout(self._foot())
        trouble = desk.house.listener_error
        if isinstance(trouble, OperatorError):
            told = sentence(trouble)
            self.notice.say(told.what, told.next, tone="warn")
        elif desk.house.vault_state not in (None, VaultState.OK):
            told = sentence(KeyringUnavailable())
            self.notice.say(told.what, f"{told.safe} {told.next}", tone="warn")

    @property
    def environment(self) -> Environment:
        """The environment that is chosen."""
        return self._environments[self._group.checkedId()]

    @property
    def client_id(self) -> str:
        """The client id, without the spaces that copying brings along."""
        return self.id_field.text().strip()

    @property
    def client_secret(self) -> str:
        """The client secret, without the spaces that copying brings along."""
        return self.secret_field.secret

    def busy(self, on: bool) -> None:
        """Wait for the start of the install, or no longer."""
        self.go.setEnabled(not on)

    def _choices(self) -> QGridLayout:
        theme = self._desk.theme
        grid = QGridLayout()
        grid.setSpacing(theme.space("s"))
        self._group = QButtonGroup(self)
        self._environments = list(self._desk.house.environments.values())
        for number, environment in enumerate(self._environments):
            choice = CardButton(
                theme,
                _GLYPHS.get(environment.name, "globe"),
                environment_name(environment.label),
                _host_of(environment.consent_url),
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

    def _credentials(self) -> QHBoxLayout:
        theme = self._desk.theme
        self.id_field = QLineEdit(os.environ.get("RETM_CLIENT_ID", ""))
        self.id_field.setMaxLength(500)
        self._id = Field(theme, self.tr("Client id"), self.id_field, name="connect_client_id")
        self.id_field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.secret_field = SecretField(theme, os.environ.get("RETM_CLIENT_SECRET", ""), prefix="connect")
        self._secret = Field(
            theme,
            self.tr("Client secret"),
            self.secret_field,
            self.secret_field.eye,
            self.secret_field.paste_button,
            name="connect_client_secret",
        )
        row = QHBoxLayout()
        row.setSpacing(theme.space("l"))
        row.addWidget(self._id, 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._secret, 3, Qt.AlignmentFlag.AlignTop)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._desk.theme.space("s"))
        row.addStretch(1)
        cancel = button(self.tr("Cancel"), "quiet", name="connect_where_cancel")
        cancel.clicked.connect(self.cancelled)
        self.go = button(self.tr("Continue to RETM"), "main", name="connect_continue")
        self.go.setDefault(True)
        self.go.clicked.connect(self._check)
        row.addWidget(cancel)
        row.addWidget(self.go)
        return row

    def _check(self) -> None:
        if not self.go.isEnabled():
            return
        self._id.refuse("" if self.client_id else self.tr("Enter the client id from RETM's developer portal."))
        self._secret.refuse("" if self.client_secret else self.tr("Enter the client secret that belongs to it."))
        if self.client_id and self.client_secret:
            self.entered.emit()
        else:
            (self.secret_field if self.client_id else self.id_field).setFocus()


def _host_of(address: str) -> str:
    return bidi.ltr(urlsplit(address).netloc)
