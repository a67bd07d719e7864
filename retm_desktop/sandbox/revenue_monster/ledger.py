"""The ledger: every transaction, refund and reversal, and the one place where money moves."""

from datetime import UTC, datetime
from random import Random
from typing import Any

from retm_desktop.sandbox.revenue_monster.clock import Clock
from retm_desktop.sandbox.revenue_monster.errors import Refused, message_of
from retm_desktop.sandbox.revenue_monster.stores import Store
from retm_desktop.sandbox.revenue_monster.transactions import (
    FAILED,
    FULL_REFUNDED,
    IN_PROCESS,
    PARTIAL_REFUNDED,
    REVERSED,
    SUCCESS,
    Refund,
    Reversal,
    Transaction,
)

Document = dict[str, Any]


class Ledger:
    """Keeps transactions in the order they were made. Moves money without asking whether it is allowed."""

    def __init__(self, clock: Clock, random: Random) -> None:
        self._clock = clock
        self._random = random
        self._by_id: dict[str, Transaction] = {}
        self._by_reference: dict[str, Transaction] = {}
        self._taken: set[str] = set()
        self.transactions: list[Transaction] = []
        self.refunds: list[Refund] = []
        self.reversals: list[Reversal] = []

    def new_id(self, moment: datetime | None = None) -> str:
        """A transaction id that nobody has: yymmddhhmmss (in UTC, assumed) and twelve more digits."""
        begins = (moment or self._clock.now()).astimezone(UTC).strftime("%y%m%d%H%M%S")
        return begins + "".join(self._random.choices("0123456789", k=12))

    def require_new(self, reference: str) -> None:
        """Raises Refused with ORDER_ID_DUPLICATE for a merchant's order id that was used before."""
        if reference in self._taken:
            raise Refused("ORDER_ID_DUPLICATE")

    def take_reference(self, reference: str) -> None:
        """Reserve a merchant's order id for good; raises Refused with ORDER_ID_DUPLICATE."""
        self.require_new(reference)
        self._taken.add(reference)

    def open(
        self,
        order: Document,
        store: Store,
        *,
        kind: str,
        method: str,
        region: str,
        transaction_id: str = "",
        moment: datetime | None = None,
    ) -> Transaction:
        """Begin a transaction that is in process; its order id is taken from then on."""
        created = moment or self._clock.now()
        made = Transaction(
            number=len(self.transactions) + 1,
            id=transaction_id or self.new_id(created),
            order=order,
            store=store,
            type=kind,
            method=method,
            region=region,
            created=created,
            updated=created,
            payee="".join(self._random.choices("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=28)),
        )
        self.transactions.append(made)
        self._by_id[made.id] = made
        self._by_reference[made.reference] = made
        self._taken.add(made.reference)
        return made

    def by_id(self, transaction_id: object) -> Transaction:
        """By the service's id; raises Refused with TRANSACTION_NOT_FOUND."""
        return self._found(self._by_id, transaction_id)

    def by_reference(self, reference: object) -> Transaction:
        """By the merchant's order id; raises Refused with TRANSACTION_NOT_FOUND."""
        return self._found(self._by_reference, reference)

    def succeed(self, transaction: Transaction, moment: datetime | None = None) -> None:
        """The customer paid."""
        transaction.status = SUCCESS
        transaction.paid_at = transaction.updated = moment or self._clock.now()
        transaction.reference_id = "".join(self._random.choices("0123456789", k=28))

    def fail(self, transaction: Transaction, code: str, moment: datetime | None = None) -> None:
        """The payment did not come about; `code` says why."""
        transaction.status = FAILED
        transaction.error = {"code": code, "message": message_of(code)}
        transaction.updated = moment or self._clock.now()

    def refund(self, transaction: Transaction, amount: int, reason: str, moment: datetime | None = None) -> None:
        """Give `amount` sen back."""
        at = moment or self._clock.now()
        transaction.refunded += amount
        whole = transaction.refunded == transaction.paid
        transaction.status = FULL_REFUNDED if whole else PARTIAL_REFUNDED
        transaction.updated = at
        kind = "FULL" if amount == transaction.paid else "PARTIAL"
        number = len(self.refunds) + 1
        self.refunds.append(Refund(number, transaction, amount, kind, reason, at, moment is not None))

    def reverse(self, transaction: Transaction, moment: datetime | None = None) -> None:
        """Take a payment back, or stop one in process."""
        at = moment or self._clock.now()
        self.reversals.append(Reversal(transaction, transaction.status, at, moment is not None))
        transaction.status = REVERSED
        transaction.updated = at

    def report(self) -> Document:
        """As plain data. Only `transactions` holds those from before the practice began; they are marked `past`."""
        new = [transaction for transaction in self.transactions if not transaction.past]
        return {
            "transactions": [t.wire() | {"past": t.past} for t in self.transactions],
            "refunds": [refund.report() for refund in self.refunds if not refund.past],
            "reversals": [reversal.report() for reversal in self.reversals if not reversal.past],
            "charged": {t.reference: _charged(t) for t in new},
        }

    def _found(self, transactions: dict[str, Transaction], key: object) -> Transaction:
        found = transactions.get(key) if isinstance(key, str) else None
        if found is None:
            raise Refused("TRANSACTION_NOT_FOUND")
        return found


def _charged(transaction: Transaction) -> int:
    return 0 if transaction.status in (IN_PROCESS, FAILED, REVERSED) else transaction.paid
