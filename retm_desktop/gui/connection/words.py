"""The words of the connection page: endpoints, the areas they belong to, and what an answer's status means."""

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from retm_desktop.gui import bidi
from retm_desktop.providers.retm.endpoints import ENDPOINTS, Mark

if TYPE_CHECKING:
    from retm_desktop.sync.inspector import Call

AREAS: dict[str, tuple[str, ...]] = {
    "orders": ("orders", "create_order", "cancel_order", "update_delivery_status"),
    "invoices": ("invoices",),
    "menu": ("menu", "categories", "category", "groups", "group", "products", "product", "simple_list"),
    "branches": ("branches", "devices"),
    "customers": ("customers",),
    "lists": (
        *("order_types", "create_order_type", "price_lists", "payment_methods", "create_payment_method"),
        *("charges", "create_charge", "taxes", "create_tax"),
    ),
    "sign_in": ("token",),
}
"""Every endpoint by what an operator uses it for."""

AREA_OF: dict[str, str] = {endpoint: area for area, endpoints in AREAS.items() for endpoint in endpoints}

READINGS: tuple[str, ...] = tuple(name for name, endpoint in ENDPOINTS.items() if endpoint.method == "GET")


def area_name(area: str) -> str:
    """Return the name of an area."""
    translate = QCoreApplication.translate
    match area:
        case "orders":
            return translate("Endpoints", "Orders")
        case "invoices":
            return translate("Endpoints", "Invoices")
        case "menu":
            return translate("Endpoints", "Menu")
        case "branches":
            return translate("Endpoints", "Branches and devices")
        case "customers":
            return translate("Endpoints", "Customers")
        case "lists":
            return translate("Endpoints", "Payments, taxes and lists")
        case _:
            return translate("Endpoints", "Sign-in")


def endpoint_name(name: str) -> str:
    """Return what an endpoint is for, in words; an unknown one keeps its stable name."""
    translate = QCoreApplication.translate
    match name:
        case "token":
            return translate("Endpoints", "Token")
        case "orders":
            return translate("Endpoints", "Orders")
        case "create_order":
            return translate("Endpoints", "Create an order")
        case "cancel_order":
            return translate("Endpoints", "Cancel an order")
        case "update_delivery_status":
            return translate("Endpoints", "Move an order on")
        case "invoices":
            return translate("Endpoints", "Invoices")
        case "categories":
            return translate("Endpoints", "Categories")
        case "category":
            return translate("Endpoints", "One category")
        case "groups":
            return translate("Endpoints", "Groups")
        case "group":
            return translate("Endpoints", "One group")
        case "products":
            return translate("Endpoints", "Products")
        case "product":
            return translate("Endpoints", "One product")
        case "simple_list":
            return translate("Endpoints", "Simple list of products")
        case "menu":
            return translate("Endpoints", "Whole menu")
        case "branches":
            return translate("Endpoints", "Branches")
        case "devices":
            return translate("Endpoints", "Devices")
        case "customers":
            return translate("Endpoints", "Customers")
        case _:
            return _name_of_a_list(name)


def _name_of_a_list(name: str) -> str:
    translate = QCoreApplication.translate
    match name:
        case "order_types":
            return translate("Endpoints", "Order types")
        case "create_order_type":
            return translate("Endpoints", "Create an order type")
        case "price_lists":
            return translate("Endpoints", "Price lists")
        case "payment_methods":
            return translate("Endpoints", "Payment methods")
        case "create_payment_method":
            return translate("Endpoints", "Create a payment method")
        case "charges":
            return translate("Endpoints", "Order charges")
        case "create_charge":
            return translate("Endpoints", "Create an order charge")
        case "taxes":
            return translate("Endpoints", "Taxes")
        case "create_tax":
            return translate("Endpoints", "Create a tax")
        case _:
            return name


def mark_name(mark: Mark) -> str:
    """Return where an endpoint's path comes from."""
    translate = QCoreApplication.translate
    return translate("Endpoints", "Documented") if mark is Mark.DOCUMENTED else translate("Endpoints", "Assumed")


def source_words(source: str) -> str:
    """Return the page of RETM's docs an endpoint stands on."""
    if source == "menu of the docs":
        return QCoreApplication.translate("Endpoints", "Only named in the menu of RETM's docs")
    return QCoreApplication.translate("Endpoints", "RETM's docs, page {page}").format(page=bidi.ltr(source))


def is_there(call: "Call | None") -> bool:
    """Tell whether an endpoint works: RETM did what was asked, or read the request and refused what it said."""
    return call is not None and (call.works or call.status in (400, 409, 422))


def status_words(call: "Call | None") -> str:
    """Return what the last answer of an endpoint says."""
    translate = QCoreApplication.translate
    if call is None:
        return translate("Endpoints", "not tried yet")
    match call.status:
        case None:
            return translate("Endpoints", "No answer")
        case 401:
            words = translate("Endpoints", "Sign-in refused ({status})")
        case 403:
            words = translate("Endpoints", "Refused ({status})")
        case 404 | 405 | 410:
            words = translate("Endpoints", "Not there ({status})")
        case 429:
            words = translate("Endpoints", "Too many ({status})")
        case status if 200 <= status < 300:
            words = translate("Endpoints", "Works ({status})")
        case status if status >= 500:
            words = translate("Endpoints", "RETM's fault ({status})")
        case 400 | 409 | 422:
            words = translate("Endpoints", "Understood ({status})")
        case _:
            words = translate("Endpoints", "Status {status}")
    return words.format(status=bidi.ltr(str(call.status)))


def status_tone(call: "Call | None") -> str:
    """Return the tone of `status_words`."""
    if call is None:
        return "muted"
    if is_there(call):
        return "good"
    return "warn" if call.status in (404, 405, 410, 429) else "danger"


def breakable(text: str) -> str:
    """Return an address or a reference, left to right, that a label may break: it has no words to break between."""
    parts = re.findall(r"[^/\-_.?&=:]{1,16}[/\-_.?&=:]*|[/\-_.?&=:]+", text)
    return bidi.ltr("\u200b".join(parts))


def milliseconds(seconds: float) -> str:
    """Return how long an answer took."""
    figures = bidi.ltr(f"{max(1, round(seconds * 1000)):,}")
    return _together(QCoreApplication.translate("Endpoints", "{n} ms").format(n=figures))


def size_words(size: int) -> str:
    """Return the size of an answer in bytes or kilobytes."""
    translate = QCoreApplication.translate
    if size < 1024:
        return _together(translate("Endpoints", "{n} bytes").format(n=bidi.ltr(str(size))))
    return _together(translate("Endpoints", "{n} KB").format(n=bidi.ltr(f"{size / 1024:,.1f}")))


def _together(figures: str) -> str:
    """Keep a figure and its unit on one line."""
    return figures.replace(" ", "\u00a0")
