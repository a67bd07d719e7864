"""The hidden levers of the practice restaurant, over HTTP and in process, for tests and tools."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from retm_desktop.sandbox.books import Books
from retm_desktop.sandbox.consent import Consent
from retm_desktop.sandbox.desk import Desk
from retm_desktop.sandbox.faults import Faults
from retm_desktop.sandbox.kitchen import Kitchen
from retm_desktop.sandbox.money import mills
from retm_desktop.sandbox.orders import CANCELLED, RIYADH, Line, Order
from retm_desktop.sandbox.restaurant import Customer, Named, Restaurant
from retm_desktop.sandbox.tokens import Tokens
from retm_desktop.sandbox.webhooks import Courier

Document = dict[str, Any]


@dataclass(frozen=True)
class Parts:
    """What the levers move; `shut_for` takes the restaurant offline for some real seconds."""

    restaurant: Restaurant
    books: Books
    desk: Desk
    kitchen: Kitchen
    tokens: Tokens
    courier: Courier
    faults: Faults
    consent: Consent
    shut_for: Callable[[float], Awaitable[None]]


class Control:
    """Runs on the server's loop. Every public coroutine is a lever: `/_sandbox/<name-with-hyphens>`."""

    def __init__(self, parts: Parts) -> None:
        self._restaurant = parts.restaurant
        self._books = parts.books
        self._desk = parts.desk
        self._kitchen = parts.kitchen
        self._tokens = parts.tokens
        self._courier = parts.courier
        self._faults = parts.faults
        self._consent = parts.consent
        self._shut_for = parts.shut_for
        self._closing: asyncio.Task[None] | None = None

    def routes(self) -> list[Route]:
        """One POST route per lever; `books` answers GET too, `consent` takes the page's own query."""
        found = []
        for name in LEVERS:
            methods = ["GET", "POST"] if name == "books" else ["POST"]
            found.append(Route(f"/_sandbox/{name.replace('_', '-')}", self._lever(name), methods=methods))
        return found

    async def pull(self, name: str, arguments: Document) -> object:
        """Run one lever by name; raises ValueError or TypeError for arguments that do not fit."""
        if name not in LEVERS:
            raise ValueError(f"no such lever: {name!r}")
        return await getattr(self, name)(**arguments)

    def close(self) -> None:
        """Forget a planned time offline."""
        if self._closing:
            self._closing.cancel()

    async def place_order(self, **overrides: Any) -> Document:  # noqa: ANN401  any JSON
        """Make an order now and send its webhooks; returns its orders-list item.

        Overrides: `branch`, `ordertype`, `payment` (ids), `partner_reference`, `note`, `customer`
        (`{name, name_localized, phone}`), `address`, `products` (`[{id, quantity, variation, modifiers,
        note}]`, may be empty), `created_at` (ISO), `delivery_status`, and `raw`: keys to replace in every
        shape the order is shown in, however wrong.
        """
        known = {
            *("branch", "ordertype", "payment", "partner_reference", "note", "customer", "address"),
            *("products", "created_at", "delivery_status", "raw"),
        }
        if unknown := set(overrides) - known:
            raise ValueError(f"unknown overrides: {', '.join(sorted(unknown))}")
        branch = self._restaurant.branches[0]
        if "branch" in overrides:
            found = self._restaurant.branch(overrides["branch"])
            if found is None:
                raise ValueError("no such branch")
            branch = found
        order_type: Named | None = self._kitchen.order_type()
        if "ordertype" in overrides:
            order_type = self._restaurant.order_type_of(overrides["ordertype"] or "")
        payment: Named | None = self._restaurant.payment_methods[0]
        if "payment" in overrides:
            payment = self._restaurant.payment_method_of(overrides["payment"] or "")
        lines = self._kitchen.basket()
        if "products" in overrides:
            lines = [self._line(row) for row in overrides["products"]]
        created = None
        if overrides.get("created_at"):
            created = datetime.fromisoformat(overrides["created_at"])
            created = created if created.tzinfo else created.replace(tzinfo=RIYADH)
        order = self._desk.place(
            lines,
            self._customer(overrides.get("customer")),
            branch,
            order_type=order_type,
            payment=payment,
            address=overrides.get("address"),
            note=overrides.get("note"),
            partner_reference=overrides.get("partner_reference"),
            created=created,
            raw=overrides.get("raw"),
        )
        if "delivery_status" in overrides:
            self._desk.move(order, overrides["delivery_status"])
        return order.wire(self._restaurant)

    async def advance(self, order_id: str, delivery_status: int) -> Document:
        """Set any delivery status, known or not, and send the webhook."""
        order = self._order(order_id)
        if delivery_status == CANCELLED:
            self._desk.cancel(order, None)
        else:
            self._desk.move(order, delivery_status)
        return order.wire(self._restaurant)

    async def cancel(self, order_id: str, reason: str | None = None) -> Document:
        """Cancel from the restaurant's side."""
        order = self._order(order_id)
        self._desk.cancel(order, reason)
        return order.wire(self._restaurant)

    async def refund(self, order_id: str) -> Document:
        """Refund an order's invoice and send `order.refunded`."""
        order = self._order(order_id)
        self._desk.refund(order)
        return order.wire(self._restaurant)

    async def change_customer(self, customer_id: int | None = None) -> Document:
        """Change a customer's e-mail address and send `customer.updated`."""
        customers = self._restaurant.customers
        customer = next((c for c in customers if c.id == customer_id), None) if customer_id else customers[0]
        if customer is None:
            raise ValueError("no such customer")
        self._desk.change_customer(customer)
        return customer.wire()

    async def change_menu(self) -> Document:
        """Add, reprice or remove a dish and send the menu webhook."""
        return self._desk.change_menu()

    async def set_faults(self, faults: dict[str, float]) -> None:
        """Replace all fault probabilities."""
        self._faults.set(faults)

    async def set_latency(self, milliseconds: int) -> None:
        """Delay every answer by this much."""
        self._faults.latency_ms = milliseconds

    async def expire_tokens(self) -> None:
        """End every access token; refresh tokens stay good."""
        self._tokens.expire_all()

    async def set_client_secret(self, secret: str) -> None:
        """Issue new credentials: the old secret stops working at once (folder-751726)."""
        self._tokens.client_secret = secret

    async def set_partner(self, url: str) -> None:
        """Send the install callback and webhooks to another base address."""
        self._courier.partner = url.rstrip("/")

    async def pause(self) -> None:
        """Stop the kitchen's clock."""
        self._kitchen.paused = True

    async def resume(self) -> None:
        """Let the kitchen's clock run again."""
        self._kitchen.paused = False

    async def offline(self, seconds: float) -> None:
        """Cut the network both ways for a while, starting as soon as this call is answered."""

        async def later() -> None:
            await asyncio.sleep(0.05)
            await self._shut_for(seconds)

        self._closing = asyncio.create_task(later(), name="offline for a while")

    async def send_webhook(self, kind: str, body: object, **token: str | None) -> Document:
        """Post any body once; `token=` overrides the bearer (None sends none). The partner's answer."""
        return await self._courier.send_raw(kind, body, token.get("token", self._courier.token))

    async def consent(self, extra: dict[str, str] | None = None) -> Document:
        """Press Allow without a browser; how the install ended."""
        return asdict(await self._consent.allow({key: str(value) for key, value in (extra or {}).items()}))

    async def books(self) -> Document:
        """The restaurant's own truth."""
        return self._books.report()

    def _lever(self, name: str) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            if "Origin" in request.headers:
                # Any page in any browser on this machine could pull these levers; programs send no Origin.
                return Response(status_code=403)
            arguments: Document = {}
            content = await request.body()
            try:
                if name == "consent" and request.query_params:
                    extra = dict(request.query_params)
                    if extra.pop("client_id", None) != self._tokens.client_id:
                        raise ValueError("unknown client_id")
                    arguments = {"extra": extra}
                elif content:
                    arguments = msgspec.json.decode(content, type=Document)
                answer = await self.pull(name, arguments)
            except (ValueError, TypeError) as wrong:
                return Response(msgspec.json.encode({"message": str(wrong)}), 400, media_type="application/json")
            return Response(msgspec.json.encode(answer), media_type="application/json")

        return endpoint

    def _order(self, order_id: str) -> Order:
        order = self._books.by_id.get(order_id)
        if order is None:
            raise ValueError("no such order")
        return order

    def _customer(self, given: Document | None) -> Customer:
        if not given:
            return self._kitchen.customer()
        name = str(given.get("name", ""))
        return Customer(
            int(given.get("id", 9000)),
            name,
            str(given.get("name_localized", name)),
            str(given.get("phone", "")),
            given.get("email"),
        )

    def _line(self, row: Document) -> Line:
        product = self._restaurant.product(str(row.get("id", "")))
        if product is None:
            raise ValueError("no such product")
        line = self._desk.line_of(product)
        line.quantity = mills(row.get("quantity", 1)) or 1000
        line.variation = next((v for v in product.variations if v.id == row.get("variation")), None)
        wanted = {entry["id"] if isinstance(entry, dict) else entry for entry in row.get("modifiers", [])}
        line.modifiers = [(c, 1) for group in product.modifiers for c in group.choices if c.id in wanted]
        line.note = row.get("note")
        return line


LEVERS = (
    "place_order",
    "advance",
    "cancel",
    "refund",
    "change_customer",
    "change_menu",
    "set_faults",
    "set_latency",
    "expire_tokens",
    "set_client_secret",
    "set_partner",
    "pause",
    "resume",
    "offline",
    "send_webhook",
    "consent",
    "books",
)
