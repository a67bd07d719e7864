"""When a payment came into the state it is in, as its order's timeline tells."""

from collections.abc import Sequence
from datetime import datetime

from retm_desktop.store.orders import OrderEvent
from retm_desktop.store.payments import PaymentRow, PaymentState


def since(row: PaymentRow, events: Sequence[OrderEvent]) -> datetime:
    """Return since when `row` is in its state; its last change where the timeline does not tell.

    A payment is paid since it was paid first: a refund that did not happen makes it paid once more, no later.
    """
    kind = f"payment_{row.state}"
    told = [event.at for event in events if event.kind == kind and row.reference in event.detail.split(" ")]
    if not told:
        return row.updated_at
    return told[0] if row.state is PaymentState.PAID else told[-1]
