"""Tries every reading endpoint once, one after another: what a technician does first at a new restaurant."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import msgspec

from retm_desktop.domain.errors import Offline, OperatorError, SignInExpired, WrongCredentials
from retm_desktop.domain.menu import Category, Group, Product
from retm_desktop.gui.connection.words import READINGS
from retm_desktop.gui.desk import Desk
from retm_desktop.providers.retm.endpoints import ENDPOINTS
from retm_desktop.store.catalogue import Kind
from retm_desktop.sync.inspector import Inspector

_SILENCES = 2
"""After so many readings in a row without an answer the line is down, and more would only cost time."""

_RECORDS: dict[str, tuple[Kind, type[msgspec.Struct]]] = {
    "category": (Kind.CATEGORY, Category),
    "group": (Kind.GROUP, Group),
    "product": (Kind.PRODUCT, Product),
}


@dataclass(frozen=True)
class Step:
    """One reading: its number from 1, how many there are, and its name; `error` after it failed without an answer."""

    number: int
    total: int
    name: str
    skipped: bool = False
    error: OperatorError | None = None


async def known_id(desk: Desk, endpoint: str) -> str:
    """Return the id of a record that is stored, for an endpoint that asks for one; empty where none is."""
    if endpoint not in _RECORDS:
        return ""
    kind, type_ = _RECORDS[endpoint]
    found = await desk.catalogue.page(desk.connection_id, kind, type_, offset=0, limit=1)
    return str(found[0].id) if found else ""  # type: ignore[attr-defined]


async def readings(desk: Desk, inspector: Inspector, begun: Callable[[Step], None]) -> AsyncIterator[Step]:
    """Call each reading; yield a step once it is over, `begun` is told before.

    A reading of one record is left out where no id is known. Ends early, with the last step's `error`, when RETM
    refuses the sign-in or does not answer at all.
    """
    silent = 0
    total = len(READINGS)
    for number, name in enumerate(READINGS, start=1):
        begun(Step(number, total, name))
        record = await known_id(desk, name)
        if "{id}" in ENDPOINTS[name].path and not record:
            yield Step(number, total, name, skipped=True)
            continue
        try:
            await inspector.call(name, record)
        except OperatorError as error:
            silent = silent + 1 if isinstance(error, Offline) else 0
            yield Step(number, total, name, error=error)
            if silent >= _SILENCES or isinstance(error, SignInExpired | WrongCredentials):
                return
        else:
            silent = 0
            yield Step(number, total, name)
