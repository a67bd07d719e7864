"""What a customer is called on screen."""

from retm_desktop.domain.business import Customer
from retm_desktop.gui.desk import Desk


def customer_name(desk: Desk, customer: Customer) -> str:
    """Return a customer's name in the screen's language, or in the other one; empty where RETM tells none."""
    return desk.text(customer.name)


def other_name(desk: Desk, customer: Customer) -> str:
    """Return the name in the other script, empty where it is the same or not told."""
    shown = customer_name(desk, customer)
    other = customer.name.en if desk.language == "ar" else customer.name.ar
    return other if other != shown else ""
