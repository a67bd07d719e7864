"""What the ids on an invoice are called in this restaurant, in the screen's language."""

from collections.abc import Sequence

from retm_desktop.domain.business import Branch, Device, PaymentMethod
from retm_desktop.domain.orders import NamedAmount
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.store.catalogue import Kind

Offers = list[tuple[str, str]]
"""Ids and names, for a box to choose from."""


class InvoiceNames:
    """Branches, devices and payment methods by id; ids differ in case between RETM's own documents."""

    def __init__(
        self,
        desk: Desk,
        branches: Sequence[Branch] = (),
        devices: Sequence[Device] = (),
        methods: Sequence[PaymentMethod] = (),
    ) -> None:
        self._desk = desk
        self.branches: Offers = [(one.id, desk.text(one.name) or one.id) for one in branches if one.id]
        self.methods: Offers = [(one.id, desk.text(one.name) or one.id) for one in methods if one.id]
        self._branches = {key.casefold(): name for key, name in self.branches}
        self._methods = {key.casefold(): name for key, name in self.methods}
        self._devices = {one.id.casefold(): desk.text(one.name) for one in devices}

    def branch(self, branch_id: str) -> str:
        """Return a branch's name, its id where the name is unknown."""
        return self._branches.get(branch_id.casefold(), branch_id)

    def device(self, device_id: str) -> str:
        """Return a device's name, empty where it is unknown."""
        return self._devices.get(device_id.casefold(), "")

    def payment(self, payment: NamedAmount) -> str:
        """Return how it was paid: by RETM's name on the invoice, else by that of the catalogue, else the id."""
        return self._desk.text(payment.name) or self._methods.get(payment.id.casefold(), payment.id)

    def payments(self, payments: Sequence[NamedAmount]) -> str:
        """Return the ways an invoice was paid in, isolated for the screen."""
        return " + ".join(bidi.auto(name) for name in dict.fromkeys(self.payment(one) for one in payments) if name)


async def read_names(desk: Desk) -> InvoiceNames:
    """Read the names of the restaurant on screen."""
    at, catalogue = desk.connection_id, desk.catalogue
    branches = await catalogue.all(at, Kind.BRANCH, Branch)
    devices = await catalogue.all(at, Kind.DEVICE, Device)
    return InvoiceNames(desk, branches, devices, await catalogue.all(at, Kind.PAYMENT_METHOD, PaymentMethod))
