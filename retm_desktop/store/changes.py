"""Tells listeners which part of the store changed, after the change is on disk."""

import logging
from collections.abc import Callable
from enum import StrEnum

_log = logging.getLogger(__name__)


class Topic(StrEnum):
    """The parts of the store that a view may show."""

    ORDERS = "orders"
    OUTBOX = "outbox"
    CATALOGUE = "catalogue"
    CONNECTIONS = "connections"
    INSTALLS = "installs"
    SETTINGS = "settings"
    CUSTOMERS = "customers"
    INVOICES = "invoices"
    REWARDS = "rewards"
    EVENTS = "events"
    LEDGER = "ledger"
    """When orders were received, shown, sounded, seen and acted on, and which were missed."""
    PAYMENTS = "payments"
    """What was charged here, and the account's stores and their links."""
    TAKINGS = "takings"
    """The account's transactions and settlements."""


class Changes:
    """Calls every subscriber at once, on the publisher's thread; repositories publish after commit."""

    def __init__(self) -> None:
        self._subscribers: dict[int, Callable[[frozenset[Topic]], None]] = {}
        self._next = 0

    def subscribe(self, callback: Callable[[frozenset[Topic]], None]) -> Callable[[], None]:
        """Have `callback` called with the topics that changed; the answer ends the subscription."""
        number = self._next
        self._next += 1
        self._subscribers[number] = callback
        return lambda: self._subscribers.pop(number, None) and None

    def publish(self, *topics: Topic) -> None:
        """Tell every subscriber; one that fails is logged and does not keep the others from hearing."""
        changed = frozenset(topics)
        for callback in tuple(self._subscribers.values()):
            try:
                callback(changed)
            except Exception:
                _log.exception("a subscriber to changes failed")
