"""Revenue Monster's open API: bearer tokens, signatures, nonces, the clock, scopes, rates, broken lines.

`Till` is a client written from the reference, with a signer of its own.
"""

import base64
import contextlib
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from retm_desktop.sandbox import Sandbox, SandboxSettings, running_sandbox
from retm_desktop.sandbox.__main__ import main
from retm_desktop.sandbox.revenue_monster.errors import Refused
from retm_desktop.sandbox.revenue_monster.rate import QueryRate
from retm_desktop.sandbox.revenue_monster.signatures import canonical, string_to_sign

Document = dict[str, Any]

BROKEN = (httpx.RemoteProtocolError, httpx.ReadError)


def compact(body: object) -> str:
    """The canonical JSON of the reference (4.2 step 1), by another way than the service's."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def to_sign(method: str, url: str, nonce: str, timestamp: str, data: str) -> str:
    """The string to sign (4.2 step 3)."""
    begins = f"data={base64.b64encode(data.encode()).decode()}&" if data else ""
    return f"{begins}method={method}&nonceStr={nonce}&requestUrl={url}&signType=sha256&timestamp={timestamp}"


class Till:
    """A client of the payment service with a token of its own."""

    def __init__(self, sandbox: Sandbox, http: httpx.Client) -> None:
        self.sandbox = sandbox
        self.http = http
        self.application: Document = sandbox.rm_application()
        self.key = private_key(self.application["private_key"])
        self.token = self.ask_token({"grantType": "client_credentials"}).json()["accessToken"]

    def ask_token(self, body: object, *, path: str = "token", **other: str) -> httpx.Response:
        """POST to the OAuth host with Basic authorization; `other` client_id or client_secret."""
        known = self.application | other
        return self.http.post(
            f"{self.application['oauth_url']}/v1/{path}",
            json=body,
            auth=(known["client_id"], known["client_secret"]),
        )

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        content: str | None = None,
        **other: Any,  # noqa: ANN401
    ) -> httpx.Response:
        """One signed call. `content` replaces the bytes sent; `other`: key, nonce, timestamp, url, token, signature."""
        url = f"{self.application['open_url']}{path}"
        data = "" if body is None else compact(body)
        nonce = other.get("nonce", secrets.token_hex(16))
        timestamp = other.get("timestamp", str(int(time.time())))
        text = to_sign(method.lower(), other.get("url", url), nonce, timestamp, data)
        key: rsa.RSAPrivateKey = other.get("key", self.key)
        signature = base64.b64encode(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()
        headers = {
            "Authorization": f"Bearer {other.get('token', self.token)}",
            "Content-Type": "application/json",
            "X-Signature": other.get("signature", f"sha256 {signature}"),
            "X-Nonce-Str": nonce,
            "X-Timestamp": timestamp,
        }
        sent = (data if content is None else content).encode()
        return self.http.request(method, url, content=sent or None, headers=headers)

    def get(self, path: str) -> Document:
        """The answer to a GET that must succeed."""
        return succeeded(self.call("GET", path))

    def post(self, path: str, body: object) -> Document:
        """The answer to a POST that must succeed."""
        return succeeded(self.call("POST", path, body))

    def refused(self, method: str, path: str, body: object = None) -> str:
        """The code of a call that must be refused."""
        return refusal(self.call(method, path, body))

    def store_id(self) -> str:
        """The default store's id."""
        return str(self.get("/v3/stores")["items"][0]["id"])

    def new_order(self, **changes: object) -> Document:
        """An order with an id nobody used."""
        order = {"id": f"T-{secrets.token_hex(8)}", "title": "Meja 12", "currencyType": "MYR", "amount": 2590}
        return order | {"detail": "2 x Nasi Lemak & 1 x <Teh Tarik>", "additionalData": ""} | changes

    def scan(self, first: str = "28", order: Document | None = None, **changes: object) -> httpx.Response:
        """Quick pay with a scanned code that begins with two digits."""
        code = first + "".join(secrets.choice("0123456789") for _ in range(16))
        body = {"authCode": code, "ipAddress": "127.0.0.1", "storeId": self.store_id()}
        return self.call("POST", "/v3/payment/quickpay", body | {"order": order or self.new_order()} | changes)

    def reverse(self, reference: str) -> httpx.Response:
        """Reverse by the merchant's order id."""
        return self.call("POST", "/v3/payment/reverse", {"orderId": reference})

    def refund(self, transaction_id: str, amount: int, kind: str = "FULL") -> httpx.Response:
        """Refund by the service's id."""
        refund = {"type": kind, "currencyType": "MYR", "amount": amount}
        body = {"transactionId": transaction_id, "refund": refund, "reason": "Wrong dish"}
        return self.call("POST", "/v3/payment/refund", body)


def private_key(pem: str) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(pem.encode(), None, unsafe_skip_rsa_key_validation=True)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def succeeded(answer: httpx.Response) -> Document:
    assert answer.status_code == 200, answer.text
    document: Document = answer.json()
    assert document["code"] == "SUCCESS"
    return document


def refusal(answer: httpx.Response) -> str:
    assert answer.status_code >= 400, answer.text
    assert answer.json()["error"].keys() >= {"code", "message"}
    return str(answer.json()["error"]["code"])


@contextlib.contextmanager
def open_till(**settings: Any) -> Iterator[Till]:  # noqa: ANN401
    """A quiet restaurant with little past, and a client of its payment service."""
    chosen: Document = {"rate": 0.0, "orders": 0, "rm_transactions": 0, "retry_spacing": 0.02} | settings
    with (
        running_sandbox(SandboxSettings(**chosen)) as sandbox,
        httpx.Client(trust_env=False, timeout=10) as http,
    ):
        yield Till(sandbox, http)


@pytest.fixture(scope="module")
def shared() -> Iterator[Till]:
    """One restaurant for the tests that leave no trace others could stumble over."""
    with open_till() as till:
        yield till


@pytest.fixture
def till(shared: Till) -> Till:
    """A client with a token of its own."""
    return Till(shared.sandbox, shared.http)


# The service's own signer, which also signs the callbacks


def test_the_vectors_of_the_reference() -> None:
    nonce, timestamp, host = "abcdefghijklmnopqrstuvwxyzABCDEF", "1767225600", "https://sb-open.revenuemonster.my"

    def digest(method: str, path: str | None, body: object = None) -> str:
        text = string_to_sign(
            data=b"" if body is None else canonical(body),
            method=method,
            nonce=nonce,
            timestamp=timestamp,
            request_url=None if path is None else host + path,
        )
        return hashlib.sha256(text.encode()).hexdigest()

    order = {
        **{"id": "KDN-000000000000000042", "title": "Meja 12", "detail": "2 x Nasi Lemak & 1 x <Teh Tarik>"},
        **{"additionalData": "", "currencyType": "MYR", "amount": 2590},
    }
    checkout = {
        **{"order": order, "method": [], "type": "WEB_PAYMENT", "storeId": "7700000000000000001"},
        **{"redirectUrl": "https://kedai.example/selesai?a=1&b=2", "notifyUrl": "https://kedai.example/rm"},
        **{"layoutVersion": "v4"},
    }
    assert digest("POST", "/v3/payment/online", checkout).startswith("29a1f088a01cce9195d61c7c5c578ee8")
    assert digest("get", "/v3/stores").startswith("30331ffcbf1de771a5859fa8c4cdc7cb")
    assert digest("get", "/v3/payment/transactions?limit=20").startswith("93c87a8097f2213201816b02f39a15ec")
    store = {
        **{"tags": [{"b": 1, "a": 2}, "z"], "name": "Kopitiam 茶室"},
        **{"geoLocation": {"longitude": 101.6, "latitude": 3.1}},
    }
    assert digest("patch", "/v3/store/7700000000000000001", store).startswith("663836b8e9526e26d8e359aba226dbc8")
    event = {
        "eventType": "PAYMENT_WEB_ONLINE",
        "data": {"transactionId": "260101000000000000000001", "status": "SUCCESS"},
    }
    assert digest("post", None, event).startswith("3c1cb2ac918d2f7847b7b5cabbd76d1e")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (3.0, "3"),
        (3.1, "3.1"),
        (-0.5, "-0.5"),
        (0.00001, "0.00001"),
        (1e-7, "1e-7"),
        (1e21, "1e+21"),
        (1e20, "100000000000000000000"),
        (7000000000000000001, "7000000000000000000"),
        ("a\u2028/'é\n", '"a\\u2028/\'é\\n"'),
        ([None, True, {}], "[null,true,{}]"),
    ],
)
def test_numbers_and_texts_are_written_as_go_does(value: object, written: str) -> None:
    assert canonical(value).decode() == written


# Who may call


def test_without_a_good_token_nobody_gets_in(till: Till) -> None:
    bare = till.http.get(f"{till.application['open_url']}/v3/merchant")
    assert (bare.status_code, refusal(bare)) == (401, "TOKEN_INVALID")
    stranger = till.call("GET", "/v3/merchant", token="made-up")
    assert (stranger.status_code, refusal(stranger)) == (401, "TOKEN_INVALID")


def test_tokens_that_ended_are_told_apart() -> None:
    with open_till() as till:
        till.get("/v3/merchant")
        till.sandbox.rm_expire_tokens()
        ended = till.call("GET", "/v3/merchant")
        assert (ended.status_code, refusal(ended)) == (401, "TOKEN_EXPIRED")


def test_any_order_of_keys_and_any_spacing_is_the_same_body(till: Till) -> None:
    body = {"orderId": "nobody's <&> Ünïcode 茶", "b": [{"z": 1.50, "a": 2}]}
    loose = json.dumps(dict(reversed(body.items())), indent=2, ensure_ascii=True)
    assert refusal(till.call("POST", "/v3/payment/reverse", body, content=loose)) == "TRANSACTION_NOT_FOUND"
    other = json.dumps(body | {"orderId": "another"})
    assert refusal(till.call("POST", "/v3/payment/reverse", body, content=other)) == "INVALID_REQUEST_SIGNATURE"


def test_an_empty_object_is_an_empty_body(till: Till) -> None:
    assert till.call("GET", "/v3/merchant", content="{}").status_code == 200


def test_a_query_is_signed_as_it_was_sent(till: Till) -> None:
    till.get("/v3/payment/transactions?limit=20&cursor=")
    till.get("/v3/payment/transactions?limit=20&odd=%7B%22a%22%3A1%7D")
    short = f"{till.application['open_url']}/v3/payment/transactions"
    assert refusal(till.call("GET", "/v3/payment/transactions?limit=20", url=short)) == "INVALID_REQUEST_SIGNATURE"


def test_a_wrong_signature_is_explained(till: Till) -> None:
    stranger = rsa.generate_private_key(65537, 2048)
    answer = till.call("POST", "/v3/payment/reverse", {"b": "<", "a": 1}, key=stranger)
    assert answer.status_code == 400
    document = answer.json()
    assert document["error"]["code"] == "INVALID_REQUEST_SIGNATURE"
    steps = document["debug"]["preVerifyContent"]
    assert steps["step1"]["content"] == '{"a":1,"b":"\\u003c"}'
    assert steps["step2"]["content"] == base64.b64encode(steps["step1"]["content"].encode()).decode()
    assert steps["step3"]["content"].startswith(f"data={steps['step2']['content']}&method=post&nonceStr=")
    assert steps["step4"]["content"] == steps["step3"]["content"]
    assert steps["step5"].keys() == {"remark"}
    header = document["debug"]["requestHeader"]
    assert [header[name]["isValid"] for name in ("X-Nonce-Str", "X-Signature", "X-Timestamp")] == [True, False, True]
    assert header["X-Signature"]["currentValue"].startswith("sha256 ")


@pytest.mark.parametrize("form", ["{}", "SHA256 {}", "sha256{}", "sha256  {}", "sha256 {} more", "sha256 !!!", ""])
def test_a_signature_has_exactly_two_words(till: Till, form: str) -> None:
    url = f"{till.application['open_url']}/v3/merchant"
    now = str(int(time.time()))
    text = to_sign("get", url, "n" * 32, now, "")
    signature = base64.b64encode(till.key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()
    answer = till.call("GET", "/v3/merchant", nonce="n" * 32, timestamp=now, signature=form.format(signature))
    assert refusal(answer) == "INVALID_REQUEST_SIGNATURE"


def test_the_key_of_another_application_opens_nothing(till: Till) -> None:
    other = private_key(till.sandbox.rm_other_application()["private_key"])
    assert refusal(till.call("GET", "/v3/merchant", key=other)) == "INVALID_REQUEST_SIGNATURE"


def test_a_nonce_is_good_once(till: Till) -> None:
    stranger = rsa.generate_private_key(65537, 2048)
    nonce = secrets.token_hex(16)
    # A call that was refused has not used it up.
    assert refusal(till.call("GET", "/v3/merchant", nonce=nonce, key=stranger)) == "INVALID_REQUEST_SIGNATURE"
    assert till.call("GET", "/v3/merchant", nonce=nonce).status_code == 200
    again = till.call("GET", "/v3/merchant", nonce=nonce)
    assert refusal(again) == "INVALID_REQUEST_SIGNATURE"
    header = again.json()["debug"]["requestHeader"]
    assert [header[name]["isValid"] for name in ("X-Nonce-Str", "X-Signature", "X-Timestamp")] == [False, True, True]


@pytest.mark.parametrize("nonce", ["", "with space"])
def test_a_nonce_has_no_spaces(till: Till, nonce: str) -> None:
    assert refusal(till.call("GET", "/v3/merchant", nonce=nonce)) == "INVALID_REQUEST_SIGNATURE"


@pytest.mark.parametrize(
    ("seconds", "good"), [(-110, True), (110, True), (-130, False), (130, False), (1_000_000_000_000, False)]
)
def test_the_clock_may_be_two_minutes_off(till: Till, seconds: int, good: bool) -> None:
    answer = till.call("GET", "/v3/merchant", timestamp=str(int(time.time()) + seconds))
    assert answer.status_code == (200 if good else 400)
    if not good:
        assert answer.json()["debug"]["requestHeader"]["X-Timestamp"]["isValid"] is False


def test_milliseconds_are_no_timestamp(till: Till) -> None:
    for timestamp in (str(int(time.time() * 1000)), "soon", "", str(time.time())):
        assert refusal(till.call("GET", "/v3/merchant", timestamp=timestamp)) == "INVALID_REQUEST_SIGNATURE"


def test_a_clock_that_is_wrong_shows_in_the_date() -> None:
    with open_till() as till:
        right = parsedate_to_datetime(till.call("GET", "/v3/merchant").headers["Date"]).timestamp()
        assert abs(right - time.time()) < 30
        till.sandbox.rm_clock_skew(600)
        refused = till.call("GET", "/v3/merchant")
        assert refusal(refused) == "INVALID_REQUEST_SIGNATURE"
        wrong = parsedate_to_datetime(refused.headers["Date"]).timestamp()
        assert abs(wrong - time.time() - 600) < 30
        assert till.call("GET", "/v3/merchant", timestamp=str(int(wrong))).status_code == 200
        (elsewhere,) = till.http.get(f"{till.sandbox.url}/_sandbox/books").headers.get_list("Date")
        assert abs(parsedate_to_datetime(elsewhere).timestamp() - time.time()) < 30
        till.sandbox.rm_clock_skew(0)
        till.get("/v3/merchant")


def test_another_key_can_be_registered() -> None:
    with open_till() as till:
        mine = rsa.generate_private_key(65537, 2048)
        form = serialization.PublicFormat
        for kind in (form.SubjectPublicKeyInfo, form.PKCS1):
            pem = mine.public_key().public_bytes(serialization.Encoding.PEM, kind).decode()
            till.sandbox.rm_register_client_key(pem)
            assert till.call("GET", "/v3/merchant", key=mine).status_code == 200
            assert refusal(till.call("GET", "/v3/merchant")) == "INVALID_REQUEST_SIGNATURE"
        till.sandbox.rm_register_client_key("")
        assert refusal(till.call("GET", "/v3/merchant", key=mine)) == "CLIENT_NOT_SET_PUBLIC_KEY"
        with pytest.raises(ValueError, match="PEM"):
            till.sandbox.rm_register_client_key("nonsense")


@pytest.mark.parametrize("content", ["{", "[" * 50_000, "NaN"])
def test_a_body_that_is_no_json(till: Till, content: str) -> None:
    assert refusal(till.call("POST", "/v3/payment/reverse", content=content)) == "INVALID_REQUEST"


def test_a_body_that_is_no_object_or_too_large(till: Till) -> None:
    assert till.refused("POST", "/v3/payment/reverse", ["x"]) == "VALIDATION_ERROR"
    large = till.call("POST", "/v3/payment/reverse", {"orderId": "x" * 70_000})
    assert (large.status_code, refusal(large)) == (413, "INVALID_REQUEST")


def test_paths_that_are_none(till: Till) -> None:
    for method, path in (("GET", "/v3/nothing"), ("DELETE", "/v3/merchant"), ("POST", "/")):
        answer = till.call(method, path)
        assert (answer.status_code, refusal(answer)) == (404, "API_ENDPOINT_NOT_FOUND")


SCOPED = {
    "get_merchant_profile": ["/v3/merchant", "/v3/merchant/subscriptions"],
    "get_user_profile": ["/v3/user"],
    "manage_store": ["/v3/stores"],
    "manage_payment": ["/v3/payment/transactions"],
}


@pytest.mark.parametrize("scope", SCOPED)
def test_each_scope_opens_its_own_endpoints(till: Till, scope: str) -> None:
    code = httpx.URL(till.sandbox.rm_consent(scopes=[scope])).params["code"]
    address = till.application["redirect_uris"][0]
    answer = till.ask_token({"grantType": "authorization_code", "code": code, "redirectUri": address})
    till.token = answer.json()["accessToken"]
    for needed, paths in SCOPED.items():
        for path in paths:
            answer = till.call("GET", path)
            assert answer.status_code == (200 if needed == scope else 403)
            if needed != scope:
                assert refusal(answer) == "CLIENT_NO_PERMISSION"


def test_a_role_that_shrinks_closes_what_tokens_had_open() -> None:
    with open_till() as till:
        till.get("/v3/stores")
        till.sandbox.rm_scopes(["manage_payment"])
        assert till.refused("GET", "/v3/stores") == "CLIENT_NO_PERMISSION"
        till.get("/v3/payment/transactions")
        with pytest.raises(ValueError, match="no such scopes"):
            till.sandbox.rm_scopes(["manage_moon"])


def test_three_order_queries_in_five_seconds(till: Till) -> None:
    other = Till(till.sandbox, till.http)
    path = "/v3/payment/transaction/order/UNKNOWN-1"
    for _ in range(3):
        assert till.refused("GET", path) == "TRANSACTION_NOT_FOUND"
    slower = till.call("GET", path)
    assert (slower.status_code, refusal(slower)) == (429, "TOO_MANY_REQUEST_PER_SECOND")
    assert other.refused("GET", path) == "TRANSACTION_NOT_FOUND"
    assert till.refused("GET", "/v3/payment/transaction/260101000000000000000001") == "TRANSACTION_NOT_FOUND"


def test_the_five_seconds_are_counted_from_each_query() -> None:
    rate = QueryRate()
    for moment in (100.0, 102.0, 104.0):
        rate.require("a", moment)
    for moment in (104.5, 104.9):
        with pytest.raises(Refused, match="TOO_MANY_REQUEST_PER_SECOND"):
            rate.require("a", moment)
    rate.require("b", 104.9)
    rate.require("a", 105.0)
    with pytest.raises(Refused, match="TOO_MANY_REQUEST_PER_SECOND"):
        rate.require("a", 106.9)
    rate.require("a", 107.0)


# Bad days


def test_a_line_that_breaks_before_or_after_the_work() -> None:
    with open_till() as till:
        order = till.new_order()
        till.sandbox.rm_drop("quickpay", "before")
        with pytest.raises(BROKEN):
            till.scan(order=order)
        assert till.sandbox.rm_books()["charged"] == {}
        till.sandbox.rm_drop("quickpay", "after", times=2)
        with pytest.raises(BROKEN):
            till.scan(order=order)
        assert till.sandbox.rm_books()["charged"] == {order["id"]: 2590}
        with pytest.raises(BROKEN):
            till.scan(order=order)
        assert till.sandbox.rm_books()["charged"] == {order["id"]: 2590}
        assert refusal(till.scan(order=order)) == "ORDER_ID_DUPLICATE"
        assert till.get(f"/v3/payment/transaction/order/{order['id']}")["item"]["status"] == "SUCCESS"
        calls = [call["status"] for call in till.sandbox.rm_books()["calls"] if call["endpoint"] == "quickpay"]
        assert calls == [0, 200, 400, 400]


def test_what_was_done_before_the_line_broke_stays_done() -> None:
    with open_till() as till:
        first, second = (succeeded(till.scan())["item"] for _ in range(2))
        code = httpx.URL(till.sandbox.rm_consent()).params["code"]
        exchange = {"grantType": "authorization_code", "code": code}
        exchange["redirectUri"] = till.application["redirect_uris"][0]
        for endpoint in ("token", "refund", "reverse"):
            till.sandbox.rm_drop(endpoint, "after")
        with pytest.raises(BROKEN):
            till.ask_token(exchange)
        assert refusal(till.ask_token(exchange)) == "INVALID_CODE"
        with pytest.raises(BROKEN):
            till.refund(first["transactionId"], 2590)
        with pytest.raises(BROKEN):
            till.reverse(second["order"]["id"])
        books = till.sandbox.rm_books()
        assert [(refund["reference"], refund["amount"]) for refund in books["refunds"]] == [
            (first["order"]["id"], 2590)
        ]
        assert [reversal["reference"] for reversal in books["reversals"]] == [second["order"]["id"]]
        assert books["charged"] == {first["order"]["id"]: 2590, second["order"]["id"]: 0}


def test_refusals_on_demand(till: Till) -> None:
    till.sandbox.rm_refuse("merchant", "SYSTEM_ERROR", status=500, times=2)
    for _ in range(2):
        answer = till.call("GET", "/v3/merchant")
        assert (answer.status_code, refusal(answer)) == (500, "SYSTEM_ERROR")
    till.get("/v3/merchant")
    till.sandbox.rm_refuse("quickpay", "CLIENT_PRODUCT_NOT_SETUP")
    order = till.new_order()
    assert refusal(till.scan(order=order)) == "CLIENT_PRODUCT_NOT_SETUP"
    assert order["id"] not in till.sandbox.rm_books()["charged"]
    for wrong in (lambda: till.sandbox.rm_refuse("moon", "X"), lambda: till.sandbox.rm_drop("merchant", "during")):
        with pytest.raises(ValueError, match=r"moon|during"):
            wrong()


def test_the_random_bad_days_reach_the_payments_too() -> None:
    with open_till() as till:
        till.sandbox.set_faults({"throttle": 1})
        answer = till.call("GET", "/v3/merchant")
        assert (answer.status_code, refusal(answer)) == (429, "TOO_MANY_REQUEST_PER_SECOND")
        till.sandbox.set_faults({"expire": 1})
        assert till.refused("GET", "/v3/merchant") == "TOKEN_EXPIRED"
        till.sandbox.set_faults({})


# Around it


def test_each_application_keeps_keys_of_its_own() -> None:
    with open_till() as till:
        assert till.sandbox.rm_application() == till.application
        assert till.application["client_id"].isdecimal()
        assert len(till.application["client_id"]) == 19
        assert till.application["private_key"].startswith("-----BEGIN PRIVATE KEY-----")
        assert till.application["server_public_key"].startswith("-----BEGIN PUBLIC KEY-----")
        other = till.sandbox.rm_other_application()
        assert other.keys() == till.application.keys()
        for name in ("client_id", "client_secret", "private_key", "server_public_key"):
            assert other[name] != till.application[name]


def test_levers_over_http(till: Till) -> None:
    pulled = till.http.post(f"{till.sandbox.url}/_sandbox/rm-application")
    assert pulled.json() == till.application
    books = till.http.get(f"{till.sandbox.url}/_sandbox/rm-books").json()
    assert books.keys() >= {"transactions", "refunds", "reversals", "stores", "charged", "calls", "codes_tried"}
    assert {"endpoint", "at", "status"} == books["calls"][0].keys()
    wrong = till.http.post(f"{till.sandbox.url}/_sandbox/rm-next-payment", json={"outcome": "gold"})
    assert wrong.status_code == 400
    assert "gold" in wrong.json()["message"]
    page = till.http.post(f"{till.sandbox.url}/_sandbox/rm-books", headers={"Origin": "https://elsewhere.example"})
    assert page.status_code == 403


def test_nothing_stays_behind() -> None:
    before = threading.active_count()
    with open_till() as till:
        till.sandbox.rm_next_payment("paid", 3600)
        succeeded(till.scan())
    assert threading.active_count() == before


@pytest.mark.parametrize(
    "wrong", [{"rm_transactions": -1}, {"rm_token_life": 0}, {"rm_checkout_life": 0}, {"rm_auto_pay_seconds": -1}]
)
def test_senseless_settings_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="rm_"):
        SandboxSettings(**wrong)


@pytest.mark.parametrize(
    ("flag", "wrong"),
    [("--rm-transactions", "-1"), ("--rm-token-life", "0"), ("--rm-checkout-life", "0"), ("--rm-auto-pay", "-1")],
)
def test_the_command_line_passes_them_on(flag: str, wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([flag, wrong])
    assert "rm_" in capsys.readouterr().err
