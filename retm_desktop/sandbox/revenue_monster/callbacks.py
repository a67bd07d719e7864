"""Tells the merchant's server of a payment: the signed callback to `notifyUrl` (reference 4.6, 8.13)."""

import asyncio
import secrets
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric import rsa

from retm_desktop.sandbox.revenue_monster.application import Application
from retm_desktop.sandbox.revenue_monster.checkout import Session
from retm_desktop.sandbox.revenue_monster.clock import Clock, stamp
from retm_desktop.sandbox.revenue_monster.signatures import canonical, signed, string_to_sign
from retm_desktop.sandbox.revenue_monster.transactions import SUCCESS

Document = dict[str, Any]

# How often RM tries and how long it waits is not documented.
_WAITS = (0, 1, 3)
_ANSWER_SECONDS = 5.0
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_MOST_KEPT = 1000


class Callbacks:
    """Posts in the background, so that no payment waits for it. `spacing` is the first wait, in seconds."""

    def __init__(self, clock: Clock, application: Application, spacing: float) -> None:
        self._clock = clock
        self._application = application
        self._spacing = spacing
        self._client: httpx.AsyncClient | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.cut_off = False
        self.sent: list[Document] = []

    def tell(self, session: Session) -> None:
        """Tell of a paid checkout, up to three times until the answer is 2xx."""
        if session.transaction:
            body = _event(session.transaction.wire())
            task = asyncio.get_running_loop().create_task(self._insist(session, body), name="payment callback")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def post(self, session: Session, *, forged: bool = False) -> Document:
        """Send the callback once, now: `{reference, status, error}`, status 0 for no answer.

        A forged one claims that the checkout was paid and is signed by somebody else. Raises ValueError for an
        honest one of a checkout that nobody paid: RM tells of successes only.
        """
        if forged:
            return await self._attempt(session, _event(self._claim(session)), rsa.generate_private_key(65537, 2048))
        if session.transaction is None or session.transaction.paid_at is None:
            raise ValueError("nobody paid that checkout")
        return await self._attempt(session, _event(session.transaction.wire()), self._application.server_key)

    async def stop(self) -> None:
        """Give up what is still on its way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._client:
            await self._client.aclose()

    async def _insist(self, session: Session, body: Document) -> None:
        for wait in _WAITS:
            await asyncio.sleep(self._spacing * wait)
            result = await self._attempt(session, body, self._application.server_key)
            if 200 <= result["status"] < 300 or result["error"] == "elsewhere":
                return

    async def _attempt(self, session: Session, body: Document, key: rsa.RSAPrivateKey) -> Document:
        result: Document = {"reference": session.reference, "status": 0, "error": None}
        self.sent.append(result)
        del self.sent[:-_MOST_KEPT]
        if urlsplit(session.notify_url).hostname not in _LOOPBACK:
            # A practice stays on this machine, whoever the address given belongs to.
            result["error"] = "elsewhere"
            return result
        nonce, timestamp = secrets.token_hex(16), str(int(self._clock.now().timestamp()))
        text = string_to_sign(data=canonical(body), method="post", nonce=nonce, timestamp=timestamp, request_url=None)
        headers = {
            "Content-Type": "application/json",
            "X-Signature": signed(key, text),
            "X-Nonce-Str": nonce,
            "X-Timestamp": timestamp,
        }
        try:
            if self.cut_off:
                raise httpx.ConnectError("offline")
            async with asyncio.timeout(_ANSWER_SECONDS):
                answer = await self._http().post(session.notify_url, content=msgspec.json.encode(body), headers=headers)
            result["status"] = answer.status_code
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ValueError) as trouble:
            result["error"] = type(trouble).__name__
        return result

    def _http(self) -> httpx.AsyncClient:
        # Made only when it is needed: its certificates take longer to load than all the rest of a restaurant.
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=_ANSWER_SECONDS, trust_env=False)
        return self._client

    def _claim(self, session: Session) -> Document:
        now = stamp(self._clock.now())
        return {
            "balanceAmount": session.order["amount"],
            "createdAt": now,
            "currencyType": "MYR",
            "method": "TNG",
            "order": session.order,
            "platform": "OPEN_API",
            "referenceId": "0" * 28,
            "region": "MALAYSIA",
            "status": SUCCESS,
            "terminalId": "",
            "transactionAt": now,
            "transactionId": session.transaction_id,
            "type": "WEB_PAYMENT",
            "updatedAt": now,
        }


def _event(transaction: Document) -> Document:
    """Deliberately not in the order that was signed: whoever verifies has to sort it."""
    return {"eventType": "PAYMENT_WEB_ONLINE", "data": dict(reversed(transaction.items()))}
