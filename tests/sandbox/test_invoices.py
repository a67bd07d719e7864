"""Invoices: every status, split payments, whole and partial refunds, in the list and in the webhook."""

from collections import Counter
from decimal import Decimal

import pytest

from tests.sandbox.conftest import OpenSandbox, Partner, Visitor, eventually


def test_the_past_has_every_status_and_several_ways_to_pay(shop: Visitor) -> None:
    items = shop.get("invoices/list", per_page=100).json()["items"]
    states = Counter(item["status"] for item in items)
    assert states.keys() == {1, 2, 3, 4, 5}
    assert states[1] > len(items) / 2
    partly = [item for item in items if "refunded_amount" in item and item["status"] != 4]
    assert all(0 < Decimal(item["refunded_amount"]) < Decimal(item["total_price"]) for item in partly)
    assert {item["status"] for item in partly} == {1}
    whole = [item for item in items if item["status"] == 4]
    assert all(item["refunded_amount"] == item["total_price"] for item in whole)
    assert len({payment["id"] for item in items for payment in item["payments"]}) >= 4
    split = [item for item in items if len(item["payments"]) == 2]
    assert split
    for item in items:
        assert sum(Decimal(payment["amount"]) for payment in item["payments"]) == Decimal(item["total_price"])
    for item in split:
        assert len({payment["id"] for payment in item["payments"]}) == 2
        assert all(Decimal(payment["amount"]) > 0 for payment in item["payments"])
    assert all(0 < item["invoice_id"] < 10_000 for item in items)


@pytest.mark.parametrize(("orders", "seed"), [(10, 1), (10, 2), (40, 3), (40, 4)])
def test_every_status_occurs_from_ten_orders_on(open_sandbox: OpenSandbox, orders: int, seed: int) -> None:
    books = open_sandbox(orders=orders, seed=seed).sandbox.books()["orders"]
    assert {order["status"] for order in books} == {1, 2, 3, 4, 5}


def test_a_partial_refund_keeps_the_status(open_sandbox: OpenSandbox, partner: Partner) -> None:
    visitor = open_sandbox(orders=0).sign_in()
    sandbox = visitor.sandbox
    sandbox.consent()
    dish = visitor.get("products/simple-list").json()[0]
    order = sandbox.place_order(products=[{"id": dish["id"], "quantity": 2}], delivery_status=7)
    total = Decimal(order["total_price"])
    assert "refunded_amount" not in visitor.get("invoices/list").json()["items"][0]
    for amount in (0, -1, "nothing", float(total) + 1):
        with pytest.raises(ValueError, match=r"refunded|amount"):
            sandbox.refund(order["id"], amount)
    assert sandbox.refund(order["id"], "12.5")["status"] == 1
    item = visitor.get("invoices/list").json()["items"][0]
    assert (item["refunded_amount"], item["status"], list(item)[-1]) == ("12.500", 1, "refunded_amount")
    assert visitor.get("orders/list").json()["items"][0]["refunded_amount"] == "12.500"
    with pytest.raises(ValueError, match="can"):
        sandbox.refund(order["id"], str(total))
    assert sandbox.refund(order["id"])["status"] == 4
    eventually(lambda: len(partner.at("/hooks/invoice")) == 3)
    created, part, rest = (hook.body for hook in partner.at("/hooks/invoice"))
    assert (created["event"], created["event_type"]) == ("order.created", "create.order")
    for hook, amount, status in ((part, "12.500", 1), (rest, order["total_price"], 4)):
        assert (hook["event"], hook["event_type"]) == ("order.refunded", "refund.order")
        assert (hook["refunded_amount"], hook["status"]) == (amount, status)
    keys = set(item) | {"business_refrence", "timestamp", "reference"}
    assert created.keys() == keys - {"refunded_amount"}
    assert part.keys() == keys


def test_a_split_payment_has_both_amounts(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox(orders=0).sign_in()
    cash, card = visitor.get("payments/list").json()[:2]
    payments = [{"id": cash["uuid"], "amount": 20}, {"id": card["uuid"], "amount": 38}]
    dish = visitor.get("products/simple-list").json()[0]
    visitor.sandbox.place_order(products=[{"id": dish["id"]}], payments=payments)
    assert visitor.post("orders/create", visitor.new_order(payments=payments)).status_code == 201
    for item in visitor.get("invoices/list").json()["items"]:
        assert [(payment["id"], payment["amount"]) for payment in item["payments"]] == [
            (cash["uuid"], "20.000"),
            (card["uuid"], "38.000"),
        ]
    wrong = visitor.new_order(payments=[*payments, {"id": "01nothing", "amount": 1}])
    assert visitor.post("orders/create", wrong).json()["errors"].keys() == {"payments.2.id"}
    with pytest.raises(ValueError, match="payment method"):
        visitor.sandbox.place_order(payments=[{"id": "01nothing"}])
