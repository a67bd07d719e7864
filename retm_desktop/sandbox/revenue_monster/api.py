"""The open API below `/rm/open`: token, signature, scope and rate of every call, then the work."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from retm_desktop.sandbox.revenue_monster.account import Account
from retm_desktop.sandbox.revenue_monster.application import Application
from retm_desktop.sandbox.revenue_monster.checkout import Checkouts
from retm_desktop.sandbox.revenue_monster.clock import Clock
from retm_desktop.sandbox.revenue_monster.errors import Refused
from retm_desktop.sandbox.revenue_monster.ledger import Ledger
from retm_desktop.sandbox.revenue_monster.line import Line
from retm_desktop.sandbox.revenue_monster.payments import Payments
from retm_desktop.sandbox.revenue_monster.rate import QueryRate
from retm_desktop.sandbox.revenue_monster.reports import Reports
from retm_desktop.sandbox.revenue_monster.signatures import SignatureCheck, SignedCall
from retm_desktop.sandbox.revenue_monster.stores import Stores
from retm_desktop.sandbox.revenue_monster.tokens import Tokens

Document = dict[str, Any]

_PREFIX = "/rm/open"
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


@dataclass(frozen=True)
class Asked:
    """A call that was let through: `id` from its path, its query and its body."""

    id: str
    query: Mapping[str, str]
    body: Document


@dataclass(frozen=True)
class Endpoint:
    """One endpoint: name, HTTP method, path, the scope it needs, and what answers."""

    name: str
    method: str
    path: str
    scope: str
    answer: Callable[[Asked], Document]


class Api:
    """Lets calls through, or refuses them as the service does."""

    def __init__(
        self,
        *,
        clock: Clock,
        applications: Sequence[Application],
        account: Account,
        tokens: Tokens,
        line: Line,
        stores: Stores,
        ledger: Ledger,
        payments: Payments,
        checkouts: Checkouts,
    ) -> None:
        self._clock = clock
        self._applications = {application.client_id: application for application in applications}
        self._account = account
        self._tokens = tokens
        self._line = line
        self._stores = stores
        self._ledger = ledger
        self._payments = payments
        self._checkouts = checkouts
        self._reports = Reports(account, ledger)
        self._signatures = SignatureCheck()
        self._rate = QueryRate()

    def routes(self) -> list[Route]:
        """Every endpoint, and behind them a refusal of all other paths."""
        found = [Route(_PREFIX + e.path, self._serving(e), methods=[e.method]) for e in self._table()]
        return [*found, Route(_PREFIX + "/{rest:path}", _nowhere, methods=_METHODS)]

    def _table(self) -> Sequence[Endpoint]:
        profile, user, store, pay = "get_merchant_profile", "get_user_profile", "manage_store", "manage_payment"
        stores, payments, checkouts, ledger = self._stores, self._payments, self._checkouts, self._ledger
        account, order = self._account, "/v3/payment/transaction/order/{id}"
        return (
            Endpoint("merchant", "GET", "/v3/merchant", profile, lambda _: _item(account.merchant())),
            Endpoint(
                "subscriptions", "GET", "/v3/merchant/subscriptions", profile, lambda _: _item(account.subscriptions())
            ),
            Endpoint("user", "GET", "/v3/user", user, lambda _: _item(account.user(stores.ids()))),
            Endpoint("stores", "GET", "/v3/stores", store, lambda a: stores.page(a.query)),
            Endpoint("create_store", "POST", "/v3/store", store, lambda a: _item(stores.create(a.body).wire())),
            Endpoint("store", "GET", "/v3/store/{id}", store, lambda a: _item(stores.get(a.id).wire())),
            Endpoint(
                "update_store", "PATCH", "/v3/store/{id}", store, lambda a: _item(stores.update(a.id, a.body).wire())
            ),
            Endpoint("delete_store", "DELETE", "/v3/store/{id}", store, self._delete_store),
            Endpoint("checkout", "POST", "/v3/payment/online", pay, lambda a: _item(checkouts.open(a.body))),
            Endpoint("checkout_status", "GET", "/v3/payment/online", pay, lambda a: _item(checkouts.status(a.query))),
            Endpoint(
                "direct_checkout", "POST", "/v3/payment/online/checkout", pay, lambda a: _item(checkouts.show(a.body))
            ),
            Endpoint(
                "quickpay", "POST", "/v3/payment/quickpay", pay, lambda a: _item(payments.quick_pay(a.body).wire())
            ),
            Endpoint("query_order", "GET", order, pay, lambda a: _item(ledger.by_reference(a.id).wire())),
            Endpoint(
                "query_transaction",
                "GET",
                "/v3/payment/transaction/{id}",
                pay,
                lambda a: _item(ledger.by_id(a.id).wire()),
            ),
            Endpoint("transactions", "GET", "/v3/payment/transactions", pay, lambda a: payments.page(a.query)),
            Endpoint("refund", "POST", "/v3/payment/refund", pay, lambda a: _item(payments.refund(a.body).wire())),
            Endpoint(
                "reverse",
                "POST",
                "/v3/payment/reverse",
                pay,
                lambda a: _item(payments.reverse(a.body).wire(with_store=False)),
            ),
            Endpoint(
                "reconciliation",
                "POST",
                "/v3/payment/reconciliation",
                pay,
                lambda a: self._reports.reconciliation(a.body),
            ),
        )

    def _serving(self, endpoint: Endpoint) -> Callable[[Request], Any]:
        async def serve(request: Request) -> Response:
            return await self._line.answer(endpoint.name, request, lambda body: self._work(endpoint, request, body))

        return serve

    def _work(self, endpoint: Endpoint, request: Request, content: bytes) -> Document:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        grant = self._tokens.grant_of(token.strip() if scheme.lower() == "bearer" else "")
        try:
            body = msgspec.json.decode(content) if content.strip() else None
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            raise Refused("INVALID_REQUEST", "The body is not JSON") from None
        call = SignedCall(grant.client_id, request.method, _address(request), request.headers, body)
        self._signatures.require(call, self._applications[grant.client_id].public_key, self._clock.now())
        self._line.require_no_refusal(endpoint.name)
        if endpoint.scope not in grant.scopes & self._account.role:
            raise Refused("CLIENT_NO_PERMISSION")
        if endpoint.name == "query_order":
            self._rate.require(token, time.monotonic())
        if not isinstance(body, dict | None):
            raise Refused("VALIDATION_ERROR", "The body is not an object")
        return endpoint.answer(Asked(request.path_params.get("id", ""), request.query_params, body or {}))

    def _delete_store(self, asked: Asked) -> Document:
        self._stores.delete(asked.id)
        return {"code": "SUCCESS"}


def _item(item: object) -> Document:
    return {"item": item, "code": "SUCCESS"}


def _address(request: Request) -> str:
    """The full address exactly as it was called, nothing decoded."""
    path, query = request.scope["raw_path"].decode("latin-1"), request.scope["query_string"].decode("latin-1")
    return f"http://{request.headers.get('Host', '')}{path}{'?' if query else ''}{query}"


async def _nowhere(_request: Request) -> Response:
    refusal = Refused("API_ENDPOINT_NOT_FOUND")
    return Response(msgspec.json.encode(refusal.body()), refusal.status, media_type="application/json")
