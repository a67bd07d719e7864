"""Whose account it is: the merchant, the user who signs in, and the products subscribed to (reference 6)."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from retm_desktop.sandbox.revenue_monster.clock import Clock, stamp

Document = dict[str, Any]

_SINCE = "2019-02-01T02:00:00Z"
_INVOICED = ("addressLine1", "addressLine2", "postcode", "city", "state", "country")


class Account:
    """The merchant and the user; `role` is what the user may do, which no application can exceed."""

    def __init__(self, clock: Clock, role: frozenset[str]) -> None:
        self._clock = clock
        self.role = role
        self.read: Document = tomllib.loads((Path(__file__).parent / "account.toml").read_text("utf-8"))

    @property
    def merchant_id(self) -> str:
        """The merchant's id."""
        return str(self.read["merchant"]["id"])

    @property
    def merchant_name(self) -> str:
        """The company's name."""
        return str(self.read["merchant"]["companyName"])

    @property
    def user_name(self) -> str:
        """First and last name of who signs in."""
        return f"{self.read['user']['firstName']} {self.read['user']['lastName']}"

    @property
    def user_email(self) -> str:
        """The address of who signs in, which is also the user name."""
        return str(self.read["user"]["email"])

    def merchant(self) -> Document:
        """The item of `GET /v3/merchant`."""
        told: Document = self.read["merchant"]
        return {
            **told,
            "companyLogoUrl": "",
            "invoiceAddress": {key: told[key] for key in _INVOICED},
            "isActive": True,
            "status": "VERIFIED",
            "isMasterMerchant": False,
            "masterMerchantId": "",
            "isPartner": False,
            "partnerId": "",
            "gstNo": "",
            "createdAt": _SINCE,
            "updatedAt": _SINCE,
        }

    def user(self, store_ids: list[str]) -> Document:
        """The item of `GET /v3/user`: one object, `storeId` an array."""
        return {
            **self.read["user"],
            "avatarUrl": "",
            "status": "ACTIVE",
            "storeId": store_ids,
            "isActive": True,
            "createdAt": _SINCE,
            "updatedAt": _SINCE,
        }

    def subscriptions(self) -> list[Document]:
        """The item of `GET /v3/merchant/subscriptions`: an array. The payment plan ends in six weeks."""
        ends = ((1000, 200, "ACTIVE"), (1001, 42, "ACTIVE"), (1003, 365, "REVIEWING"))
        now = self._clock.now()
        return [
            {
                "id": product,
                "gracePeriod": 90,
                "expiryAt": stamp(now + timedelta(days=days)),
                "terminateAt": stamp(now + timedelta(days=days + 90)),
                "status": status,
            }
            for product, days, status in ends
        ]
