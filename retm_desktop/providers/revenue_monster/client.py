"""Typed calls to Revenue Monster's open API for one merchant."""

import asyncio
import random
import socket
import time
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar
from urllib.parse import quote

import httpx

from retm_desktop.domain.errors import (
    NotFound,
    Offline,
    OperatorError,
    OutcomeUnknown,
    RateLimited,
    ServerFault,
    SignInExpired,
    UnreadableAnswer,
    WrongCredentials,
)
from retm_desktop.domain.payments import (
    AccountUser,
    Checkout,
    CheckoutState,
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
from retm_desktop.providers import transport
from retm_desktop.providers.addresses import is_loopback
from retm_desktop.providers.auth import TokenSource, token_of
from retm_desktop.providers.revenue_monster import install, refusals, wire
from retm_desktop.providers.revenue_monster.auth import SignedBearer
from retm_desktop.providers.revenue_monster.clock import clock_ahead
from retm_desktop.providers.revenue_monster.endpoints import ENDPOINTS, Endpoint
from retm_desktop.providers.revenue_monster.environment import Environment
from retm_desktop.providers.revenue_monster.signing import Signer, canonical

T = TypeVar("T")

QUICK_PAY_SECONDS = 95.0
"""How long a quick pay may take, for the customer confirms it meanwhile (the service's Kotlin SDK waits as long)."""
BETWEEN_ORDER_QUERIES = 2.0
"""Seconds between two look-ups by order: three in five seconds are allowed (query/by-order-id)."""
LARGE = 64 * 1024
"""Answers above this many bytes are read on another thread, so that the window never waits for them."""

_BACKOFF = (2.0, 4.0, 8.0)
"""Seconds before each repeat of a GET (advised for the two codes that say "slow down")."""
_SETTLEMENT_PAGES = 200
_LOOPBACK = "127.0.0.1"
_ROUTED = ("192.0.2.1", 9)
"""An address that belongs to nobody (RFC 5737): only the way to it is looked up."""


class RevenueMonsterClient:
    """Every endpoint of the table as an async method. A read raises the errors of `refusals.answer` and
    `transport.send`; a write OutcomeUnknown where its answer does not tell what happened.

    GETs are repeated after a broken connection, 429, 502, 503 and 504, at most three times, each time with a signature
    of its own; nothing else is ever repeated, but for the one try with a renewed token after the service refused the
    old one. `http` must not repeat anything by itself (`http_client(repeat_reads=False)`): a nonce is good once.
    `clock_ahead` is how far this computer's clock is ahead of the service's, to the second, None before the first
    answer.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        environment: Environment,
        source: TokenSource,
        signer: Signer,
        *,
        now: Callable[[], datetime],
        credentials: Callable[[], Awaitable[tuple[str, str]]] | None = None,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`now` gives aware UTC, `credentials` the client id and secret, which `grant` alone needs."""
        self.clock_ahead: timedelta | None = None
        self._http = http
        self._environment = environment
        self._source = source
        self._auth = SignedBearer(source, signer, now=now)
        self._now = now
        self._credentials = credentials
        self._pause = pause
        self._monotonic = monotonic
        self._order_queries = asyncio.Lock()
        self._next_order_query = 0.0

    # Whose account

    async def merchant(self) -> Merchant:
        """Return whose account it is."""
        return await self._ask("merchant", wire.merchant)

    async def user(self) -> AccountUser:
        """Return who allowed access."""
        return await self._ask("user", wire.user)

    async def subscriptions(self) -> tuple[Subscription, ...]:
        """Return the products of the account; may be Forbidden with the four scopes (one SDK has a fifth for it)."""
        return await self._ask("subscriptions", wire.subscriptions)

    async def grant(self) -> Grant:
        """Return what was allowed; raises as `install.token_info`, and WrongCredentials without credentials."""
        if self._credentials is None:
            raise WrongCredentials("no client credentials are at hand")
        token = await token_of(self._source)
        return await install.token_info(self._http, self._environment, token, *await self._credentials())

    # Stores

    async def stores(self, cursor: str = "") -> StorePage:
        """Return a page of the stores; `cursor` is that of the page before."""
        return await self._ask("stores", wire.stores, params={"cursor": cursor} if cursor else {})

    async def store(self, store_id: str) -> PaymentStore:
        """Return one store; raises NotFound for an id that is not known."""
        return await self._ask("store", wire.store, id=store_id)

    async def create_store(self, store: PaymentStore) -> PaymentStore:
        """Make a store and return it with its id, which is not read from `store`."""
        return await self._ask("create_store", wire.store, body=wire.store_body(store))

    async def update_store(self, store: PaymentStore) -> PaymentStore:
        """Write all that a store has and return it as it stands then."""
        return await self._ask("update_store", wire.store, id=store.id, body=wire.store_body(store))

    # Charging

    async def start_checkout(self, payment: NewPayment, *, redirect_url: str, notify_url: str) -> Checkout:
        """Start a hosted checkout; the customer is sent to `redirect_url` afterwards, which proves nothing.

        Raises Rejected before anything is sent where the payment cannot be asked for.
        """
        return await self._ask(
            "start_checkout", wire.checkout, body=wire.checkout_body(payment, redirect_url, notify_url)
        )

    async def checkout(self, checkout_id: str) -> CheckoutState:
        """Return how a checkout stands; 3 to 5 seconds or more between two looks are wanted."""
        read = partial(wire.checkout_state, checkout_id=checkout_id)
        return await self._ask("checkout", read, params={"checkoutId": checkout_id})

    async def qr_code(self, checkout_id: str) -> QrCode:
        """Return a DuitNow code for a checkout: one for the apps of all Malaysian banks and wallets.

        Nothing is charged by this, so that it may be asked for again.
        """
        return await self._ask("qr_code", wire.qr_code, body=wire.qr_code_body(checkout_id))

    async def quick_pay(self, payment: NewPayment, auth_code: str) -> Transaction:
        """Charge the customer whose code was scanned; may take `QUICK_PAY_SECONDS`.

        The transaction may be IN_PROCESS or FAILED. On OutcomeUnknown look it up by its order, and reverse it before
        another attempt where that does not settle it.
        """
        body = wire.quick_pay_body(payment, auth_code, local_address(self._environment))
        patience = httpx.Timeout(20.0, read=QUICK_PAY_SECONDS)
        return await self._ask("quick_pay", wire.transaction, body=body, timeout=patience)

    async def refund(self, transaction_id: str, amount: int, reason: str) -> Transaction:
        """Refund the whole of a transaction; `amount` is all of it, in sen. On OutcomeUnknown compare the balance."""
        return await self._ask("refund", wire.transaction, body=wire.refund_body(transaction_id, amount, reason))

    async def reverse(self, reference: str) -> Transaction:
        """Undo the payment of an order whose outcome is unknown, within some 15 minutes of the attempt."""
        return await self._ask("reverse", wire.transaction, body=wire.reverse_body(reference))

    # Looking up

    async def transaction(self, transaction_id: str) -> Transaction:
        """Return a transaction by the service's id; raises NotFound for one that is not known."""
        return await self._ask("transaction", wire.transaction, id=transaction_id)

    async def transaction_of_order(self, reference: str) -> Transaction:
        """Return the transaction of our reference; raises NotFound where nobody has paid yet.

        Callers queue: the service allows three such look-ups in five seconds.
        """
        return await self._ask("transaction_of_order", wire.transaction, id=reference)

    async def transactions(self, cursor: str = "", limit: int = 100) -> TransactionPage:
        """Return a page of the transactions (their order is not documented); `cursor` is that of the page before."""
        params = {"limit": str(limit), **({"cursor": cursor} if cursor else {})}
        return await self._ask("transactions", wire.transactions, params=params)

    async def settlement(self, day: date, kind: SettlementKind) -> tuple[SettlementLine, ...]:
        """Return one half of a day's settlement, whole: raises UnreadableAnswer where its pages do not come to an end.

        NotFound means that there is no report of this day (yet).
        """
        lines: list[SettlementLine] = []
        after, seen = "", {""}
        for _ in range(_SETTLEMENT_PAGES):
            body = wire.settlement_body(day, kind, after)
            page, after = await self._ask("settlement", _settlement_page, body=body)
            lines += page
            if not after:
                return tuple(lines)
            if after in seen:
                break
            seen.add(after)
        raise UnreadableAnswer("a settlement report without an end")

    # How it is done

    async def _ask(
        self,
        endpoint: str,
        read: Callable[[object], T],
        *,
        id: str = "",  # noqa: A002
        params: dict[str, str] | None = None,
        body: dict[str, object] | None = None,
        timeout: httpx.Timeout | None = None,
    ) -> T:
        call = ENDPOINTS[endpoint]
        make = partial(
            self._http.build_request,
            call.method,
            self._address(call, id),
            params=params or None,
            content=None if body is None else canonical(body),
            headers={"Content-Type": "application/json"},
            timeout=timeout or self._http.timeout,
        )
        waited = 0.0
        for usual in _BACKOFF if call.method == "GET" else ():
            try:
                return await self._tried(call, make, read)
            except (Offline, RateLimited, ServerFault) as failure:
                wait = _wait(failure, usual)
                waited += wait or 0.0
                if wait is None or waited > transport.WAIT_LIMIT:
                    raise
            await self._pause(wait)
        return await self._tried(call, make, read)

    async def _tried(self, call: Endpoint, make: Callable[[], httpx.Request], read: Callable[[object], T]) -> T:
        request = make()
        response = await self._sent(call, request)
        try:
            return await self._value(call, response, read)
        except SignInExpired:
            # Refused for its token, so that even a write has not been acted on.
            await self._auth.renew(request)
        return await self._value(call, await self._sent(call, make()), read)

    async def _sent(self, call: Endpoint, request: httpx.Request) -> httpx.Response:
        if call.name == "transaction_of_order":
            await self._order_query()
        response = await transport.send(self._http, request, auth=self._auth, write=call.writes)
        ahead = clock_ahead(response.headers, self._now())
        self.clock_ahead = self.clock_ahead if ahead is None else ahead
        return response

    async def _order_query(self) -> None:
        async with self._order_queries:
            due = max(self._monotonic(), self._next_order_query)
            await self._pause(due - self._monotonic())
            self._next_order_query = max(due, self._monotonic()) + BETWEEN_ORDER_QUERIES

    async def _value(self, call: Endpoint, response: httpx.Response, read: Callable[[object], T]) -> T:
        if len(response.content) > LARGE:
            return await asyncio.to_thread(_read, call, response, read, self._now())
        return _read(call, response, read, self._now())

    def _address(self, call: Endpoint, id: str) -> str:  # noqa: A002
        if "{id}" in call.path and id in ("", ".", ".."):
            raise NotFound("there is no record without an id")
        return f"{self._environment.open_url}{call.path.replace('{id}', quote(id, safe=''))}"


def _read(call: Endpoint, response: httpx.Response, read: Callable[[object], T], now: datetime) -> T:
    envelope = refusals.answer(response, write=call.writes, now=now)
    try:
        return read(envelope)
    except UnreadableAnswer as unreadable:
        if call.writes:
            raise OutcomeUnknown(unreadable.detail) from unreadable
        raise


def _settlement_page(document: object) -> tuple[tuple[SettlementLine, ...], str]:
    return wire.settlement_lines(document), wire.cursor(document)


def _wait(failure: OperatorError, usual: float) -> float | None:
    """Return the seconds to wait before a GET is sent again, None where it is not: a timeout has been wait enough."""
    wait = usual
    if isinstance(failure, RateLimited):
        wait = usual if failure.retry_after is None else max(failure.retry_after, 1.0)
    elif isinstance(failure, ServerFault):
        if failure.status not in (502, 503, 504):
            return None
    elif not isinstance(failure.__cause__, httpx.NetworkError | httpx.RemoteProtocolError):
        return None
    # Several callers refused at the same moment must not all come back at the same moment.
    return wait + random.uniform(0, 0.2 * wait)  # noqa: S311


def local_address(environment: Environment) -> str:
    """Return the address this computer has on its way to the service, loopback where there is no way.

    Nothing is sent: connecting a datagram socket only chooses the route.
    """
    if is_loopback(httpx.URL(environment.open_url).host):
        return _LOOPBACK
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
            way.connect(_ROUTED)
            address: str = way.getsockname()[0]
            return address
    except OSError:
        return _LOOPBACK
