"""Sends webhooks to the partner: in order for each endpoint, retried, then reported as failed."""

import asyncio
import logging
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import msgspec

from retm_desktop.sandbox.books import Books, Delivery
from retm_desktop.sandbox.dice import dice
from retm_desktop.sandbox.faults import Faults
from retm_desktop.sandbox.orders import hook_clock
from retm_desktop.sandbox.settings import HOOK_KINDS, SandboxSettings

Document = dict[str, Any]

ANSWER_SECONDS = 10.0
INSTALL_SECONDS = 1.0
_ATTEMPTS = 3
_HELD_SECONDS = 2.0
_QUEUE_LENGTH = 2000

_log = logging.getLogger(__name__)


@dataclass
class _Parcel:
    delivery: Delivery
    body: bytes


class Courier:
    """Owns the way to the partner: its address, the bearer token it chose, and one queue per endpoint.

    While `cut_off`, every attempt fails as if the network were down.
    """

    def __init__(self, settings: SandboxSettings, business_id: str, books: Books, faults: Faults) -> None:
        self.partner = settings.partner.rstrip("/")
        self.token: str | None = None
        self.installed = False
        self.cut_off = False
        self._business_id = business_id
        self._books = books
        self._faults = faults
        self._spacing = settings.retry_spacing
        self._random = dice("courier", settings.seed)
        self._queues: dict[str, asyncio.Queue[_Parcel]] = {}
        self._failures: dict[str, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._client: httpx.AsyncClient | None = None

    async def start(self) -> None:
        """Open the client and one worker per endpoint."""
        self._client = httpx.AsyncClient(
            timeout=ANSWER_SECONDS, trust_env=False, limits=httpx.Limits(max_connections=64)
        )
        for kind in HOOK_KINDS:
            self._queues[kind] = asyncio.Queue(_QUEUE_LENGTH)
            self._keep(asyncio.create_task(self._work(kind), name=f"webhooks {kind}"))

    async def stop(self) -> None:
        """Cancel the workers and close the client."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._client:
            await self._client.aclose()

    def envelope(self, event: str, moment: datetime | None = None) -> Document:
        """The four keys every webhook begins with; `business_refrence` is RETM's spelling."""
        return {
            "business_refrence": self._business_id,
            "timestamp": hook_clock(moment or datetime.now(UTC)),
            "reference": str(uuid.UUID(int=self._random.getrandbits(128), version=4)),
            "event": event,
        }

    def send(self, kind: str, body: Document, order_id: str | None = None) -> None:
        """Queue one webhook; nothing is sent before an install. Raises ValueError for an unknown kind."""
        if kind not in HOOK_KINDS:
            raise ValueError(f"no such webhook: {kind!r}")
        if not self.installed:
            return
        delivery = Delivery(kind, str(body.get("event", "")), str(body.get("reference", "")), order_id)
        self._books.deliveries.append(delivery)
        try:
            self._queues[kind].put_nowait(_Parcel(delivery, msgspec.json.encode(body)))
        except asyncio.QueueFull:
            delivery.outcome = "dropped"

    def tell_failure(self, endpoint: str, code: int, message: str) -> Document:
        """Send the error webhook (doc-401133); the body. A kind stands for its address."""
        body: Document = {
            "code": code,
            "endpoint": self._address(endpoint) if endpoint in HOOK_KINDS else endpoint,
            "message": message,
        }
        self.send("error", body)
        return body

    async def insist(self, kind: str, body: object, refusal: int) -> Document:
        """Deliver one webhook now, past the queue, with its re-deliveries; status `refusal` ends them too.

        The last attempt `{status, error, seconds, body}` and how many `attempts` there were.
        """
        delivery = Delivery(kind, "", "", None)
        self._books.deliveries.append(delivery)
        answer = await self._deliver(_Parcel(delivery, msgspec.json.encode(body)), refusal)
        return delivery.attempts[-1] | {"body": answer, "attempts": len(delivery.attempts)}

    async def send_raw(self, kind: str, body: object, token: str | None) -> Document:
        """Post anything once with any bearer token (None sends none); the partner's answer as plain data.

        A `str` or `bytes` body goes out as it is, anything else as JSON.
        """
        if kind not in HOOK_KINDS:
            raise ValueError(f"no such webhook: {kind!r}")
        content = body.encode() if isinstance(body, str) else body if isinstance(body, bytes) else None
        delivery = Delivery(kind, "raw", "", None)
        self._books.deliveries.append(delivery)
        parcel = _Parcel(delivery, msgspec.json.encode(body) if content is None else content)
        answer = await self._attempt(parcel, token)
        delivery.outcome = "delivered" if _accepted(delivery.attempts[-1]["status"]) else "failed"
        return delivery.attempts[-1] | {"body": answer}

    async def call_installed(self, code: str, data: Document) -> tuple[int, Document]:
        """POST the success callback (doc-400757): one second, status 200 exactly. Returns status, answer.

        Status 0 means no answer in time. `data` is `[]` when there is nothing in it (assumed).
        """
        if self.cut_off:
            return 0, {}
        body: Document = {"code": code, "business_id": self._business_id, "data": data or []}
        try:
            async with asyncio.timeout(INSTALL_SECONDS):
                answer = await self._http().post(f"{self.partner}/install/retm", json=body)
        except (httpx.HTTPError, TimeoutError, httpx.InvalidURL):
            return 0, {}
        try:
            decoded = msgspec.json.decode(answer.content)
        except msgspec.DecodeError:
            decoded = {}
        return answer.status_code, decoded if isinstance(decoded, dict) else {}

    def _address(self, kind: str) -> str:
        return f"{self.partner}/hooks/{kind}"

    def _http(self) -> httpx.AsyncClient:
        if self._client is None:
            raise RuntimeError("the courier has not started")
        return self._client

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, kind: str) -> None:
        queue = self._queues[kind]
        held: _Parcel | None = None
        while True:
            try:
                async with asyncio.timeout(_HELD_SECONDS if held else None):
                    parcel = await queue.get()
            except TimeoutError:
                if held:
                    await self._deliver(held)
                    held = None
                continue
            if self._faults.strikes("webhook-late"):
                self._keep(asyncio.create_task(self._deliver_late(parcel), name="late webhook"))
                continue
            if held is None and self._faults.strikes("webhook-disorder"):
                held = parcel
                continue
            await self._deliver(parcel)
            if self._faults.strikes("webhook-duplicate"):
                await self._deliver(parcel)
            if held:
                await self._deliver(held)
                held = None

    async def _deliver_late(self, parcel: _Parcel) -> None:
        await self._faults.wait(self._faults.seconds(0.5, 3.0))
        await self._deliver(parcel)

    async def _deliver(self, parcel: _Parcel, refusal: int | None = None) -> str:
        delivery, text = parcel.delivery, ""
        for attempt in range(_ATTEMPTS):
            await self._faults.wait(self._spacing * (0, 1, 3)[attempt])
            text = await self._attempt(parcel, self.token)
            status = delivery.attempts[-1]["status"]
            if _accepted(status) or status == refusal:
                self._failures[delivery.kind] = 0
                delivery.outcome = "delivered" if _accepted(status) else "refused"
                return text
            self._failures[delivery.kind] = self._failures.get(delivery.kind, 0) + 1
            if self._failures[delivery.kind] >= _ATTEMPTS:
                self._failures[delivery.kind] = 0
                self._report(delivery)
        delivery.outcome = "failed"
        _log.info("webhook %s gave up after %d attempts", delivery.kind, _ATTEMPTS)
        return text

    def _report(self, delivery: Delivery) -> None:
        """The error webhook does not report its own failures."""
        if delivery.kind != "error":
            last = delivery.attempts[-1]
            self.tell_failure(delivery.url, last["status"], last["error"] or "")

    async def _attempt(self, parcel: _Parcel, token: str | None) -> str:
        delivery = parcel.delivery
        delivery.url = self._address(delivery.kind)
        headers = {"Content-Type": "application/json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        started = time.monotonic()
        status, error, text = 0, None, ""
        try:
            if self.cut_off:
                raise httpx.ConnectError("offline")
            async with asyncio.timeout(ANSWER_SECONDS):
                answer = await self._http().post(delivery.url, content=parcel.body, headers=headers)
            status, text = answer.status_code, answer.text
        except (httpx.HTTPError, TimeoutError, httpx.InvalidURL, ValueError) as trouble:
            error = type(trouble).__name__
        delivery.attempts.append({"status": status, "error": error, "seconds": round(time.monotonic() - started, 4)})
        return text


def _accepted(status: int) -> bool:
    return 200 <= status < 300
