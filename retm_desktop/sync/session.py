"""One connected restaurant at work: pulls, pushes and says how the connection stands."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from retm_desktop.domain.errors import OperatorError
from retm_desktop.domain.intents import Intent
from retm_desktop.providers.retm.client import RetmClient
from retm_desktop.store.catalogue import Catalogue, Kind
from retm_desktop.store.connections import ConnectionRecord, Connections
from retm_desktop.store.invoices import Invoices
from retm_desktop.store.ledger import Ledger, Missed, Occasion
from retm_desktop.store.orders import Orders
from retm_desktop.store.outbox import Action, Outbox
from retm_desktop.store.settings import Settings
from retm_desktop.sync.apply import Poke
from retm_desktop.sync.background import Background
from retm_desktop.sync.catalogue import CataloguePull
from retm_desktop.sync.gaps import Gaps
from retm_desktop.sync.invoices import InvoicePull
from retm_desktop.sync.pace import Pace
from retm_desktop.sync.probe import Probe
from retm_desktop.sync.pull import OrderPull, Pulled
from retm_desktop.sync.push import Push
from retm_desktop.sync.status import Line, Link, Status

log = logging.getLogger(__name__)

HEARD_EVERY = timedelta(seconds=5)
STOP_WITHIN = 4.0


class Session:
    """Runs the sync of one connection between `start` and `stop`."""

    def __init__(
        self,
        *,
        connection: ConnectionRecord,
        client: RetmClient,
        orders: Orders,
        invoices: Invoices,
        catalogue: Catalogue,
        ledger: Ledger,
        outbox: Outbox,
        connections: Connections,
        now: Callable[[], datetime],
        background: Background,
        on_status: Callable[[Status], None],
        settings: Settings | None = None,
        probe: Probe | None = None,
        on_reachable: Callable[[], None] = lambda: None,
        first_pull_pages: int = 40,
        pace: Pace | None = None,
    ) -> None:
        """Nothing runs before `start`.

        Args:
            connection: the restaurant.
            client: a client whose token source belongs to this connection.
            orders: the store's orders.
            invoices: the store's invoices.
            catalogue: the store's catalogue.
            ledger: the store's ledger, in which missed orders are noted.
            outbox: the store's outbox.
            connections: told when RETM last answered.
            now: the present time, aware UTC.
            background: owner of the tasks.
            on_status: called on the loop with each new status.
            settings: keeps how far the orders were read, beyond the end of the program.
            probe: watches the line between the questions; without one the questions alone tell how it stands.
            on_reachable: called when the probe gets through again after an outage; to answer with `ask_anew`.
            first_pull_pages: how many pages of 50 orders one reading takes at the most.
            pace: waiting times.
        """
        self.connection = connection
        self.on_catalogue_errors: Callable[[], None] = lambda: None
        """Told when `catalogue_errors` changed."""
        self.client = client
        """The client in use now; another one after a wake, an outage or a change of paths."""
        self._outbox = outbox
        self._connections = connections
        self._now = now
        self._background = background
        self._pace = pace or Pace()
        self._heard_at = connection.last_answer_at
        self._tasks: list[asyncio.Task[None]] = []
        self._gaps = Gaps(connection.id, ledger, now=now, late=self._pace.late)
        # Nobody watched since: the program was closed, or another restaurant was on screen.
        self._gaps.absent(Missed.CLOSED, connection.last_answer_at)
        self._down_since: datetime | None = None
        self._on_status = on_status
        self._line = Line(now, self._told_status, connection.last_answer_at)
        self._line.on_return = self._came_back
        self.on_wire = self._line.on_wire
        """To be told what httpcore tells of the client's requests."""
        self._line.on_reachable = on_reachable
        self._probe = probe
        self._pull = OrderPull(
            connection.id,
            self._present_client,
            orders,
            self._line,
            now=now,
            pace=self._pace,
            settings=settings,
            gaps=self._gaps,
            most_pages=first_pull_pages,
        )
        self._catalogue = CataloguePull(
            connection.id, self._present_client, catalogue, self._line, now=now, pace=self._pace
        )
        self._push = Push(
            connection.id,
            self._present_client,
            orders,
            outbox,
            line=self._line,
            background=background,
            now=now,
            pace=self._pace,
        )
        self._pull.on_pulled = self._pulled
        self._invoices = InvoicePull(connection.id, self._present_client, invoices, orders, now=now, settings=settings)
        self._pull.read_invoices = self._invoices.pull
        self._push.on_sent = self._pull.ring
        self._push.on_made = self._catalogue.ring
        self._catalogue.on_errors = self._catalogue_errors_changed

    @property
    def status(self) -> Status:
        """How the connection stands now."""
        return self._line.status

    @property
    def catalogue_errors(self) -> dict[Kind, OperatorError]:
        """Why a kind of the catalogue could not be read the last time."""
        return dict(self._catalogue.errors)

    def start(self) -> None:
        """Begin to pull and to push; call it on the loop."""
        if self._tasks:
            return
        number = self.connection.id
        parts: list[tuple[str, Callable[[], Awaitable[None]]]] = [
            (f"orders {number}", self._pull.run),
            (f"outbox {number}", self._push.run),
            (f"catalogue {number}", self._catalogue.run),
            (f"badge {number}", self._watch),
        ]
        if self._probe is not None:
            parts.append((f"line {number}", partial(self._probe.run, self._line)))
        self._tasks = [self._background.spawn(self._kept_up(name, run), name=name) for name, run in parts]

    async def stop(self) -> None:
        """End everything and wait for it, a few seconds at the most; what is unsent stays in the outbox."""
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()
        if tasks:
            _, stuck = await asyncio.wait(tasks, timeout=STOP_WITHIN)
            for task in stuck:
                log.warning("%s does not end", task.get_name())
        self._line.heard()  # What was out has been given up.
        try:
            await self._note_heard(timedelta())
        except OperatorError as error:
            log.info("the time of the last answer could not be kept: %s", error.code)

    def poke(self, reason: str = Poke.UNKNOWN_ORDER) -> None:
        """A webhook told of something that has to be read: an unknown order, a new menu, lost webhooks (see `Poke`)."""
        match reason:
            case Poke.MENU:
                self._catalogue.ring()
            case Poke.ERROR:
                self._gaps.undelivered()
                self._pull.reconcile(Occasion.ERROR_WEBHOOK)
            case _:
                self._pull.ring()

    def read_menu(self) -> None:
        """Read the menu and the lists soon."""
        self._catalogue.ring()

    def look_at_product(self, product_id: str) -> None:
        """Ask for one product, once a minute at most; where it differs from what is stored, the menu is read again."""
        name = f"product {self.connection.id}"
        self._background.spawn(self._catalogue.look_at(product_id), name=name, replace=True)

    def refresh(self, occasion: Occasion = Occasion.ASKED) -> None:
        """Read everything again: the operator asked, or what `occasion` says."""
        self._pull.reconcile(occasion)
        self._catalogue.ring(customers=True)
        self._push.resume()

    async def replace_client(self, client: RetmClient, occasion: Occasion = Occasion.ASKED) -> None:
        """Use a new client from now on (after a wake, a new sign-in) and read again.

        What is on its way over the old client ends first, so that the caller can close it; a write that was being
        sent is looked up.
        """
        running = bool(self._tasks)
        await self.stop()
        self.client = client
        self.refresh(occasion)
        if running:
            self.start()

    def ask_anew(self, client: RetmClient) -> None:
        """Read at once, over a new client: what was put to a broken line may not come back for many seconds."""
        self.client = client
        if self._line.waiting and self._tasks:
            reading = self._tasks[0]
            reading.cancel()
            self._line.heard()
            name = reading.get_name()
            self._tasks[0] = self._background.spawn(self._kept_up(name, self._pull.run), name=name)
        else:
            self._pull.ring()

    async def do(self, intent: Intent, order_key: int | None = None) -> Action:
        """Put an intent into the outbox and send it soon; what RETM cannot take back after the pace's grace.

        Raises:
            DiskFull: it could not be kept, and so will not be sent.
        """
        grace = timedelta(seconds=self._pace.grace)
        action = await self._outbox.put(self.connection.id, intent, order_key, self._now(), grace)
        self._push.ring()
        return action

    async def replace(self, action_id: int, intent: Intent) -> Action | None:
        """Have an unsent or refused action ask for something else of its kind; None when it is too late."""
        grace = timedelta(seconds=self._pace.grace)
        replaced = await self._outbox.replace(action_id, intent, self._now(), grace)
        self._push.ring()
        return replaced

    async def retry(self, action_id: int) -> None:
        """Send a failed action again."""
        await self._outbox.retry(action_id)
        self._push.ring()

    async def give_up(self, action_id: int) -> bool:
        """Leave a failed action unsent for good; False while it is being sent."""
        given_up = await self._outbox.give_up(action_id)
        self._push.ring()
        return given_up

    async def withdraw(self, action_id: int) -> bool:
        """Take back an action that was never tried; False when it is too late."""
        withdrawn = await self._outbox.withdraw(action_id)
        self._push.ring()
        return withdrawn

    def _present_client(self) -> RetmClient:
        return self.client

    def _came_back(self) -> None:
        began, self._down_since = self._down_since, None
        self._gaps.absent(Missed.OFFLINE, began)
        self._push.resume()
        # The reading that brought the answer goes down to the mark; the older open orders come with the next one.
        if began is not None:
            self._pull.reconcile(Occasion.RECONNECT, soon=False)
        self._catalogue.line_is_back()

    def _told_status(self, status: Status) -> None:
        if status.link is Link.OFFLINE:
            self._down_since = self._down_since or status.since
        self._on_status(status)

    def slept(self, seconds: float) -> None:
        """The computer slept so long until now."""
        self._gaps.absent(Missed.ASLEEP, self._now() - timedelta(seconds=seconds))

    def _pulled(self, pulled: Pulled) -> None:
        if pulled.new or pulled.changed:
            log.info("orders: %d pages, %d new, %d changed", pulled.pages, pulled.new, pulled.changed)

    def _catalogue_errors_changed(self) -> None:
        self.on_catalogue_errors()

    async def _kept_up(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        """Run one part for good: a bug in it is reported and ends only the present round."""
        while True:
            try:
                await run()
            except Exception as error:
                self._background.tell(name, error)
            await asyncio.sleep(self._pace.poll)

    async def _watch(self) -> None:
        """Let time pass on the badge and keep the time of the last answer."""
        while True:
            await asyncio.sleep(self._pace.tick)
            self._line.tick()
            try:
                await self._note_heard(HEARD_EVERY)
            except OperatorError as error:
                log.info("the time of the last answer could not be kept: %s", error.code)

    async def _note_heard(self, every: timedelta) -> None:
        at = self._line.last_answer_at
        # Either way: the clock may have been set back.
        if at is None or (self._heard_at is not None and abs(at - self._heard_at) <= every):
            return
        await self._connections.heard(self.connection.id, at)
        # Only now: a cancelled write may not have happened.
        self._heard_at = at
