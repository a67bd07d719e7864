"""Two RETMs under one shape, so that every behaviour of the client is asked of both."""

import asyncio
import contextlib
import datetime
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import httpx
import msgspec
from starlette.responses import JSONResponse

import retm_desktop.sandbox
from retm_desktop.providers.retm import install
from retm_desktop.providers.retm.client import RetmClient
from retm_desktop.providers.retm.environment import Environment, sandbox_environment
from retm_desktop.providers.tokens import Tokens
from retm_desktop.sandbox import Sandbox, SandboxSettings, running_sandbox
from tests.providers import other_books, other_retm
from tests.providers.other_retm import OtherRetm, running_other
from tests.providers.serving import Seen, serving

STATE = "k2n9v0"


class Told(msgspec.Struct, frozen=True):
    """One order as the restaurant itself knows it; ids in lower case, `created_at` to the second."""

    id: str
    number: str
    partner_reference: str
    branch_id: str
    delivery_status: int
    created_at: datetime.datetime


class Retm(Protocol):
    """A running RETM and its levers. `holds` counts its records by the client's method that lists them."""

    environment: Environment
    business_id: str
    client_id: str
    holds: dict[str, int]

    @property
    def client_secret(self) -> str:
        """The secret that works now."""
        ...

    def grant_access(self) -> str:
        """Let the merchant accept; returns the authorization code."""
        ...

    def break_by(self, *faults: str) -> None:
        """Let every call from now on meet these faults: throttle, error, drop, truncate, expire; none at all mends."""
        ...

    def expire_tokens(self) -> None:
        """End every access token; refresh tokens stay good."""
        ...

    def change_secret(self, secret: str) -> None:
        """Make another client secret the valid one."""
        ...

    def arrive(self) -> str:
        """Take an order in the restaurant; returns its id in lower case."""
        ...

    def orders(self) -> list[Told]:
        """Tell every order, newest first."""
        ...


class Practice:
    """The practice restaurant behind the protocol."""

    def __init__(self, sandbox: Sandbox, seen: Seen) -> None:
        self.environment = sandbox_environment(sandbox.url)
        self.business_id = sandbox.business_id
        self.client_id = sandbox.client_id
        self.holds = _of_practice(sandbox.settings.orders)
        self._sandbox = sandbox
        self._seen = seen

    @property
    def client_secret(self) -> str:
        return self._sandbox.client_secret

    def grant_access(self) -> str:
        self._sandbox.consent({install.STATE_PARAMETER: STATE, "tenant": "418"})
        callback = install.callback(self._seen.bodies[-1])
        assert callback.business_id == self.business_id
        assert callback.data == {install.STATE_PARAMETER: STATE, "tenant": "418"}
        return callback.code

    def break_by(self, *faults: str) -> None:
        self._sandbox.set_faults(dict.fromkeys(faults, 1.0))

    def expire_tokens(self) -> None:
        self._sandbox.expire_tokens()

    def change_secret(self, secret: str) -> None:
        self._sandbox.set_client_secret(secret)

    def arrive(self) -> str:
        self._sandbox.place_order()
        return self.orders()[0].id

    def orders(self) -> list[Told]:
        return [
            Told(
                str(order["id"]).lower(),
                str(order["number"]),
                order["partner_reference"] or "",
                str(order["branch_id"]).lower(),
                order["delivery_status"],
                datetime.datetime.fromisoformat(order["created_at"]).replace(microsecond=0),
            )
            for order in reversed(self._sandbox.books()["orders"])
        ]


class Other:
    """The other RETM behind the protocol."""

    def __init__(self, other: OtherRetm, environment: Environment) -> None:
        self.environment = environment
        self.business_id = other_retm.BUSINESS
        self.client_id = other_retm.CLIENT_ID
        books = other.books
        self.holds = {
            "orders": other_books.ORDERS,
            "invoices": other_books.ORDERS,
            "customers": other_books.CUSTOMERS,
            "products": other_books.DISHES,
            "simple_list": other_books.DISHES,
            "menu": len(books.categories),
            "categories": len(books.categories),
            "groups": len(books.groups),
            "branches": len(books.branches),
            "devices": len(books.devices),
            "order_types": len(books.order_types),
            "price_lists": len(books.price_lists),
            "payment_methods": len(books.payments),
            "charges": len(books.charges),
            "taxes": len(books.taxes),
        }
        self._other = other

    @property
    def client_secret(self) -> str:
        return self._other.client_secret

    def grant_access(self) -> str:
        return self._other.new_code()

    def break_by(self, *faults: str) -> None:
        self._other.faults = frozenset(faults)

    def expire_tokens(self) -> None:
        self._other.access.clear()

    def change_secret(self, secret: str) -> None:
        self._other.client_secret = secret

    def arrive(self) -> str:
        return str(self._other.books.arrive().id)

    def orders(self) -> list[Told]:
        return [
            Told(
                str(ticket.id),
                str(ticket.number),
                ticket.reference or "",
                ticket.branch.id,
                ticket.delivery,
                ticket.created.replace(microsecond=0),
            )
            for ticket in reversed(self._other.books.tickets)
        ]


class Kept:
    """Tokens in memory, renewed at the token endpoint; callers who name the same token share one refresh."""

    def __init__(self, http: httpx.AsyncClient, retm: Retm, tokens: Tokens) -> None:
        self.refreshes = 0
        self.tokens = tokens
        self._http = http
        self._retm = retm
        self._secret = retm.client_secret
        self._lock = asyncio.Lock()

    async def token(self) -> str:
        return self.tokens.access_token

    async def renewed(self, stale: str) -> str:
        async with self._lock:
            if stale == self.tokens.access_token:
                self.refreshes += 1
                retm, now = self._retm, datetime.datetime.now(datetime.UTC)
                given = (self.tokens.refresh_token, retm.client_id, self._secret, now)
                self.tokens = await install.refresh(self._http, retm.environment, retm.business_id, *given)
        return self.tokens.access_token


async def connected(http: httpx.AsyncClient, retm: Retm) -> tuple[RetmClient, Kept]:
    """Install into the restaurant's account and return the client with its tokens."""
    code, now = await asyncio.to_thread(retm.grant_access), datetime.datetime.now(datetime.UTC)
    given = (retm.business_id, code, retm.client_id, retm.client_secret, now)
    source = Kept(http, retm, await install.exchange(http, retm.environment, *given))
    return RetmClient(http, retm.environment, retm.business_id, source), source


@contextlib.contextmanager
def practice() -> Iterator[Retm]:
    """Run the practice restaurant with 120 orders and its kitchen at rest."""
    with (
        serving(lambda _request, _seen: JSONResponse({})) as (partner, seen),
        running_sandbox(SandboxSettings(rate=0, orders=120, partner=partner)) as sandbox,
    ):
        yield Practice(sandbox, seen)


@contextlib.contextmanager
def other() -> Iterator[Retm]:
    """Run the other RETM."""
    with running_other() as (running, environment):
        yield Other(running, environment)


RETMS = {"practice": practice, "other": other}


def _of_practice(orders: int) -> dict[str, int]:
    """Count the practice restaurant's records in the files it is made from."""
    folder = Path(retm_desktop.sandbox.__file__).parent
    menu = tomllib.loads((folder / "menu.toml").read_text(encoding="utf-8"))
    business = tomllib.loads((folder / "business.toml").read_text(encoding="utf-8"))
    products = sum(len(category["products"]) for category in menu["categories"])
    listed = ("branches", "order_types", "price_lists", "payment_methods", "charges", "taxes")
    return {name: len(business[name]) for name in listed} | {
        "orders": orders,
        "invoices": orders,
        "customers": 200,
        "products": products,
        "simple_list": products,
        "menu": len(menu["categories"]),
        "categories": len(menu["categories"]),
        "groups": len(menu["groups"]),
        "devices": sum(branch["devices"] for branch in business["branches"]),
    }
