"""The foot of the ticket: what the order will probably cost, what it still misses, and the button that sends it."""

from decimal import Decimal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from retm_desktop.domain.draft import Draft
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.new_order.problem_words import problem_words
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import chip, label, trailing
from retm_desktop.sync.status import Link, Status


class EstimateBlock(QFrame):
    """Shows an estimate that is marked as one; `send` is open only while nothing is missing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._busy = False
        self._complete = False
        self._reachable = True
        theme = desk.theme
        self.setObjectName("new_order_estimate")
        self.setProperty("role", "plain")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space("l"), theme.space("m"), theme.space("l"), theme.space("l"))
        column.setSpacing(theme.space("xs"))
        parts = QHBoxLayout()
        parts.setSpacing(theme.space("m"))
        self._subtotal = self._add_part(parts, self.tr("Subtotal"), "new_order_subtotal")
        self._tax = self._add_part(parts, self.tr("Tax"), "new_order_tax")
        self._charges = self._add_part(parts, self.tr("Charges"), "new_order_charges")
        column.addLayout(parts)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Total"), "heading"))
        row.addStretch(1)
        self._total = label("", "display", name="new_order_total")
        self._total.setAlignment(trailing())
        row.addWidget(self._total)
        column.addLayout(row)
        mark = chip(self.tr("Estimate – RETM's figures replace it"), "info", name="new_order_estimate_mark")
        column.addWidget(mark)
        column.addSpacing(theme.space("xs"))
        self._missing = label("", "muted", name="new_order_missing", wrap=True)
        column.addWidget(self._missing)
        self._waits = label(
            self.tr("RETM cannot be reached now: the order waits here and goes out by itself."),
            name="new_order_waits",
            tone="warn",
            wrap=True,
        )
        column.addWidget(self._waits)
        color, side = theme.color("on_primary"), theme.size("icon")
        sign = icon("paper-plane-tilt", color)
        self.send = button(self.tr("Send order"), "main", name="new_order_send", icon=sign, icon_size=side)
        self.send.setToolTip(bidi.ltr("Ctrl+Enter"))
        column.addWidget(self.send)
        self._show_send()
        self._show_link(desk.house.status)
        desk.bridge.status_changed.connect(self._show_link)

    def show_draft(self, draft: Draft) -> None:
        """Show the figures of a draft and what it misses, each as a sentence."""
        estimate = draft.estimate()
        for place, value in (
            (self._subtotal, estimate.subtotal),
            (self._tax, estimate.tax),
            (self._charges, estimate.charges),
            (self._total, estimate.total),
        ):
            place.setText(self._money(value))
        problems = draft.problems()
        self._missing.setText(" ".join(problem_words(self._desk, each, draft) for each in problems))
        self._missing.setVisible(bool(problems))
        self._complete = not problems
        self._waits.setVisible(self._complete and not self._reachable)
        self._show_send()

    def sending(self, busy: bool) -> None:
        """Close the button while the order goes into the outbox."""
        self._busy = busy
        self._show_send()

    def _show_send(self) -> None:
        self.send.setEnabled(self._complete and not self._busy)
        self.send.setText(self.tr("Sending…") if self._busy else self.tr("Send order"))
        token = "on_primary" if self.send.isEnabled() else "faint"
        self.send.setIcon(icon("paper-plane-tilt", self._desk.theme.color(token)))

    def _show_link(self, status: Status) -> None:
        self._reachable = status.link == Link.ONLINE
        self._waits.setVisible(self._complete and not self._reachable)

    def _add_part(self, row: QHBoxLayout, words: str, name: str) -> QLabel:
        part = QVBoxLayout()
        part.setSpacing(0)
        value = label("", name=name)
        part.addWidget(label(words, "caption"))
        part.addWidget(value)
        row.addLayout(part, 1)
        return value

    def _money(self, value: Decimal) -> str:
        return bidi.amount(value, self._desk.currency, self._desk.language)
