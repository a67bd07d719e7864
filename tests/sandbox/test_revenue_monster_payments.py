"""Revenue Monster's quick pay, queries, refunds, reversals, checkout, its pages and its callbacks."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.sandbox.conftest import eventually
from tests.sandbox.test_revenue_monster import Till, compact, open_till, refusal, succeeded

Document = dict[str, Any]


class MerchantServer:
    """Takes callbacks; `statuses` are its answers in turn, 200 when they are used up."""

    def __init__(self) -> None:
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        merchant = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                merchant.received.append((dict(self.headers.items()), body))
                self.send_response(merchant.statuses.pop(0) if merchant.statuses else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/rm"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture(scope="module")
def merchant() -> Iterator[MerchantServer]:
    """The merchant's server."""
    server = MerchantServer()
    yield server
    server.close()


@pytest.fixture(scope="module")
def shared() -> Iterator[Till]:
    """One restaurant for all tests; each uses order ids of its own."""
    with open_till() as till:
        yield till


@pytest.fixture
def till(shared: Till, merchant: MerchantServer) -> Till:
    """A client with a token of its own; the merchant's server has forgotten what was before."""
    merchant.received.clear()
    return Till(shared.sandbox, shared.http)


def open_checkout(till: Till, notify: str = "http://127.0.0.1:9/rm", **changes: object) -> Document:
    """Open a hosted checkout: `checkoutId`, `url`, and our own `reference`."""
    body = {
        **{"storeId": till.store_id(), "type": "WEB_PAYMENT", "layoutVersion": "v4", "method": []},
        **{"redirectUrl": "http://127.0.0.1:9/selesai?a=1", "notifyUrl": notify, "order": till.new_order()},
    } | changes
    return till.post("/v3/payment/online", body)["item"] | {"reference": body["order"]["id"]}


def show(till: Till, checkout: Document, kind: str = "DUITNOW_QRCODE", method: str = "") -> httpx.Response:
    """Ask for a code to show."""
    body = {"checkoutId": checkout["checkoutId"], "type": kind, "method": method}
    return till.call("POST", "/v3/payment/online/checkout", body)


def status_of(till: Till, checkout: Document) -> str:
    return str(till.get(f"/v3/payment/online?checkoutId={checkout['checkoutId']}")["item"]["status"])


def transaction(till: Till, reference: str) -> Document:
    """By order id, with a token of its own: three questions in five seconds are the most."""
    asker = Till(till.sandbox, till.http)
    found: Document = asker.get(f"/v3/payment/transaction/order/{reference}")["item"]
    return found


# Quick pay


def test_a_scanned_code_is_paid(till: Till) -> None:
    order = till.new_order()
    paid = succeeded(till.scan("28", order, terminalId="T-7"))["item"]
    assert paid["status"] == "SUCCESS"
    assert paid["order"] == order
    assert (paid["balanceAmount"], paid["finalAmount"], paid["currencyType"]) == (2590, 2590, "MYR")
    assert (paid["type"], paid["platform"], paid["region"], paid["terminalId"]) == (
        *("QUICK_PAY", "OPEN_API", "MALAYSIA", "T-7"),
    )
    assert paid["store"]["id"] == till.store_id()
    assert paid["payee"]["userId"]
    assert paid["voucher"] is None
    assert {
        "referenceId",
        "source",
        "extraInfo",
        "extendInfo",
        "transactionAt",
        "createdAt",
        "updatedAt",
    } <= paid.keys()
    assert till.get(f"/v3/payment/transaction/{paid['transactionId']}")["item"] == paid
    assert transaction(till, order["id"]) == paid
    assert till.get("/v3/payment/transactions?limit=1")["items"] == [paid]
    assert till.sandbox.rm_books()["charged"][order["id"]] == 2590


def test_a_decline_is_a_failure_inside_a_success(till: Till) -> None:
    failed = succeeded(till.scan("29"))["item"]
    assert failed["status"] == "FAILED"
    assert failed["error"]["message"]
    assert failed["balanceAmount"] == 0
    assert "transactionAt" not in failed
    assert till.sandbox.rm_books()["charged"][failed["order"]["id"]] == 0


def test_pending_is_paid_after_a_while(till: Till) -> None:
    till.sandbox.rm_next_payment("pending", 0.4)
    waiting = succeeded(till.scan())["item"]
    assert waiting["status"] == "IN_PROCESS"
    assert waiting["balanceAmount"] == 0
    path = f"/v3/payment/transaction/{waiting['transactionId']}"
    eventually(lambda: till.get(path)["item"]["status"] == "SUCCESS")
    assert till.sandbox.rm_books()["charged"][waiting["order"]["id"]] == 2590


@pytest.mark.parametrize(("begins", "code"), [("27", "pending"), ("26", "stuck")])
def test_codes_that_stay_in_process(till: Till, begins: str, code: str) -> None:
    waiting = succeeded(till.scan(begins))["item"]
    assert waiting["status"] == "IN_PROCESS", code
    assert till.sandbox.rm_pay(waiting["order"]["id"])["status"] == "SUCCESS"
    with pytest.raises(ValueError, match="does not wait"):
        till.sandbox.rm_decline(waiting["order"]["id"])


def test_codes_that_are_refused_leave_nothing(till: Till) -> None:
    order = till.new_order()
    assert refusal(till.scan("25", order)) == "AUTH_CODE_EXPIRED"
    assert refusal(till.scan("11", order)) == "AUTH_CODE_INVALID"
    assert refusal(till.scan(order=order, authCode="28123")) == "AUTH_CODE_INVALID"
    assert refusal(till.scan(order=order, authCode="２８" + "1" * 16)) == "AUTH_CODE_INVALID"
    assert till.refused("GET", f"/v3/payment/transaction/order/{order['id']}") == "TRANSACTION_NOT_FOUND"
    paid = succeeded(till.scan(order=order, authCode="281111111111111111"))["item"]
    assert paid["status"] == "SUCCESS"
    assert refusal(till.scan(authCode="281111111111111111")) == "AUTH_CODE_USED"


@pytest.mark.parametrize(
    ("outcome", "status", "code"),
    [
        ("declined", "FAILED", "BUYER_ACCOUNT_ERROR"),
        ("expired", "FAILED", "PAYMENT_TIMEOUT"),
        ("paid", "SUCCESS", None),
    ],
)
def test_planned_outcomes_come_before_the_code(till: Till, outcome: str, status: str, code: str | None) -> None:
    till.sandbox.rm_next_payment(outcome)
    made = succeeded(till.scan("26"))["item"]
    assert (made["status"], made.get("error", {}).get("code")) == (status, code)
    assert succeeded(till.scan("26"))["item"]["status"] == "IN_PROCESS"


@pytest.mark.parametrize(
    ("order", "code"),
    [
        *(({"amount": 9}, "MINIMUM_AMOUNT_REQUIRED"), ({"amount": -5}, "MINIMUM_AMOUNT_REQUIRED")),
        *(({"amount": 10.5}, "PAYMENT_AMT_INVALID"), ({"amount": "100"}, "PAYMENT_AMT_INVALID")),
        *(({"amount": True}, "PAYMENT_AMT_INVALID"), ({"amount": None}, "PAYMENT_AMT_INVALID")),
        *(({"currencyType": "SGD"}, "PAYMENT_CURRENCY_INVALID"), ({"currencyType": None}, "PAYMENT_CURRENCY_INVALID")),
        *(({"id": "x" * 25}, "VALIDATION_ERROR"), ({"id": ""}, "VALIDATION_ERROR"), ({"id": 7}, "VALIDATION_ERROR")),
        *(({"title": "x" * 33}, "VALIDATION_ERROR"), ({"title": None}, "VALIDATION_ERROR")),
        *(({"detail": "x" * 601}, "VALIDATION_ERROR"), ({"additionalData": "x" * 129}, "VALIDATION_ERROR")),
    ],
)
def test_orders_beyond_the_limits(till: Till, order: Document, code: str) -> None:
    body = {"order": till.new_order(**order)}
    answer = till.scan(**body)
    assert refusal(answer) == code
    assert answer.status_code == (422 if code == "VALIDATION_ERROR" else 400)
    checkout = {
        **{"storeId": till.store_id(), "type": "WEB_PAYMENT", "layoutVersion": "v4"},
        **{"redirectUrl": "http://127.0.0.1:9/", "notifyUrl": "http://127.0.0.1:9/"},
    }
    assert till.refused("POST", "/v3/payment/online", checkout | body) == code


def test_the_longest_order_is_taken(till: Till) -> None:
    order = till.new_order(title="茶" * 32, detail="d" * 600, additionalData="a" * 128, amount=10)
    order["id"] = order["id"].ljust(24, "0")
    assert succeeded(till.scan(order=order))["item"]["order"] == order


def test_an_order_id_is_used_once(till: Till) -> None:
    order = till.new_order()
    succeeded(till.scan("29", order))
    again = till.scan("28", order)
    assert refusal(again) == "ORDER_ID_DUPLICATE"
    checkout = open_checkout(till)
    assert refusal(till.scan(order=till.new_order(id=checkout["reference"]))) == "ORDER_ID_DUPLICATE"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"storeId": "77"}, "STORE_NOT_FOUND"),
        ({"ipAddress": "here"}, "VALIDATION_ERROR"),
        ({"ipAddress": None}, "VALIDATION_ERROR"),
        ({"authCode": None}, "VALIDATION_ERROR"),
        ({"terminalId": 7}, "VALIDATION_ERROR"),
        ({"order": None}, "VALIDATION_ERROR"),
    ],
)
def test_wrong_quick_pays(till: Till, changes: Document, code: str) -> None:
    order = changes.get("order", till.new_order())
    store = till.store_id()
    body = {"authCode": "281234567890123456", "ipAddress": "::1", "storeId": store, "order": order} | changes
    assert till.refused("POST", "/v3/payment/quickpay", body) == code


# Refund and reverse


def test_a_full_refund(till: Till) -> None:
    paid = succeeded(till.scan())["item"]
    assert refusal(till.refund(paid["transactionId"], 2000)) == "REFUND_AMT_NOT_SAME_AS_TOTAL_AMOUNT"
    given = succeeded(till.refund(paid["transactionId"], 2590))["item"]
    assert (given["status"], given["balanceAmount"]) == ("FULL_REFUNDED", 0)
    assert refusal(till.refund(paid["transactionId"], 2590)) == "PAYMENT_FULLY_REFUNDED"
    assert refusal(till.reverse(paid["order"]["id"])) == "PAYMENT_FULLY_REFUNDED"
    books = till.sandbox.rm_books()
    (refund,) = [one for one in books["refunds"] if one["transaction_id"] == paid["transactionId"]]
    assert (refund["amount"], refund["type"], refund["reason"]) == (2590, "FULL", "Wrong dish")
    assert books["charged"][paid["order"]["id"]] == 2590


def test_a_refund_in_parts(till: Till) -> None:
    paid = succeeded(till.scan())["item"]
    part = succeeded(till.refund(paid["transactionId"], 590, "PARTIAL"))["item"]
    assert (part["status"], part["balanceAmount"]) == ("PARTIAL_REFUNDED", 2000)
    assert refusal(till.refund(paid["transactionId"], 2590)) == "INSUFFICIENT_REFUND_AMOUNT"
    assert refusal(till.refund(paid["transactionId"], 2001, "PARTIAL")) == "INSUFFICIENT_REFUND_AMOUNT"
    assert refusal(till.reverse(paid["order"]["id"])) == "FAILED_TO_REVERSE_ORDER"


def test_what_was_not_paid_is_not_refunded(till: Till) -> None:
    failed, stuck = (succeeded(till.scan(first))["item"] for first in ("29", "26"))
    for made in (failed, stuck):
        assert refusal(till.refund(made["transactionId"], 2590)) == "NOT_ALLOW_REFUND"
    assert refusal(till.refund("260101000000000000000001", 2590)) == "TRANSACTION_NOT_FOUND"
    assert refusal(till.reverse(failed["order"]["id"])) == "TRANSACTION_STATUS_FAILED"
    assert refusal(till.reverse("NOBODY")) == "TRANSACTION_NOT_FOUND"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"refund": {"type": "HALF", "currencyType": "MYR", "amount": 100}, "reason": "x"}, "VALIDATION_ERROR"),
        ({"refund": {"type": "FULL", "currencyType": "MYR", "amount": 100}}, "VALIDATION_ERROR"),
        ({"refund": {"type": "FULL", "currencyType": "SGD", "amount": 100}, "reason": "x"}, "PAYMENT_CURRENCY_INVALID"),
        ({"refund": {"type": "PARTIAL", "currencyType": "MYR", "amount": 9}, "reason": "x"}, "MINIMUM_AMOUNT_REQUIRED"),
        ({"refund": 100, "reason": "x"}, "VALIDATION_ERROR"),
    ],
)
def test_wrong_refunds(till: Till, body: Document, code: str) -> None:
    assert till.refused("POST", "/v3/payment/refund", {"transactionId": "1"} | body) == code


def test_reversing_takes_the_money_back(till: Till) -> None:
    paid = succeeded(till.scan())["item"]
    reversed_ = succeeded(till.reverse(paid["order"]["id"]))["item"]
    assert (reversed_["status"], reversed_["balanceAmount"]) == ("REVERSED", 0)
    assert "store" not in reversed_
    assert refusal(till.reverse(paid["order"]["id"])) == "ORDER_CANCELLED"
    assert refusal(till.refund(paid["transactionId"], 2590)) == "NOT_ALLOW_REFUND"
    books = till.sandbox.rm_books()
    assert books["charged"][paid["order"]["id"]] == 0
    assert [one["was"] for one in books["reversals"] if one["reference"] == paid["order"]["id"]] == ["SUCCESS"]


def test_reversing_stops_what_is_in_process(till: Till) -> None:
    till.sandbox.rm_next_payment("pending", 0.2)
    till.sandbox.rm_next_payment("pending", 0.4)
    waiting, later = (succeeded(till.scan())["item"] for _ in range(2))
    assert succeeded(till.reverse(waiting["order"]["id"]))["item"]["status"] == "REVERSED"
    path = f"/v3/payment/transaction/{later['transactionId']}"
    eventually(lambda: till.get(path)["item"]["status"] == "SUCCESS")
    assert transaction(till, waiting["order"]["id"])["status"] == "REVERSED"
    assert till.sandbox.rm_books()["charged"][waiting["order"]["id"]] == 0


def test_a_quarter_of_an_hour_is_the_time_to_reverse() -> None:
    with open_till() as till:
        paid = succeeded(till.scan())["item"]
        till.sandbox.rm_clock_skew(15 * 60 + 30)
        later = str(int(time.time()) + 15 * 60 + 30)
        body = {"orderId": paid["order"]["id"]}
        answer = till.call("POST", "/v3/payment/reverse", body, timestamp=later)
        assert refusal(answer) == "EXCEED_TIME_FOR_REVERSE_TRANSACTION"


# Checkout


def test_a_checkout_waits_until_the_customer_pays(till: Till) -> None:
    checkout = open_checkout(till)
    assert checkout["url"] == f"{till.sandbox.url}/rm/pg/checkout?checkoutId={checkout['checkoutId']}"
    state = till.get(f"/v3/payment/online?checkoutId={checkout['checkoutId']}")["item"]
    assert state["status"] not in ("SUCCESS", "FAILED", "CANCELLED", "EXPIRED")
    assert state["order"]["id"] == checkout["reference"]
    assert {"id", "type", "transactionId", "platform", "method", "startAt", "endAt", "createdAt"} <= state.keys()
    assert till.refused("GET", f"/v3/payment/transaction/order/{checkout['reference']}") == "TRANSACTION_NOT_FOUND"
    assert refusal(till.reverse(checkout["reference"])) == "TRANSACTION_NOT_FOUND"
    assert till.sandbox.rm_pay(checkout["reference"])["status"] == "SUCCESS"
    assert status_of(till, checkout) == "SUCCESS"
    paid = till.get(f"/v3/payment/transaction/{state['transactionId']}")["item"]
    assert (paid["status"], paid["type"], paid["order"]["amount"]) == ("SUCCESS", "WEB_PAYMENT", 2590)
    with pytest.raises(ValueError, match="does not wait"):
        till.sandbox.rm_pay(checkout["reference"])
    assert till.sandbox.rm_books()["charged"][checkout["reference"]] == 2590


@pytest.mark.parametrize(
    ("kind", "method", "wallet"),
    [
        ("DUITNOW_QRCODE", "", "MAYBANK"),
        ("DUITNOW_QRCODE", "MAYBANK_MY", "MAYBANK"),
        ("QRCODE", "BOOST_MY", "BOOST"),
        ("QRCODE", "ALIPAY_CN", "ALIPAY"),
    ],
)
def test_a_code_to_show(till: Till, kind: str, method: str, wallet: str) -> None:
    checkout = open_checkout(till)
    item = succeeded(show(till, checkout, kind, method))["item"]
    assert item["type"] == "QRCODE"
    assert item["qrcode"]["data"] == f"{till.sandbox.url}/rm/pg/pay?checkoutId={checkout['checkoutId']}"
    picture = base64.b64decode(item["qrcode"]["base64Image"], validate=True)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert picture.endswith(b"IEND\xaeB`\x82")
    till.sandbox.rm_pay(checkout["reference"])
    paid = transaction(till, checkout["reference"])
    assert (paid["method"], paid["region"]) == (wallet, "CHINA" if method.endswith("CN") else "MALAYSIA")
    assert succeeded(till.refund(paid["transactionId"], 2590))["item"]["status"] == "FULL_REFUNDED"
    assert refusal(show(till, checkout, kind, method)) == "ORDER_PAID"


def test_duitnow_is_refunded_on_the_same_day_only() -> None:
    with open_till() as till:
        checkout = open_checkout(till)
        show(till, checkout)
        till.sandbox.rm_pay(checkout["reference"])
        paid = transaction(till, checkout["reference"])
        till.sandbox.rm_clock_skew(86_400)
        refund = {"type": "FULL", "currencyType": "MYR", "amount": 2590}
        body = {"transactionId": paid["transactionId"], "refund": refund, "reason": "x"}
        answer = till.call("POST", "/v3/payment/refund", body, timestamp=str(int(time.time()) + 86_400))
        assert refusal(answer) == "NOT_ALLOW_REFUND"


def test_the_hosted_page_pays_with_what_is_allowed(till: Till) -> None:
    for methods, wallet in ((["SHOPEEPAY_MY", "BOOST_MY"], "SHOPEEPAY"), ([], "TNG")):
        checkout = open_checkout(till, method=methods)
        till.http.post(checkout["url"], data={"decision": "pay"})
        assert transaction(till, checkout["reference"])["method"] == wallet


def test_an_address_instead_of_a_code(till: Till) -> None:
    checkout = open_checkout(till)
    item = succeeded(show(till, checkout, "URL", "ALIPAYPLUS_MY"))["item"]
    assert item == {"type": "URL", "url": checkout["url"]}


@pytest.mark.parametrize(
    ("kind", "method", "code"),
    [
        ("POSTER", "", "VALIDATION_ERROR"),
        ("QRCODE", "", "PAYMENT_PARAM_INVALID"),
        ("QRCODE", "BOOST", "PAYMENT_PARAM_INVALID"),
        ("QRCODE", "BOOST_MOON", "PAYMENT_PARAM_INVALID"),
        ("DUITNOW_QRCODE", "BOOST_MY", "PAYMENT_PARAM_INVALID"),
        ("QRCODE", "SHOPEEPAY_MY", "PAYMENT_PARAM_INVALID"),
    ],
)
def test_wrong_codes_to_show(till: Till, kind: str, method: str, code: str) -> None:
    assert refusal(show(till, open_checkout(till, method=["BOOST_MY"]), kind, method)) == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        *(({"type": "PAYMENT"}, "VALIDATION_ERROR"), ({"type": "MOBILE_PAYMENT"}, "NOT_PERMITTED")),
        *(({"layoutVersion": None}, "VALIDATION_ERROR"), ({"layoutVersion": "v9"}, "VALIDATION_ERROR")),
        *(({"redirectUrl": None}, "VALIDATION_ERROR"), ({"redirectUrl": "javascript:1"}, "VALIDATION_ERROR")),
        *(({"notifyUrl": ""}, "VALIDATION_ERROR"), ({"notifyUrl": "http://a b/"}, "VALIDATION_ERROR")),
        *(({"method": "TNG_MY"}, "VALIDATION_ERROR"), ({"method": ["TNG"]}, "PAYMENT_PARAM_INVALID")),
        ({"storeId": "77"}, "STORE_NOT_FOUND"),
    ],
)
def test_wrong_checkouts(till: Till, changes: Document, code: str) -> None:
    body = {
        **{"storeId": till.store_id(), "type": "WEB_PAYMENT", "layoutVersion": "v4", "order": till.new_order()},
        **{"redirectUrl": "http://127.0.0.1:9/", "notifyUrl": "http://127.0.0.1:9/"},
    }
    assert till.refused("POST", "/v3/payment/online", body | changes) == code
    till.post("/v3/payment/online", body)


def test_unknown_checkouts(till: Till) -> None:
    assert till.refused("GET", "/v3/payment/online?checkoutId=1") == "ORDER_NOT_EXIST"
    assert till.refused("GET", "/v3/payment/online") == "ORDER_NOT_EXIST"
    assert refusal(show(till, {"checkoutId": "1"})) == "ORDER_NOT_EXIST"
    for lever in (till.sandbox.rm_pay, till.sandbox.rm_expire, till.sandbox.rm_callback):
        with pytest.raises(ValueError, match=r"not found|no such"):
            lever("NOBODY")


@pytest.mark.parametrize(
    ("outcome", "checkout_status", "transaction_status"),
    [("paid", "SUCCESS", "SUCCESS"), ("declined", "FAILED", "FAILED"), ("expired", "EXPIRED", None)],
)
def test_planned_outcomes_of_a_code_that_is_shown(
    till: Till, outcome: str, checkout_status: str, transaction_status: str | None
) -> None:
    till.sandbox.rm_next_payment(outcome, 0.2)
    checkout = open_checkout(till)
    assert status_of(till, checkout) == "PENDING"
    show(till, checkout)
    eventually(lambda: status_of(till, checkout) == checkout_status)
    if transaction_status:
        assert transaction(till, checkout["reference"])["status"] == transaction_status
    else:
        assert checkout["reference"] not in till.sandbox.rm_books()["charged"]


def test_a_checkout_in_process_and_one_that_is_stuck(till: Till) -> None:
    till.sandbox.rm_next_payment("pending", 0.3)
    checkout = open_checkout(till)
    show(till, checkout)
    assert transaction(till, checkout["reference"])["status"] == "IN_PROCESS"
    eventually(lambda: status_of(till, checkout) == "SUCCESS")
    till.sandbox.rm_next_payment("stuck")
    stuck = open_checkout(till)
    show(till, stuck)
    assert transaction(till, stuck["reference"])["status"] == "IN_PROCESS"
    assert succeeded(till.reverse(stuck["reference"]))["item"]["status"] == "REVERSED"
    assert status_of(till, stuck) == "CANCELLED"
    with pytest.raises(ValueError, match="does not wait"):
        till.sandbox.rm_pay(stuck["reference"])


def test_a_session_ends_by_itself() -> None:
    with open_till(rm_checkout_life=0.4) as till:
        checkout = open_checkout(till)
        till.sandbox.rm_next_payment("stuck")
        stuck = open_checkout(till)
        show(till, stuck)
        eventually(lambda: status_of(till, checkout) == "EXPIRED")
        assert refusal(show(till, checkout)) == "TRANSACTION_EXPIRED"
        page = till.http.post(checkout["url"], data={"decision": "pay"})
        assert httpx.URL(page.headers["Location"]).params["status"] == "EXPIRED"
        assert checkout["reference"] not in till.sandbox.rm_books()["charged"]
        assert status_of(till, stuck) == "PENDING"
        till.sandbox.rm_expire(stuck["reference"])
        assert status_of(till, stuck) == "EXPIRED"
        assert transaction(till, stuck["reference"])["status"] == "FAILED"


def test_the_imagined_customer_pays_what_is_shown() -> None:
    with open_till(rm_auto_pay_seconds=0.1) as till:
        unseen, seen = open_checkout(till), open_checkout(till)
        show(till, seen)
        eventually(lambda: status_of(till, seen) == "SUCCESS")
        assert status_of(till, unseen) == "PENDING"


# The pages


@pytest.mark.parametrize(
    ("button", "status", "charged"), [("pay", "SUCCESS", 2590), ("decline", "FAILED", 0), ("cancel", "CANCELLED", None)]
)
def test_the_hosted_page(till: Till, button: str, status: str, charged: int | None) -> None:
    checkout = open_checkout(till)
    page = till.http.get(checkout["url"])
    for word in ("RM 25.90", "Meja 12", f'id="{button}"', "Palm Grill Bukit Bintang", "&lt;Teh Tarik&gt;"):
        assert word in page.text
    answer = till.http.post(checkout["url"], data={"decision": button})
    assert answer.status_code == 302
    back = httpx.URL(answer.headers["Location"])
    assert str(back).startswith("http://127.0.0.1:9/selesai?a=1&")
    assert (back.params["status"], back.params["orderId"]) == (status, checkout["reference"])
    assert "reason" in back.params
    assert status_of(till, checkout) == status
    assert till.sandbox.rm_books()["charged"].get(checkout["reference"]) == charged
    again = till.http.get(checkout["url"])
    assert 'id="pay"' not in again.text
    assert 'id="back"' in again.text
    till.http.post(checkout["url"], data={"decision": "pay"})
    assert status_of(till, checkout) == status


@pytest.mark.parametrize(("button", "status"), [("pay", "SUCCESS"), ("decline", "FAILED")])
def test_the_customers_phone(till: Till, button: str, status: str) -> None:
    checkout = open_checkout(till)
    address = succeeded(show(till, checkout))["item"]["qrcode"]["data"]
    page = till.http.get(address, headers={"Accept-Language": "ar"})
    for word in ('dir="rtl"', "RM 25.90", 'id="pay"', 'id="decline"'):
        assert word in page.text
    answer = till.http.post(address, data={"decision": button})
    assert answer.status_code == 200
    assert f'id="{status.lower()}"' in answer.text
    assert status_of(till, checkout) == status


def test_pages_of_nothing(till: Till) -> None:
    for page in ("checkout", "pay"):
        answer = till.http.get(f"{till.sandbox.url}/rm/pg/{page}?checkoutId=1")
        assert answer.status_code == 404
        assert 'id="nothing"' in answer.text


# Callbacks


def verify(till: Till, headers: dict[str, str], body: bytes) -> None:
    """Verify a callback by the reference: the body sorted anew, no requestUrl; raises InvalidSignature."""
    key = serialization.load_pem_public_key(till.application["server_public_key"].encode())
    assert isinstance(key, rsa.RSAPublicKey)
    data = base64.b64encode(compact(json.loads(body)).encode()).decode()
    nonce, timestamp = headers["X-Nonce-Str"], headers["X-Timestamp"]
    text = f"data={data}&method=post&nonceStr={nonce}&signType=sha256&timestamp={timestamp}"
    kind, _, signature = headers["X-Signature"].partition(" ")
    assert kind == "sha256"
    key.verify(base64.b64decode(signature), text.encode(), padding.PKCS1v15(), hashes.SHA256())


def test_a_payment_is_told_and_signed(till: Till, merchant: MerchantServer) -> None:
    merchant.statuses = [500]
    checkout = open_checkout(till, merchant.url)
    till.sandbox.rm_pay(checkout["reference"])
    eventually(lambda: len(merchant.received) == 2)
    first, second = merchant.received
    assert first[1] == second[1]
    headers, body = second
    assert compact(json.loads(body)).encode() != body
    verify(till, headers, body)
    event = json.loads(body)
    assert event["eventType"] == "PAYMENT_WEB_ONLINE"
    assert event["data"]["status"] == "SUCCESS"
    assert event["data"]["order"]["id"] == checkout["reference"]
    assert event["data"]["transactionId"] == transaction(till, checkout["reference"])["transactionId"]
    eventually(lambda: [one["status"] for one in sent(till, checkout)] == [500, 200])
    with pytest.raises(InvalidSignature):
        verify(till, headers, body.replace(b"2590", b"9990"))


def sent(till: Till, checkout: Document) -> list[Document]:
    return [one for one in till.sandbox.rm_books()["callbacks"] if one["reference"] == checkout["reference"]]


def test_nothing_is_told_of_failures_and_refunds(till: Till, merchant: MerchantServer) -> None:
    declined, cancelled, paid = (open_checkout(till, merchant.url) for _ in range(3))
    till.sandbox.rm_decline(declined["reference"])
    till.http.post(cancelled["url"], data={"decision": "cancel"})
    till.sandbox.rm_pay(paid["reference"])
    eventually(lambda: len(merchant.received) == 1)
    made = transaction(till, paid["reference"])
    succeeded(till.refund(made["transactionId"], 2590))
    last = open_checkout(till, merchant.url)
    till.sandbox.rm_pay(last["reference"])
    eventually(lambda: len(merchant.received) == 2)
    told = [json.loads(body)["data"]["order"]["id"] for _headers, body in merchant.received]
    assert told == [paid["reference"], last["reference"]]


def test_a_merchant_who_never_answers_holds_nobody_up(till: Till) -> None:
    checkout = open_checkout(till)
    assert till.sandbox.rm_pay(checkout["reference"])["status"] == "SUCCESS"
    eventually(lambda: len(sent(till, checkout)) == 3)
    eventually(lambda: {one["error"] for one in sent(till, checkout)} == {"ConnectError"})


def test_a_practice_stays_on_this_machine(till: Till) -> None:
    checkout = open_checkout(till, "https://kedai.example/rm")
    till.sandbox.rm_pay(checkout["reference"])
    eventually(lambda: [one["error"] for one in sent(till, checkout)] == ["elsewhere"])


def test_callbacks_on_demand_honest_and_forged(till: Till, merchant: MerchantServer) -> None:
    checkout = open_checkout(till, merchant.url)
    with pytest.raises(ValueError, match="nobody paid"):
        till.sandbox.rm_callback(checkout["reference"])
    assert till.sandbox.rm_callback(checkout["reference"], forged=True)["status"] == 200
    headers, body = merchant.received[-1]
    assert json.loads(body)["data"]["status"] == "SUCCESS"
    with pytest.raises(InvalidSignature):
        verify(till, headers, body)
    assert status_of(till, checkout) == "PENDING"
    till.sandbox.rm_pay(checkout["reference"])
    eventually(lambda: len(merchant.received) == 2)
    assert till.sandbox.rm_callback(checkout["reference"])["status"] == 200
    verify(till, *merchant.received[-1])
