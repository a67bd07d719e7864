"""Revenue Monster's documents read into the domain, and the domain written into its request bodies.

Any JSON gives a value or UnreadableAnswer, never another exception. Unknown words are kept as they came; who paid,
card data and whatever else is personal to a customer is left out here and goes no further.
"""

import base64
import binascii
import logging
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeVar
from urllib.parse import urlsplit

from retm_desktop.domain.errors import Rejected, UnreadableAnswer
from retm_desktop.domain.payments import (
    CURRENCY,
    LEAST_AMOUNT,
    AccountUser,
    Checkout,
    CheckoutState,
    GeoLocation,
    Grant,
    Merchant,
    NewPayment,
    PaymentStore,
    QrCode,
    SettlementKind,
    SettlementLine,
    StorePage,
    Subscription,
    Transaction,
    TransactionPage,
)
from retm_desktop.providers.addresses import is_loopback
from retm_desktop.providers.revenue_monster.values import (
    clean,
    decimal,
    degrees,
    flag,
    integer,
    members,
    moment,
    text,
    told,
    whole,
)

log = logging.getLogger(__name__)

T = TypeVar("T")

TITLE_LENGTH = 32
DETAIL_LENGTH = 600
REASON_LENGTH = 200
"""No page limits the reason of a refund; the others do."""

_REFERENCE = re.compile(r"[A-Za-z0-9-]{1,24}")
_LONGEST_CURSOR = 1000
_LATEST = 253_402_300_800
_LARGEST_IMAGE = 4 * 1024 * 1024
_PNG = b"\x89PNG\r\n\x1a\n"
_QR_METHOD = "MAYBANK_MY"
"""For DuitNow QR: the older pages' word; the newest page has an empty one."""


# Envelopes


def item(document: object) -> dict[str, object]:
    """Return the one object of an answer, from `item`, or from the first of `items`; empty where there is none."""
    found = members(document).get("item")
    if not isinstance(found, dict):
        found = next(iter(items(document)), None)
    return members(found)


def items(document: object) -> list[object]:
    """Return the list of an answer, from `items`, or from `item` where that holds it (subscriptions)."""
    envelope = members(document)
    for name in ("items", "item"):
        found = envelope.get(name)
        if isinstance(found, list):
            return found
    single = envelope.get("item")
    return [single] if isinstance(single, dict) else []


def cursor(document: object) -> str:
    """Return what the next page is asked with, empty on the last one; every part of `meta` is optional."""
    found = text(members(members(document).get("meta")).get("cursor"))
    return found if found != "0" and len(found) <= _LONGEST_CURSOR else ""


def _each(document: object, read: Callable[[object], T]) -> tuple[T, ...]:
    found: list[T] = []
    for entry in items(document):
        try:
            found.append(read(entry))
        except UnreadableAnswer as unreadable:
            log.warning("an entry of a list was left out: %s", unreadable.detail)
    return tuple(found)


# Whose account


def merchant(document: object) -> Merchant:
    """Return the merchant of an answer (settings/merchant-detail/merchant-profile); raises UnreadableAnswer."""
    get = item(document).get
    id_ = text(get("id"))
    if not id_:
        raise UnreadableAnswer("a merchant without id")
    parts = (get("addressLine1"), get("addressLine2"), get("postcode") or get("postCode"), get("city"), get("state"))
    return Merchant(
        id=id_,
        company_name=text(get("companyName")),
        company_type=text(get("companyType")),
        registration_number=text(get("registrationNumber")),
        business_category=text(get("businessCategory")),
        country_code=text(get("countryCode")),
        phone_number=text(get("phoneNumber")),
        address=", ".join(part for part in map(text, (*parts, get("country"))) if part),
        is_active=flag(get("isActive")),
        status=text(get("status")),
    )


def user(document: object) -> AccountUser:
    """Return the signed-in user: one object, though the page speaks of all users; raises UnreadableAnswer."""
    get = item(document).get
    id_ = text(get("id"))
    if not id_:
        raise UnreadableAnswer("a user without id")
    stores = get("storeId")
    return AccountUser(
        id=id_,
        name=" ".join(part for part in (text(get("firstName")), text(get("lastName"))) if part),
        email=text(get("email")),
        country_code=text(get("countryCode")),
        phone_number=text(get("phoneNumber")),
        status=text(get("status")),
        store_ids=tuple(filter(None, map(text, stores if isinstance(stores, list) else [stores]))),
    )


def subscriptions(document: object) -> tuple[Subscription, ...]:
    """Return the products of the account."""
    return _each(document, _subscription)


def _subscription(entry: object) -> Subscription:
    get = members(entry).get
    id_ = integer(get("id"))
    if id_ is None:
        raise UnreadableAnswer("a subscription without id")
    return Subscription(
        id=id_,
        status=text(get("status")),
        grace_days=integer(get("gracePeriod")),
        expires_at=moment(get("expiryAt")),
        terminates_at=moment(get("terminateAt")),
    )


def grant(document: object) -> Grant:
    """Return what the token endpoint says of a token, bare or under `item`; raises UnreadableAnswer."""
    get = (item(document) or members(document)).get
    active, scopes = flag(get("active")), get("scopes")
    if active is None:
        raise UnreadableAnswer("a token that is neither active nor not")
    words = scopes if isinstance(scopes, list) else re.split(r"[\s,]+", text(scopes))
    return Grant(
        active=active,
        scopes=tuple(filter(None, map(text, words))),
        expires_at=_unix_moment(get("exp")) or moment(get("exp")),
    )


def _unix_moment(value: object) -> datetime | None:
    seconds = whole(value)
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None and 0 < seconds < _LATEST else None


# Stores


def store(document: object) -> PaymentStore:
    """Return the store of an answer; raises UnreadableAnswer."""
    return _store(item(document))


def stores(document: object) -> StorePage:
    """Return a page of stores."""
    total = integer(members(members(document).get("meta")).get("total"))
    return StorePage(_each(document, _store), cursor(document), total)


def _store(entry: object) -> PaymentStore:
    get = members(entry).get
    id_ = text(get("id"))
    if not id_:
        raise UnreadableAnswer("a store without id")
    place = members(get("geoLocation")).get
    latitude = degrees(place("latitude", place("Lat")))
    longitude = degrees(place("longitude", place("Lng")))
    return PaymentStore(
        id=id_,
        name=text(get("name")),
        address_line_1=text(get("addressLine1")),
        address_line_2=text(get("addressLine2")),
        post_code=text(get("postCode")) or text(get("postcode")),
        city=text(get("city")),
        state=text(get("state")),
        country=text(get("country")),
        country_code=text(get("countryCode")),
        phone_number=text(get("phoneNumber")),
        location=None if latitude is None or longitude is None else GeoLocation(latitude, longitude),
        status=text(get("status")),
        is_default=flag(get("isDefault")) or False,
        created_at=moment(get("createdAt")),
        updated_at=moment(get("updatedAt")),
    )


# Payments


def checkout(document: object) -> Checkout:
    """Return a checkout just started; raises UnreadableAnswer without an id, or an address a browser can show."""
    get = item(document).get
    id_, url = text(get("checkoutId")), text(get("url"))
    if not id_ or not _is_page(url):
        raise UnreadableAnswer("a checkout without id or page")
    return Checkout(id_, url)


def _is_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))
    except ValueError:
        return False


def checkout_state(document: object, checkout_id: str) -> CheckoutState:
    """Return how a checkout stands; the id is the one that was asked for where the answer has none."""
    get = item(document).get
    status, id_ = text(get("status")), text(get("id")) or text(get("checkoutId"))
    if not (status or id_):
        raise UnreadableAnswer("a checkout without id or status")
    return CheckoutState(
        id=id_ or checkout_id,
        status=status,
        transaction_id=text(get("transactionId")),
        ends_at=moment(get("endAt")),
    )


def qr_code(document: object) -> QrCode:
    """Return the code of a direct checkout; raises UnreadableAnswer where there is nothing to show."""
    get = members(item(document).get("qrcode")).get
    data, image = text(get("data")), _png(text(get("base64Image")))
    if not (data or image):
        raise UnreadableAnswer("a QR code without content")
    return QrCode(data, image)


def _png(written: str) -> bytes:
    if len(written) > _LARGEST_IMAGE:
        return b""
    try:
        image = base64.b64decode(written.rpartition(",")[2], validate=True)
    except (binascii.Error, ValueError):
        return b""
    return image if image.startswith(_PNG) else b""


def transaction(document: object) -> Transaction:
    """Return the transaction of an answer; raises UnreadableAnswer."""
    return _transaction(item(document))


def transactions(document: object) -> TransactionPage:
    """Return a page of transactions."""
    return TransactionPage(_each(document, _transaction), cursor(document))


def told_transaction(body: object) -> Transaction:
    """Return the transaction a callback tells of under `data`, which may be partial; raises UnreadableAnswer."""
    return _transaction(members(body).get("data"))


def _transaction(entry: object) -> Transaction:
    get = members(entry).get
    order, shop, error = members(get("order")).get, members(get("store")).get, members(get("error")).get
    id_, order_id = text(get("transactionId")), text(order("id"))
    if not (id_ or order_id):
        raise UnreadableAnswer("a transaction without id")
    final_amount = integer(get("finalAmount"))
    amount = integer(order("amount"))
    return Transaction(
        id=id_,
        order_id=order_id,
        title=text(order("title")),
        amount=amount if amount is not None else final_amount or 0,
        balance=integer(get("balanceAmount")),
        final_amount=final_amount,
        currency=text(get("currencyType")) or text(order("currencyType")) or CURRENCY,
        status=text(get("status")),
        method=text(get("method")),
        region=text(get("region")),
        type=text(get("type")),
        reference_id=text(get("referenceId")),
        terminal_id=text(get("terminalId")),
        store_id=text(shop("id")) or text(get("storeId")),
        store_name=text(shop("name")),
        error=": ".join(part for part in (told(error("code")), told(error("message"))) if part),
        paid_at=moment(get("transactionAt")),
        created_at=moment(get("createdAt")),
        updated_at=moment(get("updatedAt")),
    )


def settlement_lines(document: object) -> tuple[SettlementLine, ...]:
    """Return the lines of a page of the settlement report; raises UnreadableAnswer where one is none.

    None is left out, for their sum has to be the day's.
    """
    return tuple([_settlement_line(entry) for entry in items(document)])


def _settlement_line(entry: object) -> SettlementLine:
    if not isinstance(entry, dict):
        raise UnreadableAnswer("a settlement line that is no object")
    get = entry.get
    return SettlementLine(
        kind=text(get("transactionType")),
        transaction_id=text(get("transactionId")),
        order_id=text(get("orderId")),
        store_id=text(get("storeId")),
        store_name=text(get("storeName")),
        method=text(get("method")),
        region=text(get("region")),
        type=text(get("type")),
        currency=text(get("currencyType")) or CURRENCY,
        gross=_ringgit(get("grossAmount")),
        rate=_ringgit(get("mdr")),
        fee=_ringgit(get("serviceFee")),
        net=_ringgit(get("settlementAmount")),
        at=moment(get("transactionAt")),
    )


def _ringgit(value: object) -> Decimal | None:
    amount = decimal(value)
    return amount if amount is not None and -9 < amount.adjusted() < 15 else None


# Requests


def checkout_body(payment: NewPayment, redirect_url: str, notify_url: str) -> dict[str, object]:
    """Return the body that starts a hosted checkout with every method the store has; raises as `order`."""
    return {
        "layoutVersion": "v4",
        "method": [],
        "notifyUrl": notify_url,
        "order": order(payment),
        "redirectUrl": redirect_url,
        "storeId": payment.store_id,
        "type": "WEB_PAYMENT",
    }


def order(payment: NewPayment) -> dict[str, object]:
    """Return the `order` of a payment, its texts cut to what the service takes.

    Raises Rejected, field by field, for a reference that is not letters, digits and hyphens, and an amount too small.
    """
    fields: dict[str, tuple[str, ...]] = {}
    if not _REFERENCE.fullmatch(payment.reference):
        fields["reference"] = ("letters, digits and hyphens, at most 24",)
    if payment.amount < LEAST_AMOUNT:
        fields["amount"] = ("MINIMUM_AMOUNT_REQUIRED",)
    if fields:
        raise Rejected("a payment that cannot be asked for", fields)
    return {
        "additionalData": "",
        "amount": payment.amount,
        "currencyType": CURRENCY,
        "detail": clean(payment.detail, DETAIL_LENGTH),
        "id": payment.reference,
        "title": clean(payment.title, TITLE_LENGTH),
    }


def qr_code_body(checkout_id: str) -> dict[str, object]:
    """Return the body that asks for the one code of all Malaysian banks and wallets for a checkout."""
    return {"checkoutId": checkout_id, "method": _QR_METHOD, "type": "DUITNOW_QRCODE"}


def quick_pay_body(payment: NewPayment, auth_code: str, ip_address: str) -> dict[str, object]:
    """Return the body that charges the customer whose code was scanned; raises as `order`."""
    return {
        "authCode": clean(auth_code, 100),
        "ipAddress": ip_address,
        "order": order(payment),
        "storeId": payment.store_id,
    }


def refund_body(transaction_id: str, amount: int, reason: str) -> dict[str, object]:
    """Return the body that refunds the whole of a transaction; the service proves `amount` against it."""
    return {
        "reason": clean(reason, REASON_LENGTH),
        "refund": {"amount": amount, "currencyType": CURRENCY, "type": "FULL"},
        "transactionId": transaction_id,
    }


def reverse_body(reference: str) -> dict[str, object]:
    """Return the body that reverses the payment of an order."""
    return {"orderId": reference}


def settlement_body(day: date, kind: SettlementKind, after: str) -> dict[str, object]:
    """Return the body that asks for a page of a day's settlement; `after` is the cursor of the page before."""
    return {"cursor": after, "date": day.isoformat(), "transactionType": kind.value}


def store_body(changed: PaymentStore) -> dict[str, object]:
    """Return a store as a whole: the pages disagree about whether a part is enough.

    Raises Rejected for a place that is not on the map.
    """
    body: dict[str, object] = {
        "addressLine1": clean(changed.address_line_1, 255),
        "addressLine2": clean(changed.address_line_2, 255),
        "city": clean(changed.city, 100),
        "country": clean(changed.country, 100),
        "countryCode": clean(changed.country_code, 10),
        "name": clean(changed.name, 255),
        "phoneNumber": clean(changed.phone_number, 30),
        "postCode": clean(changed.post_code, 20),
        "state": clean(changed.state, 100),
    }
    if changed.location is not None:
        if not (abs(changed.location.latitude) <= 90 and abs(changed.location.longitude) <= 180):
            raise Rejected("a place that is not on the map", {"location": ("degrees from -90 to 90 and -180 to 180",)})
        body["geoLocation"] = {"latitude": changed.location.latitude, "longitude": changed.location.longitude}
    return body
