"""A transaction as Revenue Monster tells it, and what can be done to one (reference 8.1)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from retm_desktop.sandbox.revenue_monster.clock import stamp
from retm_desktop.sandbox.revenue_monster.stores import Store

Document = dict[str, Any]

SUCCESS, FAILED, IN_PROCESS = "SUCCESS", "FAILED", "IN_PROCESS"
FULL_REFUNDED, PARTIAL_REFUNDED, REVERSED = "FULL_REFUNDED", "PARTIAL_REFUNDED", "REVERSED"


@dataclass
class Transaction:
    """One payment, or the attempt at one. Money is sen; `past` ones were there before the practice began."""

    number: int
    id: str
    order: Document
    store: Store
    type: str
    method: str
    region: str
    created: datetime
    updated: datetime
    payee: str
    discount: int = 0
    status: str = IN_PROCESS
    paid_at: datetime | None = None
    refunded: int = 0
    reference_id: str = ""
    terminal_id: str = ""
    platform: str = "OPEN_API"
    by_duitnow: bool = False
    past: bool = False
    in_older_form: bool = False
    error: Document = field(default_factory=dict)
    extra: Document = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """The merchant's own id of the order."""
        return str(self.order["id"])

    @property
    def paid(self) -> int:
        """What the customer pays: the amount less a voucher."""
        return int(self.order["amount"]) - self.discount

    @property
    def balance(self) -> int:
        """What can still be refunded."""
        return self.paid - self.refunded if self.status in (SUCCESS, PARTIAL_REFUNDED) else 0

    def wire(self, *, with_store: bool = True) -> Document:
        """The transaction object; `finalAmount` is missing in the older form."""
        told: Document = {
            "transactionId": self.id,
            "referenceId": self.reference_id,
            "order": self.order,
            "store": self.store.wire() if with_store else None,
            "terminalId": self.terminal_id,
            "payee": {"userId": self.payee, "subUserId": ""},
            "currencyType": "MYR",
            "balanceAmount": self.balance,
            "finalAmount": self.paid,
            "voucher": self._voucher(),
            "platform": self.platform,
            "type": self.type,
            "method": self.method,
            "region": self.region,
            "status": self.status,
            "source": "",
            "error": self.error,
            "extraInfo": self.extra,
            "extendInfo": {"buyNowPayLater": {"isBuyNowPayLater": False, "installmentMonth": 0}, "inHousePromo": []},
            "transactionAt": stamp(self.paid_at) if self.paid_at else None,
            "createdAt": stamp(self.created, nanoseconds=self.number),
            "updatedAt": stamp(self.updated, nanoseconds=self.number * 7),
        }
        absent = {
            "store": not with_store,
            "finalAmount": self.in_older_form,
            "error": not self.error,
            "transactionAt": self.paid_at is None,
        }
        return {key: value for key, value in told.items() if not absent.get(key)}

    def _voucher(self) -> Document | None:
        if not self.discount:
            return None
        amount = int(self.order["amount"])
        return {
            "key": f"PROMO{self.discount}",
            "discountAmount": self.discount,
            "wallet": {"salesAmount": amount, "discountAmount": self.discount, "grossAmount": amount},
            "membership": {"memberId": "", "voucherId": "", "discountAmount": 0},
        }


@dataclass(frozen=True)
class Refund:
    """Money given back, in sen."""

    number: int
    transaction: Transaction
    amount: int
    kind: str
    reason: str
    at: datetime
    past: bool

    def report(self) -> Document:
        """As plain data."""
        return {
            "transaction_id": self.transaction.id,
            "reference": self.transaction.reference,
            "amount": self.amount,
            "type": self.kind,
            "reason": self.reason,
            "at": stamp(self.at),
        }


@dataclass(frozen=True)
class Reversal:
    """A payment taken back, or stopped before it was one."""

    transaction: Transaction
    was: str
    at: datetime
    past: bool

    def report(self) -> Document:
        """As plain data; `was` is the status before."""
        return {
            "transaction_id": self.transaction.id,
            "reference": self.transaction.reference,
            "amount": self.transaction.paid,
            "was": self.was,
            "at": stamp(self.at),
        }
