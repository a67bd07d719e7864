"""A store as somebody types it: what is wrong with it, what is made of it, and what that changes."""

import re
from enum import Enum, auto

import msgspec

from retm_desktop.domain.payments import GeoLocation, PaymentStore
from retm_desktop.domain.text import ascii_digits, plain

NAME, ADDRESS_1, ADDRESS_2 = "name", "address_line_1", "address_line_2"
POST_CODE, CITY, STATE, COUNTRY = "post_code", "city", "state", "country"
COUNTRY_CODE, PHONE = "country_code", "phone_number"
LATITUDE, LONGITUDE = "latitude", "longitude"
LOCATION = "location"
TEXTS = (NAME, ADDRESS_1, ADDRESS_2, POST_CODE, CITY, STATE, COUNTRY, COUNTRY_CODE, PHONE)
FIELDS = (*TEXTS, LATITUDE, LONGITUDE)
"""The fields of the form, in its order."""

MOST_LETTERS = {
    NAME: 255,
    ADDRESS_1: 255,
    ADDRESS_2: 255,
    POST_CODE: 20,
    CITY: 100,
    STATE: 100,
    COUNTRY: 100,
    COUNTRY_CODE: 10,
    PHONE: 30,
    LATITUDE: 40,
    LONGITUDE: 40,
}
"""What is longer would be cut on its way to the service; a place may be pasted as a pair."""
_DIGITS = (COUNTRY_CODE, PHONE)
_CODES = (POST_CODE, *_DIGITS)
_DEGREES = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,15})?")
_PAIR = re.compile(r"\(?\s*([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*\)?")

MALAYSIA = "Malaysia"
MALAYSIA_CODE = "60"
STATES = (
    "Johor",
    "Kedah",
    "Kelantan",
    "Kuala Lumpur",
    "Labuan",
    "Melaka",
    "Negeri Sembilan",
    "Pahang",
    "Perak",
    "Perlis",
    "Pulau Pinang",
    "Putrajaya",
    "Sabah",
    "Sarawak",
    "Selangor",
    "Terengganu",
)
"""The thirteen states and three federal territories of Malaysia, by the alphabet."""


class Flaw(Enum):
    """What is wrong with a field."""

    MISSING = auto()
    NOT_DIGITS = auto()
    WITH_COUNTRY_CODE = auto()
    HALF_A_PLACE = auto()
    NOT_DEGREES = auto()
    OFF_THE_MAP = auto()
    PLACE_STAYS = auto()
    """A place cannot be taken away: what is not sent stays as it is."""


class StoreDraft(msgspec.Struct, frozen=True):
    """What was typed, field by field, as text."""

    name: str = ""
    address_line_1: str = ""
    address_line_2: str = ""
    post_code: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    country_code: str = ""
    phone_number: str = ""
    latitude: str = ""
    longitude: str = ""


class Change(msgspec.Struct, frozen=True):
    """What a field of a store has and what it is to have; empty for nothing."""

    field: str
    old: str
    new: str


def first_draft() -> StoreDraft:
    """Return what a new form begins with: the service is Malaysia's."""
    return StoreDraft(country=MALAYSIA, country_code=MALAYSIA_CODE)


def drafted(store: PaymentStore) -> StoreDraft:
    """Return a store as a form shows it."""
    place = store.location
    return StoreDraft(
        **{field: getattr(store, field) for field in TEXTS},
        latitude=degrees_text(place.latitude) if place else "",
        longitude=degrees_text(place.longitude) if place else "",
    )


def flaws(draft: StoreDraft, before: PaymentStore | None = None) -> dict[str, Flaw]:
    """Return what keeps a draft from becoming a store, by field; `before` is the store that is changed, if one is."""
    found = {field: Flaw.MISSING for field in TEXTS if field != ADDRESS_2 and not _cleaned(draft, field)}
    for field in _DIGITS:
        if (written := _cleaned(draft, field)) and not (written.isascii() and written.isdigit()):
            found[field] = Flaw.NOT_DIGITS
    if PHONE not in found and plain(draft.phone_number).lstrip().startswith("+"):
        found[PHONE] = Flaw.WITH_COUNTRY_CODE
    found |= _flaws_of_place(draft, before)
    return found


def store_of(draft: StoreDraft, before: PaymentStore | None = None) -> PaymentStore:
    """Return the store a draft asks for, whole; raises ValueError for a draft with flaws."""
    if flaws(draft, before):
        raise ValueError("this draft has flaws")
    latitude, longitude = _degrees(draft.latitude), _degrees(draft.longitude)
    place = None if latitude is None or longitude is None else GeoLocation(latitude, longitude)
    texts = {field: _cleaned(draft, field) for field in TEXTS}
    return msgspec.structs.replace(before or PaymentStore(), **texts, location=place)


def changes(before: PaymentStore, after: PaymentStore) -> list[Change]:
    """Return what differs between two stores, field by field in the form's order."""
    fields = [Change(field, getattr(before, field), getattr(after, field)) for field in TEXTS]
    fields.append(Change(LOCATION, place_text(before.location), place_text(after.location)))
    return [each for each in fields if each.old != each.new]


def same_store(kept: PaymentStore, wanted: PaymentStore) -> bool:
    """Tell whether the account has a store as it was wanted; it answers with some words in capital letters."""
    return all(each.old.casefold() == each.new.casefold() for each in changes(kept, wanted))


def pair_of(typed: str) -> tuple[str, str] | None:
    """Return latitude and longitude where both were pasted into one field, as maps copy them."""
    found = _PAIR.fullmatch(ascii_digits(plain(typed)).strip())
    return (found[1], found[2]) if found else None


def degrees_text(value: float) -> str:
    """Return degrees without needless zeros, for example `3.1579`; a ten-millionth is about a centimetre."""
    return f"{value:.7f}".rstrip("0").rstrip(".")


def place_text(place: GeoLocation | None) -> str:
    """Return a place as `latitude, longitude`, empty for none."""
    return f"{degrees_text(place.latitude)}, {degrees_text(place.longitude)}" if place else ""


def _cleaned(draft: StoreDraft, field: str) -> str:
    """Return a field's text as the core keeps it, so that only what differs is called a change."""
    written = " ".join(plain(getattr(draft, field)).split())
    if field not in _CODES:
        return written
    return "".join(ascii_digits(written).replace("-", "").split()).lstrip("+")


def _flaws_of_place(draft: StoreDraft, before: PaymentStore | None) -> dict[str, Flaw]:
    typed = {LATITUDE: plain(draft.latitude).strip(), LONGITUDE: plain(draft.longitude).strip()}
    if not any(typed.values()):
        return {LATITUDE: Flaw.PLACE_STAYS} if before is not None and before.location is not None else {}
    found: dict[str, Flaw] = {}
    for field, most in ((LATITUDE, 90), (LONGITUDE, 180)):
        value = _degrees(typed[field])
        if not typed[field]:
            found[field] = Flaw.HALF_A_PLACE
        elif value is None:
            found[field] = Flaw.NOT_DEGREES
        elif abs(value) > most:
            found[field] = Flaw.OFF_THE_MAP
    return found


def _degrees(typed: str) -> float | None:
    """Return degrees in either script's digits; None where it is no number."""
    written = ascii_digits(plain(typed)).replace("−", "-").strip().removesuffix("°").rstrip()
    return float(written) if _DEGREES.fullmatch(written) else None
