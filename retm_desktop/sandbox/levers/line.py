"""Levers for the line between RETM and the partner: its faults, its far end, raw webhooks, the clock."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from retm_desktop.sandbox.books import Books
from retm_desktop.sandbox.faults import Faults
from retm_desktop.sandbox.kitchen import Kitchen
from retm_desktop.sandbox.webhooks import Courier

Document = dict[str, Any]


class LineLevers:
    """Spoils, cuts and redirects the line. `shut_for` takes the restaurant offline for some real seconds."""

    def __init__(
        self,
        books: Books,
        kitchen: Kitchen,
        courier: Courier,
        faults: Faults,
        shut_for: Callable[[float], Awaitable[None]],
    ) -> None:
        self._books = books
        self._kitchen = kitchen
        self._courier = courier
        self._faults = faults
        self._shut_for = shut_for
        self._closing: asyncio.Task[None] | None = None

    def close(self) -> None:
        """Forget a planned time offline."""
        if self._closing:
            self._closing.cancel()

    async def set_faults(self, faults: dict[str, float]) -> None:
        """Replace all fault probabilities; raises ValueError for an unknown name."""
        self._faults.set(faults)

    async def set_latency(self, milliseconds: int) -> None:
        """Delay every answer by this much."""
        self._faults.latency_ms = milliseconds

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

    async def send_webhook(self, /, kind: str, body: object, **token: str | None) -> Document:
        """Post any body once: `{status, error, seconds, body}`. `token=` overrides the bearer, None sends none.

        `kind` is one of `HOOK_KINDS`; the body's event may be anything.
        """
        return await self._courier.send_raw(kind, body, token.get("token", self._courier.token))

    async def send_event(self, /, kind: str, event: str, **fields: Any) -> Document:  # noqa: ANN401  any JSON
        """Send a webhook of any event name, with RETM's envelope and re-deliveries; the body sent.

        `fields` come after the envelope and may replace its keys. Nothing is sent before an install.
        """
        body = self._courier.envelope(event) | fields
        self._courier.send(kind, body)
        return body

    async def report_failure(self, endpoint: str = "invoice", code: int = 503, message: str = "") -> Document:
        """Send the error webhook (doc-401133) as if deliveries had failed; the body sent.

        `endpoint` is the address that failed, or a webhook's kind, which stands for its address.
        """
        return self._courier.tell_failure(endpoint, code, message)

    async def books(self) -> Document:
        """The restaurant's own truth: orders, calls, installs, deliveries."""
        return self._books.report()
