"""Every endpoint in its documented or assumed shape, and the rules of those that write."""

import re
from decimal import Decimal
from typing import Any

import pytest

from tests.sandbox.conftest import OpenSandbox, Partner, Visitor, eventually

Document = dict[str, Any]

ULID = re.compile(r"[0-9a-hjkmnp-tv-z]{26}", re.IGNORECASE)
MONEY = re.compile(r"\d+\.\d{3}")
LISTS = [
    "orders/list",
    "invoices/list",
    "categories/list",
    "groups/list",
    "products/list",
    "products/simple-list",
    "menu",
    "branches/list",
    "devices/list",
    "ordertypes/list",
    "pricelists/list",
    "payments/list",
    "charges/list",
    "taxes/list",
    "customers/list",
]


@pytest.mark.parametrize("path", LISTS)
def test_lists_need_a_bearer_and_answer_something(shop: Visitor, path: str) -> None:
    anonymous = shop.http.get(f"/palmgrill/api/v2/{path}", headers={"Authorization": "Bearer stale"})
    assert anonymous.status_code == 401
    body = shop.get(path).json()
    rows = body if isinstance(body, list) else body["items"]
    assert rows
    paged = path in {"orders/list", "invoices/list", "products/list", "customers/list"}
    assert isinstance(body, dict) is paged


def test_pagination_object_and_its_limits(shop: Visitor) -> None:
    first = shop.get("customers/list").json()
    assert first["pagination"] == {
        "total": 200,
        "count": 15,
        "per_page": 15,
        "current_page": 1,
        "total_pages": 14,
    }
    assert shop.get("customers/list", per_page=5000).json()["pagination"]["per_page"] == 100
    assert shop.get("customers/list", page="x", per_page=-1).json()["pagination"] == first["pagination"]
    beyond = shop.get("customers/list", page=99).json()
    assert beyond["items"] == []
    assert beyond["pagination"]["count"] == 0
    seen = [row["id"] for page in (1, 2) for row in shop.get("customers/list", page=page, per_page=100).json()["items"]]
    assert len(set(seen)) == 200


def test_orders_newest_first_with_agreeing_figures(shop: Visitor) -> None:
    items = shop.get("orders/list", per_page=100).json()["items"]
    assert len(items) == 40
    numbers = [item["order_refrence"] for item in items]
    assert numbers == sorted(numbers, reverse=True)
    assert {item["delivery_status"] for item in items} >= {1, 7}
    for item in items:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", item["created_at"])
        assert item["order_reference"] == str(item["order_refrence"])
        assert item["sale_id"] is None
        assert isinstance(item["invoice_id"], int)
        total, net, tax = (Decimal(item[key]) for key in ("total_price", "subtotal_price", "tax"))
        assert total == net + tax
        assert total == sum(Decimal(line["total"]) for line in item["products"])
        assert MONEY.fullmatch(item["total_price"])
        for line in item["products"]:
            assert MONEY.fullmatch(line["quantity"])
            assert line["category"].keys() == {"id", "name"}
            if line["quantity"] == "1.000":
                assert Decimal(line["unit_price"]) + Decimal(line["tax"]) == Decimal(line["total"])
    plain = [line for item in items for line in item["products"] if line["variation"]["id"] is None]
    assert plain[0]["variation"] == {"id": None, "name": None}


def test_invoice_items_carry_the_documented_keys_in_order(shop: Visitor) -> None:
    keys = list(shop.get("invoices/list", per_page=1).json()["items"][0])
    assert keys == [
        "event",
        "event_type",
        "invoice_id",
        "order_refrence",
        "sale_id",
        "order_reference",
        "branch_id",
        "device_id",
        "created_at",
        "total_price",
        "subtotal_price",
        "tax",
        "status",
        "note",
        "taxes",
        "payments",
        "products",
    ]


def test_product_has_its_thirteen_keys_and_a_picture(shop: Visitor) -> None:
    rows = shop.get("products/list", per_page=100).json()["items"]
    assert len(rows) >= 64
    sized = next(row for row in rows if row["variations"] and row["modifiers"])
    product = shop.get(f"products/{sized['id']}").json()
    assert len(product) == 13
    assert product["type"] == 4
    assert product["category"].keys() == {"id", "title"}
    assert product["variations"][0].keys() == {"id", "sku", "name", "price", "image"}
    assert product["modifiers"][0].keys() == {"name", "multiple", "min_selection", "max_selection", "items"}
    assert product["taxes"][0].keys() == {"id", "name", "value", "type", "from_final_total"}
    assert re.fullmatch(r"\d+\.\d\d", product["calories"])
    assert MONEY.fullmatch(product["price"])
    picture = shop.http.get(product["image"])
    assert picture.headers["content-type"] in {"image/jpeg", "image/png"}
    assert "max-age" in picture.headers["cache-control"]
    again = shop.http.get(product["image"], headers={"If-None-Match": picture.headers["etag"]})
    assert again.status_code == 304
    drawn = shop.http.get("/images/no-such-dish.png")
    assert drawn.content.startswith(b"\x89PNG")


def test_menu_oddities_are_there(shop: Visitor) -> None:
    rows = shop.get("products/list", per_page=100).json()["items"]
    assert any(not row["name"]["ar"] for row in rows)
    assert any(row["name"]["ar"] == row["name"]["en"] for row in rows)
    assert any(row["image"] is None for row in rows)
    assert {row["id"].isupper() for row in rows} == {True, False}
    assert {next(iter(row["name"])) for row in rows} == {"en", "ar"}
    within = [p for category in shop.get("menu").json() for p in category["products"]]
    assert [] in [p["description"] for p in within]
    assert all(isinstance(row["description"], dict) for row in rows)
    required = [group for row in rows for group in row["modifiers"] if group["min_selection"]]
    assert required
    assert None in [group["max_selection"] for row in rows for group in row["modifiers"]]


def test_categories_and_groups_nest_a_page_of_products(shop: Visitor) -> None:
    categories = shop.get("categories/list").json()
    assert len(categories) == 8
    for kind, rows in (("categories", categories), ("groups", shop.get("groups/list").json())):
        body = shop.get(f"{kind}/{rows[0]['id']}", per_page=3).json()
        assert body.keys() == {"id", "name", "products"}
        assert len(body["products"]["items"]) == 3
        assert body["products"]["pagination"]["per_page"] == 3
        assert shop.get(f"{kind}/01nothing").status_code == 404
    sized = [v for p in body["products"]["items"] for v in p["variations"]]
    assert all("stock_qty" in v for v in sized)


def test_reference_lists_use_uuid_keys(shop: Visitor) -> None:
    branches = shop.get("branches/list").json()
    devices = shop.get("devices/list").json()
    assert (len(branches), len(devices)) == (5, 12)
    assert {d["branch"]["uuid"] for d in devices} == {b["uuid"] for b in branches}
    charge = shop.get("charges/list").json()[0]
    assert re.fullmatch(r"\d+\.\d\d", charge["value"])
    assert ULID.fullmatch(charge["uuid"])
    assert charge["uuid"].islower()
    assert charge["tax"]["uuid"].isupper()
    assert charge["tax"]["value"] == "15.000"
    methods = shop.get("payments/list").json()
    assert {method["type"] for method in methods} == {1, 2, 3, 6}
    customer = shop.get("customers/list").json()["items"][0]
    assert isinstance(customer["id"], int)
    assert re.fullmatch(r"05\d{8}", customer["phone"])


def test_the_same_seed_is_the_same_restaurant(open_sandbox: OpenSandbox) -> None:
    one, same, other = (open_sandbox(seed=seed, orders=0).sign_in() for seed in (7, 7, 8))
    assert one.get("branches/list").json() == same.get("branches/list").json()
    assert one.get("customers/list").json() == same.get("customers/list").json()
    assert one.get("branches/list").json() != other.get("branches/list").json()


def test_create_order_prices_it_and_echoes_webhooks(open_sandbox: OpenSandbox, partner: Partner) -> None:
    visitor = open_sandbox(orders=0).sign_in()
    visitor.sandbox.consent()
    rows = visitor.get("products/list", per_page=100).json()["items"]
    dish = next(row for row in rows if row["variations"] and row["modifiers"])
    size, extra = dish["variations"][-1], dish["modifiers"][0]["items"][0]
    line = {"id": dish["id"], "variation": size["id"], "quantity": 2, "total": 1, "discount": 0.5, "note": "hot"}
    line["modifiers"] = [{"id": extra["id"], "quantity": 1, "price": 0}]
    method = visitor.get("payments/list").json()[1]
    body = visitor.new_order(
        products=[line], partner_reference="WEB-1", payments=[{"id": method["uuid"], "amount": 1}], note="ring"
    )
    made = visitor.post("orders/create", body)
    assert made.status_code == 201
    assert made.json().keys() == {"id", "order_reference", "partner_reference", "status"}
    item = visitor.get("orders/list").json()["items"][0]
    assert item["id"] == made.json()["id"]
    assert item["partner_reference"] == "WEB-1"
    assert item["delivery_status"] == 1
    expected = 2 * (Decimal(size["price"]) + Decimal(extra["extra_price"])) - Decimal("0.5")
    assert Decimal(item["total_price"]) == expected
    assert item["products"][0]["variation"]["id"] == size["id"]
    assert item["payments"][0]["id"] == method["uuid"]
    assert item["customer"]["phone"] == "0500000002"
    eventually(lambda: all(partner.at(f"/hooks/{kind}") for kind in ("order", "invoice", "customer")))
    hook = partner.at("/hooks/invoice")[0].body
    assert list(hook)[:8] == (
        [
            "business_refrence",
            "timestamp",
            "reference",
            "event",
            "event_type",
            "invoice_id",
            "order_refrence",
            "sale_id",
        ]
    )
    assert all(isinstance(hook[key], str) for key in ("invoice_id", "order_refrence", "sale_id"))
    assert "id" not in hook
    announced = partner.at("/hooks/order")[0].body
    assert announced["event"] == "order.delivery.created"
    assert announced["order"] == item
    assert partner.events("/hooks/customer") == ["customer.created"]


def test_order_discount_is_spread_over_the_lines(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox(orders=0).sign_in()
    products = visitor.get("products/simple-list").json()[:3]
    lines = [{"id": p["id"], "quantity": 1, "total": 1} for p in products]
    customer = [{"phone": "0500000003"}]
    body = visitor.new_order(products=lines, customer=customer, discount={"type": 2, "value": 10})
    assert visitor.post("orders/create", body).status_code == 201
    item = visitor.get("orders/list").json()["items"][0]
    full = sum(Decimal(p["price"]) for p in products)
    assert Decimal(item["total_price"]) == full * Decimal("0.9")
    assert sum(Decimal(line["discount_amount"]) for line in item["products"]) == full / 10
    assert Decimal(item["total_price"]) == sum(Decimal(line["total"]) for line in item["products"])


def test_create_order_names_every_wrong_field(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox(orders=0).sign_in()
    empty = visitor.post("orders/create", {})
    assert empty.status_code == 422
    assert empty.json()["errors"].keys() == {"branch", "customer", "products"}
    wrong = visitor.new_order(
        branch="01nothing",
        customer={"name": {}, "address": {"address": "x"}},
        products=[{"id": "01nothing", "quantity": 0, "total": "1"}, 5],
        ordertype="?",
    )
    answer = visitor.post("orders/create", wrong).json()
    assert answer["message"]
    assert answer["errors"].keys() >= {
        "branch",
        "customer.phone",
        "customer.address.id",
        "products.0.id",
        "products.0.quantity",
        "products.0.total",
        "products.1",
        "ordertype",
    }
    broken = visitor.http.post("/palmgrill/api/v2/orders/create", content=b"{")
    assert broken.status_code == 400
    books = visitor.sandbox.books()
    assert books["create_calls"] == 2
    assert books["orders"] == []


def test_the_same_partner_reference_twice_makes_two_orders(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox(orders=0).sign_in()
    body = visitor.new_order(partner_reference="WEB-2")
    first, second = (visitor.post("orders/create", body).json() for _ in range(2))
    assert first["id"] != second["id"]
    books = visitor.sandbox.books()
    assert books["created_references"] == {"WEB-2": 2}
    assert [order["partner_reference"] for order in books["orders"]] == ["WEB-2", "WEB-2"]


def test_cancel_rules(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox(orders=0).sign_in()
    order = visitor.sandbox.place_order()
    assert visitor.post("orders/cancel", {"order_id": "01nothing"}).status_code == 404
    assert visitor.post("orders/cancel", {}).status_code == 422
    done = visitor.post("orders/cancel", {"order_id": order["id"], "reason": "no rice"})
    assert (done.status_code, done.json().keys()) == (200, {"message"})
    assert visitor.post("orders/cancel", {"order_id": order["id"]}).status_code == 422
    kept = visitor.sandbox.books()["orders"][0]
    assert (kept["delivery_status"], kept["status"], kept["cancel_reason"]) == (3, 5, "no rice")
    closed = visitor.sandbox.place_order(delivery_status=7)
    assert visitor.post("orders/cancel", {"order_id": closed["id"]}).status_code == 422


def test_delivery_status_only_goes_forward(open_sandbox: OpenSandbox, partner: Partner) -> None:
    visitor = open_sandbox(orders=0).sign_in()
    visitor.sandbox.consent()
    order = visitor.sandbox.place_order()

    def update(status: object, **more: object) -> int:
        body = {"order_id": order["id"], "status": status, **more}
        return visitor.post("orders/update-delivery-status", body).status_code

    assert [update(2), update(4), update(2), update(99), update("x")] == [200, 200, 422, 422, 422]
    assert update(5, driver={"phone": "0500000000"}) == 422
    assert update(5, driver={"name": "Imran", "phone": "0500000000"}) == 200
    assert update(5) == 200
    assert [update(7), update(3), update(6)] == [200, 422, 422]
    kept = visitor.sandbox.books()["orders"][0]
    assert (kept["status"], kept["driver"]["name"]) == (1, "Imran")
    eventually(lambda: len(partner.at("/hooks/order")) == 5)
    moves = [hook.body for hook in partner.at("/hooks/order")[1:]]
    assert [move["order"]["delivery_status"] for move in moves] == [2, 4, 5, 7]
    assert moves[0]["event"] == "order.delivery.updated"
    assert moves[0]["order"].keys() == {
        "id",
        "order_refrence",
        "order_reference",
        "partner_reference",
        "branch_id",
        "delivery_status",
    }
    other = visitor.sandbox.place_order()
    body = {"order_id": other["id"], "status": 3}
    assert visitor.post("orders/update-delivery-status", body).status_code == 200
    assert visitor.post("orders/update-delivery-status", body | {"status": 4}).status_code == 422


@pytest.mark.parametrize(
    ("path", "body", "missing"),
    [
        ("ordertypes", {"name": {"en": "Catering", "ar": "تموين"}, "type": 5}, "type"),
        ("charges", {"name": {"en": "Bag", "ar": "كيس"}, "value": "1.50"}, "value"),
        ("taxes", {"name": {"en": "Levy", "ar": "رسم"}, "type": 2, "value": "5.000"}, "type"),
        (
            "payments",
            {
                "name": {"en": "Meal card", "ar": "بطاقة وجبات"},
                "type": 6,
                "auto_open_drawer": 0,
                "ecr_enabled": 0,
                "zatca_payment_code": "30",
            },
            "zatca_payment_code",
        ),
    ],
)
def test_small_create_calls(open_sandbox: OpenSandbox, path: str, body: Document, missing: str) -> None:
    visitor = open_sandbox(orders=0).sign_in()
    made = visitor.post(f"{path}/create", body)
    assert made.status_code == 201
    assert made.json()["name"] == body["name"]
    assert made.json() in visitor.get(f"{path}/list").json()
    partial = {key: value for key, value in body.items() if key != missing}
    refused = visitor.post(f"{path}/create", partial)
    assert refused.status_code == 422
    assert missing in refused.json()["errors"]
    nameless = visitor.post(f"{path}/create", body | {"name": {"en": "Only"}})
    assert nameless.json()["errors"].keys() == {"name.ar"}


def test_creates_name_every_wrong_field(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox(orders=0).sign_in()
    wanted = {
        "ordertypes": {"name", "type"},
        "charges": {"name", "value"},
        "taxes": {"name", "type", "value"},
        "payments": {"name", "type", "auto_open_drawer", "ecr_enabled", "zatca_payment_code"},
    }
    for path, fields in wanted.items():
        before = visitor.get(f"{path}/list").json()
        empty = visitor.post(f"{path}/create", {})
        assert (empty.status_code, empty.json()["errors"].keys()) == (422, fields)
        wrong: Document = dict.fromkeys(fields, "x") | {"name": {"en": " ", "ar": 5}, "zatca_payment_code": 10}
        answer = visitor.post(f"{path}/create", wrong).json()
        assert answer["message"]
        assert answer["errors"].keys() == (fields - {"name"}) | {"name.en", "name.ar"}
        assert all(isinstance(reason, str) for reasons in answer["errors"].values() for reason in reasons)
        assert visitor.get(f"{path}/list").json() == before
    name = {"en": "Bag", "ar": "كيس"}
    for body, key in (
        ({"type": 7}, "type"),
        ({"type": True}, "type"),
        ({"auto_open_drawer": 2}, "auto_open_drawer"),
        ({"zatca_payment_code": ""}, "zatca_payment_code"),
    ):
        good = {"name": name, "type": 1, "auto_open_drawer": True, "ecr_enabled": "0", "zatca_payment_code": "10"}
        assert visitor.post("payments/create", good | body).json()["errors"].keys() == {key}
    unknown_tax = visitor.post("charges/create", {"name": name, "value": -1, "tax": "01nothing"})
    assert unknown_tax.json()["errors"].keys() == {"value", "tax"}


def test_a_name_may_be_used_twice(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox(orders=0).sign_in()
    body = {"name": {"en": "Cash", "ar": "نقد"}, "type": 1, "auto_open_drawer": 1, "ecr_enabled": 0}
    made = [visitor.post("payments/create", body | {"zatca_payment_code": "10"}) for _ in range(2)]
    assert [answer.status_code for answer in made] == [201, 201]
    assert visitor.get("payments/list").json()[-2:] == [answer.json() for answer in made]
    assert made[0].json()["uuid"] != made[1].json()["uuid"]
