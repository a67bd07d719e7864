"""Everything that happened to an order, oldest first: when, who told of it, and what it meant."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from retm_desktop.domain.text import Language
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.payments import timeline_words
from retm_desktop.gui.sentences import sentence_of_code
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.words import stage_name
from retm_desktop.store.orders import OrderEvent, Source

_ICONS = {
    "stored": "tray",
    "stage": "arrow-fat-lines-right",
    "cancelled": "x-circle",
    "refunded": "arrow-u-up-left",
    "changed": "pencil-simple",
    "late": "clock-counter-clockwise",
    "action_put": "cursor",
    "action_done": "check",
    "action_failed": "warning-circle",
    "action_unknown": "question",
    "action_given_up": "prohibit",
    "action_withdrawn": "arrow-counter-clockwise",
    **timeline_words.ICONS,
}
_BAD = ("cancelled", "action_failed", "payment_unclear", "payment_failed")


def source_name(source: Source) -> str:
    """Return who told of an event."""
    translate = QCoreApplication.translate
    match source:
        case Source.WEBHOOK:
            return translate("Timeline", "RETM's webhook")
        case Source.POLL:
            return translate("Timeline", "asked RETM")
        case Source.RECONCILE:
            return translate("Timeline", "compared with RETM")
        case Source.OPERATOR:
            return translate("Timeline", "operator")
        case Source.OUTBOX:
            return translate("Timeline", "sent to RETM")
        case Source.PAYMENT:
            return translate("Timeline", "payment service")


def event_words(event: OrderEvent, language: Language) -> str:
    """Return what an event says, in one line; what is unknown to us is shown as it was told."""
    translate = QCoreApplication.translate
    if event.source is Source.PAYMENT and (
        words := timeline_words.payment_event_words(event.kind, event.detail, language)
    ):
        return words
    stage = stage_name(event.stage) if event.stage else ""
    what, _, rest = event.detail.partition(" ")
    match event.kind:
        case "stored":
            return translate("Timeline", "Order arrived")
        case "stage":
            return translate("Timeline", "Now: {stage}").format(stage=stage)
        case "cancelled":
            return translate("Timeline", "Cancelled")
        case "refunded":
            return translate("Timeline", "Refunded")
        case "changed":
            return translate("Timeline", "RETM told more: {fields}").format(fields=_field_names(event.detail))
        case "late":
            return translate("Timeline", "Came late and changed nothing: {stage}").format(stage=stage)
        case "action_put":
            return translate("Timeline", "Asked for: {act}").format(act=_act(what, stage))
        case "action_done":
            return translate("Timeline", "RETM did it: {act}").format(act=_act(what, stage))
        case "action_failed":
            return translate("Timeline", "Not done: {act}. {why}").format(
                act=_act(what, stage), why=sentence_of_code(rest).what
            )
        case "action_unknown":
            return translate("Timeline", "No answer: {act}").format(act=_act(what, stage))
        case "action_given_up":
            return translate("Timeline", "Given up: {act}").format(act=_act(what, stage))
        case "action_withdrawn":
            return translate("Timeline", "Taken back: {act}").format(act=_act(what, stage))
        case _:
            told = " ".join(part for part in (stage, bidi.ltr(event.detail)) if part)
            return translate("Timeline", "RETM said: {words}").format(words=told or bidi.ltr(event.kind))


def _act(kind: str, stage: str) -> str:
    translate = QCoreApplication.translate
    match kind:
        case "create_order":
            return translate("Timeline", "make the order")
        case "cancel_order":
            return translate("Timeline", "cancel the order")
        case "move_order":
            return stage
        case _:
            return stage or bidi.ltr(kind)


def _field_names(detail: str) -> str:
    translate = QCoreApplication.translate
    names = {
        "id": translate("Timeline", "id"),
        "number": translate("Timeline", "number"),
        "invoice_id": translate("Timeline", "invoice"),
        "partner_reference": translate("Timeline", "reference"),
        "branch_id": translate("Timeline", "branch"),
        "device_id": translate("Timeline", "device"),
        "order_type_id": translate("Timeline", "order type"),
        "created_at": translate("Timeline", "time"),
        "lines": translate("Timeline", "items"),
        "note": translate("Timeline", "note"),
        "driver_name": translate("Timeline", "driver"),
        "driver_phone": translate("Timeline", "driver's phone"),
        "subtotal": translate("Timeline", "subtotal"),
        "tax": translate("Timeline", "tax"),
        "total": translate("Timeline", "total"),
        "discount": translate("Timeline", "discount"),
        "taxes": translate("Timeline", "taxes"),
        "payments": translate("Timeline", "payments"),
        "charges": translate("Timeline", "charges"),
        "customer": translate("Timeline", "customer"),
    }
    return translate("Timeline", ", ").join(names.get(word, bidi.ltr(word)) for word in detail.split())


class Timeline(QWidget):
    """A row an event: time, icon, words, source."""

    def __init__(self, desk: Desk, events: Sequence[OrderEvent]) -> None:
        super().__init__()
        self.setObjectName("order_timeline")
        theme = desk.theme
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("s"))
        grid.setVerticalSpacing(theme.space("s"))
        grid.setColumnStretch(2, 1)
        days = {event.at.astimezone(desk.zone).date() for event in events}
        top = Qt.AlignmentFlag.AlignTop
        size = theme.size("icon_s")
        for n, event in enumerate(events):
            at = bidi.clock(event.at, desk.zone) if len(days) == 1 else bidi.day_and_clock(event.at, desk.zone)
            clock = label(at, "caption")
            clock.setToolTip(bidi.day_and_clock(event.at, desk.zone))
            grid.addWidget(clock, n, 0, top)
            picture = QLabel()
            tone = "danger" if event.kind in _BAD else "muted"
            drawn = icon(_ICONS.get(event.kind, "info"), theme.color(tone))
            picture.setPixmap(drawn.pixmap(QSize(size, size)))
            grid.addWidget(picture, n, 1, top)
            words = label(
                self.tr("{words} – {source}").format(
                    words=event_words(event, desk.language), source=source_name(event.source)
                ),
                "" if event.applied else "muted",
                name=f"order_event_{n}",
                wrap=True,
            )
            grid.addWidget(words, n, 2)
