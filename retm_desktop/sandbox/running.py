"""Runs a practice restaurant inside another program, on a thread of its own, and hands out its levers."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from retm_desktop.sandbox.server import House, bound_socket
from retm_desktop.sandbox.settings import SandboxSettings

Document = dict[str, Any]
T = TypeVar("T")

_PATIENCE = 30.0


class Sandbox:
    """A running practice restaurant. Every method may be called from any thread but the server's own."""

    def __init__(self, settings: SandboxSettings, house: House, loop: asyncio.AbstractEventLoop) -> None:
        self.settings = settings
        self.url = house.url
        self.business_id = house.restaurant.id
        self.client_id = settings.client_id
        self._house = house
        self._loop = loop

    @property
    def client_secret(self) -> str:
        """The secret that works now."""
        return self._house.tokens.client_secret

    @property
    def consent_url(self) -> str:
        """The consent page, for an environment file."""
        return f"{self.url}/integrations/authorized"

    @property
    def token_url(self) -> str:
        """The token endpoint with `{business_id}` left open, for an environment file."""
        return f"{self.url}/{{business_id}}/api/oAuth/token"

    @property
    def api_url(self) -> str:
        """The API's base with `{business_id}` left open, for an environment file."""
        return f"{self.url}/{{business_id}}/api/v2"

    def place_order(self, **overrides: Any) -> Document:  # noqa: ANN401  any JSON
        """Make an order now and send its webhooks; overrides as in `Control.place_order`."""
        return cast(Document, self._pull("place_order", overrides))

    def advance(self, order_id: str, delivery_status: int) -> Document:
        """Set any delivery status, known or not, and send the webhook."""
        return cast(Document, self._pull("advance", {"order_id": order_id, "delivery_status": delivery_status}))

    def cancel(self, order_id: str, reason: str | None = None) -> Document:
        """Cancel from the restaurant's side."""
        return cast(Document, self._pull("cancel", {"order_id": order_id, "reason": reason}))

    def refund(self, order_id: str) -> Document:
        """Refund an order's invoice."""
        return cast(Document, self._pull("refund", {"order_id": order_id}))

    def change_customer(self, customer_id: int | None = None) -> Document:
        """Change a customer and send `customer.updated`."""
        return cast(Document, self._pull("change_customer", {"customer_id": customer_id}))

    def change_menu(self) -> Document:
        """Add, reprice or remove a dish (in turn) and send the menu webhook."""
        return cast(Document, self._pull("change_menu", {}))

    def set_faults(self, faults: dict[str, float]) -> None:
        """Replace all fault probabilities; raises ValueError for an unknown name."""
        self._pull("set_faults", {"faults": faults})

    def set_latency(self, milliseconds: int) -> None:
        """Delay every answer by this much."""
        self._pull("set_latency", {"milliseconds": milliseconds})

    def expire_tokens(self) -> None:
        """End every access token; refresh tokens stay good."""
        self._pull("expire_tokens", {})

    def set_client_secret(self, secret: str) -> None:
        """Make another client secret the valid one."""
        self._pull("set_client_secret", {"secret": secret})

    def set_partner(self, url: str) -> None:
        """Send callbacks and webhooks to another base address."""
        self._pull("set_partner", {"url": url})

    def pause(self) -> None:
        """Stop the kitchen's clock."""
        self._pull("pause", {})

    def resume(self) -> None:
        """Let the kitchen's clock run again."""
        self._pull("resume", {})

    def consent(self, extra: dict[str, str] | None = None) -> Document:
        """Press Allow without a browser: `{outcome, status, code, link}`."""
        return cast(Document, self._pull("consent", {"extra": extra}))

    def send_webhook(self, kind: str, body: object, **token: str | None) -> Document:
        """Post any body once: `{status, error, seconds, body}`. `token=None` sends no bearer."""
        return cast(Document, self._pull("send_webhook", {"kind": kind, "body": body, **token}))

    def books(self) -> Document:
        """The restaurant's own truth: orders, calls, installs, deliveries."""
        return cast(Document, self._pull("books", {}))

    @contextmanager
    def offline(self) -> Iterator[None]:
        """The network is cut both ways inside: connections refused or broken, webhooks fail to arrive."""
        self._on_loop(self._shut())
        try:
            yield
        finally:
            self._on_loop(self._house.reopen())

    def close(self) -> None:
        """Begin to close; the thread ends by itself."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._house.stop)

    async def _shut(self) -> None:
        self._house.shut()

    def _pull(self, name: str, arguments: Document) -> object:
        return self._on_loop(self._house.control.pull(name, arguments))

    def _on_loop(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)


@contextmanager
def running_sandbox(settings: SandboxSettings | None = None) -> Iterator[Sandbox]:
    """A practice restaurant on its own thread and loop, closed at the end of the block.

    Raises OSError when the port is taken.
    """
    chosen = settings or SandboxSettings()
    door = bound_socket(chosen.port)
    opened = threading.Event()
    begun: list[Sandbox] = []
    trouble: list[BaseException] = []

    async def life() -> None:
        house = House(chosen, door.getsockname()[1])
        ready = asyncio.Event()
        serving = asyncio.create_task(house.serve(door, ready), name="practice restaurant")
        listening = asyncio.create_task(ready.wait(), name="until it listens")
        await asyncio.wait({serving, listening}, return_when=asyncio.FIRST_COMPLETED)
        listening.cancel()
        begun.append(Sandbox(chosen, house, asyncio.get_running_loop()))
        opened.set()
        await serving

    def run() -> None:
        try:
            asyncio.run(life())
        except BaseException as reason:
            trouble.append(reason)
        finally:
            opened.set()

    thread = threading.Thread(target=run, name="practice restaurant", daemon=True)
    thread.start()
    opened.wait()
    try:
        if not begun:
            raise trouble[0]
        yield begun[0]
    finally:
        if begun:
            begun[0].close()
        thread.join(_PATIENCE)
        door.close()
    if trouble:
        raise trouble[0]
