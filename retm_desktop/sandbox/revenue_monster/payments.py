"""Quick pay, the three queries, refund and reverse (reference 8.5 to 8.8)."""

import ipaddress
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from retm_desktop.sandbox.revenue_monster.clock import MALAYSIA, Clock
from retm_desktop.sandbox.revenue_monster.errors import Refused
from retm_desktop.sandbox.revenue_monster.ledger import Ledger
from retm_desktop.sandbox.revenue_monster.order_form import amount_in, order_in, text_in
from retm_desktop.sandbox.revenue_monster.outcomes import Outcomes, Plan, plan_by_code
from retm_desktop.sandbox.revenue_monster.paging import limit_in, meta, page_of
from retm_desktop.sandbox.revenue_monster.stores import Stores
from retm_desktop.sandbox.revenue_monster.timers import Timers
from retm_desktop.sandbox.revenue_monster.transactions import (
    FAILED,
    FULL_REFUNDED,
    IN_PROCESS,
    PARTIAL_REFUNDED,
    REVERSED,
    SUCCESS,
    Transaction,
)

Document = dict[str, Any]

REVERSE_WINDOW = timedelta(minutes=15)
_USUAL_PAGE, _LARGEST_PAGE = 50, 100
_CODE_LENGTH = 18
_WALLETS = ("BOOST", "GRABPAY", "SHOPEEPAY", "MAYBANK", "ALIPAYPLUS")
# How many days a method gives money back through the API; none at all for those with 0. Where RM names no limit,
# a year is assumed. DuitNow QR: the same day only.
_REFUND_DAYS = {"BOOST": 14, "MAYBANK": 30, "FPX": 0, "MASTERCARD": 0, "ATOME": 0, "MCASH": 0, "TAPAY": 0}
_YEAR = 365
_NOT_REVERSIBLE = ("FPX", "ATOME")


class Payments:
    """Takes payments by scanned code, and does to transactions what a merchant may."""

    def __init__(self, clock: Clock, ledger: Ledger, stores: Stores, outcomes: Outcomes, timers: Timers) -> None:
        self._clock = clock
        self._ledger = ledger
        self._stores = stores
        self._outcomes = outcomes
        self._timers = timers
        self._used_codes: set[str] = set()

    def quick_pay(self, body: Document) -> Transaction:
        """Charge the customer whose code was scanned; raises Refused. A declined payment is a result, no refusal."""
        code = text_in(body, "authCode", 64)
        store = self._stores.get(text_in(body, "storeId"))
        _require_ip(text_in(body, "ipAddress"))
        terminal = body.get("terminalId")
        if terminal is not None and not isinstance(terminal, str):
            raise Refused("VALIDATION_ERROR", debug="terminalId")
        order = order_in(body)
        if not (code.isascii() and code.isdecimal() and len(code) == _CODE_LENGTH):
            raise Refused("AUTH_CODE_INVALID")
        if code in self._used_codes:
            raise Refused("AUTH_CODE_USED")
        self._ledger.require_new(order["id"])
        plan = self._outcomes.take() or plan_by_code(code)
        self._used_codes.add(code)
        wallet = _WALLETS[sum(map(int, code)) % len(_WALLETS)]
        made = self._ledger.open(order, store, kind="QUICK_PAY", method=wallet, region="MALAYSIA")
        made.terminal_id = terminal or ""
        if plan.outcome != "stuck":
            self._timers.later(plan.seconds, lambda: self.finish(made, plan))
        return made

    def finish(self, transaction: Transaction, plan: Plan) -> None:
        """What the customer does in the end; nothing to a transaction that is no longer in process."""
        if transaction.status != IN_PROCESS:
            return
        if plan.outcome in ("paid", "pending"):
            self._ledger.succeed(transaction)
        else:
            code = "PAYMENT_TIMEOUT" if plan.outcome == "expired" else "BUYER_ACCOUNT_ERROR"
            self._ledger.fail(transaction, code)

    def page(self, query: Mapping[str, str]) -> Document:
        """A page, newest first (assumed)."""
        limit = limit_in(query.get("limit"), _USUAL_PAGE, _LARGEST_PAGE)
        page, cursor = page_of(self._ledger.transactions, query.get("cursor", ""), limit, newest_first=True)
        return {"items": [made.wire() for made in page], "code": "SUCCESS", "meta": meta(len(page), cursor)}

    def refund(self, body: Document) -> Transaction:
        """Give money back, all or a part; raises Refused."""
        transaction_id = text_in(body, "transactionId")
        refund = body.get("refund")
        if not isinstance(refund, dict) or refund.get("type") not in ("FULL", "PARTIAL"):
            raise Refused("VALIDATION_ERROR", debug="refund.type")
        reason = text_in(body, "reason")
        if refund.get("currencyType") != "MYR":
            raise Refused("PAYMENT_CURRENCY_INVALID")
        amount = amount_in(refund)
        made = self._ledger.by_id(transaction_id)
        self._require_refundable(made)
        # Assumed: the amount of a FULL refund is what was paid, which is the order's amount without a voucher.
        if refund["type"] == "FULL" and amount != made.paid:
            raise Refused("REFUND_AMT_NOT_SAME_AS_TOTAL_AMOUNT")
        if amount > made.balance:
            raise Refused("INSUFFICIENT_REFUND_AMOUNT")
        self._ledger.refund(made, amount, reason)
        return made

    def reverse(self, body: Document) -> Transaction:
        """Take a payment back within 15 minutes, or stop one that is in process; raises Refused."""
        made = self._ledger.by_reference(text_in(body, "orderId"))
        refusal = {
            FAILED: "TRANSACTION_STATUS_FAILED",
            FULL_REFUNDED: "PAYMENT_FULLY_REFUNDED",
            PARTIAL_REFUNDED: "FAILED_TO_REVERSE_ORDER",
            REVERSED: "ORDER_CANCELLED",
        }.get(made.status)
        if refusal:
            raise Refused(refusal)
        if made.method in _NOT_REVERSIBLE:
            raise Refused("UNSUPPORTED_METHOD_REVERSE")
        if self._clock.now() - made.created > REVERSE_WINDOW:
            raise Refused("EXCEED_TIME_FOR_REVERSE_TRANSACTION")
        self._ledger.reverse(made)
        return made

    def _require_refundable(self, made: Transaction) -> None:
        if made.status == FULL_REFUNDED:
            raise Refused("PAYMENT_FULLY_REFUNDED")
        if made.status not in (SUCCESS, PARTIAL_REFUNDED) or made.paid_at is None:
            raise Refused("NOT_ALLOW_REFUND")
        days = _REFUND_DAYS.get(made.method, _YEAR)
        if made.by_duitnow:
            allowed = made.paid_at.astimezone(MALAYSIA).date() == self._clock.now().astimezone(MALAYSIA).date()
        elif not days:
            raise Refused("UNSUPPORTED_METHOD_PAYMENT_REFUND")
        else:
            allowed = self._clock.now() - made.paid_at <= timedelta(days=days)
        if not allowed:
            raise Refused("NOT_ALLOW_REFUND")


def _require_ip(text: str) -> None:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        raise Refused("VALIDATION_ERROR", debug="ipAddress") from None
