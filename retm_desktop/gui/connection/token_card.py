"""The token of the connection: how long it is good, whether it renews itself, and what helps when it does not."""

from datetime import datetime

import msgspec
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from retm_desktop.connect.tokens import TokenState
from retm_desktop.domain.errors import KeyringUnavailable, OperatorError, SignInExpired, WrongCredentials
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.rereading import Rereading
from retm_desktop.gui.sentences import sentence_of_code, sentence_of_session
from retm_desktop.gui.setup.section import Section
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import chip, label, retone
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.providers.retm.environment import Environment

_TICK_MS = 15_000


class _Grant(msgspec.Struct):
    """The one thing this card wants of an environment's document."""

    grant: str = ""


class TokenCard(Section):
    """Says how the token stands and renews it on demand."""

    secret_requested = Signal()
    connect_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        super().__init__(
            theme,
            "key",
            self.tr("Token"),
            self.tr("What this program shows RETM with every request."),
            name="connection_token",
        )
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._token: TokenState | None = None
        self.state = chip("", name="connection_token_state")
        self.add_line(self.tr("State"), "", self.state)
        self.ends = label("", name="connection_token_ends", wrap=True)
        self.renewal = label("", "muted", name="connection_token_renewal", wrap=True)
        self.grant = label("", "muted", name="connection_token_grant", wrap=True)
        for words in (self.ends, self.renewal, self.grant):
            self.add(words)
        self.notice = Notice(theme, name="connection_token_notice")
        self.add(self.notice)
        acts = QHBoxLayout()
        acts.setSpacing(theme.space("s"))
        self.renew = button(
            "",
            name="connection_refresh_token",
            icon=icon("arrow-clockwise", theme.color("text")),
            icon_size=theme.size("icon"),
        )
        self.renew.clicked.connect(self._renew)
        self.secret = button(self.tr("Enter the new secret"), name="connection_enter_secret")
        self.secret.clicked.connect(self.secret_requested)
        self.again = button(self.tr("Connect again"), name="connection_connect_again")
        self.again.clicked.connect(self.connect_requested)
        for one in (self.renew, self.secret, self.again):
            acts.addWidget(one)
        acts.addStretch(1)
        self.add(acts)
        self._busy(False)
        self._reading = Rereading(self._tasks, "read", self._read)
        bridge = desk.bridge
        for signal in (bridge.inspection_changed, bridge.status_changed, bridge.connections_changed):
            signal.connect(self.refresh)
        bridge.active_changed.connect(self._start_anew)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._show)
        self._timer.start()
        self._show()
        self.refresh()

    def refresh(self) -> None:
        """Look again how the token stands."""
        self._reading.ask()

    def _start_anew(self) -> None:
        self._tasks.cancel("renew")
        self._busy(False)
        self.notice.hide()
        self._token = None
        self._show()
        self.refresh()

    async def _read(self) -> None:
        inspector = self._desk.house.inspector
        self._token = await inspector.token() if inspector is not None else None
        self._show()

    def _show(self) -> None:
        token = self._token
        self.grant.setText(self._grant_words())
        self.renew.setEnabled(self._may_renew() and not self._renewing)
        refused = token.refused if token is not None else ""
        doubted = token.doubted if token is not None else ""
        lasting = token is not None and (token.renewable or bool(refused))
        self.secret.setVisible(WrongCredentials.code in (refused, doubted))
        self.again.setVisible(
            token is not None and (SignInExpired.code in (refused, doubted) or (not lasting and not refused))
        )
        if token is None:
            self._say(self.tr("Opening…"), "", self.tr("The program has not opened its connection to RETM yet."), "")
        elif refused:
            self._show_refused(token, refused)
        else:
            self._show_good(token, doubted)

    def _show_refused(self, token: TokenState, refused: str) -> None:
        told = sentence_of_code("new_secret" if refused == WrongCredentials.code else refused)
        words = {
            WrongCredentials.code: self.tr("New secret needed"),
            KeyringUnavailable.code: self.tr("Password store locked"),
        }.get(refused, self.tr("Refused"))
        self._say(words, "danger", told.what, f"{told.safe} {told.next}")

    def _show_good(self, token: TokenState, doubted: str) -> None:
        now = self._desk.now()
        ended = token.expires_at is None or token.expires_at <= now
        if doubted:
            told = sentence_of_code("new_secret" if doubted == WrongCredentials.code else doubted)
            renewal = self.tr("{why} The token goes on until it ends; orders go on until then.").format(why=told.what)
        elif token.renewable:
            renewal = self.tr("Renews itself shortly before it ends.")
        else:
            renewal = self.tr(
                "Does not renew itself, since RETM gave no refresh token: the merchant has to allow access again when "
                "it ends."
            )
        state = self.tr("Ended") if ended else self.tr("Good")
        tone = "warn" if ended or doubted or not token.renewable else "good"
        self._say(state, tone, self._end_words(token.expires_at, now), renewal)

    def _say(self, state: str, tone: str, ends: str, renewal: str) -> None:
        self.state.setText(state)
        retone(self.state, tone)
        self.ends.setText(ends)
        self.renewal.setText(renewal)
        self.renewal.setVisible(bool(renewal))

    def _end_words(self, ends: datetime | None, now: datetime) -> str:
        if ends is None:
            return self.tr("RETM did not say when it ends.")
        zone = self._desk.zone
        today = ends.astimezone(zone).date() == now.astimezone(zone).date()
        time = bidi.clock(ends, zone) if today else bidi.day_and_clock(ends, zone)
        minutes = int((ends - now).total_seconds() // 60)
        if ends <= now:
            return self.tr("Ended at {time}; it is renewed with the next request.").format(time=time)
        if minutes < 1:
            return self.tr("Ends at {time}, in less than a minute.").format(time=time)
        return self.tr("Ends at {time}, in {age}.").format(time=time, age=bidi.age(minutes))

    def _grant_words(self) -> str:
        active = self._desk.house.active
        if active is None:
            return ""
        known = self._desk.house.environments.get(active.environment)
        grant = known.grant if isinstance(known, Environment) else _grant_of(active.environment_document)
        if grant == "client_credentials":
            return self.tr("Grant: client credentials, the program's own id and secret.")
        return self.tr("Grant: authorization code, the merchant allowed access.")

    def _may_renew(self) -> bool:
        return self._token is not None and self._token.renewable

    def _busy(self, on: bool) -> None:
        self._renewing = on
        self.renew.setText(self.tr("Refreshing…") if on else self.tr("Refresh now"))
        self.renew.setEnabled(not on and self._may_renew())

    def _renew(self) -> None:
        inspector = self._desk.house.inspector
        if inspector is None or self._renewing:
            return
        self.notice.hide()
        self._busy(True)
        self._tasks.spawn(self._renewed(), "renew")

    async def _renewed(self) -> None:
        inspector = self._desk.house.inspector
        try:
            if inspector is not None:
                await inspector.renew()
        except OperatorError as error:
            told = sentence_of_session(error)
            self.notice.say(told.what, f"{told.safe} {told.next}", tone="danger")
        else:
            self.notice.say(self.tr("RETM gave a new token."), tone="good")
        finally:
            self._busy(False)
            self.refresh()


def _grant_of(document: bytes) -> str:
    try:
        return msgspec.json.decode(document, type=_Grant).grant
    except msgspec.DecodeError:
        return ""
