"""Payments in any state, for what only reads them."""

from datetime import timedelta

import msgspec

from retm_desktop.store.payments import PaymentRow, PaymentState, PaymentWay
from tests.gui.conftest import START

_WAITING = PaymentRow(
    id=7,
    connection_id=9,
    order_key=3,
    reference="512-BCDFGHJKMNPQ",
    way=PaymentWay.QR,
    title="Order 512",
    amount=2590,
    store_id="7700000000000000001",
    state=PaymentState.WAITING,
    transaction_id="260302000000000000000001",
    method="TNG",
    created_at=START,
    updated_at=START,
    ends_at=START + timedelta(minutes=10),
)


def payment(state: PaymentState, way: PaymentWay = PaymentWay.QR, **fields: object) -> PaymentRow:
    """Return a payment in this state."""
    return msgspec.structs.replace(_WAITING, state=state, way=way, **fields)
