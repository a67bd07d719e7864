"""What is needed of a payment service; whoever speaks to one fits in here."""

from datetime import date
from typing import Protocol

from retm_desktop.domain.payments import (
    AccountUser,
    Checkout,
    CheckoutState,
    Grant,
    Merchant,
    NewPayment,
    PaymentStore,
    QrCode,
    SettlementKind,
    SettlementLine,
    StorePage,
    Subscription,
    Transaction,
    TransactionPage,
)


class PaymentService(Protocol):
    """Typed calls of one account. Reads raise Offline and the like; a write without an answer raises OutcomeUnknown,
    one that was refused before anything was charged PaymentRefused, Rejected, Forbidden and others.
    """

    async def merchant(self) -> Merchant:
        """Whose account it is."""

    async def user(self) -> AccountUser:
        """Who allowed access."""

    async def subscriptions(self) -> tuple[Subscription, ...]:
        """The account's products."""

    async def grant(self) -> Grant:
        """What the token allows."""

    async def stores(self, cursor: str = "") -> StorePage:
        """One page of stores."""

    async def create_store(self, store: PaymentStore) -> PaymentStore:
        """Make a store; its id is in the answer."""

    async def update_store(self, store: PaymentStore) -> PaymentStore:
        """Change a store."""

    async def start_checkout(self, payment: NewPayment, *, redirect_url: str, notify_url: str) -> Checkout:
        """Begin a checkout; the customer comes back to `redirect_url`, which is never trusted."""

    async def qr_code(self, checkout_id: str) -> QrCode:
        """Return the code a customer's app reads."""

    async def checkout(self, checkout_id: str) -> CheckoutState:
        """Return how a checkout stands."""

    async def quick_pay(self, payment: NewPayment, auth_code: str) -> Transaction:
        """Charge by the code of a customer's app."""

    async def transaction(self, transaction_id: str) -> Transaction:
        """Return one transaction."""

    async def transaction_of_order(self, reference: str) -> Transaction:
        """Return the transaction of our reference; raises NotFound where there is none. Keeps the allowed pace."""

    async def transactions(self, cursor: str = "") -> TransactionPage:
        """One page of transactions, newest first."""

    async def refund(self, transaction_id: str, amount: int, reason: str) -> Transaction:
        """Give all of it back."""

    async def reverse(self, reference: str) -> Transaction:
        """Take a payment back whose end is not known."""

    async def settlement(self, day: date, kind: SettlementKind) -> tuple[SettlementLine, ...]:
        """Return one half of a day's settlement."""
