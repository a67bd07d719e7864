"""RETM's documents read into the domain: the place where RETM's quirks end.

Any JSON gives a value or UnreadableAnswer, never another exception. What is not understood is left out here
and stays in the raw document that is kept beside the value; unknown codes are kept with `stage` None.
"""

import logging
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from retm_desktop.domain.business import Branch, Charge, Customer, Device, OrderType, PaymentMethod, PriceList
from retm_desktop.domain.errors import UnreadableAnswer
from retm_desktop.domain.menu import Category, Group, ModifierGroup, ModifierItem, Product, RateKind, Tax, Variation
from retm_desktop.domain.money import ZERO
from retm_desktop.domain.orders import Address, Invoice, Line, LineModifier, NamedAmount, Order, OrderCustomer
from retm_desktop.domain.stages import INVOICE_REFUNDED, stage_of
from retm_desktop.domain.text import BilingualText
from retm_desktop.providers.retm.values import (
    NO_NAME,
    NOTHING,
    as_list,
    as_object,
    code,
    decode,
    first_text,
    flag,
    identity,
    label,
    moment,
    money,
    name,
    text,
)
from retm_desktop.providers.retm.wire_out import cancel_order_body, create_order_body, update_status_body

__all__ = [
    "Hook",
    "HookKind",
    "MenuSection",
    "branch",
    "cancel_order_body",
    "category",
    "charge",
    "create_order_body",
    "created_order",
    "customer",
    "decode",
    "device",
    "group",
    "hook",
    "invoice",
    "menu_section",
    "order",
    "order_type",
    "payment_method",
    "price_list",
    "product",
    "tax",
    "update_status_body",
]

log = logging.getLogger(__name__)

ONE = Decimal(1)
_NO_CUSTOMER = OrderCustomer()
_WRAPPERS = ("data", "result")
_ORDER_IDS = ("id", "uuid", "order_id")
_NUMBERS = ("order_reference", "order_refrence", "number")
_REFUND_EVENT = "order.refunded"


# Orders and invoices


def order(document: object, zone: ZoneInfo) -> Order:
    """Return the order in `document`, bare or inside `data` or `order`; dates without a zone are in `zone`.

    Raises UnreadableAnswer when there is nothing to know the order by: no id, number, invoice or partner reference.
    """
    members = _unwrapped(document, (*_WRAPPERS, "order"), (*_ORDER_IDS, *_NUMBERS, "invoice_id", "partner_reference"))
    found = _order(members, zone)
    if not (found.id or found.number or found.invoice_id or found.partner_reference):
        raise UnreadableAnswer("an order without id, number or reference")
    return found


def invoice(document: object, zone: ZoneInfo) -> Invoice:
    """Return the invoice in `document`, as in the invoices list (api-27167201) and the invoice webhook (api-5053401).

    The order it bills has no RETM id, because an invoice does not carry one. Raises UnreadableAnswer without a number.
    """
    members = _unwrapped(document, (*_WRAPPERS, "invoice"), ("invoice_id", *_ORDER_IDS, *_NUMBERS))
    billed = _order(members, zone)
    invoice_id = billed.invoice_id or billed.id
    if not (invoice_id or billed.number):
        raise UnreadableAnswer("an invoice without id or number")
    billed = msgspec.structs.replace(billed, id="", invoice_id=invoice_id)
    return Invoice(
        invoice_id,
        billed,
        text(members.get("sale_id")),
        text(members.get("event")),
        money(members.get("refunded_amount")),
    )


def created_order(document: object) -> tuple[str, str]:
    """Return RETM's id and number of an order just made, empty where the answer does not tell (api-5053414 was cut).

    Read from `id`, `uuid`, `order_id`, and from those inside `data` or `order`.
    """
    members = _unwrapped(document, (*_WRAPPERS, "order"), (*_ORDER_IDS, *_NUMBERS))
    return first_text(members, *_ORDER_IDS), first_text(members, *_NUMBERS)


def _order(members: dict[str, object], zone: ZoneInfo) -> Order:
    get = members.get
    status = code(get("status"))
    delivery_status = code(get("delivery_status"))
    driver = as_object(get("driver"))
    return Order(
        id=first_text(members, *_ORDER_IDS),
        number=_number(members),
        invoice_id=text(get("invoice_id")),
        partner_reference=text(get("partner_reference")),
        branch_id=text(get("branch_id")) or identity(get("branch")),
        device_id=text(get("device_id")) or identity(get("device")),
        order_type_id=identity(get("ordertype")) or identity(get("order_type")) or text(get("order_type_id")),
        created_at=moment(get("created_at"), zone),
        status=status,
        delivery_status=delivery_status,
        stage=stage_of(delivery_status, status),
        refunded=status == INVOICE_REFUNDED or get("event") == _REFUND_EVENT,
        customer=_order_customer(get("customer")),
        lines=tuple([_line(entry) for entry in as_list(get("products")) if type(entry) is dict]),
        subtotal=_either(members, "subtotal_price", "subtotal"),
        tax=_amount(get("tax")),
        total=_either(members, "total_price", "total"),
        discount=_discount(members),
        taxes=_named_amounts(get("taxes")),
        payments=_named_amounts(get("payments")),
        charges=_named_amounts(get("charges")),
        note=text(get("note")),
        driver_name=text(get("driver_name")) or label(driver.get("name")),
        driver_phone=text(get("driver_phone")) or text(driver.get("phone")),
    )


def _number(members: dict[str, object]) -> str:
    right, misspelt = text(members.get("order_reference")), text(members.get("order_refrence"))
    if right and misspelt and right != misspelt:
        log.info("an order's two references differ: %s and %s", right, misspelt)
    return right or misspelt or text(members.get("number"))


def _amount(value: object) -> Decimal | None:
    """Return an amount that may also stand inside an object (the discount of an order: shape unknown)."""
    if isinstance(value, dict):
        return _either(value, "amount", "value")
    return money(value)


def _either(members: dict[str, object], key: str, other: str) -> Decimal | None:
    found = money(members.get(key))
    return found if found is not None else money(members.get(other))


def _discount(members: dict[str, object]) -> Decimal | None:
    found = money(members.get("discount_amount"))
    return found if found is not None else _amount(members.get("discount"))


def _named_amounts(value: object) -> tuple[NamedAmount, ...]:
    return tuple(
        [
            NamedAmount(identity(entry), name(entry.get("name")), _either(entry, "amount", "value") or ZERO)
            for entry in as_list(value)
            if type(entry) is dict
        ]
    )


def _line(members: dict[str, object]) -> Line:
    get = members.get
    quantity = money(get("quantity"))
    variation = get("variation")
    category = as_object(get("category"))
    modifiers = as_list(get("modifiers"))
    return Line(
        product_id=text(get("id")) or text(get("uuid")),
        sku=text(get("sku")),
        name=_name(members),
        variation=name(variation.get("name")) if type(variation) is dict else NO_NAME,
        category=name(category.get("name") or category.get("title")),
        quantity=ONE if quantity is None else quantity,
        unit_price=money(get("unit_price")),
        total=money(get("total")),
        tax=money(get("tax")),
        discount=_discount(members),
        note=text(get("note")),
        modifiers=tuple([_line_modifier(entry) for entry in modifiers if type(entry) is dict]) if modifiers else (),
    )


def _line_modifier(members: dict[str, object]) -> LineModifier:
    quantity = money(members.get("quantity"))
    price = _either(members, "price", "extra_price")
    return LineModifier(
        identity(members), name(members.get("name")), ONE if quantity is None else quantity, price or ZERO
    )


def _order_customer(value: object) -> OrderCustomer:
    members = as_object(value)
    if not members:
        return _NO_CUSTOMER
    address = as_object(members.get("address"))
    return OrderCustomer(
        _name(members),
        text(members.get("phone")),
        _address(address) if any(address.values()) else None,
    )


def _address(members: dict[str, object]) -> Address:
    get = members.get
    return Address(
        identity(members),
        name(get("name")),
        label(get("address")),
        text(get("latitude")),
        text(get("longitude")),
        text(get("note")),
    )


# The menu


def product(document: object) -> Product:
    """Return the product in `document` (api-11176998); raises UnreadableAnswer without an id.

    Variations and modifiers are read from the lists whatever `type` says (quirk 22).
    """
    members = _identified(document, "product")
    get = members.get
    category_of = as_object(get("category"))
    return Product(
        id=identity(members),
        name=_name(members),
        description=name(get("description")),
        image=text(get("image")),
        price=money(get("price")) or ZERO,
        calories=money(get("calories")),
        estimated_minutes=money(get("estimated_time")),
        type=code(get("type")) or 1,
        sells_beyond_stock=flag(get("over_stock")),
        category_id=identity(category_of),
        category=name(category_of.get("title") or category_of.get("name")),
        variations=tuple([_variation(entry) for entry in as_list(get("variations")) if type(entry) is dict]),
        modifiers=tuple([_modifier_group(entry) for entry in as_list(get("modifiers")) if type(entry) is dict]),
        taxes=tuple([_tax(entry) for entry in as_list(get("taxes")) if type(entry) is dict]),
        sku=text(get("sku")),
    )


def _variation(members: dict[str, object]) -> Variation:
    get = members.get
    return Variation(
        identity(members),
        _name(members),
        money(get("price")) or ZERO,
        text(get("sku")),
        text(get("image")),
        money(get("stock_qty")),
    )


def _modifier_group(members: dict[str, object]) -> ModifierGroup:
    get = members.get
    maximum = code(get("max_selection"))
    items = [
        ModifierItem(identity(entry), _name(entry), _either(entry, "extra_price", "price") or ZERO)
        for entry in as_list(get("items"))
        if type(entry) is dict
    ]
    return ModifierGroup(
        _name(members),
        flag(get("multiple"), default=True),
        max(code(get("min_selection")) or 0, 0),
        maximum if maximum is not None and maximum > 0 else None,
        tuple(items),
    )


def category(document: object) -> Category:
    """Return the category in `document` (api-11176971); raises UnreadableAnswer without an id."""
    members = _identified(document, "category")
    return Category(identity(members), _name(members))


def group(document: object) -> Group:
    """Return the group in `document` (api-29527731) with the ids of those products it names.

    Raises UnreadableAnswer without an id.
    """
    members = _identified(document, "group")
    ids = [identity(entry) for entry in as_list(members.get("products"))]
    return Group(identity(members), _name(members), tuple([i for i in ids if i]))


class MenuSection(msgspec.Struct, frozen=True):
    """One category of the menu endpoint with its products (shape assumed)."""

    category: Category
    products: tuple[Product, ...] = ()


def menu_section(document: object) -> MenuSection:
    """Return one category of the menu with those of its products that can be read; UnreadableAnswer without an id."""
    members = _identified(document, "category")
    found = []
    for entry in as_list(members.get("products")):
        try:
            found.append(product(entry))
        except UnreadableAnswer:
            log.warning("a product without an id was left out of the menu")
    return MenuSection(category(members), tuple(found))


# The restaurant around it


def branch(document: object) -> Branch:
    """Return the branch in `document` (shape assumed); raises UnreadableAnswer without an id."""
    members = _identified(document, "branch", "branch_id")
    get = members.get
    return Branch(
        first_text(members, "id", "uuid", "branch_id"),
        _name(members),
        text(get("phone")),
        label(get("address")),
        text(get("latitude")),
        text(get("longitude")),
    )


def device(document: object) -> Device:
    """Return the device in `document` (shape assumed); raises UnreadableAnswer without an id."""
    members = _identified(document, "device", "device_id")
    get = members.get
    branch_of = get("branch")
    return Device(
        first_text(members, "id", "uuid", "device_id"),
        _name(members),
        text(get("branch_id")) or identity(branch_of),
        name(branch_of.get("name")) if isinstance(branch_of, dict) else NO_NAME,
        label(get("type")),
    )


def order_type(document: object) -> OrderType:
    """Return the order type in `document` (shape assumed); raises UnreadableAnswer without an id."""
    members = _identified(document, "order type")
    return OrderType(identity(members), _name(members), code(members.get("type")))


def price_list(document: object) -> PriceList:
    """Return the price list in `document` (shape assumed); raises UnreadableAnswer without an id."""
    members = _identified(document, "price list")
    return PriceList(identity(members), _name(members))


def payment_method(document: object) -> PaymentMethod:
    """Return the payment method in `document` (keys of api-5053420); raises UnreadableAnswer without an id."""
    members = _identified(document, "payment method")
    get = members.get
    return PaymentMethod(
        identity(members),
        _name(members),
        code(get("type")),
        flag(get("auto_open_drawer")),
        flag(get("ecr_enabled")),
        text(get("zatca_payment_code")),
    )


def charge(document: object) -> Charge:
    """Return the order charge in `document` (api-5053421); raises UnreadableAnswer without an id."""
    members = _identified(document, "charge")
    tax_on_it = as_object(members.get("tax"))
    return Charge(
        identity(members),
        _name(members),
        money(members.get("value")) or ZERO,
        _tax(tax_on_it) if any(tax_on_it.values()) else None,
    )


def tax(document: object) -> Tax:
    """Return the tax in `document` (the `tax` member of api-5053421); raises UnreadableAnswer without an id."""
    return _tax(_identified(document, "tax"))


def _tax(members: dict[str, object]) -> Tax:
    get = members.get
    kind = code(get("type"))
    return Tax(
        identity(members),
        _name(members),
        RateKind.PERCENTAGE if kind is None else kind,
        money(get("value")) or ZERO,
        flag(get("from_final_total"), default=True),
    )


def customer(document: object) -> Customer:
    """Return the customer in `document` (api-5053408); raises UnreadableAnswer without an id."""
    members = _identified(document, "customer", "customer_id")
    get = members.get
    return Customer(
        first_text(members, "id", "uuid", "customer_id"),
        _name(members),
        text(get("phone")),
        text(get("email")),
    )


def _name(members: dict[str, object]) -> BilingualText:
    """Return what a record is called: `name`, or `title` (18); the Arabic may stand beside it (10)."""
    return name(members.get("name") or members.get("title"), members.get("name_localized"))


def _unwrapped(document: object, wrappers: tuple[str, ...], known_by: tuple[str, ...]) -> dict[str, object]:
    """Return the object that carries one of the keys in `known_by`: `document`, or the one inside its wrappers."""
    members = as_object(document)
    return _inside(members, wrappers, known_by, 3) or members


def _inside(
    members: dict[str, object], wrappers: tuple[str, ...], known_by: tuple[str, ...], depth: int
) -> dict[str, object]:
    if any(text(members.get(key)) for key in known_by):
        return members
    for wrapper in wrappers if depth > 1 else ():
        found = _inside(as_object(members.get(wrapper)), wrappers, known_by, depth - 1)
        if found:
            return found
    return NOTHING


def _identified(document: object, what: str, *more_ids: str) -> dict[str, object]:
    ids = ("id", "uuid", *more_ids)
    words = what.split()
    members = _unwrapped(document, (*_WRAPPERS, "_".join(words), "".join(words), words[0]), ids)
    if not first_text(members, *ids):
        raise UnreadableAnswer(f"a {what} without an id")
    return members


# Webhooks


class HookKind(StrEnum):
    """The webhooks by the last part of their address."""

    INVOICE = "invoice"
    ORDER = "order"
    MENU = "menu"
    CUSTOMER = "customer"
    ERROR = "error"
    REWARD_CHECK = "reward/check"
    REWARD_REDEEM = "reward/redeem"


class Hook(msgspec.Struct, frozen=True):
    """A webhook as it was understood; `document` is the whole body as it came, `order_document` the part that is the
    order (the body itself for an invoice). What the hook does not carry, or cannot be read, is None or empty.
    """

    kind: HookKind
    event: str = ""
    business: str = ""
    reference: str = ""
    timestamp: datetime | None = None
    order: Order | None = None
    invoice: Invoice | None = None
    customer: Customer | None = None
    failed_endpoint: str = ""
    error_code: int | None = None
    message: str = ""
    document: bytes = b""
    order_document: bytes = b""


_Members = msgspec.json.Decoder(dict[str, msgspec.Raw])


def hook(kind: HookKind, body: bytes, zone: ZoneInfo) -> Hook:
    """Return the webhook in `body`; dates without a zone are in `zone`.

    Unknown events and codes are kept. Raises UnreadableAnswer only for a body that is not a JSON object.
    """
    document = decode(body)
    if not isinstance(document, dict):
        raise UnreadableAnswer("a webhook that is not an object")
    get = document.get
    found_order: Order | None = None
    found_invoice: Invoice | None = None
    found_customer: Customer | None = None
    order_document = b""
    try:
        match kind:
            case HookKind.INVOICE:
                found_invoice = invoice(document, zone)
                found_order = found_invoice.order
                order_document = body
            case HookKind.ORDER:
                found_order, order_document = _hook_order(document, body, zone)
            case HookKind.CUSTOMER:
                inner = as_object(get("customer"))
                found_customer = customer(inner or document)
            case _:
                pass
    except UnreadableAnswer as unknown:
        log.info("a webhook of kind %s is kept as it came: %s", kind, unknown.detail)
    return Hook(
        kind=kind,
        event=text(get("event")),
        business=first_text(document, "business_refrence", "business_reference"),
        reference=text(get("reference")),
        timestamp=moment(get("timestamp"), zone),
        order=found_order,
        invoice=found_invoice,
        customer=found_customer,
        failed_endpoint=text(get("endpoint")),
        error_code=code(get("code")),
        message=text(get("message")),
        document=body,
        order_document=order_document,
    )


def _hook_order(document: dict[str, object], body: bytes, zone: ZoneInfo) -> tuple[Order, bytes]:
    inner = as_object(document.get("order"))
    if not inner:
        return order(document, zone), body
    found = order(inner, zone)
    if not found.refunded and document.get("event") == _REFUND_EVENT:
        found = msgspec.structs.replace(found, refunded=True)
    members = _Members.decode(body.lstrip(b"\xef\xbb\xbf"))
    return found, bytes(members["order"])
