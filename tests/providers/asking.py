"""What the tests ask of a whole RETM: lists to their end, and an order made of what is on its menu."""

import datetime
from typing import Any

from retm_desktop.domain.draft import ChosenModifier, Draft, DraftLine
from retm_desktop.domain.intents import CreateOrder
from retm_desktop.domain.menu import Product
from retm_desktop.providers.retm.client import RetmClient, every

PAGED = ("orders", "invoices", "customers", "products")
WHOLE = (
    "categories",
    "groups",
    "branches",
    "devices",
    "order_types",
    "price_lists",
    "payment_methods",
    "charges",
    "taxes",
    "simple_list",
    "menu",
)


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


async def listed(client: RetmClient, name: str, **more: int) -> list[Any]:
    method = getattr(client, name)
    if name in PAGED:
        return [item.value async for page in every(method, **more) for item in page.items]
    return [item.value for item in await method()]


def known_by(value: object) -> str:
    found = getattr(value, "category", value) if type(value).__name__ == "MenuSection" else value
    return str(getattr(found, "invoice_id", "") or getattr(found, "id", "")).casefold()


def folded(ids: object) -> set[str]:
    return {id_.casefold() for id_ in ids}  # type: ignore[attr-defined]


async def menu_line(client: RetmClient, *, with_choices: bool) -> DraftLine:
    """Two of one product with everything it needs chosen; with a size and extras where these are wanted."""
    products: list[Product] = [item.value for page in [await client.products()] for item in page.items]
    product = next(p for p in products if bool(p.variations and p.modifiers) is with_choices)
    chosen = [
        ChosenModifier(number, item)
        for number, group in enumerate(product.modifiers)
        for item in group.items[: max(group.least, int(with_choices))]
    ]
    return DraftLine(product, product.variations[-1] if product.variations else None, tuple(chosen), quantity=2)


async def an_order(client: RetmClient, reference: str = "WEB-1", *, with_choices: bool = False) -> CreateOrder:
    draft = Draft(
        (await menu_line(client, with_choices=with_choices),),
        (await client.branches())[0].value.id,
        (await client.order_types())[0].value.id,
        "Huda",
        "+966 50 000 0002",
        (await client.payment_methods())[0].value.id,
    )
    assert draft.problems() == []
    return draft.intent(reference)
