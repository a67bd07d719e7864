"""What a view asks of the payment account at work to charge an order, and what it has to know for that."""

import msgspec

from retm_desktop.domain.business import Branch
from retm_desktop.domain.errors import NoPayments
from retm_desktop.domain.payments import PaymentStore
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payments.due import Due
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.payments import PaymentRow, PaymentWay
from retm_desktop.sync.payments.charges import Charge, Charges
from retm_desktop.sync.payments.session import PaymentSession


class StoreChoice(msgspec.Struct, frozen=True):
    """The stores that may take a payment, the one linked to the order's branch (or empty), and the branch's name."""

    stores: tuple[PaymentStore, ...]
    linked: str
    branch: str


class Charging:
    """The account that is at work now; every use raises NoPayments where there is none any more."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def session(self) -> PaymentSession:
        """The account."""
        session = self._desk.house.payments
        if session is None:
            raise NoPayments("the account was disconnected")
        return session

    @property
    def charges(self) -> Charges:
        """Its charges."""
        return self.session.charges

    def charges_of(self, row: PaymentRow) -> Charges:
        """Return the charges that can look a payment up; another account than its own would find nothing there."""
        if row.connection_id != self.session.connection.id:
            raise NoPayments("another account is connected")
        return self.charges

    async def stores(self, branch_id: str) -> StoreChoice:
        """Read which stores may take the payment of an order of this branch.

        Where the service told which stores its user may act for, only those are offered.
        """
        desk, account, wanted = self._desk, self.session.connection.id, branch_id.lower()
        stores = await desk.payment_stores.all(account)
        known = await desk.payment_stores.account(account)
        allowed = set(known.user.store_ids) if known is not None and known.user is not None else set()
        usable = [store for store in stores if store.id in allowed] or stores
        links = await desk.payment_stores.links(account, desk.connection_id)
        branches = await desk.catalogue.all(desk.connection_id, Kind.BRANCH, Branch)
        branch = next((desk.text(one.name) for one in branches if one.id.lower() == wanted), "")
        return StoreChoice(tuple(usable), links.get(wanted, ""), branch)

    async def begin(self, due: Due, way: PaymentWay, store_id: str, code: str) -> PaymentRow:
        """Begin a payment and return its row; raises as `Charges.by_qr` and `Charges.by_scan` do."""
        charges = self.charges
        charge = Charge(
            order_key=due.order_key,
            number=due.number,
            amount=due.amount,
            currency=self._desk.currency,
            store_id=store_id,
        )
        match way:
            case PaymentWay.QR:
                return await charges.by_qr(charge)
            case PaymentWay.PAGE:
                return await charges.by_page(charge)
            case PaymentWay.SCAN:
                return await charges.by_scan(charge, code)
