"""RETM's documents, with every quirk of its documentation, and any other JSON at all."""

import contextlib
import datetime
import json
from collections.abc import Callable
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retm_desktop.domain.business import PaymentKind
from retm_desktop.domain.errors import UnreadableAnswer
from retm_desktop.domain.menu import RateKind
from retm_desktop.domain.orders import Order
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.providers.retm import values, wire
from retm_desktop.providers.retm.pages import split
from retm_desktop.providers.retm.wire import HookKind
from tests.providers.any_json import ANY_JSON, spoilt

RIYADH = ZoneInfo("Asia/Riyadh")


def written(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


LINE = """
{"id": "01jg0njr445df0qqx8y8rb9kef", "sku": "70010001", "name": {"ar": "برجر", "en": "Burger"},
 "quantity": "1.500", "total": "23.000", "unit_price": "20.000", "discount_amount": "0.000", "tax": "3.000",
 "note": null,
 "category": {"id": "01kcacry5t3662gfsgtzjb48ey", "name": {"ar": "وجبات", "en": "Meals"}},
 "variation": {"id": null, "name": null}, "modifiers": []}
"""

INVOICE = f"""
{{"event": "order.created", "event_type": "create.order",
 "invoice_id": 908, "order_refrence": 512, "sale_id": null, "order_reference": "512",
 "branch_id": "01h0dd3yrst4chn5kn0t78f603", "device_id": "01hypk214y4km844wq28np5y4t",
 "created_at": "2026-02-03 18:24:07",
 "total_price": "34.500", "subtotal_price": "30.000", "tax": "4.500",
 "status": 1, "note": "no ice",
 "taxes": [{{"id": "01JZBCWC8TR7STD0HK1DBS629D", "name": {{"en": "VAT", "ar": "ضريبة"}}, "amount": "4.500"}}],
 "payments": [{{"id": "01H0Y2BEHPASE5TR8WXC0RNXMD", "name": {{"en": "Cash", "ar": "نقد"}}, "amount": "34.500"}}],
 "products": [{LINE}]}}
""".encode()

PRODUCT = """
{"id": "01K4HDD14HTWF32BJQ85Q8WN82", "name": {"en": "House tea", "ar": "شاي"},
 "description": {"en": "Black tea", "ar": "شاي أسود"}, "image": "https://cdn.retm.sa/items/sample.jpg",
 "price": "5.000", "calories": "2.00", "estimated_time": "4.00", "type": 4, "over_stock": 1,
 "variations": [{"id": "01j2hpk18sxc1hf937w6q4ccyg", "sku": "80020001", "name": {"ar": "كبير", "en": "Large"},
                 "price": "8.000", "image": null}],
 "modifiers": [{"name": {"ar": "إضافات", "en": "Extras"}, "multiple": 1, "min_selection": 0, "max_selection": null,
   "items": [{"id": "01h7dfr5kmg1p52wnthz1d4v2b", "name": {"ar": "نعناع", "en": "Mint"}, "extra_price": "1.000"}]}],
 "category": {"id": "01kmd88zp24ha7wyhdtrzmwm42", "title": {"en": "Drinks", "ar": "مشروبات"}},
 "taxes": [{"id": "01JZBCWC8TR7STD0HK1DBS629D", "name": {"en": "VAT", "ar": "ضريبة"}, "value": "15.000", "type": 2,
            "from_final_total": 1}]}
""".encode()


def order(**members: object) -> Order:
    return wire.order(wire.decode(written({"id": "o1", **members})), RIYADH)


def test_an_invoice_as_documented() -> None:
    invoice = wire.invoice(wire.decode(INVOICE), RIYADH)
    billed = invoice.order
    assert (invoice.invoice_id, invoice.sale_id, invoice.event) == ("908", "", "order.created")
    assert (billed.id, billed.number, billed.invoice_id) == ("", "512", "908")
    assert billed.created_at == datetime.datetime(2026, 2, 3, 15, 24, 7, tzinfo=datetime.UTC)
    assert (str(billed.total), str(billed.subtotal), str(billed.tax)) == ("34.500", "30.000", "4.500")
    assert billed.stage is Stage.DELIVERED
    assert billed.taxes[0].name == BilingualText("VAT", "ضريبة")
    assert billed.payments[0].amount == Decimal("34.500")
    (line,) = billed.lines
    assert (line.product_id, line.sku, line.name.en) == ("01jg0njr445df0qqx8y8rb9kef", "70010001", "Burger")
    assert (line.quantity, line.unit_price, line.total) == (Decimal("1.500"), Decimal("20.000"), Decimal("23.000"))
    assert line.category == BilingualText("Meals", "وجبات")
    assert not line.variation, "an object of nulls is nothing"
    assert line.note == ""


def test_an_order_in_every_documented_and_assumed_key() -> None:
    read = order(
        order_reference="512",
        order_refrence=512,
        partner_reference="WEB-88104",
        branch_id="01H0DD",
        device_id=None,
        ordertype="01k7zz",
        delivery_status=6,
        status=3,
        created_at="2026-02-03T18:24:07",
        customer={
            "name": "Huda Nasser",
            "name_localized": "هدى ناصر",
            "phone": "0500000002",
            "address": {"id": 19, "name": {"en": "Home"}, "address": "12 Palm Street", "latitude": 24.71, "note": None},
        },
        discount={"type": 1, "value": 2, "amount": 2.5},
        charges=[{"uuid": "c1", "name": {"en": "Delivery"}, "value": "12.00"}],
        driver={"name": "Ali", "phone": "0500000003"},
        products=[
            {"id": "p", "quantity": 2, "modifiers": [{"id": "m", "name": "Mint", "quantity": "2.000", "price": 1}]}
        ],
    )
    assert (read.number, read.partner_reference, read.branch_id, read.device_id) == ("512", "WEB-88104", "01H0DD", "")
    assert (read.order_type_id, read.stage, read.delivery_status, read.status) == ("01k7zz", Stage.OUT, 6, 3)
    assert read.customer.name == BilingualText("Huda Nasser", "هدى ناصر")
    assert read.customer.address is not None
    assert (read.customer.address.id, read.customer.address.latitude) == ("19", "24.71")
    assert read.discount == Decimal("2.5")
    assert (read.charges[0].id, read.charges[0].amount) == ("c1", Decimal("12.00"))
    assert (read.driver_name, read.driver_phone) == ("Ali", "0500000003")
    assert read.lines[0].modifiers[0].quantity == 2
    assert read.lines[0].total is None, "what RETM does not tell is not made up"


@pytest.mark.parametrize(
    ("document", "id_"),
    [
        ({"id": "a", "uuid": "b"}, "a"),
        ({"id": None, "uuid": "B"}, "B"),
        ({"order_id": 77}, "77"),
        ({"data": {"uuid": "c"}}, "c"),
        ({"order": {"id": "d"}}, "d"),
        ([{"id": "e"}], "e"),
    ],
)
def test_an_order_is_known_by_the_first_of_its_ids(document: object, id_: str) -> None:
    assert wire.order(document, RIYADH).id == id_
    assert wire.created_order(document)[0] == id_


def test_where_the_two_references_differ_the_rightly_spelt_one_wins() -> None:
    assert order(order_reference="513", order_refrence=512).number == "513"
    assert order(order_refrence=512).number == "512"


@pytest.mark.parametrize(
    "document", [None, [], {}, 7, "x", {"status": 1}, {"data": []}, {"id": {"id": 1}}, {"id": True}]
)
def test_an_order_nothing_can_be_known_by_is_unreadable(document: object) -> None:
    with pytest.raises(UnreadableAnswer):
        wire.order(document, RIYADH)


def test_unknown_codes_are_kept_without_a_stage() -> None:
    read = order(status=42, delivery_status="99")
    assert (read.status, read.delivery_status, read.stage) == (42, 99, None)
    assert order(status=5, delivery_status=6).stage is Stage.CANCELLED
    assert order(status="4").refunded
    assert order(event="order.refunded", status=1).refunded
    assert order(status={"code": 1}).status is None


@pytest.mark.parametrize("nothing", [[], None, {}, "", 0, [None], ["x"]])
def test_an_empty_place_of_any_kind_is_an_empty_value(nothing: object) -> None:
    members = ("customer", "products", "taxes", "payments", "charges", "discount", "driver", "branch", "note")
    read = order(**dict.fromkeys(members, nothing))
    assert read.lines == read.taxes == read.payments == read.charges == ()
    assert read.customer == Order().customer
    assert (read.driver_name, read.branch_id.strip("0"), read.note.strip("0")) == ("", "", "")


def test_a_list_that_php_keyed_by_numbers_is_a_list() -> None:
    assert [line.product_id for line in order(products={"0": {"id": "a"}, "2": {"id": "b"}}).lines] == ["a", "b"]
    assert [line.product_id for line in order(products={"items": [{"id": "a"}]}).lines] == ["a"]


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("34.500", "34.500"),
        ("0.10", "0.10"),
        (" 5 ", "5"),
        ("1,234.50", "1234.50"),
        ("١٢٫٥", "12.5"),
        ("-3.000", "-3.000"),
        (7, "7"),
        (0, "0"),
        (Decimal("1.10"), "1.10"),
    ],
)
def test_money_is_exact_from_text_and_numbers(value: object, amount: str) -> None:
    assert str(values.money(value)) == amount


@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "NaN",
        "-Infinity",
        "sNaN",
        "1e400",
        "1e-400",
        "9" * 50,
        True,
        None,
        [],
        {},
        "1,2",
        10**16,
        Decimal("1E+9999"),
    ],
)
def test_what_is_no_amount_is_none(value: object) -> None:
    assert values.money(value) is None


def test_numbers_never_pass_through_binary_fractions() -> None:
    document = wire.decode(b'{"id": 1, "total_price": 0.1, "tax": 1.005, "discount": 1e2}')
    read = wire.order(document, RIYADH)
    assert (str(read.total), str(read.tax), read.discount) == ("0.1", "1.005", Decimal(100))


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-02-03 18:24:07", "2026-02-03T15:24:07+00:00"),
        ("2026-02-03T18:24:07", "2026-02-03T15:24:07+00:00"),
        ("2026-02-03T18:24:07.123456Z", "2026-02-03T18:24:07.123456+00:00"),
        ("2026-02-03T18:24:07+03:00", "2026-02-03T15:24:07+00:00"),
        ("2026-02-03", "2026-02-02T21:00:00+00:00"),
        ("0001-01-01T00:00:00", None),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("1969-12-31 23:59:59", None),
        ("0000-00-00 00:00:00", None),
        ("yesterday!", None),
        ("", None),
        (None, None),
        (1770132247, None),
    ],
)
def test_dates_are_in_the_restaurants_zone_and_stored_in_utc(value: object, moment: str | None) -> None:
    read = values.moment(value, RIYADH)
    assert (read.isoformat() if read else None) == moment


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(True, True), (1, True), ("1", True), ("true", True), (0, False), ("0", False), (False, False), ("False", False)],
)
def test_flags_are_read_in_every_form(value: object, wanted: bool) -> None:
    assert values.flag(value) is wanted
    assert values.flag(value, default=not wanted) is wanted


def test_references_are_text_whatever_their_type() -> None:
    assert [values.text(value) for value in ("a", 908, Decimal("12.50"), None, True, [], {})] == [
        *("a", "908", "12.50"),
        *("", "", "", ""),
    ]
    assert values.text(10**50) == ""


def test_names_are_read_in_every_form() -> None:
    assert values.name({"ar": "شاي", "en": "Tea"}) == BilingualText("Tea", "شاي")
    assert values.name({"en": None, "ar": "شاي"}) == BilingualText("", "شاي")
    assert values.name("Huda", "هدى") == BilingualText("Huda", "هدى")
    assert values.name(12) == BilingualText("12", "")
    for nothing in (None, [], {}, {"en": None, "ar": None}, True, ["x"]):
        assert not values.name(nothing)


def test_a_product_as_documented() -> None:
    product = wire.product(wire.decode(PRODUCT))
    assert product.id == "01K4HDD14HTWF32BJQ85Q8WN82", "the case of an id is kept"
    assert (product.price, product.calories, product.estimated_minutes) == (Decimal(5), Decimal(2), Decimal(4))
    assert (product.type, product.sells_beyond_stock) == (4, True)
    assert (product.category_id, product.category.ar) == ("01kmd88zp24ha7wyhdtrzmwm42", "مشروبات")
    assert (product.variations[0].price, product.variations[0].image) == (Decimal(8), "")
    (group,) = product.modifiers
    assert (group.multiple, group.minimum, group.maximum) == (True, 0, None)
    assert group.items[0].extra_price == Decimal(1)
    (tax,) = product.taxes
    assert (tax.kind, tax.value, tax.included) == (RateKind.PERCENTAGE, Decimal(15), True)


def test_a_product_as_a_category_lists_it() -> None:
    listed = json.loads(PRODUCT)
    listed["description"] = []
    listed["variations"][0]["stock_qty"] = "3.000"
    listed["category"] = {"id": "c", "name": "Drinks"}
    listed["name"] = {"en": None, "ar": ""}
    product = wire.product(listed)
    assert not product.description
    assert not product.name
    assert product.variations[0].stock == 3
    assert product.category.en == "Drinks"


def test_a_charge_as_documented() -> None:
    tax = {"uuid": "01JZBCWC8TR7STD0HK1DBS629D", "name": {"en": "VAT"}, "type": 2, "value": "15.000"}
    listed = {
        "uuid": "01jwcejz05xht5gmej146s6jr4",
        "name": {"en": "Delivery", "ar": "توصيل"},
        "value": "12.00",
        "tax": tax,
    }
    (document,) = split(written([listed]), 1).items
    charge = wire.charge(wire.decode(document))
    assert (charge.id, charge.value) == ("01jwcejz05xht5gmej146s6jr4", Decimal(12))
    assert charge.tax is not None
    assert (charge.tax.id, charge.tax.value) == ("01JZBCWC8TR7STD0HK1DBS629D", Decimal(15))
    assert charge.tax.included, "where nothing is told, menu prices hold their tax"
    for untaxed in (None, [], {}, {"uuid": None}):
        assert wire.charge({"uuid": "c", "tax": untaxed}).tax is None


def test_the_lists_around_the_menu() -> None:
    branch = wire.branch(
        {"uuid": "b", "name": {"en": "Olaya"}, "latitude": Decimal("24.7"), "address": {"en": "King Fahd Rd"}}
    )
    assert (branch.id, branch.name.en, branch.latitude, branch.address) == ("b", "Olaya", "24.7", "King Fahd Rd")
    device = wire.device({"uuid": "d", "name": "Till 1", "branch": {"uuid": "b", "name": {"en": "Olaya"}}})
    assert (device.name.en, device.branch_id, device.branch.en) == ("Till 1", "b", "Olaya")
    assert wire.device({"uuid": "d", "branch_id": "b", "branch": "Olaya"}).branch_id == "b"
    assert wire.order_type({"uuid": "t", "name": {"ar": "توصيل"}, "type": "3"}).is_delivery
    method = wire.payment_method(
        {"uuid": "m", "name": "Cash", "type": 1, "auto_open_drawer": 1, "zatca_payment_code": 10}
    )
    assert (method.kind, method.opens_drawer, method.uses_terminal, method.zatca_code) == (
        PaymentKind.CASH,
        True,
        False,
        "10",
    )
    customer = wire.customer(
        {"id": 3071, "name": "Huda", "name_localized": "هدى", "phone": "0500000002", "email": None}
    )
    assert (customer.id, customer.name, customer.email) == ("3071", BilingualText("Huda", "هدى"), "")
    assert wire.group({"id": "g", "name": {"en": "Offers"}, "products": {"items": [{"id": "p"}]}}).product_ids == ("p",)
    section = wire.menu_section({"id": "c", "name": {"en": "Tea"}, "products": [json.loads(PRODUCT)]})
    assert (section.category.name.en, section.products[0].variations[0].sku) == ("Tea", "80020001")


@pytest.mark.parametrize(
    "document",
    [
        [{"id": 1}],
        {"items": [{"id": 1}]},
        {"data": [{"id": 1}]},
        {"data": {"items": [{"id": 1}]}},
        {"id": "c", "name": {}, "products": {"items": [{"id": 1}], "pagination": {}}},
        {"items": [{"id": 1}], "data": []},
        {"data": {"message": "here they are"}, "branches": [{"id": 1}]},
        {"success": True, "errors": [{"id": 2}], "ordertypes": {"data": [{"id": 1}]}},
        {"data": {"id": "c", "taxes": [{"id": 2}], "products": {"items": [{"id": 1}]}}},
        {"menu": {"currency": {"code": "SAR"}, "sections": [{"id": 1}]}},
        {"data": {"3": {"id": 1}}},
        {"0": {"id": 1}},
    ],
)
def test_the_items_of_a_list_are_found_wherever_they_are(document: object) -> None:
    assert split(written(document), 1).items == (b'{"id": 1}',)


@pytest.mark.parametrize(
    "document",
    [
        *(None, 7, "x", {}, {"items": None}, {"items": "x"}, {"data": {"data": {"data": {"data": {"data": []}}}}}),
        {"message": "no", "errors": [{"id": 1}]},
        {"message": "no", "allowed": []},
        {"message": "no", "reasons": [{"field": "x"}], "words": ["id"]},
        {"id": "c", "taxes": [{"id": 1}], "notes": [{"id": 2}]},
        {"left": [{"id": 1}], "right": [{"id": 2}]},
        {"0": "x"},
    ],
)
def test_an_answer_without_a_list_is_unreadable(document: object) -> None:
    with pytest.raises(UnreadableAnswer):
        split(written(document), 1)


@pytest.mark.parametrize(
    ("pagination", "page", "last"),
    [
        ({"current_page": 1, "total_pages": 3}, 1, False),
        ({"current_page": 3, "total_pages": 3}, 3, True),
        ({"total_pages": 3}, 3, True),
        ({"pagination": {"current_page": "3", "total_pages": "3"}}, 1, True),
        ({"links": {"next": "https://x/?page=2"}}, 1, False),
        ({"total": 3, "per_page": 2}, 2, True),
        ({"total": 3, "per_page": 2}, 1, False),
        ({"total": 3, "per_page": 50}, 1, False),
    ],
)
def test_the_last_page_of_a_nested_list(pagination: dict[str, object], page: int, last: bool) -> None:
    document = {"id": "c", "products": {"items": [{"id": "p"}], "pagination": pagination}}
    assert split(written(document), page).last is last


def test_a_bare_array_has_no_pages() -> None:
    assert split(b'[{"id": "a"}]', 1).last
    assert not split(b'[{"id": "a"}]', 1).paged


def test_an_order_hook() -> None:
    inner = '{"id": "01jw", "order_refrence": 512, "partner_reference": "WEB-1",  "delivery_status": 5}'
    body = (
        '{"business_refrence": "palmgrill", "timestamp": "2026-02-03T18:20:11", "reference": "0f0c",'
        f' "event": "order.delivery.updated", "order": {inner}}}'
    ).encode()
    hook = wire.hook(HookKind.ORDER, body, RIYADH)
    assert (hook.event, hook.business, hook.reference) == ("order.delivery.updated", "palmgrill", "0f0c")
    assert hook.timestamp == datetime.datetime(2026, 2, 3, 15, 20, 11, tzinfo=datetime.UTC)
    assert hook.order is not None
    assert (hook.order.id, hook.order.number, hook.order.stage) == ("01jw", "512", Stage.ASSIGNED)
    assert hook.order_document == inner.encode()
    assert hook.document == body
    at_the_root = wire.hook(HookKind.ORDER, b'{"event": "x", "id": "o1", "delivery_status": 7}', RIYADH)
    assert at_the_root.order is not None
    assert at_the_root.order.stage is Stage.DELIVERED


def test_an_invoice_hook_and_a_refund() -> None:
    body = INVOICE.replace(b'"event": "order.created"', b'"business_reference": "palmgrill", "event": "order.refunded"')
    hook = wire.hook(HookKind.INVOICE, body, RIYADH)
    assert hook.invoice is not None
    assert hook.order is not None
    assert (hook.business, hook.invoice.invoice_id, hook.order.id, hook.order.refunded) == (
        "palmgrill",
        "908",
        "",
        True,
    )
    assert hook.order_document == body


def test_the_other_hooks() -> None:
    customer = written(
        {
            "business_refrence": "palmgrill",
            "timestamp": "0001-01-01T00:00:00",
            "event": "customer.deleted",
            "customer": {"id": 3071},
        }
    )
    hook = wire.hook(HookKind.CUSTOMER, customer, RIYADH)
    assert hook.timestamp is None
    assert hook.customer is not None
    assert hook.customer.id == "3071"
    error = wire.hook(
        HookKind.ERROR, b'{"code": 503, "endpoint": "https://p.example/hooks/invoice", "message": ""}', RIYADH
    )
    assert (error.error_code, error.failed_endpoint, error.message) == (503, "https://p.example/hooks/invoice", "")
    menu = wire.hook(HookKind.MENU, b'{"event": "menu.updated", "reference": "r"}', RIYADH)
    assert (menu.event, menu.order, menu.customer) == ("menu.updated", None, None)


def test_an_unknown_hook_is_kept_as_it_came() -> None:
    body = b'{"event": "order.something.new", "payload": {"a": 1}}'
    hook = wire.hook(HookKind.ORDER, body, RIYADH)
    assert (hook.event, hook.order, hook.document) == ("order.something.new", None, body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"<html>",
        b'{"a": 1',
        b'{"a": NaN}',
        b"\xff\xfe",
        b'"\\ud800"',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"1 2",
        b"1" * 5000,
    ],
)
def test_what_is_not_json_is_unreadable(body: bytes) -> None:
    for read in (wire.decode, lambda b: split(b, 1), lambda b: wire.hook(HookKind.ORDER, b, RIYADH)):
        with pytest.raises(UnreadableAnswer):
            read(body)


READERS: list[Callable[[object], object]] = [
    lambda document: wire.order(document, RIYADH),
    lambda document: wire.invoice(document, RIYADH),
    wire.created_order,
    wire.product,
    wire.category,
    wire.group,
    wire.menu_section,
    wire.branch,
    wire.device,
    wire.order_type,
    wire.price_list,
    wire.payment_method,
    wire.charge,
    wire.tax,
    wire.customer,
]


@settings(database=None, deadline=None, max_examples=250)
@given(ANY_JSON)
def test_any_json_gives_a_value_or_is_unreadable(document: object) -> None:
    body = json.dumps(document).encode()
    read: object = None
    with contextlib.suppress(UnreadableAnswer):
        read = wire.decode(body)
    for reader in READERS:
        with contextlib.suppress(UnreadableAnswer):
            msgspec.json.encode(reader(read))
    with contextlib.suppress(UnreadableAnswer):
        assert all(item in body for item in split(body, 1).items)
    for kind in HookKind:
        with contextlib.suppress(UnreadableAnswer):
            assert wire.hook(kind, body, RIYADH).document == body


@settings(database=None, deadline=None, max_examples=250)
@given(st.sampled_from([INVOICE, PRODUCT]), st.data())
def test_a_real_document_with_one_thing_replaced_is_still_read(body: bytes, data: st.DataObject) -> None:
    document, place = spoilt(json.loads(body), data)
    if place in (("id",), ("invoice_id",)):
        return
    try:
        read = wire.decode(json.dumps(document).encode())
    except UnreadableAnswer:
        return
    if body is PRODUCT:
        assert wire.product(read).id == "01K4HDD14HTWF32BJQ85Q8WN82"
    else:
        assert wire.invoice(read, RIYADH).invoice_id == "908"
