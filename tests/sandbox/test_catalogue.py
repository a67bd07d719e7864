"""What changes in the menu and among the customers: price lists, menu and customer webhooks, thousands of entries."""

import re
from typing import Any

import pytest

from tests.sandbox.conftest import OpenSandbox, Partner, Visitor, eventually

Document = dict[str, Any]


@pytest.fixture
def installed(open_sandbox: OpenSandbox) -> Visitor:
    """A restaurant in which the partner is installed, signed in."""
    visitor = open_sandbox(orders=0).sign_in()
    visitor.sandbox.consent()
    return visitor


def priced(body: Any) -> dict[str, list[str]]:  # noqa: ANN401
    """Every price of a product anywhere in an answer, with its sizes' prices, by lower-case id."""
    if isinstance(body, list):
        return {key: value for entry in body for key, value in priced(entry).items()}
    if not isinstance(body, dict):
        return {}
    if "price" in body and "id" in body:
        return {body["id"].lower(): [body["price"], *(size["price"] for size in body.get("variations", []))]}
    return {key: value for entry in body.values() for key, value in priced(entry).items()}


def test_price_lists_have_prices_of_their_own(shop: Visitor) -> None:
    lists = shop.get("pricelists/list").json()
    assert len(lists) >= 3
    assert all(entry.keys() == {"uuid", "name"} for entry in lists)
    default, dearer, cheaper = (entry["uuid"] for entry in lists[:3])
    category, group = (shop.get(f"{kind}/list").json()[0]["id"] for kind in ("categories", "groups"))
    dish = shop.get("products/simple-list").json()[0]["id"]
    paths = ("menu", "products/list", "products/simple-list", f"categories/{category}", f"groups/{group}")
    for path in (*paths, f"products/{dish}"):
        plain = priced(shop.get(path).json())
        assert plain
        assert priced(shop.get(path, price_list=default).json()) == plain
        assert priced(shop.get(path, price_list="01nothing").json()) == plain
        more, less = (priced(shop.get(path, price_list=one).json()) for one in (dearer.upper(), cheaper))
        for key, prices in plain.items():
            assert all(float(a) < float(b) for a, b in zip(prices, more[key], strict=True))
            assert all(float(a) >= float(b) for a, b in zip(prices, less[key], strict=True))
            assert all(re.fullmatch(r"\d+\.[05]00", price) for price in (*more[key], *less[key]))
        assert more != plain != less


def test_menu_changes_by_name(installed: Visitor, partner: Partner) -> None:
    sandbox = installed.sandbox
    events = []
    for what in ("added", "removed", "repriced", "renamed"):
        before = {row["id"]: row for row in installed.get("products/simple-list").json()}
        change = sandbox.change_menu(what)
        after = {row["id"]: row for row in installed.get("products/simple-list").json()}
        dish = change["product"]
        assert change["change"] == what
        assert (dish in before, dish in after) == (what != "added", what != "removed")
        changed = {key: (before[key], after[key]) for key in before.keys() & after.keys() if before[key] != after[key]}
        assert list(changed) == ([dish] if what in {"repriced", "renamed"} else [])
        for old, new in changed.values():
            assert (old["price"] != new["price"], old["name"] != new["name"]) == (what == "repriced", what == "renamed")
        events.append("menu.updated" if what in {"added", "removed"} else "menu.changed")
    eventually(lambda: partner.events("/hooks/menu") == events)
    assert [sandbox.change_menu()["change"] for _ in range(5)] == ["added", "repriced", "removed", "renamed", "added"]
    with pytest.raises(ValueError, match="painted"):
        sandbox.change_menu("painted")


def test_many_menu_changes_are_exact_and_told_once(installed: Visitor, partner: Partner) -> None:
    def menu() -> dict[str, tuple[Document, list[str]]]:
        rows = [row for category in installed.get("menu").json() for row in category["products"]]
        prices = priced(rows)
        return {row["id"]: (row["name"], prices[row["id"].lower()]) for row in rows}

    before = menu()
    made = installed.sandbox.change_menu_many(added=7, removed=2, repriced=5, renamed=1)
    after = menu()
    assert {what: len(ids) for what, ids in made.items()} == {"added": 7, "removed": 2, "repriced": 5, "renamed": 1}
    assert after.keys() - before.keys() == set(made["added"])
    assert before.keys() - after.keys() == set(made["removed"])
    both = before.keys() & after.keys()
    assert {key for key in both if before[key][1] != after[key][1]} == set(made["repriced"])
    assert {key for key in both if before[key][0] != after[key][0]} == set(made["renamed"])
    assert len({name["en"] for name, _prices in (after[key] for key in made["added"])}) == 7
    eventually(lambda: partner.at("/hooks/menu"))
    installed.sandbox.change_menu("renamed")
    eventually(lambda: partner.events("/hooks/menu") == ["menu.updated", "menu.changed"])
    with pytest.raises(ValueError, match="dishes"):
        installed.sandbox.change_menu_many(removed=5000)


def test_customers_come_change_and_go(installed: Visitor, partner: Partner) -> None:
    sandbox = installed.sandbox

    def listed() -> dict[int, Document]:
        pages = (installed.get("customers/list", per_page=100, page=page).json()["items"] for page in (1, 2, 3))
        return {row["id"]: row for page in pages for row in page}

    words = {"name": "Reem Khoja", "name_localized": "ريم خوجة", "phone": "0501234567", "email": "reem@example.com"}
    made = sandbox.add_customer(**words)
    assert made == {"id": made["id"]} | words
    assert listed()[made["id"]] == made
    changed = sandbox.change_customer(made["id"], name="Reem Al-Saleh", email=None)
    assert listed()[made["id"]] == changed == made | {"name": "Reem Al-Saleh", "email": None}
    assert sandbox.delete_customer(made["id"]) == changed
    assert made["id"] not in listed()
    first = sandbox.change_customer()
    assert first["id"] == min(listed())
    second = sandbox.add_customer()
    assert second["id"] > made["id"]
    sandbox.delete_customer(second["id"])
    eventually(lambda: len(partner.at("/hooks/customer")) == 6)
    hooks = [(hook.body["event"], hook.body["customer"]) for hook in partner.at("/hooks/customer")]
    assert hooks == [
        ("customer.created", made),
        ("customer.updated", changed),
        ("customer.deleted", changed),
        ("customer.updated", first),
        ("customer.created", second),
        ("customer.deleted", {"id": second["id"]}),
    ]
    for lever, arguments in ((sandbox.delete_customer, {"customer_id": 1}), (sandbox.change_customer, {"shoes": "42"})):
        with pytest.raises(ValueError, match=r"customer|shoes"):
            lever(**arguments)


def test_orders_show_the_customer_as_it_is_now(installed: Visitor) -> None:
    body = installed.new_order()
    installed.post("orders/create", body)
    (before,) = installed.get("orders/list").json()["items"]
    installed.sandbox.change_customer(before["customer"]["id"], name="Huda Al-Saleh")
    (after,) = installed.get("orders/list").json()["items"]
    assert after["customer"] == before["customer"] | {"name": "Huda Al-Saleh"}


def walk(visitor: Visitor, path: str) -> list[Document]:
    """Every entry of a list, page by page where it has pages."""
    body = visitor.get(path, per_page=100).json()
    if isinstance(body, list):
        return body
    pages = range(2, body["pagination"]["total_pages"] + 1)
    return body["items"] + [row for page in pages for row in visitor.get(path, per_page=100, page=page).json()["items"]]


def test_lists_grow_to_thousands(open_sandbox: OpenSandbox) -> None:
    grown = {"customers": 2000, "products": 3000, "branches": 900, "devices": 1000}
    visitor = open_sandbox(orders=0, invoices=60, **grown).sign_in()
    for kind, count in {**grown, "invoices": 60, "orders": 60}.items():
        rows = walk(visitor, f"{kind}/list")
        keys = {row.get("uuid", row.get("id", row.get("invoice_id"))) for row in rows}
        assert len(rows) == len(keys) == count
    assert len({row["phone"] for row in walk(visitor, "customers/list")}) == 2000
    for kind in ("products", "branches"):
        names = [row["name"] for row in walk(visitor, f"{kind}/list")]
        assert len({name["en"] for name in names}) == len(names)
        # One dish of the small menu has no Arabic name, on purpose.
        assert sum(not re.search("[؀-ۿ]", name["ar"]) for name in names) <= 1
    assert {row["branch"]["uuid"] for row in walk(visitor, "devices/list")} == {
        row["uuid"] for row in walk(visitor, "branches/list")
    }
    dish = visitor.get("products/simple-list").json()[-1]
    assert visitor.get(f"products/{dish['id']}").json()["name"] == dish["name"]


def test_a_list_that_is_long_enough_stays(open_sandbox: OpenSandbox) -> None:
    plain, grown = open_sandbox(orders=0).sign_in(), open_sandbox(orders=0, customers=50, branches=6).sign_in()
    assert len(walk(grown, "branches/list")) == 6
    assert walk(grown, "customers/list") == walk(plain, "customers/list")
    assert walk(grown, "branches/list")[:5] == walk(plain, "branches/list")
