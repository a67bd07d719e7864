"""Reading a day's settlement: how far it is, a way to stop it, and what became of it."""

import asyncio
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from retm_desktop.domain.errors import NotFound, OperatorError
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payment_account.connected import account_id
from retm_desktop.gui.sentences import PAYMENTS_SERVICE, sentence_of_payment
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.form import pad
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice

_LONGEST_S = 180.0
"""The report of a day has many pages at most, and each of them an end of its own; this bounds them together."""

_ADVISED = (
    "offline",
    "sign_in_expired",
    "wrong_credentials",
    "forbidden",
    "clock_wrong",
    "signature_refused",
    "no_payments",
    "disk_full",
)
"""Codes whose own advice is right for a reading that was asked for by hand."""


class SettlementReading(QFrame):
    """A strip that is there while a day is being read; `changed` is told when a reading begins and when it is over."""

    changed = Signal()

    def __init__(self, desk: Desk, notice: Notice) -> None:
        """What became of it is said in `notice`."""
        super().__init__()
        self._desk = desk
        self._notice = notice
        self._tasks = ViewTasks(self, desk.background)
        self._account = account_id(desk)
        self.running = False
        self.setProperty("role", "notice")
        self.setObjectName("settlement_reading")
        theme = desk.theme
        row = QHBoxLayout(self)
        pad(row, theme, "m")
        row.setSpacing(theme.space("m"))
        words = QVBoxLayout()
        words.setSpacing(theme.space("xs"))
        self._words = label("", "strong", name="settlement_reading_words", wrap=True)
        words.addWidget(self._words)
        # The service does not say beforehand how many pages there are.
        bar = QProgressBar()
        bar.setObjectName("settlement_reading_bar")
        bar.setTextVisible(False)
        bar.setRange(0, 0)
        words.addWidget(bar)
        row.addLayout(words, 1)
        cancel = button(self.tr("Cancel"), name="settlement_cancel")
        cancel.clicked.connect(self.stop)
        row.addWidget(cancel)
        self.hide()
        desk.bridge.payments_changed.connect(self._look_whose)

    def begin(self, day: date) -> None:
        """Read the settlement of a day into the store."""
        session = self._desk.house.payments
        if self.running or session is None:
            return
        self._account = account_id(self._desk)
        self._notice.hide()
        words = self.tr("{service} is being asked for the settlement of {day}…")
        self._words.setText(words.format(service=PAYMENTS_SERVICE, day=bidi.ltr(day.isoformat())))
        self._run(True)
        self._tasks.spawn(self._read(day), "read")

    def stop(self) -> None:
        """Stop reading; the store keeps what it had."""
        if self.running:
            self._tasks.cancel("read")
            self._run(False)
            self._notice.say(
                self.tr("The reading was stopped."), self.tr("What was read before stays as it was."), tone="warn"
            )

    def _run(self, on: bool) -> None:
        self.running = on
        self.setVisible(on)
        self.changed.emit()

    def _look_whose(self) -> None:
        """A reading of an account that is not shown any more tells nobody anything."""
        if self.running and account_id(self._desk) != self._account:
            self._tasks.cancel("read")
            self._run(False)

    async def _read(self, day: date) -> None:
        session = self._desk.house.payments
        shown = bidi.ltr(day.isoformat())
        kept = self.tr("What was read before stays as it was.")
        try:
            async with asyncio.timeout(_LONGEST_S):
                if session is not None:
                    await session.takings.settle(day)
        except TimeoutError:
            self._notice.say(
                self.tr("{service} did not finish its answer in time.").format(service=PAYMENTS_SERVICE),
                kept + " " + self.tr("Try again later."),
                tone="danger",
            )
        except NotFound:
            self._notice.say(
                self.tr("{service} has no settlement of {day} yet.").format(service=PAYMENTS_SERVICE, day=shown),
                kept + " " + self.tr("Try again later."),
                tone="warn",
            )
        except OperatorError as error:
            told = sentence_of_payment(error)
            # Other advice is about a payment, or says that the program asks again by itself.
            then = told.next if error.code in _ADVISED else self.tr("Try again later.")
            self._notice.say(told.what, f"{kept} {then}", tone="danger")
        finally:
            if self.running:
                self._run(False)
