"""A shop for tests of the sync: the practice restaurant over real sockets, the real client, a real store."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from retm_desktop.domain.errors import Offline, SignInExpired
from retm_desktop.domain.intents import CreateOrder
from retm_desktop.domain.menu import Product
from retm_desktop.domain.orders import Line, OrderCustomer
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.providers.retm.client import RetmClient
from retm_desktop.providers.retm.environment import Environment, sandbox_environment
from retm_desktop.sandbox import Sandbox
from retm_desktop.store.catalogue import Catalogue, Kind
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import ConnectionRecord, Connections
from retm_desktop.store.database import Database
from retm_desktop.store.invoices import Invoices
from retm_desktop.store.journal import Journal, JournalReader, JournalRow
from retm_desktop.store.ledger import Ledger
from retm_desktop.store.orders import OrderDetails, OrderQuery, OrderRow, Orders
from retm_desktop.store.outbox import Action, ActionState, Outbox
from retm_desktop.store.settings import Settings
from retm_desktop.sync.alert import Undelivered
from retm_desktop.sync.apply import Applier
from retm_desktop.sync.background import Background
from retm_desktop.sync.pace import Pace
from retm_desktop.sync.session import Session
from retm_desktop.sync.status import Status
from tests.waiting import until_async

QUICK = Pace(
    poll=0.2,
    idle_poll=0.4,
    debounce=0.01,
    shortest=0.05,
    invoices=0.3,
    reconcile=30.0,
    catalogue=30.0,
    menu_debounce=0.02,
    settle=0.2,
    resend=0.05,
    slowest_resend=0.4,
    grace=0.0,
    tick=0.05,
)


class Keys:
    """Tokens from the practice restaurant's own endpoint; `refused` makes every renewal fail."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._token = ""
        self.renewals = 0
        self.refused = False

    async def token(self) -> str:
        if not self._token:
            await self._fetch()
        return self._token

    async def renewed(self, stale: str) -> str:
        if self.refused:
            raise SignInExpired("refused")
        self.renewals += 1
        await self._fetch()
        return self._token

    async def _fetch(self) -> None:
        sandbox = self._sandbox
        body = {
            "grant_type": "client_credentials",
            "client_id": sandbox.client_id,
            "client_secret": sandbox.client_secret,
        }
        async with httpx.AsyncClient(trust_env=False) as http:
            url = sandbox.token_url.format(business_id=sandbox.business_id)
            try:
                self._token = (await http.post(url, json=body)).json()["access_token"]
            except (httpx.HTTPError, ValueError, KeyError) as error:
                raise Offline(type(error).__name__) from error


@dataclass
class Shop:
    """One connected restaurant. The HTTP client repeats nothing by itself, so that every failure is seen."""

    sandbox: Sandbox
    folder: Path
    pace: Pace = QUICK
    paths: dict[str, str] = field(default_factory=dict)
    statuses: list[Status] = field(default_factory=list)
    failures: list[tuple[str, BaseException]] = field(default_factory=list)
    installs: list[JournalRow] = field(default_factory=list)
    pokes: list[str] = field(default_factory=list)
    ahead: timedelta = timedelta()
    sessions: list[Session] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        self.database = Database(self.folder / "store.sqlite3")
        self.database.open()
        self.changes = Changes()
        self.orders = Orders(self.database, self.changes)
        self.invoices = Invoices(self.database, self.changes)
        self.alerts: list[Undelivered] = []
        self.catalogue = Catalogue(self.database, self.changes)
        self.ledger = Ledger(self.database, self.changes)
        self.outbox = Outbox(self.database, self.changes)
        self.connections = Connections(self.database, self.changes)
        self.settings = Settings(self.database, self.changes)
        self.journal = Journal(self.folder / "store.sqlite3")
        self.journal.open()
        self.id = await self.connections.add("retm", "sandbox", self.sandbox.business_id)
        self.background = Background(lambda name, error: self.failures.append((name, error)))
        self.http = httpx.AsyncClient(trust_env=False, timeout=5.0)
        self.keys = Keys(self.sandbox)
        environment = sandbox_environment(self.sandbox.url)
        self.environment = Environment(
            name=environment.name,
            label=environment.label,
            consent_url=environment.consent_url,
            token_url=environment.token_url,
            api_url=environment.api_url,
            paths=self.paths,
        )
        self.client = RetmClient(self.http, self.environment, self.sandbox.business_id, self.keys)
        self.applier = Applier(
            JournalReader(self.database),
            self.orders,
            self.catalogue,
            self.connections,
            invoices=self.invoices,
            installer_received=self._installer,
            now=self.now,
            poke=self._poke,
            alert=self.alerts.append,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for session in self.sessions:
            await session.stop()
        await self.background.close()
        await self.http.aclose()
        self.journal.close()
        self.database.close()
        if error is None:
            assert self.failures == []

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    async def record(self) -> ConnectionRecord:
        record = await self.connections.get(self.id)
        assert record is not None
        return record

    async def session(self, *, first_pull_pages: int = 40) -> Session:
        """Return a session that runs."""
        session = Session(
            connection=await self.record(),
            client=self.client,
            orders=self.orders,
            invoices=self.invoices,
            catalogue=self.catalogue,
            ledger=self.ledger,
            outbox=self.outbox,
            connections=self.connections,
            now=self.now,
            background=self.background,
            on_status=self.statuses.append,
            settings=self.settings,
            first_pull_pages=first_pull_pages,
            pace=self.pace,
        )
        self.sessions.append(session)
        session.start()
        return session

    async def _installer(self, row: JournalRow) -> None:
        self.installs.append(row)

    def _poke(self, connection_id: int, reason: str) -> None:
        assert connection_id == self.id
        self.pokes.append(str(reason))

    def arrive(self, kind: str, body: object) -> int:
        """Put a webhook into the journal, as the listener does."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.journal.append(kind, self.id, raw, self.now())

    async def marked(self) -> dict[int, tuple[str, str]]:
        """Return outcome and detail of every journal row."""
        rows = await self.database.read(lambda c: c.execute("SELECT id, outcome, detail FROM journal").fetchall())
        return {number: (outcome, detail) for number, outcome, detail in rows}

    async def rows(self) -> list[OrderRow]:
        return await self.orders.page(OrderQuery(connection_id=self.id), 0, 10_000)

    async def order(self, retm_id: str) -> OrderDetails | None:
        key = await self.orders.key_of(self.id, retm_id)
        return None if key is None else await self.orders.details(key)

    async def stage(self, retm_id: str) -> Stage | None:
        details = await self.order(retm_id)
        return details.row.stage if details else None

    async def action(self, action_id: int) -> Action:
        action = await self.outbox.get(action_id)
        assert action is not None
        return action

    def book(self) -> list[dict[str, Any]]:
        """Return the orders in the restaurant's own books."""
        orders: list[dict[str, Any]] = self.sandbox.books()["orders"]
        return orders

    async def intent(self, reference: str) -> CreateOrder:
        """Return a sensible new order for the first product without choices."""
        products = await self.catalogue.all(self.id, Kind.PRODUCT, Product)
        if not products:
            page = await self.client.products(per_page=100)
            products = [item.value for item in page.items]
        product = next(p for p in products if not p.variations and not p.modifiers)
        branch = (await self.client.branches())[0].value.id
        line = Line(product_id=product.id, name=product.name, unit_price=product.price, total=product.price)
        return CreateOrder(
            partner_reference=reference,
            branch_id=branch,
            customer=OrderCustomer(BilingualText("Huda", "هدى"), "0500000002"),
            lines=(line,),
            variation_ids=("",),
            subtotal=product.price,
            tax=Decimal(0),
            total=product.price,
        )


async def in_state(shop: Shop, action: Action, state: ActionState) -> None:
    async def reached() -> bool:
        return (await shop.action(action.id)).state is state

    await until_async(reached)


async def in_store(shop: Shop, retm_id: str) -> int:
    await until_async(lambda: shop.stage(retm_id))
    key = await shop.orders.key_of(shop.id, retm_id)
    assert key is not None
    return key
