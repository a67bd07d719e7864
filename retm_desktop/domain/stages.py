"""The stages an order passes through, RETM's codes for them, and the moves allowed between them.

Delivery codes are assumed, after another vendor's near-identical page (docs/retm-quirks.md); invoice codes are
documented (doc-400813). An unknown code never fails: the order keeps its stage and the raw code stays with it.
"""

from enum import StrEnum


class Stage(StrEnum):
    """Where an order is on its way; the declaration order is the only direction it may move."""

    NEW = "new"
    PREPARING = "preparing"
    READY = "ready"
    ASSIGNED = "assigned"
    OUT = "out"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"

    @property
    def rank(self) -> int:
        """Position on the way, from 0; a later event with a lower rank is recorded, never applied."""
        return _RANKS[self]

    @property
    def is_open(self) -> bool:
        """True while somebody still has to do something with the order."""
        return self not in (Stage.DELIVERED, Stage.CANCELLED)


_RANKS = {stage: rank for rank, stage in enumerate(Stage)}

DELIVERY_CODES: dict[int, Stage] = {
    1: Stage.NEW,
    2: Stage.PREPARING,
    3: Stage.CANCELLED,
    4: Stage.READY,
    5: Stage.ASSIGNED,
    6: Stage.OUT,
    7: Stage.DELIVERED,
}
"""`delivery_status` to stage."""

CODE_OF_STAGE: dict[Stage, int] = {stage: code for code, stage in DELIVERY_CODES.items()}
"""Stage to the code sent with "update delivery order status"."""

INVOICE_CODES: dict[int, Stage] = {
    1: Stage.DELIVERED,
    2: Stage.NEW,
    3: Stage.PREPARING,
    4: Stage.DELIVERED,
    5: Stage.CANCELLED,
}
"""Invoice `status` to stage, used only where no delivery status is told."""

INVOICE_REFUNDED = 4
INVOICE_VOID = 5


def stage_of(delivery_status: int | None, status: int | None) -> Stage | None:
    """Return the stage RETM's codes mean, or None where that is unknown to us.

    A delivery code decides alone, known or not; the invoice's code counts where there is no delivery code, and a void
    invoice always cancels.
    """
    if status == INVOICE_VOID:
        return Stage.CANCELLED
    if delivery_status is not None:
        return DELIVERY_CODES.get(delivery_status)
    return INVOICE_CODES.get(status) if status is not None else None


def advances(current: Stage, incoming: Stage) -> bool:
    """Tell whether `incoming` may replace `current`: forward only; a cancelled order never comes back."""
    return incoming.rank > current.rank


def next_stage(current: Stage, *, delivered_by_driver: bool) -> Stage | None:
    """Return the stage the main button leads to, or None at the end of the way.

    Orders without a driver (dine in, pickup) go from ready to handed over; an order whose driver was assigned goes out.
    """
    match current:
        case Stage.NEW:
            return Stage.PREPARING
        case Stage.PREPARING:
            return Stage.READY
        case Stage.READY:
            return Stage.OUT if delivered_by_driver else Stage.DELIVERED
        case Stage.ASSIGNED:
            return Stage.OUT
        case Stage.OUT:
            return Stage.DELIVERED
        case _:
            return None


def can_cancel(current: Stage) -> bool:
    """Tell whether RETM would accept a cancellation at this stage (closed orders are refused with 422: assumed)."""
    return current.is_open
