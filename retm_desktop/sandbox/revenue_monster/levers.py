"""Levers for Revenue Monster: its applications, its customers, its bad days, its books."""

from collections.abc import Iterable, Sequence
from typing import Any

from retm_desktop.sandbox.revenue_monster.checkout import Session
from retm_desktop.sandbox.revenue_monster.errors import Refused
from retm_desktop.sandbox.revenue_monster.outcomes import Plan
from retm_desktop.sandbox.revenue_monster.service import RevenueMonster
from retm_desktop.sandbox.revenue_monster.tokens import SCOPES
from retm_desktop.sandbox.revenue_monster.transactions import IN_PROCESS

Document = dict[str, Any]

_LARGEST_SKEW = 10 * 365 * 86_400.0


class RevenueMonsterLevers:
    """What RM's people, the merchant in the portal, customers and fate can do."""

    def __init__(self, service: RevenueMonster) -> None:
        self._rm = service

    async def rm_application(self) -> Document:
        """The registered application, as its owner sees it in the portal: ids, keys (PEM), addresses."""
        return self._rm.own.described(self._rm.url)

    async def rm_other_application(self) -> Document:
        """The application of another merchant, in the same shape."""
        return self._rm.other.described(self._rm.url)

    async def rm_register_redirect(self, uri: str) -> None:
        """Register one more redirect address; raises ValueError."""
        self._rm.own.register_redirect(uri)

    async def rm_register_client_key(self, pem: str) -> None:
        """Paste another client public key into the portal; an empty one removes it. Raises ValueError."""
        self._rm.own.register_key(pem)

    async def rm_consent(
        self, redirect_uri: str | None = None, state: str = "", scopes: Sequence[str] | None = None
    ) -> str:
        """Press Allow without a browser: the address it would be sent to. Raises ValueError naming the error.

        Unless told: the first registered address, all the scopes of the user's role, and no state.
        """
        asked = [
            ("responseType", "code"),
            ("clientId", self._rm.own.client_id),
            ("redirectUri", redirect_uri or self._rm.own.redirect_uris[0]),
            ("scope", ",".join(scopes if scopes is not None else self._role())),
        ]
        if state:
            asked.append(("state", state))
        try:
            return self._rm.consent.allow(self._rm.consent.check(asked))
        except Refused as refusal:
            raise ValueError(str(refusal)) from None

    async def rm_scopes(self, scopes: Sequence[str]) -> None:
        """What the user's role allows from now on, tokens given out before included; raises ValueError."""
        if unknown := set(scopes) - set(SCOPES):
            raise ValueError(f"no such scopes: {', '.join(sorted(unknown))}")
        self._rm.account.role = frozenset(scopes)

    async def rm_cancel_redirects(self, on: bool = True) -> None:
        """Whether Cancel sends the browser back with `error=access_denied` or stays on a page."""
        self._rm.consent.cancel_redirects = on

    async def rm_clock_skew(self, seconds: float) -> None:
        """Put the service's clock ahead by so many seconds: its `Date`, its stamps, its check of signatures."""
        if not abs(seconds) <= _LARGEST_SKEW:
            raise ValueError(f"no clock is off by {seconds} seconds")
        self._rm.clock.skew = float(seconds)

    async def rm_expire_tokens(self) -> None:
        """End every access token; refresh tokens stay good."""
        self._rm.tokens.expire_all()

    async def rm_refuse_refresh(self) -> None:
        """Forget every refresh token given out so far."""
        self._rm.tokens.forget_refresh()

    async def rm_next_payment(self, outcome: str, after: float = 0.0) -> None:
        """What comes of the next quick pay or checkout that has no plan yet, `after` real seconds.

        `paid`, `declined`, `pending` (in process, then paid; by six seconds unless told), `expired` or `stuck`. A
        checkout's customer begins when a code is shown by direct checkout. Raises ValueError.
        """
        self._rm.outcomes.plan(outcome, after)

    async def rm_pay(self, reference: str) -> Document:
        """The customer pays a waiting checkout, or a payment in process, by the merchant's order id: how it stands.

        Raises ValueError where nothing waits.
        """
        return self._finish(reference, "paid")

    async def rm_decline(self, reference: str) -> Document:
        """The customer's wallet declines it; as `rm_pay`."""
        return self._finish(reference, "declined")

    async def rm_expire(self, reference: str) -> Document:
        """Its time is up; as `rm_pay`."""
        return self._finish(reference, "expired")

    async def rm_drop(self, endpoint: str, when: str, times: int = 1) -> None:
        """Break the connection of the next calls `before` or `after` the work was done; raises ValueError."""
        self._rm.line.drop(endpoint, when, times)

    async def rm_refuse(self, endpoint: str, code: str, status: int = 400, times: int = 1) -> None:
        """Refuse the next calls that are let in with any code instead of working; raises ValueError."""
        self._rm.line.refuse(endpoint, code, status, times)

    async def rm_callback(self, reference: str, forged: bool = False) -> Document:
        """Post the callback of a checkout now: `{reference, status, error}`, status 0 for no answer.

        A forged one says paid whatever is true, and is signed by nobody known. Raises ValueError for an unknown
        checkout, and for an honest callback of one that nobody paid.
        """
        return await self._rm.callbacks.post(self._session(reference), forged=forged)

    async def rm_books(self) -> Document:
        """The service's own truth. `charged` is what was taken and not reversed, in sen by the merchant's order id;
        `refunds`, `reversals` and `charged` tell only of what happened since the practice began.
        """
        return {
            **self._rm.ledger.report(),
            "stores": [store.wire() for store in self._rm.stores.all],
            "checkouts": self._rm.checkouts.report(),
            "callbacks": list(self._rm.callbacks.sent),
            "calls": self._rm.line.calls(),
            "codes_tried": self._rm.tokens.codes_tried,
        }

    def _role(self) -> Iterable[str]:
        return (scope for scope in SCOPES if scope in self._rm.account.role)

    def _session(self, reference: str) -> Session:
        session = self._rm.checkouts.of(reference)
        if session is None:
            raise ValueError("no such checkout")
        return session

    def _finish(self, reference: str, outcome: str) -> Document:
        session = self._rm.checkouts.of(reference)
        if session is not None:
            if not session.is_waiting:
                raise ValueError(f"that checkout does not wait: {session.status}")
            act = {
                "paid": self._rm.checkouts.pay,
                "declined": self._rm.checkouts.decline,
                "expired": self._rm.checkouts.expire,
            }
            act[outcome](session)
            return session.wire()
        try:
            made = self._rm.ledger.by_reference(reference)
        except Refused as refusal:
            raise ValueError(refusal.message) from None
        if made.status != IN_PROCESS:
            raise ValueError(f"that payment does not wait: {made.status}")
        self._rm.payments.finish(made, Plan(outcome))
        return made.wire()
