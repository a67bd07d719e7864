"""Typed calls to RETM's API for one business."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any, Generic, TypeVar
from urllib.parse import quote
from zoneinfo import ZoneInfo

import httpx
import msgspec

from retm_desktop.domain.business import (
    Branch,
    Charge,
    Customer,
    Device,
    OrderType,
    PaymentMethod,
    PriceList,
)
from retm_desktop.domain.errors import (
    NotFound,
    OutcomeUnknown,
    RateLimited,
    ServerFault,
    SignInExpired,
    UnreadableAnswer,
    WrongCredentials,
)
from retm_desktop.domain.intents import CreateOrder
from retm_desktop.domain.menu import Category, Group, Product, Tax
from retm_desktop.domain.orders import Invoice, Order
from retm_desktop.domain.stages import CODE_OF_STAGE, Stage
from retm_desktop.providers import transport
from retm_desktop.providers.auth import BearerAuth, TokenSource
from retm_desktop.providers.retm import wire, wire_out
from retm_desktop.providers.retm.endpoints import ENDPOINTS
from retm_desktop.providers.retm.environment import Environment
from retm_desktop.providers.retm.pages import split
from retm_desktop.providers.retm.values import decode

log = logging.getLogger(__name__)

T = TypeVar("T")

LARGE = 64 * 1024
"""Answers above this many bytes are read on another thread, so that the window never waits for them."""

_PRICED = frozenset({"menu", "products", "simple_list", "product", "category", "group"})
"""Endpoints whose answers carry prices of the menu."""
_LIST_PAGE = 100
_LIST_PAGES = 100
_CLOCK_DOUBT = timedelta(hours=4)
"""RETM tells no time zone; its dates may be off by the three hours between Riyadh and UTC, and clocks differ."""


class Received(msgspec.Struct, Generic[T], frozen=True):
    """A value and the document it was read from, as it came."""

    value: T
    raw: bytes


class Page(msgspec.Struct, Generic[T], frozen=True):
    """One page of a list; `number` is 1-based, `last` says that nothing follows."""

    items: tuple[Received[T], ...]
    number: int
    last: bool


class Probe(msgspec.Struct, frozen=True):
    """What an endpoint answered when a technician called it: status, how long it took, and the body as it came.

    `address` is what was called, `kind` the answer's media type.
    """

    method: str
    address: str
    status: int
    seconds: float
    kind: str
    body: bytes


async def every(
    method: Callable[..., Awaitable[Page[T]]], *, most_pages: int = 400, per_page: int | None = None
) -> AsyncIterator[Page[T]]:
    """Yield the pages of `method` (for instance `client.orders`) from the first to the last.

    Ends with the page that says it is the last, before a later page that is empty or has only items already seen
    (RETM's pagination is not documented), or after `most_pages`. Raises what `method` raises.
    """
    seen: set[str | bytes] = set()
    for number in range(1, most_pages + 1):
        page = await (method(page=number) if per_page is None else method(page=number, per_page=per_page))
        known = {_known_by(item) for item in page.items}
        if number > 1 and known <= seen:
            return
        seen |= known
        yield page
        if page.last:
            return


def _known_by(item: Received[Any]) -> str | bytes:
    for key in ("id", "invoice_id", "number", "partner_reference"):
        found = getattr(item.value, key, "")
        if found:
            return f"{key} {found.casefold()}"
    return item.raw


class RetmClient:
    """Every endpoint of the table as an async method. Raises the errors of `transport.call`; a read also
    UnreadableAnswer; a write OutcomeUnknown when its answer is not JSON, for then it may not have come from RETM.

    `on_call(endpoint, status, seconds)` is told after every call, `status` being None where no answer came.
    `price_list` is the id of the price list whose prices are read with the menu, empty for RETM's own; that RETM takes
    it as a query parameter is assumed. `clock_skew` is how far RETM's clock is ahead of this computer's, to the second,
    None before the first answer.
    """

    every = staticmethod(every)

    def __init__(
        self, http: httpx.AsyncClient, environment: Environment, business_id: str, source: TokenSource
    ) -> None:
        self.on_call: Callable[[str, int | None, float], None] | None = None
        self.clock_skew: timedelta | None = None
        self.price_list = ""
        self._http = http
        self._auth = BearerAuth(source)
        self._zone = ZoneInfo(environment.time_zone)
        self._order = partial(wire.order, zone=self._zone)
        self._invoice = partial(wire.invoice, zone=self._zone)
        base = environment.api_address(business_id)
        paths = {name: environment.paths.get(name, endpoint.path) for name, endpoint in ENDPOINTS.items()}
        self._templates = {name: f"{base}{path}" for name, path in paths.items()}
        self._addresses = {name: httpx.URL(url) for name, url in self._templates.items() if "{id}" not in url}
        self._date = ""

    # Reading pages

    async def orders(self, page: int = 1, per_page: int = 50) -> Page[Order]:
        """Return one page of the orders, newest first (assumed)."""
        return await self._page("orders", self._order, page, per_page)

    async def invoices(self, page: int = 1, per_page: int = 50) -> Page[Invoice]:
        """Return one page of the invoices (api-27167201)."""
        return await self._page("invoices", self._invoice, page, per_page)

    async def customers(self, page: int = 1, per_page: int = 50) -> Page[Customer]:
        """Return one page of the customers."""
        return await self._page("customers", wire.customer, page, per_page)

    async def products(self, page: int = 1, per_page: int = 50) -> Page[Product]:
        """Return one page of the products."""
        return await self._page("products", wire.product, page, per_page)

    async def category(self, id: str, page: int = 1, per_page: int = 50) -> Page[Product]:  # noqa: A002
        """Return one page of a category's products (api-11176971)."""
        return await self._page("category", wire.product, page, per_page, id)

    async def group(self, id: str, page: int = 1, per_page: int = 50) -> Page[Product]:  # noqa: A002
        """Return one page of a group's products (api-29527731)."""
        return await self._page("group", wire.product, page, per_page, id)

    # Reading whole lists

    async def categories(self) -> tuple[Received[Category], ...]:
        """Return the categories of the menu in RETM's order."""
        return await self._list("categories", wire.category)

    async def groups(self) -> tuple[Received[Group], ...]:
        """Return the groups."""
        return await self._list("groups", wire.group)

    async def branches(self) -> tuple[Received[Branch], ...]:
        """Return the branches."""
        return await self._list("branches", wire.branch)

    async def devices(self) -> tuple[Received[Device], ...]:
        """Return the devices of all branches."""
        return await self._list("devices", wire.device)

    async def order_types(self) -> tuple[Received[OrderType], ...]:
        """Return the order types."""
        return await self._list("order_types", wire.order_type)

    async def price_lists(self) -> tuple[Received[PriceList], ...]:
        """Return the price lists."""
        return await self._list("price_lists", wire.price_list)

    async def payment_methods(self) -> tuple[Received[PaymentMethod], ...]:
        """Return the payment methods."""
        return await self._list("payment_methods", wire.payment_method)

    async def charges(self) -> tuple[Received[Charge], ...]:
        """Return the order charges (api-5053421)."""
        return await self._list("charges", wire.charge)

    async def taxes(self) -> tuple[Received[Tax], ...]:
        """Return the taxes."""
        return await self._list("taxes", wire.tax)

    async def simple_list(self) -> tuple[Received[Product], ...]:
        """Return all products with little more than id and name."""
        return await self._list("simple_list", wire.product)

    async def menu(self) -> tuple[Received[wire.MenuSection], ...]:
        """Return the whole menu by category."""
        return await self._list("menu", wire.menu_section)

    # Reading one

    async def product(self, id: str) -> Received[Product]:  # noqa: A002
        """Return one product (api-11176998); raises NotFound for an id RETM does not know."""
        response = await self._call("product", id=id)
        return Received(wire.product(decode(response.content)), response.content)

    async def find_order(
        self, partner_reference: str, *, since: datetime, most_pages: int = 10
    ) -> Received[Order] | None:
        """Return the order with our `partner_reference`, or None when the list shows that there is none.

        Reads pages until the order is found, the list ends, or a page is older than `since` by more than the doubt
        about RETM's clock; the last only where the list is seen to run from new to old. Raises OutcomeUnknown when
        `most_pages` were not enough to know.
        """
        oldest = since - _CLOCK_DOUBT
        read = 0
        async for page in every(self.orders, most_pages=most_pages):
            read += 1
            for item in page.items:
                if item.value.partner_reference == partner_reference:
                    return item
            if page.last or _is_older(page, oldest):
                return None
        if read < most_pages:
            return None
        raise OutcomeUnknown(f"the order is not among the first {most_pages} pages")

    # Looking behind

    async def probe(self, endpoint: str, id: str = "") -> Probe:  # noqa: A002
        """Call an endpoint and return its answer whatever its status; a writing one is sent an empty body.

        Raises what `transport.send` raises, and NotFound for an id that cannot be part of a path.
        """
        method = ENDPOINTS[endpoint].method
        address = self._address(endpoint, id)
        request = (
            self._http.build_request("GET", address, params=self._params(endpoint, {}))
            if method == "GET"
            else self._http.build_request("POST", address, json={})
        )
        started = time.perf_counter()
        response = await self._told(endpoint, request, write=method != "GET")
        kind = response.headers.get("Content-Type", "")
        seconds = time.perf_counter() - started
        return Probe(method, str(request.url), response.status_code, seconds, kind, response.content)

    # Writing

    async def create_order(self, intent: CreateOrder) -> Received[Order]:
        """Make an order (api-5053414) and return it as far as RETM's answer tells, with our partner reference.

        On OutcomeUnknown look it up with `find_order` before sending again: RETM documents no idempotency.
        """
        response = await self._write("create_order", wire_out.create_order_body(intent))
        document = _answer(response)
        try:
            made = wire.order(document, self._zone)
        except UnreadableAnswer:
            made = Order()
        order_id, number = wire.created_order(document)
        reference = made.partner_reference or intent.partner_reference
        made = msgspec.structs.replace(made, id=order_id, number=number, partner_reference=reference)
        return Received(made, response.content)

    async def cancel_order(self, order_id: str, reason: str) -> None:
        """Cancel an order; raises NotFound for an unknown one, Rejected when it is closed already (assumed)."""
        _answer(await self._write("cancel_order", wire_out.cancel_order_body(order_id, reason)))

    async def update_delivery_status(
        self, order_id: str, stage: Stage, driver_name: str = "", driver_phone: str = ""
    ) -> None:
        """Move an order to `stage`, with the driver where there is one."""
        body = wire_out.update_status_body(order_id, CODE_OF_STAGE[stage], driver_name, driver_phone)
        _answer(await self._write("update_delivery_status", body))

    async def create_order_type(self, order_type: OrderType) -> Received[OrderType]:
        """Make an order type; its `id` is ignored. The value returned has RETM's id, or none where it does not tell."""
        return await self._create(
            "create_order_type", wire_out.order_type_body(order_type), wire.order_type, order_type
        )

    async def create_payment_method(self, method: PaymentMethod) -> Received[PaymentMethod]:
        """Make a payment method (api-5053420); as `create_order_type`."""
        body = wire_out.payment_method_body(method)
        return await self._create("create_payment_method", body, wire.payment_method, method)

    async def create_charge(self, charge: Charge) -> Received[Charge]:
        """Make an order charge; as `create_order_type`."""
        return await self._create("create_charge", wire_out.charge_body(charge), wire.charge, charge)

    async def create_tax(self, tax: Tax) -> Received[Tax]:
        """Make a tax; as `create_order_type`."""
        return await self._create("create_tax", wire_out.tax_body(tax), wire.tax, tax)

    # How it is done

    async def _page(
        self,
        endpoint: str,
        read: Callable[[object], T],
        page: int,
        per_page: int,
        id: str = "",  # noqa: A002
    ) -> Page[T]:
        response = await self._call(endpoint, params={"page": page, "per_page": per_page}, id=id)
        body = response.content
        if len(body) > LARGE:
            return await asyncio.to_thread(_read_page, endpoint, body, read, page, per_page)
        return _read_page(endpoint, body, read, page, per_page)

    async def _list(self, endpoint: str, read: Callable[[object], T]) -> tuple[Received[T], ...]:
        async def one(page: int) -> Page[T]:
            return await self._page(endpoint, read, page, _LIST_PAGE)

        found: list[Received[T]] = []
        async for page in every(one, most_pages=_LIST_PAGES):
            found.extend(page.items)
        return tuple(found)

    async def _create(
        self, endpoint: str, body: dict[str, object], read: Callable[[object], T], wanted: T
    ) -> Received[T]:
        response = await self._write(endpoint, body)
        document = _answer(response)
        id_ = ""
        try:
            made = read(document)
        except UnreadableAnswer:
            pass
        else:
            if made.name:  # type: ignore[attr-defined]
                return Received(made, response.content)
            id_ = made.id  # type: ignore[attr-defined]
        return Received(msgspec.structs.replace(wanted, id=id_), response.content)  # type: ignore[type-var]

    async def _call(
        self,
        endpoint: str,
        *,
        params: dict[str, int] | None = None,
        id: str = "",  # noqa: A002
    ) -> httpx.Response:
        request = self._http.build_request(
            "GET", self._address(endpoint, id), params=self._params(endpoint, params or {})
        )
        return await self._send(endpoint, request, write=False)

    def _address(self, endpoint: str, id: str) -> httpx.URL:  # noqa: A002
        address = self._addresses.get(endpoint)
        if address is not None:
            return address
        if id in ("", ".", ".."):
            raise NotFound("there is no record without an id")
        return httpx.URL(self._templates[endpoint].replace("{id}", quote(id, safe="")))

    def _params(self, endpoint: str, params: dict[str, int]) -> dict[str, int | str] | None:
        priced = self.price_list and endpoint in _PRICED
        return {**params, **({"price_list": self.price_list} if priced else {})} or None

    async def _write(self, endpoint: str, body: dict[str, object]) -> httpx.Response:
        headers = {"Content-Type": "application/json"}
        address = self._addresses[endpoint]
        request = self._http.build_request("POST", address, content=wire_out.encoded(body), headers=headers)
        return await self._send(endpoint, request, write=True)

    async def _send(self, endpoint: str, request: httpx.Request, *, write: bool) -> httpx.Response:
        response = await self._told(endpoint, request, write=write)
        transport.require_success(response, write=write)
        return response

    async def _told(self, endpoint: str, request: httpx.Request, *, write: bool) -> httpx.Response:
        """Send, and tell `on_call` whatever came of it; nothing where nobody wanted to wait any longer."""
        started = time.perf_counter()
        status: int | None = None
        given_up = False
        try:
            response = await transport.send(self._http, request, auth=self._auth, write=write)
            status = response.status_code
            self._heed_date(response)
        except RateLimited:
            status = 429
            raise
        except ServerFault as fault:
            status = fault.status
            raise
        except (SignInExpired, WrongCredentials):
            # The sign-in is what RETM refuses, though the last request may have been one for a token.
            status = 401
            raise
        except asyncio.CancelledError:
            given_up = True
            raise
        finally:
            if self.on_call and not given_up:
                self.on_call(endpoint, status, time.perf_counter() - started)
        return response

    def _heed_date(self, response: httpx.Response) -> None:
        date = response.headers.get("Date", "")
        if date == self._date:
            return
        self._date = date
        try:
            told = parsedate_to_datetime(date)
        except (ValueError, TypeError, OverflowError):
            return
        now = datetime.now(UTC).replace(microsecond=0)
        self.clock_skew = (told if told.tzinfo is not None else told.replace(tzinfo=UTC)) - now


def _read_page(endpoint: str, body: bytes, read: Callable[[object], T], page: int, per_page: int) -> Page[T]:
    documents = split(body, page)
    items: list[Received[T]] = []
    for raw in documents.items:
        try:
            items.append(Received(read(decode(raw)), raw))
        except UnreadableAnswer as unreadable:
            log.warning("an item of %s was left out: %s", endpoint, unreadable.detail)
    # A bare array is documented as unpaginated; a full one may still be cut, which a second look tells.
    last = documents.last and (documents.paged or len(documents.items) < per_page)
    return Page(tuple(items), page, last)


def _answer(response: httpx.Response) -> object:
    """Return the JSON of a write that succeeded, None where it has no body; raises OutcomeUnknown for anything else."""
    if not response.content.strip():
        return None
    try:
        return decode(response.content)
    except UnreadableAnswer as unreadable:
        raise OutcomeUnknown(unreadable.detail) from unreadable


def _is_older(page: Page[Order], than: datetime) -> bool:
    dates = [item.value.created_at for item in page.items if item.value.created_at is not None]
    return len(dates) == len(page.items) > 0 and dates[0] >= dates[-1] and max(dates) < than
