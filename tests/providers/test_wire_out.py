"""What is sent to RETM: numbers, plain text, 0-9."""

import json
from decimal import Decimal

import pytest

from retm_desktop.domain.intents import CreateOrder
from retm_desktop.domain.orders import Address, Line, LineModifier, NamedAmount, OrderCustomer
from retm_desktop.domain.text import BilingualText
from retm_desktop.providers.retm import wire, wire_out

INTENT = CreateOrder(
    partner_reference="WEB-88104",
    branch_id="01h0dd3yrst4chn5kn0t78f603",
    customer=OrderCustomer(
        BilingualText("Huda \u2066Nasser\u2069", "هدى"),
        "+966 50 000 0002",
        Address("adr-19", BilingualText("Home", "المنزل"), "١٢ Palm Street", "24.71", "46.67", "\u200fnear"),
    ),
    lines=(
        Line(
            "p1",
            quantity=Decimal("2"),
            total=Decimal("23.005"),
            discount=Decimal("0.000"),
            note="بدون ثلج\u200f",
            modifiers=(LineModifier("m1", price=Decimal("1.500")),),
        ),
        Line("p2", quantity=Decimal("0.250"), total=Decimal("11.50")),
    ),
    variation_ids=("v1", ""),
    subtotal=Decimal("30.00"),
    tax=Decimal("4.50"),
    total=Decimal("34.50"),
    order_type_id="t1",
    taxes=(NamedAmount("vat", amount=Decimal("4.50050")),),
    payments=(NamedAmount("cash", amount=Decimal("34.50")),),
    note="ring ٣ times",
)


def test_an_order_is_sent_as_documented() -> None:
    body = json.loads(wire_out.encoded(wire.create_order_body(INTENT)), parse_float=Decimal)
    assert body == {
        "branch": "01h0dd3yrst4chn5kn0t78f603",
        "ordertype": "t1",
        "partner_reference": "WEB-88104",
        "note": "ring 3 times",
        "customer": {
            "name": {"en": "Huda Nasser", "ar": "هدى"},
            "phone": "0500000002",
            "address": {
                "id": "adr-19",
                "name": {"en": "Home", "ar": "المنزل"},
                "address": "12 Palm Street",
                "latitude": "24.71",
                "longitude": "46.67",
                "note": "near",
            },
        },
        "products": [
            {
                "id": "p1",
                "quantity": 2,
                "total": Decimal("23.005"),
                "discount": 0,
                "note": "بدون ثلج",
                "modifiers": [{"id": "m1", "quantity": 1, "price": Decimal("1.5")}],
                "variation": "v1",
            },
            {
                "id": "p2",
                "quantity": Decimal("0.25"),
                "total": Decimal("11.5"),
                "discount": 0,
                "note": "",
                "modifiers": [],
            },
        ],
        "subtotal": 30,
        "tax": Decimal("4.5"),
        "total": Decimal("34.5"),
        "taxes": [{"id": "vat", "amount": Decimal("4.501")}],
        "payments": [{"id": "cash", "amount": Decimal("34.5")}],
    }


def test_money_leaves_as_numbers_with_their_own_digits() -> None:
    text = wire_out.encoded(wire.create_order_body(INTENT)).decode()
    assert '"total":23.005' in text
    assert '"total":34.5,' in text
    assert "E" not in text.replace("WEB", "")


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("0500000002", "0500000002"),
        ("٠٥٠٠٠٠٠٠٠٢", "0500000002"),
        ("\u2066+966 50 000 0002\u2069", "0500000002"),
        ("500000002", "0500000002"),
        ("011 200 0000", "011 200 0000"),
        ("+971 50 000 0002", "+971 50 000 0002"),
    ],
)
def test_phones_are_sent_as_retm_writes_them(typed: str, sent: str) -> None:
    assert wire_out.sent_phone(typed) == sent
    assert wire.update_status_body("O1", 5, "", typed) == {
        "order_id": "O1",
        "status": 5,
        "driver": {"name": "", "phone": sent},
    }


def test_optional_parts_stay_out() -> None:
    bare = CreateOrder("W", "b", OrderCustomer(phone="0500000002"), (), (), Decimal(0), Decimal(0), Decimal(0))
    assert set(wire.create_order_body(bare)) == {
        "branch",
        "customer",
        "products",
        "partner_reference",
        "subtotal",
        "tax",
        "total",
    }
    assert wire.create_order_body(bare)["customer"] == {"phone": "0500000002"}
    assert wire.update_status_body("o", 4, "", "") == {"order_id": "o", "status": 4}
    assert wire.cancel_order_body("01JW", "نفدت \u200fالكمية") == {"order_id": "01JW", "reason": "نفدت الكمية"}
