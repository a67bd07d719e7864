"""What the listener is told of a payment's callback once its signature has been verified."""

import msgspec


class PaymentHint(msgspec.Struct, frozen=True):
    """Whose payment it is about, and the small JSON to keep of it: nothing personal, and never proof of a payment."""

    connection_id: int
    body: bytes
