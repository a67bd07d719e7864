"""RETM's token endpoint and `/api/v2`, at their documented or assumed paths."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from retm_desktop.sandbox.books import Books
from retm_desktop.sandbox.desk import Desk
from retm_desktop.sandbox.entries import Category, PriceList
from retm_desktop.sandbox.forms import Form, Invalid
from retm_desktop.sandbox.intake import OrderReader
from retm_desktop.sandbox.money import three_decimals
from retm_desktop.sandbox.orders import CANCELLED, DELIVERED, DELIVERY_RANK, Order
from retm_desktop.sandbox.restaurant import Restaurant
from retm_desktop.sandbox.tokens import TokenRefusal, Tokens

Document = dict[str, Any]
T = TypeVar("T")

DEFAULT_PAGE, LARGEST_PAGE = 15, 100


class Refused(Exception):
    """An API call refused with a status and a message."""

    def __init__(self, status: int, message: str, errors: dict[str, list[str]] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body: Document = {"message": message} | ({"errors": errors} if errors else {})


class Api:
    """Answers as the reference describes; `routes()` lists every path."""

    def __init__(self, restaurant: Restaurant, books: Books, desk: Desk, tokens: Tokens) -> None:
        self._restaurant = restaurant
        self._books = books
        self._desk = desk
        self._tokens = tokens

    def paths(self) -> list[str]:
        """Every path template below `/api/v2/`, literal ones before those with an id."""
        return list(dict.fromkeys(path for _method, path, _answer in self._table()))

    def routes(self, forbidden: Callable[[str], bool]) -> list[Route]:
        """Every route under the business's own host (`/{business}/api`) and the shared one (`/api`);
        `forbidden` says which path templates answer 403.
        """
        found = []
        for host in ("/{business}/api", "/api"):
            found.append(Route(f"{host}/oAuth/token", self._token, methods=["POST"]))
            for method, path, answer in self._table():
                found.append(Route(f"{host}/v2/{path}", self._guarded(path, answer, forbidden), methods=[method]))
        return found

    def _table(self) -> Sequence[tuple[str, str, Callable[[Request, Document], object]]]:
        """Literal paths before those with an id, since `{id}` and `list` share a segment."""
        return (
            ("POST", "orders/create", self._create_order),
            ("GET", "orders/list", self._orders),
            ("POST", "orders/cancel", self._cancel),
            ("POST", "orders/update-delivery-status", self._update_delivery),
            ("GET", "invoices/list", self._invoices),
            ("GET", "categories/list", lambda _r, _b: [c.wire() for c in self._restaurant.categories]),
            ("GET", "categories/{id}", lambda r, _b: self._shelf(r, self._restaurant.categories)),
            ("GET", "groups/list", lambda _r, _b: [g.wire() for g in self._restaurant.groups]),
            ("GET", "groups/{id}", lambda r, _b: self._shelf(r, self._restaurant.groups)),
            ("GET", "products/list", self._products),
            ("GET", "products/simple-list", self._simple_products),
            ("GET", "products/{id}", self._product),
            ("GET", "menu", self._menu),
            ("GET", "branches/list", lambda _r, _b: [branch.wire for branch in self._restaurant.branches]),
            ("GET", "devices/list", lambda _r, _b: self._restaurant.devices),
            ("GET", "ordertypes/list", lambda _r, _b: [kind.wire for kind in self._restaurant.order_types]),
            ("POST", "ordertypes/create", self._create_order_type),
            ("GET", "pricelists/list", lambda _r, _b: [found.wire() for found in self._restaurant.price_lists]),
            ("GET", "payments/list", lambda _r, _b: [m.wire for m in self._restaurant.payment_methods]),
            ("POST", "payments/create", self._create_payment_method),
            ("GET", "charges/list", lambda _r, _b: self._restaurant.charges),
            ("POST", "charges/create", self._create_charge),
            ("GET", "taxes/list", lambda _r, _b: self._restaurant.taxes),
            ("POST", "taxes/create", self._create_tax),
            ("GET", "customers/list", self._customers),
        )

    async def _token(self, request: Request) -> Response:
        self._books.calls["token"] += 1
        if request.path_params.get("business", self._restaurant.id) != self._restaurant.id:
            return _json(404, {"message": "Business not found."})
        try:
            body = await _body(request)
            return _json(200, self._tokens.grant(body))
        except TokenRefusal as refusal:
            return _json(refusal.status, refusal.body())
        except Refused as refusal:
            return _json(refusal.status, refusal.body)

    def _guarded(
        self, path: str, answer: Callable[[Request, Document], object], forbidden: Callable[[str], bool]
    ) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            self._books.calls[path] += 1
            try:
                if request.path_params.get("business", self._restaurant.id) != self._restaurant.id:
                    raise Refused(404, "Business not found.")
                scheme, _, token = request.headers.get("Authorization", "").partition(" ")
                if scheme.lower() != "bearer" or not self._tokens.valid(token.strip()):
                    raise Refused(401, "Unauthenticated.")
                if forbidden(path):
                    raise Refused(403, "This action is unauthorized.")
                body = await _body(request) if request.method == "POST" else {}
                made = answer(request, body)
                return _json(201 if path.endswith("/create") else 200, made)
            except Invalid as invalid:
                return _json(422, {"message": str(invalid), "errors": invalid.errors})
            except Refused as refusal:
                return _json(refusal.status, refusal.body)

        return endpoint

    # Orders

    def _create_order(self, _request: Request, body: Document) -> Document:
        self._books.create_calls += 1
        wanted = OrderReader(self._restaurant, self._desk).read(body)
        order = self._desk.place(
            wanted.lines,
            self._desk.customer_by_phone(wanted.phone, wanted.name),
            wanted.branch,
            order_type=wanted.order_type,
            payments=wanted.payments,
            address=wanted.address,
            note=wanted.note,
            partner_reference=wanted.partner_reference,
            origin="partner",
            discount=wanted.discount,
        )
        if wanted.partner_reference:
            self._books.created_references[wanted.partner_reference] += 1
        return {
            "id": order.id,
            "order_reference": str(order.number),
            "partner_reference": order.partner_reference,
            "status": order.status,
        }

    def _orders(self, request: Request, _body: Document) -> Document:
        rows, pagination = _page(request, self._books.orders, newest_first=True)
        return {"items": [self._books.shown(order) for order in rows], "pagination": pagination}

    def _invoices(self, request: Request, _body: Document) -> Document:
        rows, pagination = _page(request, self._books.orders, newest_first=True)
        return {"items": [order.invoice_wire(self._restaurant) for order in rows], "pagination": pagination}

    def _cancel(self, _request: Request, body: Document) -> Document:
        order = self._order(body)
        if order.delivery_status == CANCELLED:
            raise Refused(422, "The order is already cancelled.", {"order_id": ["The order is already cancelled."]})
        if not order.open:
            raise Refused(422, "The order is already closed.", {"order_id": ["The order is already closed."]})
        reason = body.get("reason")
        self._desk.cancel(order, reason if isinstance(reason, str) else None)
        return {"message": "The order has been cancelled."}

    def _update_delivery(self, _request: Request, body: Document) -> Document:
        order = self._order(body)
        form = Form(body)
        status = form.number("status", range(1, 8))
        form.done()
        if order.delivery_status == CANCELLED:
            raise Refused(422, "The order is cancelled.", {"status": ["The order is cancelled."]})
        driver = body.get("driver")
        if driver not in (None, []) and not (isinstance(driver, dict) and isinstance(driver.get("name"), str)):
            raise Invalid({"driver.name": ["The driver.name field is required."]})
        if status == CANCELLED:
            return self._cancel(_request, body)
        now = DELIVERY_RANK.get(order.delivery_status, 0)
        if DELIVERY_RANK[status] < now or (order.delivery_status == DELIVERED and status != DELIVERED):
            raise Refused(422, "The status cannot go back.", {"status": ["The status cannot go back."]})
        if status != order.delivery_status or driver:
            self._desk.move(order, status, driver=driver or None)
        return {"message": "The order status has been updated."}

    def _order(self, body: Document) -> Order:
        wanted = body.get("order_id")
        if wanted in (None, ""):
            raise Invalid({"order_id": ["The order_id field is required."]})
        order = self._books.by_id.get(str(wanted))
        if order is None:
            raise Refused(404, "Order not found.")
        return order

    # Menu. Assumed: `price_list` asks for the prices of that list; one that is not known is ignored.

    def _prices(self, request: Request) -> PriceList:
        return self._restaurant.prices(request.query_params.get("price_list"))

    def _shelf(self, request: Request, shelves: list[Category]) -> Document:
        shelf = next((shelf for shelf in shelves if shelf.id == request.path_params["id"]), None)
        if shelf is None:
            raise Refused(404, "Not found.")
        rows, pagination = _page(request, shelf.products)
        items = [self._restaurant.product_wire(product, True, self._prices(request)) for product in rows]
        return {
            "id": shelf.id,
            "name": shelf.name.wire(),
            "products": {"items": items, "pagination": pagination},
        }

    def _products(self, request: Request, _body: Document) -> Document:
        rows, pagination = _page(request, self._restaurant.products())
        prices = self._prices(request)
        items = [self._restaurant.product_wire(product, prices=prices) for product in rows]
        return {"items": items, "pagination": pagination}

    def _simple_products(self, request: Request, _body: Document) -> list[Document]:
        prices = self._prices(request)
        return [
            {"id": p.id, "name": p.name.wire(), "price": three_decimals(prices.price(p.price)), "sku": p.sku}
            for p in self._restaurant.products()
        ]

    def _product(self, request: Request, _body: Document) -> Document:
        product = self._restaurant.product(request.path_params["id"])
        if product is None:
            raise Refused(404, "Product not found.")
        return self._restaurant.product_wire(product, prices=self._prices(request))

    def _menu(self, request: Request, _body: Document) -> list[Document]:
        prices = self._prices(request)
        return [
            category.wire() | {"products": [self._restaurant.product_wire(p, True, prices) for p in category.products]}
            for category in self._restaurant.categories
        ]

    # Reference lists

    # Assumed: creating answers 201 with the created object, as the list shows it (api-5053420's answer is cut).

    def _create_order_type(self, _request: Request, body: Document) -> Document:
        form = Form(body)
        name, kind = form.name(), form.number("type", range(1, 100))
        form.done()
        made = self._restaurant.order_type(name, kind)
        self._restaurant.order_types.append(made)
        return made.wire

    def _create_payment_method(self, _request: Request, body: Document) -> Document:
        form = Form(body)
        name, kind = form.name(), form.number("type", range(1, 7))
        drawer, terminal = form.number("auto_open_drawer", range(2)), form.number("ecr_enabled", range(2))
        zatca = form.text("zatca_payment_code")
        form.done()
        method = self._restaurant.payment_method(name, kind, drawer, terminal, zatca)
        self._restaurant.payment_methods.append(method)
        return method.wire

    def _create_charge(self, _request: Request, body: Document) -> Document:
        form = Form(body)
        name, value, tax = form.name(), form.amount("value"), None
        if body.get("tax") not in (None, "", []):
            tax = next((tax for tax in self._restaurant.taxes if tax["uuid"] == body["tax"]), None)
            if tax is None:
                form.wrong("tax", "The selected tax is invalid.")
        form.done()
        charge = self._restaurant.charge(name, value, tax)
        self._restaurant.charges.append(charge)
        return charge

    def _create_tax(self, _request: Request, body: Document) -> Document:
        form = Form(body)
        name, kind, value = form.name(), form.number("type", range(1, 3)), form.amount("value")
        form.done()
        tax = self._restaurant.tax(name, kind, three_decimals(value))
        self._restaurant.taxes.append(tax)
        return tax

    def _customers(self, request: Request, _body: Document) -> Document:
        rows, pagination = _page(request, self._restaurant.customers)
        return {"items": [customer.wire() for customer in rows], "pagination": pagination}


def _page(request: Request, rows: Sequence[T], newest_first: bool = False) -> tuple[list[T], Document]:
    """One page of `rows` and the assumed pagination object; odd `page` and `per_page` mean the defaults."""
    page = _positive(request.query_params.get("page"), 1)
    size = min(_positive(request.query_params.get("per_page"), DEFAULT_PAGE), LARGEST_PAGE)
    total = len(rows)
    first = (page - 1) * size
    last = min(first + size, total)
    places = range(first, last)
    found = [rows[total - 1 - place if newest_first else place] for place in places]
    return found, {
        "total": total,
        "count": len(found),
        "per_page": size,
        "current_page": page,
        "total_pages": max(1, -(-total // size)),
    }


def _positive(value: str | None, otherwise: int) -> int:
    return int(value) if value and value.isascii() and value.isdecimal() and 0 < int(value) < 10**9 else otherwise


def _json(status: int, body: object) -> Response:
    return Response(msgspec.json.encode(body), status, media_type="application/json")


async def _body(request: Request) -> Document:
    """The JSON object of a request; raises Refused 400 for anything that is none."""
    try:
        body = msgspec.json.decode(await request.body())
    except msgspec.DecodeError:
        raise Refused(400, "The body is not valid JSON.") from None
    if not isinstance(body, dict):
        raise Refused(400, "The body must be a JSON object.")
    return body
