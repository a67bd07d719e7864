"""The ticket: customer, lines, how and where, the estimate, and the button that sends it."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.domain.business import Branch, Charge, OrderType, PaymentMethod
from retm_desktop.domain.draft import DraftLine, Missing, Problem
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.new_order.customer_fields import CustomerFields
from retm_desktop.gui.new_order.estimate import EstimateBlock
from retm_desktop.gui.new_order.line_row import LineRow
from retm_desktop.gui.new_order.order_fields import PaymentFields, PlaceFields
from retm_desktop.gui.new_order.pad import OrderPad
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import frame, label, line


class Ticket(QFrame):
    """Shows the pad and writes into it; `edit_wanted` carries a line's place, `send_wanted` is the big button."""

    edit_wanted = Signal(int)
    send_wanted = Signal()

    def __init__(self, desk: Desk, pad: OrderPad) -> None:
        super().__init__()
        self._desk = desk
        self._pad = pad
        self._rows: list[LineRow] = []
        self._shown: tuple[DraftLine, ...] = ()
        theme = desk.theme
        self.setObjectName("new_order_ticket")
        self.setProperty("role", "card")
        self.setFixedWidth(theme.size("detail"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(theme.space("l"), theme.space("m"), theme.space("l"), theme.space("m"))
        head.setSpacing(theme.space("s"))
        self._customer = CustomerFields(desk, pad, self)
        self._place = PlaceFields(desk, pad)
        head.addWidget(self._customer)
        head.addWidget(self._place)
        column.addLayout(head)
        column.addWidget(line())
        self._payment = PaymentFields(desk, pad)
        column.addWidget(self._middle(), 1)
        column.addWidget(self._undo_strip())
        column.addWidget(line())
        self._estimate = EstimateBlock(desk)
        self._estimate.send.clicked.connect(self.send_wanted)
        column.addWidget(self._estimate)
        pad.changed.connect(self._show_pad)
        self._show_pad()

    def offer(
        self,
        branches: Sequence[Branch],
        order_types: Sequence[OrderType],
        methods: Sequence[PaymentMethod],
        charges: Sequence[Charge],
    ) -> None:
        """Offer what the restaurant has."""
        self._place.offer(branches, order_types)
        self._payment.offer(methods, charges)

    def fill(self) -> None:
        """Show the pad's customer, choices and note in the fields, after they were changed from elsewhere."""
        self._customer.fill()
        self._place.fill()
        self._payment.fill()

    def go_to(self, problem: Problem) -> bool:
        """Put the cursor where a problem of the customer or the place is mended; False where that is not here."""
        match problem.missing:
            case Missing.PHONE:
                self._customer.phone.setFocus(Qt.FocusReason.ShortcutFocusReason)
            case Missing.BRANCH:
                self._place.branch.setFocus(Qt.FocusReason.ShortcutFocusReason)
            case _:
                return False
        return True

    def sending(self, busy: bool) -> None:
        """Show that the order is on its way into the outbox; nothing can be sent twice meanwhile."""
        self._estimate.sending(busy)

    def _show_pad(self) -> None:
        self._show_lines()
        self._show_removed()
        self._estimate.show_draft(self._pad.draft)

    def _middle(self) -> QWidget:
        theme = self._desk.theme
        inside = QWidget()
        column = self._inside = QVBoxLayout(inside)
        column.setSpacing(theme.space("s"))
        self._lines = QWidget()
        self._lines.setObjectName("new_order_lines")
        self._lines.setAccessibleName(self.tr("Lines of the order"))
        self._lines_column = QVBoxLayout(self._lines)
        self._lines_column.setContentsMargins(0, 0, 0, 0)
        self._lines_column.setSpacing(0)
        self._nothing = self._nothing_yet()
        column.addWidget(self._nothing)
        column.addWidget(self._lines)
        column.addWidget(line())
        column.addWidget(self._payment)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._make_room_for_bar)
        self._make_room_for_bar(0, 0)
        return self._scroll

    def _make_room_for_bar(self, _least: int, most: int) -> None:
        # The scroll bar takes its width out of the margin, so that prices stand under one another all the way down.
        theme = self._desk.theme
        start, end = theme.space("l"), theme.space("xs" if most else "l")
        mirrored = self._desk.language == "ar"
        self._inside.setContentsMargins(end if mirrored else start, theme.space("s"), start if mirrored else end, start)

    def _undo_strip(self) -> QWidget:
        theme = self._desk.theme
        self._undo = frame("strip", name="new_order_undo_strip")
        row = QHBoxLayout(self._undo)
        row.setContentsMargins(theme.space("l"), 0, theme.space("l"), 0)
        self._undo_words = label("", name="new_order_undo_words", wrap=True)
        row.addWidget(self._undo_words, 1)
        undo = button(self.tr("Undo"), "link", name="new_order_undo")
        undo.setToolTip(bidi.ltr("Ctrl+Z"))
        undo.clicked.connect(self._pad.put_back)
        row.addWidget(undo)
        self._undo.hide()
        return self._undo

    def _nothing_yet(self) -> QWidget:
        theme = self._desk.theme
        nothing = frame("sunken", name="new_order_no_lines")
        row = QHBoxLayout(nothing)
        row.setContentsMargins(*(theme.space("l"),) * 4)
        row.setSpacing(theme.space("m"))
        sign = label()
        side = theme.size("icon_l")
        sign.setPixmap(icon("shopping-cart-simple", theme.color("muted")).pixmap(side, side))
        row.addWidget(sign)
        row.addWidget(label(self.tr("Choose products to put them on the ticket."), "muted", wrap=True), 1)
        return nothing

    def _show_lines(self) -> None:
        lines = self._pad.draft.lines
        if lines == self._shown:
            return
        same = [msgspec.structs.replace(each, quantity=1) for each in lines]
        if same == [msgspec.structs.replace(each, quantity=1) for each in self._shown]:
            # Only quantities changed: the button under the finger stays where it is.
            for row, each in zip(self._rows, lines, strict=True):
                row.show_quantity(each)
            self._shown = lines
            return
        grown = len(lines) > len(self._shown)
        self._shown = lines
        for row in self._rows:
            self._lines_column.removeWidget(row)
            row.hide()
            # Without a parent at once: nobody may find a row that is gone by its name.
            row.setParent(None)
            row.deleteLater()
        self._rows = []
        for index, each in enumerate(lines):
            row = LineRow(self._desk, index, each)
            row.quantity_wanted.connect(self._pad.set_quantity)
            row.remove_wanted.connect(self._pad.remove)
            row.edit_wanted.connect(self.edit_wanted)
            self._lines_column.addWidget(row)
            self._rows.append(row)
        self._nothing.setVisible(not lines)
        self._lines.setVisible(bool(lines))
        if grown:
            # The row has its place only after the layout has run.
            QTimer.singleShot(0, self, self._reveal_last)

    def _reveal_last(self) -> None:
        if self._rows:
            self._scroll.ensureWidgetVisible(self._rows[-1], 0, self._desk.theme.space("s"))

    def _show_removed(self) -> None:
        removed = self._pad.removed
        if removed is not None:
            name = self._desk.text(removed.product.name) or self.tr("Product without a name")
            self._undo_words.setText(self.tr("{product} was removed.").format(product=bidi.auto(name)))
        self._undo.setVisible(removed is not None)
