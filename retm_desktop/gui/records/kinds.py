"""What each list is made of: its words, its columns, the facts of one record, and whether RETM lets one be made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.business import Charge, OrderType, PaymentMethod, PriceList
from retm_desktop.domain.menu import RateKind, Tax
from retm_desktop.domain.records import with_tax
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.menu.words import included_words
from retm_desktop.gui.records.words import (
    KIND_GLYPHS,
    coded,
    field_words,
    money,
    other_name,
    payment_kind,
    rate,
    rate_kind,
    record_name,
    tax_words,
    yes_no,
    zatca_class,
    zatca_words,
)
from retm_desktop.gui.widgets.catalogue_page import CatalogueWords
from retm_desktop.gui.widgets.paged_table import Column
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.settings import price_list_key

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Told:
    """One fact of a record: its stable name, icon, caption and words; `hint` says what the words do not."""

    name: str
    glyph: str
    caption: str
    words: str
    hint: str = ""


@dataclass(frozen=True)
class RecordList:
    """One list of the restaurant's. `new` is empty where RETM has no call that makes a record."""

    kind: Kind
    type: type[Any]
    name: str
    """Begins the object names."""
    glyph: str
    said: CatalogueWords
    columns: Sequence[Column[Any]]
    facts: Callable[[Any, bytes], Sequence[Told]] = field(default=lambda _record, _raw: ())
    new: str = ""
    asked: str = ""
    """What a card says of a record that is being made, with `{name}`."""
    note: str = ""


def record_list(desk: Desk, kind: Kind) -> RecordList:
    """Return the list of a kind; raises KeyError for a kind that is no list of Setup's."""
    makers: dict[Kind, Callable[[Desk], RecordList]] = {
        Kind.ORDER_TYPE: _order_types,
        Kind.PRICE_LIST: _price_lists,
        Kind.PAYMENT_METHOD: _payment_methods,
        Kind.CHARGE: _charges,
        Kind.TAX: _taxes,
    }
    return makers[kind](desk)


def _order_types(desk: Desk) -> RecordList:
    def facts(record: OrderType, _raw: bytes) -> Sequence[Told]:
        code = translate("Records", "not told") if record.type is None else bidi.ltr(str(record.type))
        return (
            Told(
                "kind",
                "list-bullets",
                translate("Records", "Code of its kind at RETM"),
                code,
                translate("Records", "RETM does not publish what these codes mean."),
            ),
            Told(
                "delivery",
                "truck",
                translate("Records", "A driver takes such orders out"),
                yes_no(record.is_delivery),
                translate("Records", "Told by its name, since RETM has no sign for it."),
            ),
        )

    return RecordList(
        Kind.ORDER_TYPE,
        OrderType,
        "order_types",
        "list-bullets",
        _said(
            translate("Records", "Order types"),
            translate("Records", "{n} order types"),
            translate("Records", "Search order types"),
            translate("Records", "Show all order types"),
            (translate("Records", "No order types"), translate("Records", "RETM tells of no order type.")),
        ),
        (
            _name(desk),
            _other(desk),
            Column[OrderType](
                translate("Records", "Delivery"),
                lambda row: translate("Records", "Delivery") if row.is_delivery else "",
                3.2,
                spare=2,
                chip=True,
                icon=lambda row: "truck" if row.is_delivery else "",
                tone=lambda _row: "info",
            ),
            Column[OrderType](
                translate("Records", "Code"), lambda row: "–" if row.type is None else bidi.ltr(str(row.type)), 2.0
            ),
        ),
        facts,
        translate("Records", "New order type"),
        translate("Records", "New order type: {name}"),
    )


def _price_lists(desk: Desk) -> RecordList:
    def used(record: PriceList) -> bool:
        chosen = desk.settings.get(price_list_key(desk.connection_id), str, "")
        return bool(chosen) and chosen.casefold() == record.id.casefold()

    def facts(record: PriceList, _raw: bytes) -> Sequence[Told]:
        words = translate("Records", "The menu shows these prices"), yes_no(used(record))
        hint = translate("Records", "Which list the menu is read with is chosen in the Menu tab.")
        return (Told("used", "fork-knife", *words, hint),)

    return RecordList(
        Kind.PRICE_LIST,
        PriceList,
        "price_lists",
        "tag",
        _said(
            translate("Records", "Price lists"),
            translate("Records", "{n} price lists"),
            translate("Records", "Search price lists"),
            translate("Records", "Show all price lists"),
            (translate("Records", "No price lists"), translate("Records", "RETM tells of no price list.")),
        ),
        (
            _name(desk),
            _other(desk),
            Column[PriceList](
                translate("Records", "Menu"),
                lambda row: translate("Records", "Shown in the menu") if used(row) else "",
                4.0,
                spare=2,
                chip=True,
                tone=lambda _row: "good",
            ),
        ),
        facts,
        note=translate(
            "Records",
            "RETM has no call that makes a price list: make it in RETM itself, and it appears here.",
        ),
    )


def _payment_methods(desk: Desk) -> RecordList:
    def facts(record: PaymentMethod, _raw: bytes) -> Sequence[Told]:
        kind = payment_kind(record.kind)
        return (
            Told(
                "kind",
                KIND_GLYPHS.get(record.kind or 0, "question"),
                field_words("type"),
                kind if record.kind is None else coded(record.kind, kind),
            ),
            Told("drawer", "archive-box", field_words("auto_open_drawer"), yes_no(record.opens_drawer)),
            Told("terminal", "device-mobile", field_words("ecr_enabled"), yes_no(record.uses_terminal)),
            Told(
                "zatca",
                "receipt",
                field_words("zatca_payment_code"),
                zatca_words(record.zatca_code),
                translate("Records", "What the tax invoice calls this way to pay."),
            ),
        )

    return RecordList(
        Kind.PAYMENT_METHOD,
        PaymentMethod,
        "payment_methods",
        "credit-card",
        _said(
            translate("Records", "Payment methods"),
            translate("Records", "{n} payment methods"),
            translate("Records", "Search payment methods"),
            translate("Records", "Show all payment methods"),
            (translate("Records", "No payment methods"), translate("Records", "RETM tells of no payment method.")),
        ),
        (
            _name(desk),
            _other(desk),
            Column[PaymentMethod](
                translate("Records", "Kind"),
                lambda row: payment_kind(row.kind),
                3.6,
                icon=lambda row: KIND_GLYPHS.get(row.kind or 0, "question"),
            ),
            _flag(translate("Records", "Drawer"), lambda row: row.opens_drawer),
            _flag(translate("Records", "Terminal"), lambda row: row.uses_terminal),
            Column[PaymentMethod](
                translate("Records", "ZATCA"),
                lambda row: (
                    " · ".join(part for part in (bidi.ltr(row.zatca_code), zatca_class(row.zatca_code)) if part) or "–"
                ),
                3.6,
                spare=2,
            ),
        ),
        facts,
        translate("Records", "New payment method"),
        translate("Records", "New payment method: {name}"),
    )


def _charges(desk: Desk) -> RecordList:
    def facts(record: Charge, _raw: bytes) -> Sequence[Told]:
        told = [
            Told("value", "plus-circle", translate("Records", "Amount"), money(desk, record.value)),
            Told("tax", "percent", translate("Records", "Tax on it"), tax_words(desk, record.tax)),
        ]
        if record.tax is not None:
            told.append(
                Told(
                    "total",
                    "calculator",
                    translate("Records", "With tax (estimate)"),
                    money(desk, with_tax(record.value, record.tax)),
                    translate("Records", "If the tax comes on top of the amount, which RETM does not say."),
                )
            )
        return told

    return RecordList(
        Kind.CHARGE,
        Charge,
        "charges",
        "plus-circle",
        _said(
            translate("Records", "Order charges"),
            translate("Records", "{n} order charges"),
            translate("Records", "Search order charges"),
            translate("Records", "Show all order charges"),
            (translate("Records", "No order charges"), translate("Records", "RETM tells of no order charge.")),
        ),
        (
            _name(desk),
            _other(desk),
            Column[Charge](
                translate("Records", "Tax on it"),
                lambda row: tax_words(desk, row.tax),
                4.2,
                spare=2,
                tone=lambda row: "text" if row.tax else "faint",
            ),
            Column[Charge](translate("Records", "Amount"), lambda row: money(desk, row.value), 3.2, at_end=True),
        ),
        facts,
        translate("Records", "New order charge"),
        translate("Records", "New order charge: {name}"),
    )


def _taxes(desk: Desk) -> RecordList:
    def facts(record: Tax, raw: bytes) -> Sequence[Told]:
        told = [
            Told("kind", "percent", field_words("type"), coded(record.kind, rate_kind(record.kind))),
            Told("value", "calculator", field_words("value"), rate(desk, record)),
        ]
        if _names(raw, "from_final_total"):
            told.append(Told("included", "tag", translate("Records", "In the price"), included_words(record)))
        return told

    return RecordList(
        Kind.TAX,
        Tax,
        "taxes",
        "percent",
        _said(
            translate("Records", "Taxes"),
            translate("Records", "{n} taxes"),
            translate("Records", "Search taxes"),
            translate("Records", "Show all taxes"),
            (translate("Records", "No taxes"), translate("Records", "RETM tells of no tax.")),
        ),
        (
            _name(desk),
            _other(desk),
            Column[Tax](
                translate("Records", "Kind"),
                lambda row: rate_kind(row.kind),
                3.6,
                spare=2,
                tone=lambda row: "text" if row.kind in tuple(RateKind) else "warn",
            ),
            Column[Tax](translate("Records", "Value"), lambda row: rate(desk, row), 3.0, at_end=True),
        ),
        facts,
        translate("Records", "New tax"),
        translate("Records", "New tax: {name}"),
    )


def _said(title: str, count: str, search: str, show_all: str, none: tuple[str, str]) -> CatalogueWords:
    return CatalogueWords(
        title=title,
        count=count,
        as_of=translate("Records", "As of {time}"),
        search=search,
        show_all=show_all,
        reading=(
            translate("Records", "Reading the list…"),
            translate("Records", "It is on this computer and appears in a moment."),
        ),
        none=none,
        on_the_way=(
            translate("Records", "The list is on its way"),
            translate("Records", "It has not been read from RETM yet and appears here by itself."),
        ),
        missing=translate("Records", "Not on this computer yet"),
    )


def _name(desk: Desk) -> Column[Any]:
    return Column(
        translate("Records", "Name"), lambda row: record_name(desk, row.name, row.id), 4.0, stretch=True, strong=True
    )


def _other(desk: Desk) -> Column[Any]:
    heading = translate("Records", "In English") if desk.language == "ar" else translate("Records", "In Arabic")
    return Column(heading, lambda row: other_name(desk, row.name), 3.8, spare=True, tone=lambda _row: "muted")


def _flag(heading: str, value: Callable[[Any], bool]) -> Column[Any]:
    return Column(
        heading,
        lambda row: yes_no(value(row)),
        2.2,
        spare=True,
        icon=lambda row: "check" if value(row) else "",
        tone=lambda row: "good" if value(row) else "faint",
    )


def _names(raw: bytes, member: str) -> bool:
    """Tell whether RETM's document has a member; what it leaves out is not told as if it had said it."""
    try:
        document = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return False
    return isinstance(document, dict) and member in document
