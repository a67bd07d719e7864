"""What the customer of an order has to pay, and what may be done about the order's payments."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from retm_desktop.domain.money import rounded
from retm_desktop.domain.payments import CURRENCY, LEAST_AMOUNT, sen_of
from retm_desktop.domain.stages import Stage
from retm_desktop.store.orders import OrderDetails
from retm_desktop.store.payments import PaymentRow, PaymentState

_BELONGS_TO_ORDER = (PaymentState.PAID, PaymentState.REFUNDING)


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be charged for an order; `amount` is sen, as the total is shown on screen."""

    order_key: int
    number: str
    branch_id: str
    amount: int


class Offer(StrEnum):
    """The one thing that is offered for an order's payments."""

    TAKE = "take"
    SHOW = "show"
    """A code or a page waits for the customer."""
    FOLLOW = "follow"
    """It is being found out how a payment ends."""
    ASK = "ask"
    """Nobody finds out any more: a person has to ask again."""


def due_of(details: OrderDetails) -> Due | None:
    """Return what is to be charged; None where RETM has not told a total, or nothing can be charged for the order."""
    row, total = details.row, details.order.total
    if row.estimated or row.stage is Stage.CANCELLED or total is None or not total.is_finite():
        return None
    amount = sen_of(rounded(total))
    if amount is None or amount < LEAST_AMOUNT:
        return None
    return Due(order_key=row.key, number=row.number or row.partner_reference, branch_id=row.branch_id, amount=amount)


def telling(payments: Sequence[PaymentRow]) -> PaymentRow | None:
    """Return the payment that tells how an order stands, of those newest first: an open one, else a paid one."""
    for wanted in (lambda row: row.state.is_open, lambda row: row.state is PaymentState.PAID):
        found = next(filter(wanted, payments), None)
        if found is not None:
            return found
    return None


def offered(
    details: OrderDetails, payments: Sequence[PaymentRow], *, account: int | None, currency: str
) -> Offer | None:
    """Return what is offered; `account` is the connection of the payment account, None where there is none.

    What another account took can only be looked up there: nothing is offered, and no second payment either.
    """
    if account is None:
        return None
    row = telling(payments)
    if row is None:
        return Offer.TAKE if currency == CURRENCY and due_of(details) is not None else None
    if row.connection_id != account or row.state in _BELONGS_TO_ORDER:
        return None
    match row.state:
        case PaymentState.WAITING:
            return Offer.SHOW
        case PaymentState.UNCLEAR:
            return Offer.ASK
        case _:
            return Offer.FOLLOW


def may_refund(row: PaymentRow, account: int | None) -> bool:
    """Tell whether a payment can be given back by the account with this connection."""
    return row.state is PaymentState.PAID and bool(row.transaction_id) and row.connection_id == account
