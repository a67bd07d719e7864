"""Hosted and direct checkout, and what the customer does there (reference 8.2 to 8.4)."""

import base64
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import segno

from retm_desktop.sandbox.revenue_monster.clock import Clock, stamp
from retm_desktop.sandbox.revenue_monster.errors import Refused
from retm_desktop.sandbox.revenue_monster.ledger import Ledger
from retm_desktop.sandbox.revenue_monster.order_form import address_in, order_in, text_in, words_in
from retm_desktop.sandbox.revenue_monster.outcomes import Outcomes, Plan
from retm_desktop.sandbox.revenue_monster.stores import Store, Stores
from retm_desktop.sandbox.revenue_monster.timers import Timers
from retm_desktop.sandbox.revenue_monster.transactions import IN_PROCESS, REVERSED, Transaction

Document = dict[str, Any]

# The word while the customer has not decided is not documented.
WAITING = "PENDING"
_TYPES = ("URL", "QRCODE", "DUITNOW_QRCODE")
_LAYOUTS = ("v1", "v2", "v3", "v4")
_REGIONS = {"MY": "MALAYSIA", "CN": "CHINA", "SG": "SINGAPORE"}
_USUAL_METHOD = ("TNG", "MALAYSIA")
_DUITNOW_METHOD = "MAYBANK_MY"
_ENDED = {
    "SUCCESS": "ORDER_PAID",
    "FAILED": "TRANSACTION_STATUS_FAILED",
    "CANCELLED": "ORDER_CANCELLED",
    "EXPIRED": "TRANSACTION_EXPIRED",
}
REASONS = {
    "SUCCESS": "",
    "FAILED": "Payment declined",
    "CANCELLED": "Cancelled by the customer",
    "EXPIRED": "Session expired",
}


@dataclass
class Session:
    """One checkout. The transaction begins when the customer does, though its id is given out before."""

    id: str
    order: Document
    store: Store
    methods: list[str]
    redirect_url: str
    notify_url: str
    starts: datetime
    ends: datetime
    updated: datetime
    transaction_id: str
    plan: Plan | None
    shown_method: str = ""
    by_duitnow: bool = False
    transaction: Transaction | None = None
    ended: str = ""

    @property
    def reference(self) -> str:
        """The merchant's own id of the order."""
        return str(self.order["id"])

    @property
    def method(self) -> str:
        """What the customer pays with: by the code that was shown, or the first one allowed; empty for any."""
        return self.shown_method or next(iter(self.methods), "")

    @property
    def status(self) -> str:
        """SUCCESS, FAILED, CANCELLED or EXPIRED once it ended, also by a reversal; `WAITING` before."""
        if not self.ended and self.transaction and self.transaction.status == REVERSED:
            return "CANCELLED"
        return self.ended or WAITING

    @property
    def is_waiting(self) -> bool:
        """Whether the customer can still pay."""
        return self.status == WAITING

    def wire(self) -> Document:
        """The item of 8.3."""
        return {
            "id": self.id,
            "order": self.order,
            "type": "WEB_PAYMENT",
            "transactionId": self.transaction_id,
            "platform": "OPEN_API",
            "method": self.methods,
            "redirectUrl": self.redirect_url,
            "notifyUrl": self.notify_url,
            "startAt": stamp(self.starts),
            "endAt": stamp(self.ends),
            "status": self.status,
            "createdAt": stamp(self.starts),
            "updatedAt": stamp(self.updated),
        }

    def way_back(self) -> str:
        """The address the customer's browser is sent back to, unsigned as it is."""
        parts = urlsplit(self.redirect_url)
        told = urlencode({"status": self.status, "orderId": self.reference, "reason": REASONS.get(self.status, "")})
        return urlunsplit(parts._replace(query="&".join(piece for piece in (parts.query, told) if piece)))


class Checkouts:
    """Opens checkouts and lets customers pay. `life` is a session's, `auto_pay` the wait of the imagined customer
    before he pays a code that is shown, both in real seconds. `on_paid` hears of every success.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        ledger: Ledger,
        stores: Stores,
        outcomes: Outcomes,
        timers: Timers,
        url: str,
        life: float,
        auto_pay: float | None,
        on_paid: Callable[[Session], None],
    ) -> None:
        self._clock = clock
        self._ledger = ledger
        self._stores = stores
        self._outcomes = outcomes
        self._timers = timers
        self._url = url
        self._life = life
        self._auto_pay = auto_pay
        self._on_paid = on_paid
        self._sessions: dict[str, Session] = {}

    def open(self, body: Document) -> Document:
        """Begin a hosted checkout; `{checkoutId, url}`. Raises Refused."""
        kind = body.get("type")
        if kind not in ("WEB_PAYMENT", "MOBILE_PAYMENT"):
            raise Refused("VALIDATION_ERROR", debug="type")
        if body.get("layoutVersion") not in _LAYOUTS:
            raise Refused("VALIDATION_ERROR", debug="layoutVersion")
        redirect_url, notify_url = address_in(body, "redirectUrl"), address_in(body, "notifyUrl")
        methods = words_in(body, "method")
        if kind == "MOBILE_PAYMENT":
            raise Refused("NOT_PERMITTED", "MOBILE_PAYMENT needs an approval")
        if any(_method_of(method) is None for method in methods):
            raise Refused("PAYMENT_PARAM_INVALID", debug="method")
        store = self._stores.get(text_in(body, "storeId"))
        order = order_in(body)
        self._ledger.take_reference(order["id"])
        now = self._clock.now()
        session = Session(
            id=str(1_767_000_000_000_000_000 + len(self._sessions) * 7919),
            order=order,
            store=store,
            methods=methods,
            redirect_url=redirect_url,
            notify_url=notify_url,
            starts=now,
            ends=now + timedelta(seconds=self._life),
            updated=now,
            transaction_id=self._ledger.new_id(),
            plan=self._outcomes.take(),
        )
        self._sessions[session.id] = session
        self._timers.later(self._life, lambda: self._run_out(session))
        return {"checkoutId": session.id, "url": self._page("checkout", session)}

    def show(self, body: Document) -> Document:
        """Direct checkout: a code to show, or an address; from here on the imagined customer acts. Raises Refused."""
        session = self.get(text_in(body, "checkoutId"))
        kind = body.get("type")
        if kind not in _TYPES:
            raise Refused("VALIDATION_ERROR", debug="type")
        method = body.get("method") or (_DUITNOW_METHOD if kind == "DUITNOW_QRCODE" else "")
        found = _method_of(method)
        if found is None or (kind == "DUITNOW_QRCODE" and method != _DUITNOW_METHOD):
            raise Refused("PAYMENT_PARAM_INVALID", debug="method")
        if session.methods and method not in session.methods and kind != "DUITNOW_QRCODE":
            raise Refused("PAYMENT_PARAM_INVALID", debug="method")
        if not session.is_waiting:
            raise Refused(_ENDED[session.status])
        if kind == "URL":
            return {"type": "URL", "url": self._page("checkout", session)}
        self._act(session, method, by_duitnow=kind == "DUITNOW_QRCODE")
        address = self._page("pay", session)
        return {"type": "QRCODE", "qrcode": {"base64Image": _picture(address), "data": address}}

    def status(self, query: Mapping[str, str]) -> Document:
        """How a checkout stands; raises Refused."""
        return self.get(query.get("checkoutId")).wire()

    def get(self, checkout_id: object) -> Session:
        """One session; raises Refused (the code is assumed)."""
        found = self._sessions.get(checkout_id) if isinstance(checkout_id, str) else None
        if found is None:
            raise Refused("ORDER_NOT_EXIST")
        return found

    def of(self, reference: str) -> Session | None:
        """The checkout of a merchant's order id."""
        return next((session for session in self._sessions.values() if session.reference == reference), None)

    def report(self) -> list[Document]:
        """Every session as plain data."""
        return [session.wire() for session in self._sessions.values()]

    def pay(self, session: Session) -> None:
        """The customer pays; nothing where the checkout has ended."""
        if session.is_waiting:
            self._ledger.succeed(self._begun(session))
            self._end(session, "SUCCESS")
            self._on_paid(session)

    def decline(self, session: Session, code: str = "BUYER_ACCOUNT_ERROR") -> None:
        """The customer's wallet declines; nothing where the checkout has ended."""
        if session.is_waiting:
            self._ledger.fail(self._begun(session), code)
            self._end(session, "FAILED")

    def cancel(self, session: Session) -> None:
        """The customer leaves; nothing where the checkout has ended or a payment is in process."""
        if session.is_waiting and session.transaction is None:
            self._end(session, "CANCELLED")

    def expire(self, session: Session) -> None:
        """The time is up, also for a payment in process; nothing where the checkout has ended."""
        if session.is_waiting:
            if session.transaction and session.transaction.status == IN_PROCESS:
                self._ledger.fail(session.transaction, "PAYMENT_TIMEOUT")
            self._end(session, "EXPIRED")

    def _run_out(self, session: Session) -> None:
        # A payment in process is waited for: what becomes of it decides.
        if session.transaction is None:
            self.expire(session)

    def _end(self, session: Session, status: str) -> None:
        session.ended = status
        session.updated = self._clock.now()

    def _act(self, session: Session, method: str, *, by_duitnow: bool) -> None:
        """The imagined customer sees the code."""
        session.shown_method, session.by_duitnow = method, by_duitnow
        plan, session.plan = session.plan, None
        if plan is None and self._auto_pay is not None:
            plan = Plan("paid", self._auto_pay)
        if plan is None:
            return
        if plan.outcome in ("pending", "stuck"):
            self._begun(session)
        happening = {"paid": self.pay, "pending": self.pay, "declined": self.decline, "expired": self.expire}
        if action := happening.get(plan.outcome):
            self._timers.later(plan.seconds, lambda: action(session))

    def _begun(self, session: Session) -> Transaction:
        if session.transaction is None:
            method, region = _method_of(session.method) or _USUAL_METHOD
            session.transaction = self._ledger.open(
                session.order,
                session.store,
                kind="WEB_PAYMENT",
                method=method,
                region=region,
                transaction_id=session.transaction_id,
            )
            session.transaction.by_duitnow = session.by_duitnow
        return session.transaction

    def _page(self, name: str, session: Session) -> str:
        return f"{self._url}/rm/pg/{name}?checkoutId={session.id}"


def _method_of(text: object) -> tuple[str, str] | None:
    """Wallet and region of a method as requests name it (`TNG_MY`)."""
    if not isinstance(text, str):
        return None
    wallet, _, region = text.rpartition("_")
    return (wallet, _REGIONS[region]) if wallet.isalpha() and wallet.isupper() and region in _REGIONS else None


def _picture(text: str) -> str:
    held = io.BytesIO()
    segno.make(text, error="m", micro=False).save(held, kind="png", scale=8, border=4)
    return base64.b64encode(held.getvalue()).decode()
