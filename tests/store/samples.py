"""Orders and intents to store, with the documents RETM would send with them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from retm_desktop.domain.intents import CreateOrder
from retm_desktop.domain.orders import Line, NamedAmount, Order, OrderCustomer
from retm_desktop.domain.stages import CODE_OF_STAGE, Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.store.orders import Incoming, Source

NOW = datetime(2026, 2, 3, 15, 0, tzinfo=UTC)
LINES = (
    Line("p1", "70010001", BilingualText("Burger", "برجر"), quantity=Decimal("2.000"), total=Decimal("46.000")),
    Line("p2", "70010002", BilingualText("Mint tea", "شاي بالنعناع"), quantity=Decimal("0.5"), total=Decimal("6.000")),
)


def order(stage: Stage | None = Stage.NEW, *, number: str = "512", minutes: int = 0, **fields: Any) -> Order:  # noqa: ANN401
    """Return an order as RETM's list has it."""
    values: dict[str, Any] = {
        "id": f"01jwcejz05xht5gmej146s{number}",
        "number": number,
        "branch_id": "01h0dd3yrst4chn5kn0t78f603",
        "device_id": "01hypk214y4km844wq28np5y4t",
        "order_type_id": "type-1",
        "created_at": NOW + timedelta(minutes=minutes),
        "stage": stage,
        "delivery_status": CODE_OF_STAGE[stage] if stage else 99,
        "customer": OrderCustomer(BilingualText("Huda Nasser", "هدى ناصر"), "0551234567"),
        "lines": LINES,
        "subtotal": Decimal("45.217"),
        "tax": Decimal("6.783"),
        "total": Decimal("52.000"),
        "taxes": (NamedAmount("vat", BilingualText("VAT", "ضريبة"), Decimal("6.783")),),
    }
    return Order(**(values | fields))


def invoice(stage: Stage, **fields: Any) -> Order:  # noqa: ANN401
    """Return the order inside an invoice: no id, no delivery, no customer."""
    bare = {"id": "", "invoice_id": "908", "delivery_status": None, "customer": OrderCustomer(), "order_type_id": ""}
    return order(stage, **(bare | fields))


def incoming(
    one: Order, source: Source = Source.POLL, *, at: datetime = NOW, event: str = "", partial: bool = False
) -> Incoming:
    """Return `one` as it came, with a document that differs when the order does."""
    return Incoming(one, msgspec.json.encode(one), source, at, event=event, partial=partial)


def hook(one: Order, *, event: str = "order.delivery.updated", partial: bool = False) -> Incoming:
    """Return `one` as a webhook told it."""
    return incoming(one, Source.WEBHOOK, event=event, partial=partial)


def status_only(stage: Stage, *, number: str = "512") -> Order:
    """Return what a webhook tells that carries an id and a code alone."""
    return Order(id=f"01JWCEJZ05XHT5GMEJ146S{number}", stage=stage, delivery_status=CODE_OF_STAGE[stage])


def create_intent(reference: str = "RD-7F3A") -> CreateOrder:
    """Return the intent of an order made by phone."""
    return CreateOrder(
        partner_reference=reference,
        branch_id="01h0dd3yrst4chn5kn0t78f603",
        customer=OrderCustomer(BilingualText("Sami", "سامي"), "0500000002"),
        lines=LINES,
        variation_ids=("", ""),
        subtotal=Decimal("45.00"),
        tax=Decimal("6.75"),
        total=Decimal("51.75"),
        charges=(NamedAmount("c1", BilingualText("Delivery", "توصيل"), Decimal("10.00")),),
        note="ring the bell",
    )
