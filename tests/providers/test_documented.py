"""The rules the other RETM holds bodies against find what is wrong, or its strictness would prove nothing."""

import pytest

from tests.providers.documented import BODIES
from tests.providers.other_papers import Ids

NAME = {"en": "Meal card", "ar": "بطاقة"}
LINE = {"id": "p1", "quantity": 1, "total": 23.5}
ADDRESS = {"id": "a", "name": NAME, "address": "12 Palm Street", "latitude": "24.71", "longitude": "46.67"}
ORDER = {"branch": "b1", "customer": {"phone": "0500000002"}, "products": [LINE]}


@pytest.mark.parametrize(
    ("endpoint", "body", "fields"),
    [
        ("create_order", ORDER, set()),
        ("create_order", [], {""}),
        ("create_order", {}, {"branch", "customer", "products"}),
        ("create_order", ORDER | {"charges": []}, {"charges"}),
        ("create_order", ORDER | {"total": "23.500", "tax": True}, {"total", "tax"}),
        (
            "create_order",
            ORDER | {"customer": {"phone": "٠٥٠٠٠٠٠٠٠٢", "name": "Huda"}},
            {"customer.phone", "customer.name"},
        ),
        (
            "create_order",
            ORDER | {"customer": {"phone": "0500000002", "address": ADDRESS | {"latitude": 24.71}}},
            {"customer.address.latitude"},
        ),
        ("create_order", ORDER | {"products": []}, {"products"}),
        ("create_order", ORDER | {"products": [LINE, LINE | {"quantity": "1.000"}]}, {"products.1.quantity"}),
        (
            "create_order",
            ORDER | {"products": [LINE | {"modifiers": [{"id": "m"}]}]},
            {"products.0.modifiers.0.quantity", "products.0.modifiers.0.price"},
        ),
        ("create_order", ORDER | {"payments": [{"id": "", "amount": 1}]}, {"payments.0.id"}),
        ("cancel_order", {"order_id": 7, "reason": ""}, {"order_id", "reason"}),
        (
            "update_delivery_status",
            {"order_id": "o", "status": "6", "driver": {"name": "Ali"}},
            {"status", "driver.phone"},
        ),
        (
            "create_payment_method",
            {"name": NAME, "type": 6, "auto_open_drawer": False},
            {"auto_open_drawer", "ecr_enabled", "zatca_payment_code"},
        ),
        ("create_order_type", {"name": {"en": "x", "ar": " "}, "type": 0}, {"name.ar", "type"}),
        ("create_charge", {"name": NAME, "value": 12}, {"value"}),
        ("create_tax", {"name": NAME, "type": 2, "value": "15.00"}, {"value"}),
        ("token", {"grant_type": "authorization_code", "client_id": "i"}, {"client_secret"}),
    ],
)
def test_what_breaks_the_reference_is_named(endpoint: str, body: object, fields: set[str]) -> None:
    assert set(BODIES[endpoint](body, "")) == fields


def test_an_id_is_known_only_as_it_was_handed_out() -> None:
    ids = Ids()
    assert ids.upper("01jab") == "01JAB"
    assert ids.meant("01JAB") == "01jab"
    assert [ids.meant(other) for other in ("01jab", "01Jab", "", None, 7)] == [None] * 5
