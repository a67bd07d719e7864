"""A payment service in memory that keeps books and does what a test tells it; it stands at the counter's other side."""

from collections import deque
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import msgspec

from retm_desktop.domain.errors import NotFound, OperatorError, PaymentRefused
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

START = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)


class Counter:
    """Implements `PaymentService`. `trouble[name]` holds errors (or None) for the next calls of that name, raised
    before the work; `after[name]` the same, raised after the work was done. `outcome` is how the next charge ends.
    """

    def __init__(self, now: Callable[[], datetime] = lambda: START) -> None:
        self.now = now
        self.outcome = "SUCCESS"
        self.trouble: dict[str, deque[OperatorError | None]] = {}
        self.after: dict[str, deque[OperatorError | None]] = {}
        self.calls: list[str] = []
        self.books: dict[str, Transaction] = {}
        """By our reference."""
        self.charges: list[str] = []
        self.codes: list[str] = []
        """What was scanned."""
        self.refunds: list[str] = []
        self.reversals: list[str] = []
        self.checkouts: dict[str, CheckoutState] = {}
        self._references: dict[str, NewPayment] = {}
        self.shops: list[PaymentStore] = [
            shop("7700000000000000001", "Kedai Bangsar", default=True),
            shop("7700000000000000002", "Kedai Ampang"),
        ]
        self.merchant_id = "5500000000000000001"
        self.company = "Kopitiam Sedap Sdn Bhd"
        self.on_call: Callable[[str], None] = lambda _name: None
        """Told the name of each call before anything comes of it."""

    def fail(self, name: str, *errors: OperatorError | None) -> None:
        """Have the next calls of `name` fail before the work."""
        self.trouble.setdefault(name, deque()).extend(errors)

    def fail_after(self, name: str, *errors: OperatorError | None) -> None:
        """Have the next calls of `name` fail after the work was done: the answer is lost."""
        self.after.setdefault(name, deque()).extend(errors)

    def pay(self, reference: str, status: str = "SUCCESS") -> None:
        """The customer pays at a waiting checkout."""
        for checkout_id, new in self._references.items():
            if new.reference == reference:
                transaction = self._book(new, status)
                self.checkouts[checkout_id] = CheckoutState(
                    id=checkout_id, status=status, transaction_id=transaction.id
                )

    def end(self, reference: str, status: str) -> None:
        """A checkout ends without a payment: EXPIRED, CANCELLED, FAILED."""
        for checkout_id, new in self._references.items():
            if new.reference == reference:
                self.checkouts[checkout_id] = CheckoutState(id=checkout_id, status=status)

    def set_status(self, reference: str, status: str) -> None:
        """Change what the books say."""
        self.books[reference] = msgspec.structs.replace(self.books[reference], status=status)

    # PaymentService

    async def merchant(self) -> Merchant:
        self._enter("merchant")
        return Merchant(id=self.merchant_id, company_name=self.company, status="VERIFIED", is_active=True)

    async def user(self) -> AccountUser:
        self._enter("user")
        return AccountUser(id="1", name="Aminah Binti Yusof", email="aminah@kedai.example", status="ACTIVE")

    async def subscriptions(self) -> tuple[Subscription, ...]:
        self._enter("subscriptions")
        return (Subscription(id=1001, status="ACTIVE", grace_days=90, expires_at=self.now() + timedelta(days=200)),)

    async def grant(self) -> Grant:
        self._enter("grant")
        scopes = ("manage_payment", "manage_store", "get_merchant_profile", "get_user_profile")
        return Grant(scopes=scopes, expires_at=self.now() + timedelta(days=30))

    async def stores(self, cursor: str = "") -> StorePage:
        self._enter("stores")
        at = int(cursor or 0)
        page = self.shops[at : at + 2]
        following = str(at + 2) if at + 2 < len(self.shops) else ""
        return StorePage(tuple(page), following, len(self.shops))

    async def create_store(self, store: PaymentStore) -> PaymentStore:
        self._enter("create_store")
        made = msgspec.structs.replace(store, id=f"77{len(self.shops) + 1:017}", status="ACTIVE")
        self.shops.append(made)
        self._leave("create_store")
        return made

    async def update_store(self, store: PaymentStore) -> PaymentStore:
        self._enter("update_store")
        self.shops = [store if one.id == store.id else one for one in self.shops]
        self._leave("update_store")
        return store

    async def start_checkout(self, payment: NewPayment, *, redirect_url: str, notify_url: str) -> Checkout:
        self._enter("start_checkout")
        checkout_id = f"chk{len(self.checkouts) + 1}"
        self._references[checkout_id] = payment
        self.checkouts[checkout_id] = CheckoutState(id=checkout_id, status="PENDING")
        self._leave("start_checkout")
        return Checkout(checkout_id, f"https://pay.example/checkout?checkoutId={checkout_id}")

    async def qr_code(self, checkout_id: str) -> QrCode:
        self._enter("qr_code")
        return QrCode(f"00020101021226580014A000000615000101065641{checkout_id}5802MY6304")

    async def checkout(self, checkout_id: str) -> CheckoutState:
        self._enter("checkout")
        if checkout_id not in self.checkouts:
            raise NotFound("checkout")
        return self.checkouts[checkout_id]

    async def quick_pay(self, payment: NewPayment, auth_code: str) -> Transaction:
        self._enter("quick_pay")
        self.codes.append(auth_code)
        made = self._book(payment, self.outcome)
        self._leave("quick_pay")
        return made

    async def transaction(self, transaction_id: str) -> Transaction:
        self._enter("transaction")
        for one in self.books.values():
            if one.id == transaction_id:
                return one
        raise NotFound("TRANSACTION_NOT_FOUND")

    async def transaction_of_order(self, reference: str) -> Transaction:
        self._enter("transaction_of_order")
        if reference not in self.books:
            raise NotFound("TRANSACTION_NOT_FOUND")
        return self.books[reference]

    async def transactions(self, cursor: str = "") -> TransactionPage:
        self._enter("transactions")
        newest = list(reversed(self.books.values()))
        at = int(cursor or 0)
        following = str(at + 20) if at + 20 < len(newest) else ""
        return TransactionPage(tuple(newest[at : at + 20]), following)

    async def refund(self, transaction_id: str, amount: int, reason: str) -> Transaction:
        self._enter("refund")
        reference = next(name for name, one in self.books.items() if one.id == transaction_id)
        if self.books[reference].status != "SUCCESS":
            raise PaymentRefused("refund", "PAYMENT_FULLY_REFUNDED")
        self.refunds.append(reference)
        self.books[reference] = msgspec.structs.replace(self.books[reference], status="FULL_REFUNDED", balance=0)
        self._leave("refund")
        return self.books[reference]

    async def reverse(self, reference: str) -> Transaction:
        self._enter("reverse")
        if reference not in self.books:
            raise NotFound("TRANSACTION_NOT_FOUND")
        self.reversals.append(reference)
        self.books[reference] = msgspec.structs.replace(self.books[reference], status="REVERSED", balance=0)
        self._leave("reverse")
        return self.books[reference]

    async def settlement(self, day: date, kind: SettlementKind) -> tuple[SettlementLine, ...]:
        self._enter("settlement")
        if kind is SettlementKind.REFUND:
            return ()
        line = SettlementLine(
            kind=kind.value,
            transaction_id="260302000000000000000001",
            order_id="1043-ABC",
            store_id=self.shops[0].id,
            store_name=self.shops[0].name,
            method="TNG",
            gross=Decimal("12.50"),
            rate=Decimal("1.00"),
            fee=Decimal("-0.13"),
            net=Decimal("12.37"),
            at=datetime(day.year, day.month, day.day, 5, tzinfo=UTC),
        )
        return (line,)

    def _book(self, new: NewPayment, status: str) -> Transaction:
        made = Transaction(
            id=f"2603020000000000000{len(self.books) + 1:05}",
            order_id=new.reference,
            title=new.title,
            amount=new.amount,
            balance=new.amount,
            status=status,
            method="TNG",
            region="MALAYSIA",
            type="QUICK_PAY",
            store_id=new.store_id,
            error="INSUFFICIENT_CARD_BALANCE" if status == "FAILED" else "",
            paid_at=self.now() if status == "SUCCESS" else None,
            created_at=self.now(),
        )
        self.charges.append(new.reference)
        self.books[new.reference] = made
        return made

    def _enter(self, name: str) -> None:
        self.calls.append(name)
        self.on_call(name)
        self._raise(self.trouble, name)

    def _leave(self, name: str) -> None:
        self._raise(self.after, name)

    @staticmethod
    def _raise(waiting: dict[str, deque[OperatorError | None]], name: str) -> None:
        errors = waiting.get(name)
        error = errors.popleft() if errors else None
        if error is not None:
            raise error


def shop(number: str, name: str, *, default: bool = False) -> PaymentStore:
    """A store with everything a form wants."""
    return PaymentStore(
        id=number,
        name=name,
        address_line_1="12 Jalan Telawi",
        post_code="59100",
        city="KUALA LUMPUR",
        state="WILAYAH PERSEKUTUAN",
        country="MALAYSIA",
        country_code="60",
        phone_number="321234567",
        status="ACTIVE",
        is_default=default,
    )
