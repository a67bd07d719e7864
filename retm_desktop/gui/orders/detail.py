"""The detail pane: one order whole, what is on its way to RETM, and one big next step."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.domain.intents import CancelOrder
from retm_desktop.domain.stages import Stage, can_cancel, next_stage
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.orders import ages
from retm_desktop.gui.orders.action_strip import ActionStrip
from retm_desktop.gui.orders.facts import Facts
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.orders.payments import OrderPayments, PaymentOffer, account_of, tell_mark
from retm_desktop.gui.orders.stage_chip import StageChip
from retm_desktop.gui.orders.timeline import Timeline
from retm_desktop.gui.widgets.buttons import button, icon_button
from retm_desktop.gui.widgets.labels import chip, frame, label, retone
from retm_desktop.gui.words import STAGE_ICONS, act_towards, stage_name
from retm_desktop.store.invoices import InvoiceRow
from retm_desktop.store.orders import OrderDetails, OrderEvent
from retm_desktop.store.payments import PaymentRow


class OrderDetail(QFrame):
    """Shows what it is given and asks for acts; it reads and writes nothing itself."""

    act_requested = Signal(int, object)
    """The main action of the order with this key, as shown at this `Stage`."""
    cancel_requested = Signal(int)
    retry_requested = Signal(int)
    give_up_requested = Signal(int)
    undo_requested = Signal(int)
    """These three carry an action's id, the others an order's key."""
    copy_requested = Signal(int)
    invoice_requested = Signal(int)
    """Carries an invoice's key."""
    payment_requested = Signal(int, str)
    """An order's key, and what is offered for its payments (an `Offer`)."""
    refund_requested = Signal(int)
    """Carries a payment's id."""
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._details: OrderDetails | None = None
        self._names: Names | None = None
        self._facts_of: tuple[object, ...] = ()
        self._payments_of: tuple[object, ...] = ()
        self._events_of: tuple[OrderEvent, ...] | None = None
        self._shown_strips: list[ActionStrip] = []
        self.setObjectName("order_detail")
        self.setProperty("role", "card")
        theme = desk.theme
        self.setFixedWidth(theme.size("detail"))
        whole = QVBoxLayout(self)
        edge = theme.space("l")
        whole.setContentsMargins(theme.space("hair"), theme.space("s"), theme.space("hair"), theme.space("s"))
        whole.setSpacing(0)

        head = QHBoxLayout()
        head.setContentsMargins(edge, 0, edge, 0)
        head.setSpacing(theme.space("s"))
        self._number = label("", "heading", name="order_number")
        head.addWidget(self._number)
        self._stage: StageChip | None = None
        self._stage_place = QHBoxLayout()
        head.addLayout(self._stage_place)
        head.addStretch(1)
        muted = theme.color("muted")
        size = theme.size("icon")
        copy = icon_button(icon("copy", muted), self.tr("Copy the order as text"), name="order_copy", icon_size=size)
        copy.clicked.connect(lambda: self._ask(self.copy_requested))
        close = icon_button(icon("x", muted), self.tr("Close"), name="order_close", icon_size=size)
        close.clicked.connect(self.closed)
        head.addWidget(copy)
        head.addWidget(close)
        whole.addLayout(head)

        age = QHBoxLayout()
        age.setContentsMargins(edge, 0, edge, theme.space("s"))
        age.setSpacing(theme.space("xs"))
        self._age_icon = QLabel()
        self._age = label("", "strong", name="order_age")
        self._refunded = chip(self.tr("Refunded"), "warn", name="order_refunded")
        self._paid = chip("", name="order_paid")
        age.addWidget(self._age_icon)
        age.addWidget(self._age)
        age.addStretch(1)
        age.addWidget(self._refunded)
        age.addWidget(self._paid)
        whole.addLayout(age)

        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(edge, theme.space("s"), edge, theme.space("l"))
        self._body.setSpacing(theme.space("l"))
        self._facts_place = QVBoxLayout()
        self._payments_place = QVBoxLayout()
        self._events_place = QVBoxLayout()
        self._body.addLayout(self._facts_place)
        self._body.addLayout(self._payments_place)
        self._body.addWidget(label(self.tr("Timeline"), "title"))
        self._body.addLayout(self._events_place)
        self._body.addStretch(1)
        self._scroll.setWidget(body)
        whole.addWidget(self._scroll, 1)

        self._foot = frame("plain")
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(edge, theme.space("s"), edge, theme.space("s"))
        foot.setSpacing(theme.space("m"))
        self._strips = QVBoxLayout()
        self._strips.setSpacing(theme.space("s"))
        foot.addLayout(self._strips)
        self._act = button("", "main", name="order_main_action")
        self._act.clicked.connect(self._ask_to_act)
        foot.addWidget(self._act)
        acts = QHBoxLayout()
        acts.setSpacing(theme.space("s"))
        self._offer = PaymentOffer(desk)
        self._offer.requested.connect(self._ask_for_payment)
        acts.addWidget(self._offer, 1)
        self._cancel = button(self.tr("Cancel order"), "danger", name="order_cancel")
        self._cancel.clicked.connect(lambda: self._ask(self.cancel_requested))
        acts.addWidget(self._cancel, 1)
        foot.addLayout(acts)
        whole.addWidget(self._foot)

    @property
    def details(self) -> OrderDetails | None:
        """What is shown."""
        return self._details

    def show_order(
        self,
        details: OrderDetails,
        names: Names,
        invoices: Sequence[InvoiceRow] = (),
        payments: Sequence[PaymentRow] = (),
    ) -> None:
        """Show an order, its invoices and its payments, newest first; what did not change is left as it is."""
        other = self._details is None or self._details.row.key != details.row.key
        self._details, self._names = details, names
        row = details.row
        driver = names.is_delivery(row.order_type_id)
        self._number.setText(bidi.number(row.number) or self.tr("No number yet"))
        self._tell_stage(row.stage, stage_name(row.stage, delivered_by_driver=driver))
        self._refunded.setVisible(row.refunded)
        # What the facts do not show of the row is left out, so that a click does not rebuild them.
        codes = (row.raw_delivery_status, row.raw_status)
        facts_of = (row.key, row.estimated, *codes, details.order, id(names), *invoices)
        if self._facts_of != facts_of:
            self._facts_of = facts_of
            facts = Facts(self._desk, details, names, invoices)
            facts.invoice_requested.connect(self.invoice_requested)
            _renew(self._facts_place, facts)
        self._tell_payments(details, payments)
        if self._events_of != details.events:
            self._events_of = details.events
            _renew(self._events_place, Timeline(self._desk, details.events))
        self._tell_actions(details, driver=driver)
        self._tell_buttons(details, driver=driver)
        self.tick()
        if other:
            self._scroll.verticalScrollBar().setValue(0)

    def tick(self) -> None:
        """Tell the age anew."""
        if self._details is None or self._names is None:
            return
        row, now, theme = self._details.row, self._desk.now(), self._desk.theme
        band = ages.band(row, now, delivery=self._names.is_delivery(row.order_type_id))
        born = bidi.day_and_clock(row.created_at, self._desk.zone)
        if band is None:
            self._age.setText(born)
            retone(self._age, "")
            picture, color = "clock", theme.color("muted")
        else:
            words = ages.words(band, ages.minutes(row, now))
            self._age.setText(
                self.tr("{age} · since {time}").format(age=words, time=bidi.clock(row.created_at, self._desk.zone))
            )
            retone(self._age, {"late": "danger", "risk": "warn", "fresh": "good"}[band])
            picture, color = ages.BAND_ICONS[band], theme.age(band)
        self._age.setToolTip(born)
        size = theme.size("icon_s")
        self._age_icon.setPixmap(icon(picture, color).pixmap(QSize(size, size)))

    def _tell_stage(self, stage: Stage, words: str) -> None:
        if self._stage is None:
            self._stage = StageChip(self._desk.theme, stage, name="order_stage")
            self._stage_place.addWidget(self._stage)
        self._stage.say(words, stage, STAGE_ICONS[stage])

    def _tell_payments(self, details: OrderDetails, payments: Sequence[PaymentRow]) -> None:
        desk = self._desk
        tell_mark(self._paid, desk, payments)
        self._offer.show_offer(details, payments)
        payments_of = (details.row, details.order.total, account_of(desk), desk.currency, *payments)
        if self._payments_of != payments_of:
            self._payments_of = payments_of
            told = OrderPayments(desk, details, payments)
            told.refund_requested.connect(self.refund_requested)
            _renew(self._payments_place, told)

    def _tell_actions(self, details: OrderDetails, *, driver: bool) -> None:
        waiting = [action for action in details.actions if action.state.is_open]
        if [strip.action for strip in self._shown_strips] == waiting:
            return
        for strip in self._shown_strips:
            self._strips.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        self._shown_strips = []
        for n, action in enumerate(waiting):
            strip = ActionStrip(self._desk, action, delivered_by_driver=driver, first=n == 0)
            strip.retry.connect(partial(self.retry_requested.emit, action.id))
            strip.give_up.connect(partial(self.give_up_requested.emit, action.id))
            strip.undo.connect(partial(self.undo_requested.emit, action.id))
            self._strips.addWidget(strip)
            self._shown_strips.append(strip)

    def _tell_buttons(self, details: OrderDetails, *, driver: bool) -> None:
        row = details.row
        step = next_stage(row.stage, delivered_by_driver=driver)
        # Of some orders RETM told only the invoice: without the order's id nothing can be asked for.
        reachable = bool(row.id or row.pending)
        # After a failure the next step is in the strip above: try again or let it go.
        self._act.setVisible(step is not None and reachable and row.pending != "failed")
        if step is not None:
            free = not row.pending and bool(row.id)
            caption = act_towards(step, delivered_by_driver=driver) if free else self.tr("Waiting for RETM…")
            self._act.setText(caption)
            self._act.setEnabled(free)
        cancelling = any(a.state.is_open and isinstance(a.intent, CancelOrder) for a in details.actions)
        self._cancel.setVisible(can_cancel(row.stage) and reachable)
        self._cancel.setEnabled(bool(row.id) and not cancelling)
        offered = not self._offer.isHidden()
        self._foot.setVisible((row.stage.is_open and reachable) or bool(self._shown_strips) or offered)

    def _ask_to_act(self) -> None:
        if self._details is not None:
            self.act_requested.emit(self._details.row.key, self._details.row.stage)

    def _ask_for_payment(self, offer: str) -> None:
        if self._details is not None:
            self.payment_requested.emit(self._details.row.key, offer)

    def _ask(self, signal: SignalInstance) -> None:
        if self._details is not None:
            signal.emit(self._details.row.key)


def _renew(place: QVBoxLayout, widget: QWidget) -> None:
    while (item := place.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
    place.addWidget(widget)
