"""A believable restaurant for tests of the window: its catalogue, and orders of any kind."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec

from retm_desktop.domain.business import (
    Branch,
    Charge,
    Customer,
    Device,
    OrderType,
    PaymentKind,
    PaymentMethod,
    PriceList,
)
from retm_desktop.domain.menu import Category, Group, ModifierGroup, ModifierItem, Product, Tax, Variation
from retm_desktop.domain.money import rounded, vat_within
from retm_desktop.domain.orders import Address, Invoice, Line, LineModifier, NamedAmount, Order, OrderCustomer
from retm_desktop.domain.stages import CODE_OF_STAGE, Stage
from retm_desktop.domain.text import BilingualText as Both
from retm_desktop.gui.desk import Desk
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.invoices import IncomingInvoice, InvoiceQuery
from retm_desktop.store.orders import Incoming, Source

_NOTHING = Both()
_SHAWARMA = Both("Chicken shawarma", "شاورما دجاج")

VAT = Tax("tax-vat", Both("VAT 15%", "ضريبة القيمة المضافة ١٥٪"), 2, Decimal(15), included=True)

BRANCHES = (
    Branch(
        "branch-olaya", Both("Riyadh – Olaya", "الرياض – العليا"), "0114601234", "Olaya St, Riyadh", "24.69", "46.68"
    ),
    Branch("branch-corniche", Both("Jeddah – Corniche", "جدة – الكورنيش"), "0126071234", "Corniche Rd, Jeddah"),
    Branch("branch-khobar", Both("Khobar – Corniche", "الخبر – الكورنيش")),
)
DINE_IN, PICKUP, DELIVERY = ORDER_TYPES = (
    OrderType("type-dine-in", Both("Dine in", "محلي"), 1),
    OrderType("type-pickup", Both("Pickup", "استلام"), 2),
    OrderType("type-delivery", Both("Delivery", "توصيل"), 3),
)
DEVICES = (
    Device("device-1", Both("Till 1", "كاشير ١"), "branch-olaya", BRANCHES[0].name, "cashier"),
    Device("device-2", Both("Kitchen screen", "شاشة المطبخ"), "branch-olaya", BRANCHES[0].name, "kitchen"),
    Device("device-3", Both("Till 1", "كاشير ١"), "branch-corniche", BRANCHES[1].name, "cashier"),
)
CATEGORIES = (
    Category("cat-grill", Both("Grill", "مشاوي")),
    Category("cat-rice", Both("Rice dishes", "أطباق الأرز")),
    Category("cat-sandwich", Both("Sandwiches", "سندويتشات")),
    Category("cat-drinks", Both("Drinks", "مشروبات")),
)
_SAUCES = ModifierGroup(
    Both("Sauce", "الصوص"),
    multiple=True,
    minimum=1,
    maximum=2,
    items=(
        ModifierItem("mod-garlic", Both("Garlic sauce", "صوص الثوم")),
        ModifierItem("mod-tahini", Both("Tahini", "طحينة")),
        ModifierItem("mod-hot", Both("Hot sauce", "صوص حار"), Decimal("1.00")),
    ),
)
_EXTRAS = ModifierGroup(
    Both("Extras", "إضافات"),
    multiple=True,
    items=(
        ModifierItem("mod-cheese", Both("Extra cheese", "جبنة إضافية"), Decimal("3.00")),
        ModifierItem("mod-fries", Both("Fries inside", "بطاطس داخل السندويتش"), Decimal("2.00")),
    ),
)
_SPICE = ModifierGroup(
    Both("Spice level", "درجة الحرارة"),
    multiple=False,
    minimum=1,
    items=(ModifierItem("mod-mild", Both("Mild", "عادي")), ModifierItem("mod-spicy", Both("Spicy", "حار"))),
)


def product(
    key: str,
    name: Both,
    price: str,
    category: Category,
    *,
    variations: tuple[Variation, ...] = (),
    modifiers: tuple[ModifierGroup, ...] = (),
    description: Both = _NOTHING,
) -> Product:
    """Return a product with the restaurant's tax."""
    return Product(
        id=key,
        name=name,
        description=description,
        price=Decimal(price),
        category_id=category.id,
        category=category.name,
        variations=variations,
        modifiers=modifiers,
        taxes=(VAT,),
    )


_GRILL, _RICE, _SANDWICH, _DRINKS = CATEGORIES
PRODUCTS = (
    product("prod-mixed-grill", Both("Mixed grill", "مشاوي مشكلة"), "69.00", _GRILL, modifiers=(_SPICE,)),
    product("prod-shish-tawook", Both("Shish tawook", "شيش طاووق"), "39.00", _GRILL),
    product(
        "prod-kabsa",
        Both("Chicken kabsa", "كبسة دجاج"),
        "32.00",
        _RICE,
        variations=(
            Variation("var-half", Both("Half chicken", "نص دجاجة"), Decimal("32.00"), "KAB-H"),
            Variation("var-whole", Both("Whole chicken", "دجاجة كاملة"), Decimal("58.00"), "KAB-W"),
        ),
        description=Both("Basmati rice, roasted chicken, raisins", "أرز بسمتي ودجاج محمر وزبيب"),
    ),
    product("prod-mandi", Both("Lamb mandi", "مندي لحم"), "64.00", _RICE),
    product("prod-shawarma", _SHAWARMA, "12.00", _SANDWICH, modifiers=(_SAUCES, _EXTRAS)),
    product("prod-falafel", Both("Falafel sandwich", "سندويتش فلافل"), "9.00", _SANDWICH, modifiers=(_SAUCES,)),
    product("prod-mint", Both("Lemon with mint", "ليمون بالنعناع"), "14.00", _DRINKS),
    product("prod-tea", Both("", "شاي كرك"), "5.00", _DRINKS),
)
PAYMENTS = (
    PaymentMethod("pay-cash", Both("Cash", "نقدًا"), PaymentKind.CASH, opens_drawer=True),
    PaymentMethod("pay-mada", Both("mada card", "بطاقة مدى"), PaymentKind.CARD, uses_terminal=True),
)
CHARGES = (Charge("charge-delivery", Both("Delivery fee", "رسوم التوصيل"), Decimal("10.00"), VAT),)
PRICE_LISTS = (PriceList("list-1", Both("Menu prices", "أسعار القائمة")),)
GROUPS = (Group("group-1", Both("Most ordered", "الأكثر طلبًا"), ("prod-shawarma", "prod-kabsa")),)
CUSTOMERS = (
    Customer("1", Both("Sara Al-Otaibi", "سارة العتيبي"), "+966551234567", "sara@example.com"),
    Customer("2", Both("Fahad Al-Qahtani", "فهد القحطاني"), "0509876543"),
    Customer("3", Both("", "نورة الشهري"), "0561112233"),
)


async def stock(desk: Desk) -> None:
    """Fill the active restaurant's catalogue."""
    shelves: tuple[tuple[Kind, Sequence[msgspec.Struct]], ...] = (
        (Kind.BRANCH, BRANCHES),
        (Kind.DEVICE, DEVICES),
        (Kind.ORDER_TYPE, ORDER_TYPES),
        (Kind.CATEGORY, CATEGORIES),
        (Kind.GROUP, GROUPS),
        (Kind.PRODUCT, PRODUCTS),
        (Kind.PAYMENT_METHOD, PAYMENTS),
        (Kind.CHARGE, CHARGES),
        (Kind.PRICE_LIST, PRICE_LISTS),
        (Kind.TAX, (VAT,)),
        (Kind.CUSTOMER, CUSTOMERS),
    )
    for kind, entries in shelves:
        pairs = [(entry, msgspec.json.encode(entry)) for entry in entries]
        await desk.catalogue.replace(desk.connection_id, kind, pairs, desk.now())


def line(
    name: Both = _SHAWARMA,
    price: str = "12.00",
    quantity: int = 1,
    *,
    variation: Both = _NOTHING,
    modifiers: tuple[LineModifier, ...] = (),
    note: str = "",
) -> Line:
    """Return a line whose `price` is for one and includes tax."""
    total = Decimal(price) * quantity
    tax = vat_within(total, Decimal(15))
    return Line(
        product_id="prod",
        name=name,
        variation=variation,
        quantity=Decimal(quantity),
        unit_price=rounded((total - tax) / quantity),
        total=total,
        tax=tax,
        discount=Decimal(0),
        note=note,
        modifiers=modifiers,
    )


USUAL = (
    line(
        quantity=2,
        modifiers=(
            LineModifier("mod-garlic", Both("Garlic sauce", "صوص الثوم")),
            LineModifier("mod-cheese", Both("Extra cheese", "جبنة إضافية"), Decimal(1), Decimal("3.00")),
        ),
        note="no pickles",
    ),
    line(Both("Chicken kabsa", "كبسة دجاج"), "32.00", variation=Both("Half chicken", "نص دجاجة")),
    line(Both("", "شاي كرك"), "5.00"),
)
SARA = OrderCustomer(
    Both("Sara Al-Otaibi", "سارة العتيبي"),
    "+966551234567",
    Address("1", Both("Home", "المنزل"), "Olaya, King Fahd Rd 12", "24.69", "46.68"),
)
FAHAD = OrderCustomer(Both("Fahad Al-Qahtani", "فهد القحطاني"), "0509876543")
NOBODY = OrderCustomer()


def order(
    number: str = "512",
    stage: Stage | None = Stage.NEW,
    *,
    created_at: datetime,
    branch: Branch = BRANCHES[0],
    order_type: OrderType = PICKUP,
    customer: OrderCustomer = SARA,
    lines: tuple[Line, ...] = USUAL,
    note: str = "",
    refunded: bool = False,
    delivery_status: int | None = None,
    driver_name: str = "",
) -> Order:
    """Return an order as RETM would tell it; its id is made from its number.

    `stage` None with a `delivery_status` of your own is an order in a state nobody has told us of.
    """
    total = sum((item.total or Decimal(0) for item in lines), Decimal(0))
    tax = sum((item.tax or Decimal(0) for item in lines), Decimal(0))
    return Order(
        id=f"order-{number}",
        number=number,
        invoice_id=f"INV-{number}",
        branch_id=branch.id,
        device_id="device-1",
        order_type_id=order_type.id,
        created_at=created_at,
        delivery_status=CODE_OF_STAGE[stage] if stage else delivery_status,
        stage=stage,
        refunded=refunded,
        customer=customer,
        lines=lines,
        subtotal=total - tax,
        tax=tax,
        total=total,
        discount=Decimal(0),
        taxes=(NamedAmount("tax-vat", VAT.name, tax),),
        payments=(NamedAmount("pay-mada", PAYMENTS[1].name, total),),
        note=note,
        driver_name=driver_name,
        driver_phone="0531234567" if driver_name else "",
    )


async def deliver(desk: Desk, *orders: Order, source: Source = Source.WEBHOOK, at: datetime | None = None) -> list[int]:
    """Let orders arrive at the store as the sync part would; return the keys of the new and the changed ones."""
    incoming = [
        Incoming(order=each, raw=msgspec.json.encode(each), source=source, at=at or desk.now()) for each in orders
    ]
    applied = await desk.orders.apply(desk.connection_id, incoming)
    return [*applied.new, *applied.changed]


async def rush(desk: Desk, count: int, *, stage: Stage = Stage.NEW, first: int = 1000) -> None:
    """Let `count` orders arrive, one every two seconds until now."""
    now = desk.now()
    batch = [
        order(
            str(first + n),
            stage,
            created_at=now - timedelta(seconds=2 * (count - n)),
            branch=BRANCHES[n % len(BRANCHES)],
            order_type=ORDER_TYPES[n % len(ORDER_TYPES)],
        )
        for n in range(count)
    ]
    for start in range(0, count, 500):
        await deliver(desk, *batch[start : start + 500], source=Source.POLL)


async def bill(
    desk: Desk,
    *orders: Order,
    status: int = 1,
    refunded_amount: str | None = None,
    at: datetime | None = None,
    **fields: object,
) -> list[int]:
    """Let the invoices of orders arrive, `fields` of the order changed; return the invoices' keys."""
    amount = None if refunded_amount is None else Decimal(refunded_amount)
    told = [
        Invoice(
            each.invoice_id,
            msgspec.structs.replace(each, id="", status=status, stage=None, delivery_status=None, **fields),
            refunded_amount=amount,
        )
        for each in orders
    ]
    incoming = [IncomingInvoice(one, msgspec.json.encode(one), at or desk.now()) for one in told]
    await desk.invoices.apply(desk.connection_id, incoming)
    rows = await desk.invoices.page(InvoiceQuery(desk.connection_id), 0, 100_000)
    keys = {row.invoice_id: row.key for row in rows}
    return [keys[one.invoice_id] for one in told]
