"""The service's documents read into the domain, and the domain written into its request bodies."""

import base64
import datetime
import json
import math
from decimal import Decimal

import msgspec
import pytest

from retm_desktop.domain.errors import Rejected, UnreadableAnswer
from retm_desktop.domain.payments import (
    AccountUser,
    Checkout,
    GeoLocation,
    Merchant,
    NewPayment,
    PaymentStore,
    QrCode,
    SettlementKind,
    SettlementLine,
    Subscription,
    Transaction,
)
from retm_desktop.providers.documents import decode
from retm_desktop.providers.revenue_monster import wire
from retm_desktop.providers.revenue_monster.signing import canonical
from tests.providers.revenue_monster.documents import STORE, TRANSACTION

PNG = b"\x89PNG\r\n\x1a\n and more"


def read(document: object) -> object:
    """Return a document as it comes out of an answer."""
    return decode(json.dumps(document).encode())


def one(item: object) -> object:
    return read({"item": item, "code": "SUCCESS"})


def at(*parts: int) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=datetime.UTC)  # type: ignore[misc,arg-type]


def test_a_transaction_is_read_without_who_paid() -> None:
    transaction = wire.transaction(one(TRANSACTION))
    assert transaction == Transaction(
        id="260101120000020000000001",
        order_id="KDN-000000000000000042",
        title="Meja 12",
        amount=2590,
        balance=2590,
        final_amount=2490,
        currency="MYR",
        status="SUCCESS",
        method="TNG",
        region="MALAYSIA",
        type="WEB_PAYMENT",
        reference_id="REF-9",
        terminal_id="T-1",
        store_id="7700000000000000001",
        store_name="Kopitiam 茶室",
        paid_at=at(2026, 1, 1, 4, 0, 1, 123456),
        created_at=at(2026, 1, 1, 4, 0, 0),
        updated_at=at(2026, 1, 1, 4, 0, 2),
    )
    kept = msgspec.json.encode(transaction).decode()
    for personal in ("payer-wallet-id", "BUYER", "4111", "member-7"):
        assert personal in json.dumps(TRANSACTION)
        assert personal not in kept


def test_a_transaction_is_read_however_little_there_is_of_it() -> None:
    assert wire.transaction(one({"transactionId": 260101})) == Transaction(id="260101")
    assert wire.transaction(one({"order": {"id": "K-1"}})) == Transaction(id="", order_id="K-1")
    failed = wire.transaction(
        one(
            {
                "transactionId": "1",
                "order": {"amount": "2590", "currencyType": "MYR"},
                "status": "WAITING_FOR_THE_MOON",
                "storeId": 77,
                "terminalId": None,
                "transactionAt": "0001-01-01T00:00:00Z",
                "error": {"code": "AUTH_CODE_EXPIRED", "message": "The code has expired"},
            }
        )
    )
    assert (failed.amount, failed.status, failed.store_id) == (2590, "WAITING_FOR_THE_MOON", "77")
    assert (failed.error, failed.paid_at) == ("AUTH_CODE_EXPIRED: The code has expired", None)
    assert wire.transaction(one({"transactionId": "1", "finalAmount": 900.0})).amount == 900
    for nothing in ({}, [], None, {"transactionId": True}, {"transactionId": ""}, {"order": "K-1"}):
        with pytest.raises(UnreadableAnswer):
            wire.transaction(one(nothing))


@pytest.mark.expects_log
def test_a_page_of_transactions_is_read_wherever_the_list_stands() -> None:
    entries = [{"transactionId": "1"}, "nonsense", {"transactionId": "2"}]
    for envelope in (
        {"items": entries, "meta": {"cursor": "next"}},
        {"item": entries, "meta": {"cursor": "next"}},
        {"items": entries, "item": None, "meta": {"count": 2, "cursor": "next"}},
    ):
        page = wire.transactions(read(envelope))
        assert ([transaction.id for transaction in page.transactions], page.cursor) == (["1", "2"], "next")


@pytest.mark.parametrize(
    ("meta", "cursor"),
    [
        ({}, ""),
        (None, ""),
        ([], ""),
        ("x", ""),
        ({"cursor": ""}, ""),
        ({"cursor": None}, ""),
        ({"cursor": 0}, ""),
        ({"cursor": 7_700_000_000_000_000_001}, "7700000000000000001"),
        ({"cursor": "CjsSNWoUc35-_"}, "CjsSNWoUc35-_"),
        ({"cursor": "x" * 5000}, ""),
    ],
)
def test_every_part_of_meta_is_optional(meta: object, cursor: str) -> None:
    assert wire.cursor(read({"items": [], "meta": meta})) == cursor
    assert wire.cursor(read({"items": []})) == ""


def test_a_callback_tells_of_its_transaction() -> None:
    body = read({"eventType": "PAYMENT_WEB_ONLINE", "data": {"transactionId": "9", "status": "SUCCESS"}})
    assert wire.told_transaction(body) == Transaction(id="9", status="SUCCESS")
    with pytest.raises(UnreadableAnswer):
        wire.told_transaction(read({"eventType": "PAYMENT_WEB_ONLINE"}))


def test_a_store_is_read_and_written_as_a_whole() -> None:
    store = wire.store(one(STORE))
    assert store == PaymentStore(
        id="7700000000000000001",
        name="Kopitiam 茶室",
        address_line_1="12, Jalan Besar",
        address_line_2="Taman & Co",
        post_code="50000",
        city="KUALA LUMPUR",
        state="WILAYAH PERSEKUTUAN",
        country="MALAYSIA",
        country_code="60",
        phone_number="377334080",
        location=GeoLocation(3.0, 101.686855),
        status="ACTIVE",
        is_default=True,
        created_at=at(2024, 3, 4, 5, 6, 7),
        updated_at=at(2025, 3, 4, 5, 6, 7, 123456),
    )
    written = json.loads(canonical(wire.store_body(store)))
    same = {name: value for name, value in STORE.items() if name in written}
    assert written == same | {"phoneNumber": "377334080", "geoLocation": {"latitude": 3, "longitude": 101.686855}}
    assert not {"id", "status", "isDefault", "createdAt"} & written.keys()


@pytest.mark.parametrize(
    ("place", "location"),
    [
        ({"latitude": "3.1", "longitude": 101}, GeoLocation(3.1, 101.0)),
        ({"Lat": 3.1, "Lng": 101.6}, GeoLocation(3.1, 101.6)),
        ({"latitude": 3.1}, None),
        ({"latitude": 1e300, "longitude": 1}, None),
        (None, None),
        ([], None),
    ],
)
def test_a_place_on_the_map_is_whole_or_none(place: object, location: GeoLocation | None) -> None:
    store = wire.store(one({"id": 7, "geoLocation": place, "isDefault": True}))
    assert (store.location, store.is_default, store.id) == (location, True, "7")
    assert ("geoLocation" in wire.store_body(store)) == (location is not None)


@pytest.mark.parametrize("place", [GeoLocation(math.nan, 1.0), GeoLocation(1.0, math.inf), GeoLocation(91.0, 1.0)])
def test_a_place_that_is_none_is_not_written(place: GeoLocation) -> None:
    with pytest.raises(Rejected) as raised:
        wire.store_body(PaymentStore(name="K", location=place))
    assert set(raised.value.fields) == {"location"}


@pytest.mark.expects_log
def test_a_page_of_stores() -> None:
    page = wire.stores(read({"items": [STORE, {"name": "no id"}], "meta": {"count": 1, "total": 7, "cursor": "c"}}))
    assert ([store.id for store in page.stores], page.cursor, page.total) == (["7700000000000000001"], "c", 7)
    assert wire.stores(read({"items": None, "code": "SUCCESS"})).stores == ()
    assert wire.stores(read({"code": "SUCCESS", "meta": {"total": "2"}})).total == 2


def test_the_merchant_is_read() -> None:
    item = {
        "id": 6_170_506_694_335_521_334,
        "companyName": "Kedai Sdn Bhd",
        "companyType": "SDN_BHD",
        "registrationNumber": "1234567-A",
        "businessCategory": "F&B",
        "countryCode": "60",
        "phoneNumber": "377334080",
        "addressLine1": "12, Jalan Besar",
        "addressLine2": "",
        "postcode": "50000",
        "city": "Kuala Lumpur",
        "state": "WP",
        "country": "Malaysia",
        "isActive": "true",
        "status": "REVIEWING",
        "invoiceAddress": {"city": "x"},
    }
    assert wire.merchant(one(item)) == Merchant(
        id="6170506694335521334",
        company_name="Kedai Sdn Bhd",
        company_type="SDN_BHD",
        registration_number="1234567-A",
        business_category="F&B",
        country_code="60",
        phone_number="377334080",
        address="12, Jalan Besar, 50000, Kuala Lumpur, WP, Malaysia",
        is_active=True,
        status="REVIEWING",
    )
    assert wire.merchant(one({"id": "1", "postCode": "5"})) == Merchant(id="1", address="5")
    with pytest.raises(UnreadableAnswer):
        wire.merchant(one({"companyName": "x"}))


@pytest.mark.parametrize(
    ("stores", "ids"), [(["1", 2, None], ("1", "2")), ("1", ("1",)), (None, ()), ([], ()), ({"id": 1}, ())]
)
def test_the_user_is_read(stores: object, ids: tuple[str, ...]) -> None:
    item = {
        "id": "u1",
        "firstName": "Aminah",
        "lastName": "Ali",
        "email": "a@b.my",
        "countryCode": "60",
        "phoneNumber": "12",
    }
    for document in (one({**item, "storeId": stores}), read({"items": [{**item, "storeId": stores}]})):
        assert wire.user(document) == AccountUser(
            id="u1", name="Aminah Ali", email="a@b.my", country_code="60", phone_number="12", store_ids=ids
        )
    assert wire.user(one({"id": "u1", "lastName": "Ali"})).name == "Ali"


@pytest.mark.expects_log
def test_subscriptions_are_a_list_under_item() -> None:
    entries = [
        {
            "id": 1001,
            "gracePeriod": 90,
            "expiryAt": "2026-05-05T00:00:00Z",
            "terminateAt": "2026-08-05T00:00:00.000000001Z",
            "status": "ACTIVE",
        },
        {"id": "1000", "status": "SUSPEND"},
        {"id": "x"},
    ]
    assert wire.subscriptions(one(entries)) == (
        Subscription(id=1001, status="ACTIVE", grace_days=90, expires_at=at(2026, 5, 5), terminates_at=at(2026, 8, 5)),
        Subscription(id=1000, status="SUSPEND"),
    )


def test_a_checkout_just_started_is_read() -> None:
    url = "https://sb-pg.revenuemonster.my/v4/checkout?checkoutId=17"
    assert wire.checkout(one({"checkoutId": 17, "url": url})) == Checkout("17", url)
    for bad in ("", "javascript:alert(1)", "file:///etc/passwd", "http://pg.example/", "https:", "http://[::1", None):
        with pytest.raises(UnreadableAnswer):
            wire.checkout(one({"checkoutId": "17", "url": bad}))
    with pytest.raises(UnreadableAnswer):
        wire.checkout(one({"url": url}))
    assert wire.checkout(one({"checkoutId": "17", "url": "http://127.0.0.1:9/pay"})).url.startswith("http://127")


@pytest.mark.parametrize(
    ("status", "waits"), [("SUCCESS", False), ("EXPIRED", False), ("CREATED", True), ("", True), (None, True)]
)
def test_a_checkout_waits_until_its_end_is_told(status: object, waits: bool) -> None:
    item = {"id": "17", "status": status, "transactionId": 9, "endAt": "2026-01-01T00:10:00Z"}
    state = wire.checkout_state(one(item), "17")
    assert (state.id, state.transaction_id, state.ends_at) == ("17", "9", at(2026, 1, 1, 0, 10))
    assert state.is_waiting is waits


def test_a_checkout_without_an_id_is_the_one_asked_for() -> None:
    assert wire.checkout_state(one({"status": "SUCCESS"}), "17").id == "17"
    with pytest.raises(UnreadableAnswer):
        wire.checkout_state(one({}), "17")


def test_a_qr_code_is_read() -> None:
    image = base64.b64encode(PNG).decode()
    for written in (image, f"data:image/png;base64,{image}"):
        document = one({"type": "QRCODE", "qrcode": {"base64Image": written, "data": "00020201"}})
        assert wire.qr_code(document) == QrCode("00020201", PNG)
    for written in ("!!", base64.b64encode(b"GIF89a").decode(), None, "x" * 5_000_000):
        assert wire.qr_code(one({"qrcode": {"base64Image": written, "data": "0"}})) == QrCode("0")
    for nothing in ({}, {"qrcode": None}, {"qrcode": {"data": "", "base64Image": "!!"}}):
        with pytest.raises(UnreadableAnswer):
            wire.qr_code(one(nothing))


def test_a_settlement_line_has_ringgit_with_decimals() -> None:
    line = {
        "transactionAt": "2026-01-01T04:00:01Z",
        "merchantName": "Kedai",
        "storeId": 77,
        "storeName": "Kopitiam",
        "region": "MALAYSIA",
        "method": "TNG",
        "transactionType": "PAYMENT",
        "type": "WEB_PAYMENT",
        "transactionId": "9",
        "orderId": "K-1",
        "currencyType": "MYR",
        "grossAmount": "12.50",
        "mdr": "1.00",
        "serviceFee": "-0.13",
        "settlementAmount": 12.37,
    }
    wanted = SettlementLine(
        kind="PAYMENT",
        transaction_id="9",
        order_id="K-1",
        store_id="77",
        store_name="Kopitiam",
        method="TNG",
        region="MALAYSIA",
        type="WEB_PAYMENT",
        gross=Decimal("12.50"),
        rate=Decimal("1.00"),
        fee=Decimal("-0.13"),
        net=Decimal("12.37"),
        at=at(2026, 1, 1, 4, 0, 1),
    )
    assert wire.settlement_lines(read({"items": [line], "meta": {}})) == (wanted,)
    [odd] = wire.settlement_lines(read({"items": [{"grossAmount": "NaN", "mdr": None, "serviceFee": "1e9999"}]}))
    assert (odd.gross, odd.rate, odd.fee, odd.net) == (None, None, None, None)
    with pytest.raises(UnreadableAnswer):
        wire.settlement_lines(read({"items": [line, "nonsense"]}))


PAYMENT = NewPayment(reference="K-1", title="Meja 12", amount=1000, store_id="77", detail="Teh")


def test_what_is_sent_for_a_payment() -> None:
    order = {
        "id": "K-1",
        "title": "Meja 12",
        "amount": 1000,
        "currencyType": "MYR",
        "detail": "Teh",
        "additionalData": "",
    }
    assert wire.checkout_body(PAYMENT, "https://a.my/", "https://b.my/") == {
        "layoutVersion": "v4",
        "method": [],
        "type": "WEB_PAYMENT",
        "redirectUrl": "https://a.my/",
        "notifyUrl": "https://b.my/",
        "storeId": "77",
        "order": order,
    }
    assert wire.quick_pay_body(PAYMENT, " 134650912345678901\r\n", "127.0.0.1") == {
        "authCode": "134650912345678901",
        "ipAddress": "127.0.0.1",
        "storeId": "77",
        "order": order,
    }
    assert wire.qr_code_body("17") == {"checkoutId": "17", "type": "DUITNOW_QRCODE", "method": "MAYBANK_MY"}
    assert wire.refund_body("9", 1000, "cold\nfood") == {
        "transactionId": "9",
        "refund": {"type": "FULL", "currencyType": "MYR", "amount": 1000},
        "reason": "cold food",
    }
    assert wire.reverse_body("K-1") == {"orderId": "K-1"}
    assert wire.settlement_body(datetime.date(2026, 1, 2), SettlementKind.REFUND, "c") == {
        "date": "2026-01-02",
        "transactionType": "REFUND",
        "cursor": "c",
    }


def test_texts_are_cut_and_cleaned_before_they_are_signed() -> None:
    odd = "a\x00b\u2028c\u2029d\x85e\ud800f\tg\x7f" + "茶" * 900
    order = wire.order(NewPayment(reference="K-1", title=odd, amount=10, store_id="1", detail=odd))
    title, detail = order["title"], order["detail"]
    assert isinstance(title, str)
    assert isinstance(detail, str)
    assert (len(title), len(detail)) == (32, 600)
    assert title.startswith("a b c d e f g 茶")
    assert canonical(order)


@pytest.mark.parametrize("reference", ["", "a" * 25, "a b", "a/b", "a\n", "شاي", "a_b", "../a"])
def test_a_reference_that_could_change_the_address_is_refused(reference: str) -> None:
    with pytest.raises(Rejected) as raised:
        wire.order(msgspec.structs.replace(PAYMENT, reference=reference, amount=9))
    assert set(raised.value.fields) == {"reference", "amount"}
