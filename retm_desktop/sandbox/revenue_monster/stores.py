"""The merchant's stores (reference 7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from retm_desktop.sandbox.revenue_monster.clock import Clock, stamp
from retm_desktop.sandbox.revenue_monster.errors import Refused
from retm_desktop.sandbox.revenue_monster.paging import limit_in, meta, page_of

Document = dict[str, Any]

MOST_STORES = 10
# Small on purpose: the real page size is not documented, and a client has to follow cursors.
_USUAL_PAGE, _LARGEST_PAGE = 5, 100
_REQUIRED = ("name", "addressLine1", "postCode", "city", "state", "country", "countryCode", "phoneNumber")
_OPTIONAL = ("addressLine2", "merchantSettlementId")
_SHOUTED = ("city", "state", "country")
_LONGEST = 200


@dataclass
class Store:
    """One store: `fields` as a client sends them."""

    number: int
    id: str
    fields: Document
    created: datetime
    updated: datetime
    is_default: bool = False

    def wire(self) -> Document:
        """The store object; `isDefault` only where it is true, city, state and country in capitals."""
        fields: Document = {"addressLine2": "", "geoLocation": {"latitude": 0, "longitude": 0}} | self.fields
        told = {key: value.upper() if key in _SHOUTED else value for key, value in fields.items()}
        told |= {"id": self.id, "imageUrl": "", "status": "ACTIVE"}
        if self.is_default:
            told["isDefault"] = True
        return told | {"createdAt": stamp(self.created), "updatedAt": stamp(self.updated, nanoseconds=self.number)}


class Stores:
    """Reads and changes the stores; refuses as the service does."""

    def __init__(self, clock: Clock, first: list[Document]) -> None:
        self._clock = clock
        self._last = 0
        self.all: list[Store] = []
        for fields in first:
            store = self._open(fields)
            store.created = store.updated = clock.now() - timedelta(days=400)
        self.all[0].is_default = True

    def ids(self) -> list[str]:
        """Every store's id."""
        return [store.id for store in self.all]

    def get(self, store_id: object) -> Store:
        """One store; raises Refused with STORE_NOT_FOUND."""
        found = next((store for store in self.all if store.id == store_id), None)
        if found is None:
            raise Refused("STORE_NOT_FOUND")
        return found

    def page(self, query: Mapping[str, str]) -> Document:
        """A page, oldest store first."""
        limit = limit_in(query.get("limit"), _USUAL_PAGE, _LARGEST_PAGE)
        page, cursor = page_of(self.all, query.get("cursor", ""), limit)
        return {
            "items": [store.wire() for store in page],
            "code": "SUCCESS",
            "meta": meta(len(page), cursor, len(self.all)),
        }

    def create(self, body: Document) -> Store:
        """Open a store; raises Refused."""
        fields = _read(body, required=True)
        if len(self.all) >= MOST_STORES:
            raise Refused("STORE_MAXIMUM")
        return self._open(fields)

    def update(self, store_id: str, body: Document) -> Store:
        """Replace the fields sent, be it all of them or some; raises Refused."""
        store = self.get(store_id)
        store.fields |= _read(body, required=False)
        store.updated = self._clock.now()
        return store

    def delete(self, store_id: str) -> None:
        """Close a store for good; raises Refused for the default one."""
        store = self.get(store_id)
        if store.is_default:
            raise Refused("DEFAULT_STORE_DELETE_NOT_ALLOWED")
        self.all.remove(store)

    def _open(self, fields: Document) -> Store:
        self._last += 1
        now = self._clock.now()
        store = Store(self._last, str(7_700_000_000_000_000_000 + self._last), dict(fields), now, now)
        self.all.append(store)
        return store


def _read(body: Document, *, required: bool) -> Document:
    """The fields of a store that were sent; raises Refused with VALIDATION_ERROR and the names of the wrong ones."""
    fields: Document = {}
    wrong: list[str] = []
    for name in _REQUIRED:
        value = body.get(name)
        if value is None and name not in body and not required:
            continue
        if isinstance(value, str) and value.strip() and len(value) <= _LONGEST:
            fields[name] = value
        else:
            wrong.append(name)
    for name in _OPTIONAL:
        if (value := body.get(name)) is None:
            continue
        if isinstance(value, str) and len(value) <= _LONGEST:
            fields[name] = value
        else:
            wrong.append(name)
    if (place := body.get("geoLocation")) is not None:
        if _is_place(place):
            fields["geoLocation"] = {key: place[key] for key in ("latitude", "longitude")}
        else:
            wrong.append("geoLocation")
    if wrong:
        raise Refused("VALIDATION_ERROR", debug=", ".join(wrong))
    return fields


def _is_place(place: object) -> bool:
    if not isinstance(place, dict):
        return False
    for name, most in (("latitude", 90), ("longitude", 180)):
        degrees = place.get(name)
        if isinstance(degrees, bool) or not isinstance(degrees, int | float) or not abs(degrees) <= most:
            return False
    return True
