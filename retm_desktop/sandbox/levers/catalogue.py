"""Levers for what changes in the menu and among the customers."""

from typing import Any

from retm_desktop.sandbox.desk import Desk
from retm_desktop.sandbox.entries import Customer
from retm_desktop.sandbox.restaurant import Restaurant

Document = dict[str, Any]

_FIELDS = ("name", "name_localized", "phone", "email")


class CatalogueLevers:
    """Changes the menu and the customers; each change sends its webhook."""

    def __init__(self, restaurant: Restaurant, desk: Desk) -> None:
        self._restaurant = restaurant
        self._desk = desk

    async def change_menu(self, what: str | None = None) -> Document:
        """Change one dish, `what` in added, repriced, removed, renamed (None takes them in turn), and send
        the menu webhook; returns `{change, product, name}`.
        """
        return self._desk.change_menu(what)

    async def change_menu_many(
        self, added: int = 0, removed: int = 0, repriced: int = 0, renamed: int = 0
    ) -> dict[str, list[str]]:
        """Change exactly so many different dishes and send one menu webhook; the product ids by change.

        Raises ValueError when the menu has too few dishes.
        """
        return self._desk.change_menu_many(added=added, removed=removed, repriced=repriced, renamed=renamed)

    async def add_customer(
        self,
        name: str = "Huda Nasser",
        name_localized: str | None = None,
        phone: str = "0500000002",
        email: str | None = None,
    ) -> Document:
        """A new customer, with `customer.created`; without `name_localized` both names are the same."""
        return self._desk.add_customer(name, name_localized or name, phone, email).wire()

    async def change_customer(self, /, customer_id: int | None = None, **fields: str | None) -> Document:
        """Change `name`, `name_localized`, `phone` or `email` of a customer (the first one unless told), and
        send `customer.updated`; without fields the e-mail address comes or goes.
        """
        if unknown := set(fields) - set(_FIELDS):
            raise ValueError(f"unknown fields: {', '.join(sorted(unknown))}")
        customer = self._customer(customer_id)
        self._desk.change_customer(customer, fields)
        return customer.wire()

    async def delete_customer(self, customer_id: int) -> Document:
        """Forget a customer and send `customer.deleted`; the five keys it had."""
        customer = self._customer(customer_id)
        self._desk.delete_customer(customer)
        return customer.wire()

    def _customer(self, customer_id: int | None) -> Customer:
        customers = self._restaurant.customers
        found = next((c for c in customers if customer_id is None or c.id == customer_id), None)
        if found is None:
            raise ValueError("no such customer")
        return found
