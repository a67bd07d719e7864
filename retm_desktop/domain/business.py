"""The restaurant around the menu: branches, devices, order types, price lists, payments, charges, customers."""

from decimal import Decimal
from enum import IntEnum

import msgspec

from retm_desktop.domain.menu import Tax
from retm_desktop.domain.money import ZERO
from retm_desktop.domain.text import BilingualText


class Branch(msgspec.Struct, frozen=True):
    """A branch; RETM's branch page was not readable, so every field beside id and name is optional."""

    id: str = ""
    name: BilingualText = BilingualText()
    phone: str = ""
    address: str = ""
    latitude: str = ""
    longitude: str = ""


class Device(msgspec.Struct, frozen=True):
    """A till or other device of a branch."""

    id: str = ""
    name: BilingualText = BilingualText()
    branch_id: str = ""
    branch: BilingualText = BilingualText()
    type: str = ""


class OrderType(msgspec.Struct, frozen=True):
    """Dine in, pickup, delivery and so on; the codes of `type` are unknown."""

    id: str = ""
    name: BilingualText = BilingualText()
    type: int | None = None

    @property
    def is_delivery(self) -> bool:
        """Tell whether a driver takes such orders out, read from the name since RETM documents no code."""
        return "deliver" in self.name.en.casefold() or "توصيل" in self.name.ar


class PriceList(msgspec.Struct, frozen=True):
    """A named list of prices."""

    id: str = ""
    name: BilingualText = BilingualText()


class PaymentKind(IntEnum):
    """Payment method codes (api-5053420)."""

    CASH = 1
    CARD = 2
    OTHER = 3
    GIFT_CARD = 4
    CREDIT_ACCOUNT = 5
    THIRD_PARTY = 6


class PaymentMethod(msgspec.Struct, frozen=True):
    """A way to pay; `zatca_code` is the tax authority's class of payment (api-5053420)."""

    id: str = ""
    name: BilingualText = BilingualText()
    kind: int | None = None
    opens_drawer: bool = False
    uses_terminal: bool = False
    zatca_code: str = ""


class Charge(msgspec.Struct, frozen=True):
    """An order charge such as delivery, with the tax on it (api-5053421)."""

    id: str = ""
    name: BilingualText = BilingualText()
    value: Decimal = ZERO
    tax: Tax | None = None


class Customer(msgspec.Struct, frozen=True):
    """A customer; ids are integers on the wire, opaque text here (api-5053408)."""

    id: str = ""
    name: BilingualText = BilingualText()
    phone: str = ""
    email: str = ""
