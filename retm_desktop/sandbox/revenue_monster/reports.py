"""The daily settlement report (reference 8.12)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from retm_desktop.sandbox.revenue_monster.account import Account
from retm_desktop.sandbox.revenue_monster.clock import MALAYSIA, stamp
from retm_desktop.sandbox.revenue_monster.errors import Refused
from retm_desktop.sandbox.revenue_monster.ledger import Ledger
from retm_desktop.sandbox.revenue_monster.order_form import text_in, words_in
from retm_desktop.sandbox.revenue_monster.paging import page_of
from retm_desktop.sandbox.revenue_monster.transactions import REVERSED, Transaction

Document = dict[str, Any]

_PAGE = 20
_SEN = Decimal("0.01")
_RATES = {"FPX": Decimal("1.50"), "MASTERCARD": Decimal("1.80"), "MAYBANK": Decimal("0.70"), "TNG": Decimal("0.70")}
_USUAL_RATE = Decimal("1.00")


@dataclass(frozen=True)
class _Line:
    number: int
    at: datetime
    transaction: Transaction
    kind: str
    sen: int


class Reports:
    """Settles what was paid and refunded on one day, in Malaysian time (assumed)."""

    def __init__(self, account: Account, ledger: Ledger) -> None:
        self._account = account
        self._ledger = ledger

    def reconciliation(self, body: Document) -> Document:
        """A page of the report, in ringgit with decimals; raises Refused.

        Without `transactionType` it has payments and refunds. What was reversed is in neither.
        """
        try:
            day = date.fromisoformat(text_in(body, "date", 10))
        except ValueError:
            raise Refused("VALIDATION_ERROR", debug="date") from None
        wanted = body.get("transactionType")
        if wanted not in (None, "PAYMENT", "REFUND"):
            raise Refused("VALIDATION_ERROR", debug="transactionType")
        methods, regions = words_in(body, "method"), words_in(body, "region")
        cursor = body.get("cursor") or ""
        if not isinstance(cursor, str):
            raise Refused("VALIDATION_ERROR", debug="cursor")
        lines = [
            line
            for line in self._lines()
            if line.at.astimezone(MALAYSIA).date() == day
            and wanted in (None, line.kind)
            and (not methods or line.transaction.method in methods)
            and (not regions or line.transaction.region in regions)
        ]
        page, cursor = page_of(sorted(lines, key=lambda line: line.number), cursor, _PAGE)
        meta = {"cursor": cursor} if cursor else {}
        return {"items": [self._wire(line) for line in page], "code": "SUCCESS", "meta": meta}

    def _lines(self) -> Iterator[_Line]:
        """Numbered so that a cursor stays right: payments even, refunds odd."""
        for made in self._ledger.transactions:
            if made.paid_at and made.status != REVERSED:
                yield _Line(made.number * 2, made.paid_at, made, "PAYMENT", made.paid)
        for refund in self._ledger.refunds:
            yield _Line(refund.number * 2 + 1, refund.at, refund.transaction, "REFUND", -refund.amount)

    def _wire(self, line: _Line) -> Document:
        """Assumed: amounts of refunds are negative as the fees are, and the fee of the payment is not given back."""
        made = line.transaction
        gross = line.sen * _SEN
        rate = _RATES.get(made.method, _USUAL_RATE)
        # A small fee is "-0.00", as in the documented sample.
        fee = (-gross * rate / 100).quantize(_SEN, ROUND_HALF_UP) if line.kind == "PAYMENT" else Decimal("0.00")
        return {
            "transactionAt": stamp(line.at),
            "merchantId": self._account.merchant_id,
            "merchantName": self._account.merchant_name,
            "storeId": made.store.id,
            "storeName": made.store.fields["name"],
            "region": made.region,
            "method": made.method,
            "transactionType": line.kind,
            "type": made.type,
            "transactionId": made.id,
            "orderId": made.reference,
            "currencyType": "MYR",
            "grossAmount": str(gross),
            "mdr": str(rate),
            "serviceFee": str(fee),
            "settlementAmount": str(gross + fee),
        }
