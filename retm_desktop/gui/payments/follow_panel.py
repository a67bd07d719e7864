"""One payment on its way: its code or page while it waits, what is being found out, and how it ended."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.payments.money import sen_money
from retm_desktop.gui.payments.qr import QrPicture
from retm_desktop.gui.payments.words import PATIENCE, is_over, payment_sentence, wallet_name
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.disc import Disc
from retm_desktop.gui.widgets.fact import Fact
from retm_desktop.gui.widgets.labels import frame, label, retone
from retm_desktop.store.payments import PaymentRow, PaymentState, PaymentWay

_ASK_EVERY_MS = 3000
"""The service wants to be asked about a checkout no faster than every three seconds (its direct checkout page)."""
_ASKED_AT_MOST_S = 2 * PATIENCE
"""So long "asked again" is believed; after that it may be asked once more."""

_LOOKS = {
    PaymentState.STARTING: ("paper-plane-tilt", "info"),
    PaymentState.WAITING: ("hourglass-medium", "info"),
    PaymentState.ASKING: ("question", "warn"),
    PaymentState.REVERSING: ("arrow-u-up-left", "warn"),
    PaymentState.UNCLEAR: ("warning", "danger"),
    PaymentState.REFUNDING: ("arrow-u-up-left", "warn"),
    PaymentState.PAID: ("check", "good"),
    PaymentState.REFUNDED: ("arrow-u-up-left", "warn"),
    PaymentState.FAILED: ("x", "danger"),
    PaymentState.EXPIRED: ("hourglass-low", "warn"),
    PaymentState.REVERSED: ("arrow-u-up-left", "warn"),
}
_UNDER_WAY = (PaymentState.STARTING, PaymentState.ASKING, PaymentState.REVERSING, PaymentState.REFUNDING)


class FollowPanel(QWidget):
    """Shows one payment's row; what a person wants is told by signals."""

    stop_requested = Signal(int)
    show_requested = Signal(int)
    ask_now_requested = Signal(int)
    ask_again_requested = Signal(int)
    """These carry the payment's id."""
    page_requested = Signal()
    try_again_requested = Signal()
    done_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._row: PaymentRow | None = None
        self._since = desk.now()
        self._asked: tuple[datetime, datetime] | None = None
        theme = desk.theme
        centre = Qt.AlignmentFlag.AlignCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addStretch(1)
        self._qr = QrPicture(theme, name="payment_qr")
        column.addWidget(self._qr, 100)
        self._disc = Disc(theme, size="rail")
        column.addWidget(self._disc, 0, Qt.AlignmentFlag.AlignHCenter)
        self._title = label("", "heading", name="payment_title", wrap=True)
        self._title.setAlignment(centre)
        column.addWidget(self._title)
        self._time = label("", "title", name="payment_left")
        self._time.setAlignment(centre)
        column.addWidget(self._time)
        self._bar = QProgressBar()
        self._bar.setObjectName("payment_bar")
        self._bar.setRange(0, PATIENCE)
        self._bar.setTextVisible(False)
        column.addWidget(self._bar)
        self._words = label("", "muted", name="payment_words", wrap=True)
        self._words.setAlignment(centre)
        column.addWidget(self._words)
        self._link = self._link_part()
        column.addWidget(self._link)
        self._facts = self._facts_part()
        column.addWidget(self._facts)
        # Before there is a row, none of its parts may claim room in the window.
        for part in (self._qr, self._time, self._bar, self._link, self._facts):
            part.hide()
        column.addSpacing(theme.space("s"))
        column.addLayout(self._acts())
        column.addStretch(1)
        self._asking_now = QTimer(self)
        self._asking_now.setSingleShot(True)
        self._asking_now.setInterval(_ASK_EVERY_MS)
        self._asking_now.timeout.connect(self.tick)

    @property
    def row(self) -> PaymentRow | None:
        """What is shown."""
        return self._row

    def show_row(self, row: PaymentRow, since: datetime) -> None:
        """Show a payment; `since` is when its state began."""
        if self._row is not None and self._row.id != row.id:
            self._asked = None
        self._row, self._since = row, since
        self.tick()

    def asked_again(self, row: PaymentRow) -> None:
        """Show that the service is being asked of `row`, until that tells more or the time for it is over."""
        self._asked = (row.updated_at, self._desk.now())
        self.tick()

    def tick(self) -> None:
        """Tell the time anew, and what it changes."""
        row = self._row
        if row is None:
            return
        told = payment_sentence(self._desk, row)
        again = self._is_asked_again(row)
        waits = row.state is PaymentState.WAITING and not is_over(self._desk, row)
        shown = waits and not row.let_go
        drawn = shown and row.way is PaymentWay.QR and self._draw(row)
        self._title.setText(self.tr("Asking again…") if again else told.what)
        retone(self._title, "good" if row.state is PaymentState.PAID and not row.error_code else "")
        self._words.setText(f"{told.safe} {told.next}")
        self._tell_disc(row)
        timed = self._tell_time(row, waits=waits, again=again)
        self._tell_facts(row)
        self._address.setText(bidi.ltr(_shortened(row.address)))
        linked = shown and not drawn and bool(row.address)
        parts: dict[QWidget, bool] = {
            self._qr: drawn,
            self._disc: not drawn,
            self._title: not drawn,
            self._time: timed,
            self._bar: again or row.state is PaymentState.ASKING,
            self._link: linked,
            self._facts: row.state in (PaymentState.PAID, PaymentState.REFUNDED),
        }
        _show_only(parts | self._acts_of(row, waits=waits, linked=linked, again=again))

    # Parts

    def _link_part(self) -> QWidget:
        theme = self._desk.theme
        strip = frame("sunken")
        row = QHBoxLayout(strip)
        edge = theme.space("s")
        row.setContentsMargins(theme.space("m"), edge, edge, edge)
        row.setSpacing(edge)
        self._address = label("", name="payment_link")
        row.addWidget(self._address, 1)
        copied: Callable[[], str] = lambda: self._row.address if self._row is not None else ""  # noqa: E731
        row.addWidget(CopyButton(theme, self.tr("the link of the payment page"), copied, name="payment_copy_link"))
        return strip

    def _facts_part(self) -> QWidget:
        theme = self._desk.theme
        card = frame("card")
        column = QVBoxLayout(card)
        # The same on both sides: Qt does not mirror margins.
        column.setContentsMargins(*(theme.space("m"), theme.space("s")) * 2)
        column.setSpacing(0)

        def fact(glyph: str, what: str, copied: Callable[[], str] | None, name: str) -> Fact:
            made = Fact(theme, glyph, what, copied, name=name, of="payment")
            column.addWidget(made)
            return made

        self._wallet = fact("wallet", self.tr("Wallet or bank"), None, "wallet")
        self._at = fact("clock", self.tr("Time"), None, "time")
        self._transaction = fact(
            "receipt",
            self.tr("Transaction"),
            lambda: self._row.transaction_id if self._row is not None else "",
            "transaction",
        )
        return card

    def _acts(self) -> QHBoxLayout:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        row.addStretch(1)

        def act(words: str, role: str, name: str, signal: Callable[[], object]) -> QPushButton:
            made = button(words, role, name=name)
            made.setAutoDefault(False)
            made.clicked.connect(signal)
            made.hide()
            row.addWidget(made)
            return made

        self._stop = act(self.tr("Stop showing"), "", "payment_stop", self._of_row(self.stop_requested))
        self._now = act(self.tr("Ask now"), "", "payment_ask_now", self._ask_now)
        self._show = act(self.tr("Show it again"), "primary", "payment_show_again", self._of_row(self.show_requested))
        self._page = act(self.tr("Open the page again"), "primary", "payment_open_page", self.page_requested.emit)
        self._page.setIcon(icon("arrow-square-out", theme.color("on_primary")))
        # A box wider than the drawing keeps the words apart from it.
        self._page.setIconSize(QSize(theme.size("icon") * 7 // 5, theme.size("icon")))
        self._again = act(self.tr("Ask again"), "primary", "payment_ask_again", self._of_row(self.ask_again_requested))
        self._retry = act(self.tr("Try again"), "primary", "payment_try_again", self.try_again_requested.emit)
        self._done = act(self.tr("Done"), "main", "payment_done", self.done_requested.emit)
        self._done.setMinimumWidth(theme.size("product_card"))
        row.addStretch(1)
        return row

    # What the row says

    def _draw(self, row: PaymentRow) -> bool:
        amount = plain(sen_money(row.amount, self._desk.language))
        return self._qr.show_data(row.qr_data, self.tr("QR code to pay {amount}").format(amount=amount))

    def _tell_disc(self, row: PaymentRow) -> None:
        glyph, tone = _LOOKS[row.state]
        if row.state is PaymentState.WAITING and row.way is PaymentWay.PAGE and not row.let_go:
            glyph = "browser"
        if row.state is PaymentState.PAID and row.error_code:
            glyph, tone = "warning", "warn"
        self._disc.show_as(glyph, fill=f"{tone}_soft", ink=tone)

    def _tell_time(self, row: PaymentRow, *, waits: bool, again: bool) -> bool:
        """Tell how long there is left, or how long it takes so far; False where neither counts."""
        now = self._desk.now()
        begun = self._asked[1] if again and self._asked is not None else self._since
        elapsed = max(0, int((now - begun).total_seconds()))
        words = ""
        if waits and row.ends_at is not None:
            left = max(0, int((row.ends_at - now).total_seconds()))
            words = self.tr("{time} left").format(time=bidi.ltr(f"{left // 60}:{left % 60:02d}"))
        elif again or row.state in _UNDER_WAY:
            words = self.tr("{n} s so far").format(n=bidi.ltr(str(elapsed)))
        self._time.setText(words)
        self._bar.setValue(min(PATIENCE, elapsed))
        self._bar.setAccessibleName(plain(words))
        return bool(words)

    def _tell_facts(self, row: PaymentRow) -> None:
        self._wallet.show_words(bidi.auto(wallet_name(row.method)))
        self._wallet.setVisible(bool(row.method))
        self._at.show_words(bidi.day_and_clock(self._since, self._desk.zone))
        self._transaction.show_words(bidi.ltr(row.transaction_id))
        self._transaction.setVisible(bool(row.transaction_id))

    def _acts_of(self, row: PaymentRow, *, waits: bool, linked: bool, again: bool) -> dict[QWidget, bool]:
        """Tell of each button whether it is offered now."""
        state = row.state
        asking = self._asking_now.isActive()
        self._now.setEnabled(not asking)
        self._now.setText(self.tr("Asking…") if asking else self.tr("Ask now"))
        looked_away = waits and row.let_go
        return {
            self._stop: waits and not row.let_go,
            self._show: looked_away,
            self._page: linked,
            self._now: state is PaymentState.ASKING or (state is PaymentState.WAITING and not looked_away),
            self._again: state is PaymentState.UNCLEAR and not again,
            self._retry: state in (PaymentState.FAILED, PaymentState.EXPIRED, PaymentState.REVERSED),
            self._done: state is PaymentState.PAID,
        }

    def _ask_now(self) -> None:
        if self._row is not None:
            self._asking_now.start()
            self.tick()
            self.ask_now_requested.emit(self._row.id)

    def _of_row(self, signal: SignalInstance) -> Callable[[], None]:
        return lambda: signal.emit(self._row.id) if self._row is not None else None

    def _is_asked_again(self, row: PaymentRow) -> bool:
        if self._asked is None:
            return False
        updated, at = self._asked
        late = (self._desk.now() - at).total_seconds() > _ASKED_AT_MOST_S
        if row.state is not PaymentState.UNCLEAR or row.updated_at != updated or late:
            self._asked = None
            return False
        return True


def _show_only(parts: dict[QWidget, bool]) -> None:
    """Hide before showing: a layout takes room at once, and a window that has grown stays so."""
    for shown in (False, True):
        for part, wanted in parts.items():
            if wanted is shown:
                part.setVisible(shown)


def _shortened(address: str) -> str:
    """Return an address as it fits in a line; it is copied whole."""
    return address if len(address) <= 44 else f"{address[:28]}…{address[-15:]}"
