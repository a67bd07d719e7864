"""Revenue Monster's stores, the past it begins with, and its settlement report."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from retm_desktop.sandbox import SandboxSettings, running_sandbox
from tests.sandbox.test_revenue_monster import Till, open_till, refusal, succeeded

Document = dict[str, Any]

STORE: Document = {
    **{"name": "Kopitiam 茶室 <&>", "addressLine1": "1, Jalan Contoh", "postCode": "50000"},
    **{"city": "Shah Alam", "state": "Selangor", "country": "Malaysia", "countryCode": "60"},
    "phoneNumber": "320000199",
}


@pytest.fixture(scope="module")
def shared() -> Iterator[Till]:
    """A restaurant with its usual past, for the tests that only read."""
    with open_till(rm_transactions=120) as till:
        yield till


@pytest.fixture
def till(shared: Till) -> Till:
    """A client with a token of its own."""
    return Till(shared.sandbox, shared.http)


def all_pages(till: Till, path: str) -> list[Document]:
    """Every entry of a list, page by page."""
    found: list[Document] = []
    cursor = ""
    for _ in range(200):
        answer = till.get(f"{path}{'&' if '?' in path else '?'}cursor={cursor}")
        assert answer["meta"]["count"] == len(answer["items"])
        found += answer["items"]
        cursor = answer["meta"].get("cursor", "")
        if not cursor:
            return found
    raise AssertionError("the list has no end")


def test_three_stores_one_of_them_the_default(till: Till) -> None:
    answer = till.get("/v3/stores")
    assert answer["meta"] == {"count": 3, "total": 3}
    assert [store.get("isDefault") for store in answer["items"]] == [True, None, None]
    assert answer["items"][0]["city"] == "KUALA LUMPUR"
    assert answer["items"][2]["name"] == "Palm Grill Petaling (Café)"
    one = till.get(f"/v3/store/{answer['items'][1]['id']}")["item"]
    assert one == answer["items"][1]
    missing = till.call("GET", "/v3/store/7700000000000009999")
    assert (missing.status_code, refusal(missing)) == (404, "STORE_NOT_FOUND")


def test_a_store_from_its_opening_to_its_end() -> None:
    with open_till() as till:
        made = till.post("/v3/store", STORE | {"geoLocation": {"latitude": 3.1, "longitude": 101.6}})["item"]
        assert made["name"] == "Kopitiam 茶室 <&>"
        assert made["city"] == "SHAH ALAM"
        assert made["status"] == "ACTIVE"
        path = f"/v3/store/{made['id']}"
        whole = succeeded(till.call("PATCH", path, STORE | {"name": "Kopitiam Baru"}))["item"]
        assert (whole["name"], whole["geoLocation"]) == ("Kopitiam Baru", {"latitude": 3.1, "longitude": 101.6})
        part = succeeded(till.call("PATCH", path, {"phoneNumber": "320000200"}))["item"]
        assert (part["phoneNumber"], part["name"]) == ("320000200", "Kopitiam Baru")
        assert till.get(path)["item"] == part
        gone = till.call("DELETE", path)
        assert gone.json() == {"code": "SUCCESS"}
        assert till.refused("GET", path) == "STORE_NOT_FOUND"
        assert till.refused("DELETE", path) == "STORE_NOT_FOUND"
        assert till.refused("DELETE", f"/v3/store/{till.store_id()}") == "DEFAULT_STORE_DELETE_NOT_ALLOWED"
        assert [store["name"] for store in till.sandbox.rm_books()["stores"]][:2] == [
            *("Palm Grill Bukit Bintang", "Palm Grill Bangsar"),
        ]


@pytest.mark.parametrize(
    "changes",
    [
        *({"name": ""}, {"name": None}, {"addressLine1": 7}, {"countryCode": None}, {"postCode": "  "}),
        *({"geoLocation": {"latitude": 3.1}}, {"geoLocation": {"latitude": 91, "longitude": 0}}, {"name": "x" * 201}),
    ],
)
def test_a_store_that_is_not_whole(till: Till, changes: Document) -> None:
    answer = till.call("POST", "/v3/store", STORE | changes)
    assert (answer.status_code, refusal(answer)) == (422, "VALIDATION_ERROR")
    assert answer.json()["error"]["debug"] == next(iter(changes))
    assert till.refused("PATCH", f"/v3/store/{till.store_id()}", changes) == "VALIDATION_ERROR"


def test_ten_stores_are_the_most_and_their_list_has_pages() -> None:
    with open_till() as till:
        for number in range(7):
            till.post("/v3/store", STORE | {"name": f"Number {number}"})
        assert till.refused("POST", "/v3/store", STORE) == "STORE_MAXIMUM"
        first = till.get("/v3/stores")
        assert (first["meta"]["count"], first["meta"]["total"]) == (5, 10)
        names = [store["name"] for store in all_pages(till, "/v3/stores")]
        assert names[3:] == [f"Number {number}" for number in range(7)]
        assert [store["name"] for store in all_pages(till, "/v3/stores?limit=3")] == names
        till.call("DELETE", f"/v3/store/{first['items'][4]['id']}")
        behind = till.get(f"/v3/stores?cursor={first['meta']['cursor']}")
        assert [store["name"] for store in behind["items"]] == names[5:]
        for query in ("cursor=made-up", "cursor=%C3%A9", "limit=0", "limit=-1", "limit=many"):
            assert till.refused("GET", f"/v3/stores?{query}") == "INVALID_PARAMETER"


# The past


def test_the_past_is_the_same_for_the_same_seed_and_hides_nothing() -> None:
    def past(seed: int) -> list[Document]:
        with running_sandbox(SandboxSettings(rate=0, orders=0, seed=seed)) as sandbox:
            found: list[Document] = sandbox.rm_books()["transactions"]
            return [
                {key: one[key] for key in ("order", "method", "type", "payee")} | {"store": one["store"]["id"]}
                for one in sorted(found, key=lambda one: one["order"]["title"] + one["order"]["detail"])
            ]

    first = past(1)
    assert len(first) == 120
    amounts = sorted(one["order"]["amount"] for one in first)
    assert amounts == sorted(one["order"]["amount"] for one in past(1))
    assert amounts != sorted(one["order"]["amount"] for one in past(2))


def test_the_past_holds_every_kind_of_transaction(till: Till) -> None:
    rows = all_pages(till, "/v3/payment/transactions?limit=33")
    assert len(rows) == 120
    created = [row["createdAt"] for row in rows]
    assert created == sorted(created, reverse=True)
    assert len({row["transactionId"] for row in rows}) == 120
    assert Counter(row["status"] for row in rows).keys() == {
        *("SUCCESS", "FAILED", "FULL_REFUNDED", "PARTIAL_REFUNDED", "REVERSED"),
    }
    assert {row["type"] for row in rows} == {"QUICK_PAY", "WEB_PAYMENT", "BANK_CARD"}
    assert {row["region"] for row in rows} == {"MALAYSIA", "CHINA"}
    assert len({row["store"]["id"] for row in rows}) == 3
    assert len({row["createdAt"][:10] for row in rows}) >= 4
    for row in rows:
        assert row["payee"]["userId"]
        assert row["transactionId"].startswith(row["createdAt"][2:10].replace("-", ""))
        assert ("transactionAt" in row) == (row["status"] != "FAILED")
        assert ("error" in row) == (row["status"] == "FAILED")
        if row["status"] == "SUCCESS":
            discount = row["voucher"]["discountAmount"] if row["voucher"] else 0
            assert row["balanceAmount"] == row["order"]["amount"] - discount
    assert {"finalAmount" in row for row in rows} == {True, False}
    assert any(row["extraInfo"].get("onlineBanking", {}).get("buyerName") for row in rows)
    assert any(row["voucher"] for row in rows)


def test_pages_stay_right_while_payments_come_in() -> None:
    with open_till(rm_transactions=10) as till:
        first = till.get("/v3/payment/transactions?limit=4")
        succeeded(till.scan())
        second = till.get(f"/v3/payment/transactions?limit=4&cursor={first['meta']['cursor']}")
        third = till.get(f"/v3/payment/transactions?limit=4&cursor={second['meta']['cursor']}")
        ids = [row["order"]["id"] for page in (first, second, third) for row in page["items"]]
        assert ids == [f"PG-{number:06d}" for number in range(10, 0, -1)]
        assert "cursor" not in third["meta"]
        assert len(till.get("/v3/payment/transactions?limit=4")["items"]) == 4


def test_what_lies_back_cannot_be_reversed_and_some_of_it_not_refunded(till: Till) -> None:
    rows = {row["status"]: row for row in all_pages(till, "/v3/payment/transactions")}
    assert refusal(till.reverse(rows["FULL_REFUNDED"]["order"]["id"])) == "PAYMENT_FULLY_REFUNDED"
    assert refusal(till.reverse(rows["REVERSED"]["order"]["id"])) == "ORDER_CANCELLED"
    assert refusal(till.reverse(rows["FAILED"]["order"]["id"])) == "TRANSACTION_STATUS_FAILED"
    paid = [row for row in all_pages(till, "/v3/payment/transactions") if row["status"] == "SUCCESS"]
    wallet = next(row for row in paid if row["method"] == "TNG")
    assert refusal(till.reverse(wallet["order"]["id"])) == "EXCEED_TIME_FOR_REVERSE_TRANSACTION"
    bank = next(row for row in paid if row["method"] == "FPX")
    assert refusal(till.reverse(bank["order"]["id"])) == "UNSUPPORTED_METHOD_REVERSE"
    refused = till.refund(bank["transactionId"], bank["order"]["amount"])
    assert refusal(refused) == "UNSUPPORTED_METHOD_PAYMENT_REFUND"
    for status in ("REVERSED", "FAILED"):
        row = rows[status]
        assert refusal(till.refund(row["transactionId"], row["order"]["amount"])) == "NOT_ALLOW_REFUND"


# The settlement report


def settled(till: Till, day: str, **wanted: object) -> list[Document]:
    """Every line of a day's report."""
    lines: list[Document] = []
    cursor = ""
    for _ in range(50):
        answer = till.post("/v3/payment/reconciliation", {"date": day, "cursor": cursor} | wanted)
        lines += answer["items"]
        cursor = answer["meta"].get("cursor", "")
        if not cursor:
            return lines
    raise AssertionError("the report has no end")


def malaysian_day(moment: str) -> str:
    return (datetime.fromisoformat(moment).astimezone(UTC) + timedelta(hours=8)).date().isoformat()


def test_the_report_settles_what_was_paid_on_that_day_in_malaysia() -> None:
    with open_till(rm_transactions=200) as till:
        rows = [row for row in till.sandbox.rm_books()["transactions"] if "transactionAt" in row]
        days = Counter(malaysian_day(row["transactionAt"]) for row in rows)
        day, count = days.most_common(1)[0]
        expected = {
            row["transactionId"]
            for row in rows
            if malaysian_day(row["transactionAt"]) == day and row["status"] != "REVERSED"
        }
        lines = settled(till, day, transactionType="PAYMENT", method=[], region=[])
        assert count > 20
        assert {line["transactionId"] for line in lines} == expected
        assert len(lines) == len(expected)
        for line in lines:
            gross, fee = Decimal(line["grossAmount"]), Decimal(line["serviceFee"])
            assert line["grossAmount"] == f"{gross:.2f}"
            assert line["serviceFee"].startswith("-")
            assert abs(-gross * Decimal(line["mdr"]) / 100 - fee) <= Decimal("0.005")
            assert Decimal(line["settlementAmount"]) == gross + fee
            assert line["transactionType"] == "PAYMENT"
        some = settled(till, day, transactionType="PAYMENT", method=["TNG"], region=["MALAYSIA"])
        assert 0 < len(some) < len(lines)
        assert {line["method"] for line in some} == {"TNG"}
        assert settled(till, day, transactionType="PAYMENT", region=["SINGAPORE"]) == []
        assert settled(till, "2001-01-01") == []


def test_refunds_are_settled_on_their_own_day() -> None:
    with open_till() as till:
        paid = succeeded(till.scan())["item"]
        part = succeeded(till.refund(paid["transactionId"], 590, "PARTIAL"))["item"]
        rest = succeeded(till.refund(paid["transactionId"], 2000, "PARTIAL"))["item"]
        assert (part["status"], rest["status"]) == ("PARTIAL_REFUNDED", "FULL_REFUNDED")
        day = malaysian_day(rest["updatedAt"])
        refunds = settled(till, day, transactionType="REFUND")
        assert [(line["grossAmount"], line["settlementAmount"]) for line in refunds] == [
            *(("-5.90", "-5.90"), ("-20.00", "-20.00")),
        ]
        assert [line["grossAmount"] for line in settled(till, day, transactionType="PAYMENT")] == ["25.90"]
        assert len(settled(till, day)) == 3


@pytest.mark.parametrize(
    "wrong", [{"date": "31/12/2025"}, {"date": None}, {"transactionType": "BOTH"}, {"method": "TNG"}, {"cursor": 7}]
)
def test_a_wrong_question_to_the_report(till: Till, wrong: Document) -> None:
    body = {"date": "2026-01-01", "transactionType": "PAYMENT"} | wrong
    assert till.refused("POST", "/v3/payment/reconciliation", body) == "VALIDATION_ERROR"


def test_json_of_the_books_is_plain(till: Till) -> None:
    assert json.loads(json.dumps(till.sandbox.rm_books()))["refunds"] == []
