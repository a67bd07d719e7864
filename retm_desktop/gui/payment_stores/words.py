"""The words for a store: its fields, its standing, what is wrong with it, and how an edit of it stands."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.errors import OperatorError, OutcomeUnknown, Rejected
from retm_desktop.domain.payments import MOST_STORES, PaymentStore
from retm_desktop.gui import bidi
from retm_desktop.gui.payment_stores.draft import (
    ADDRESS_1,
    ADDRESS_2,
    CITY,
    COUNTRY,
    COUNTRY_CODE,
    LATITUDE,
    LOCATION,
    LONGITUDE,
    NAME,
    PHONE,
    POST_CODE,
    STATE,
    Change,
    Flaw,
    place_text,
)
from retm_desktop.gui.sentences import PAYMENTS_SERVICE, sentence_of_code
from retm_desktop.store.payment_stores import EditState, StoreEdit

translate = QCoreApplication.translate

_ACTIVE = "ACTIVE"
_LEFT_TO_RIGHT = (POST_CODE, COUNTRY_CODE, PHONE, LATITUDE, LONGITUDE, LOCATION)
_SPELT = {
    "name": NAME,
    "addressline1": ADDRESS_1,
    "addressline2": ADDRESS_2,
    "postcode": POST_CODE,
    "city": CITY,
    "state": STATE,
    "country": COUNTRY,
    "countrycode": COUNTRY_CODE,
    "phonenumber": PHONE,
    "phone": PHONE,
    "geolocation": LOCATION,
    "location": LOCATION,
    "latitude": LATITUDE,
    "lat": LATITUDE,
    "longitude": LONGITUDE,
    "lng": LONGITUDE,
}
"""Our field by the service's name of it, without case and underscores: its pages spell some in two ways."""


def field_of(name: str) -> str:
    """Return the field of a store the service means, "" for one that is not known."""
    return _SPELT.get(name.rsplit(".", 1)[-1].replace("_", "").casefold(), "")


def field_words(field: str) -> str:
    """Return the caption of a field; one that is not known keeps the service's word for it."""
    words = {
        NAME: translate("PaymentStores", "Name"),
        ADDRESS_1: translate("PaymentStores", "Address"),
        ADDRESS_2: translate("PaymentStores", "Address, second line"),
        POST_CODE: translate("PaymentStores", "Post code"),
        CITY: translate("PaymentStores", "City"),
        STATE: translate("PaymentStores", "State"),
        COUNTRY: translate("PaymentStores", "Country"),
        COUNTRY_CODE: translate("PaymentStores", "Country code"),
        PHONE: translate("PaymentStores", "Phone"),
        LATITUDE: translate("PaymentStores", "Latitude"),
        LONGITUDE: translate("PaymentStores", "Longitude"),
        LOCATION: translate("PaymentStores", "Coordinates"),
    }
    return words.get(field) or bidi.auto(field)


def flaw_words(flaw: Flaw) -> str:
    """Return what is wrong with a field and what to do about it."""
    match flaw:
        case Flaw.MISSING:
            return translate("PaymentStores", "This has to be filled in.")
        case Flaw.NOT_DIGITS:
            return translate("PaymentStores", "Digits only.")
        case Flaw.WITH_COUNTRY_CODE:
            return translate("PaymentStores", "Without the country code: it has a field of its own.")
        case Flaw.HALF_A_PLACE:
            return translate("PaymentStores", "Enter both coordinates, or leave both empty.")
        case Flaw.NOT_DEGREES:
            return translate("PaymentStores", "Enter degrees as a number, for example {example}.").format(
                example=bidi.ltr("3.1579")
            )
        case Flaw.OFF_THE_MAP:
            return translate("PaymentStores", "Latitude goes from {a} to {b}, longitude from {c} to {d}.").format(
                a=bidi.ltr("-90"), b=bidi.ltr("90"), c=bidi.ltr("-180"), d=bidi.ltr("180")
            )
        case Flaw.PLACE_STAYS:
            return translate(
                "PaymentStores", "Coordinates can be changed here, but taken away only in {service}'s portal."
            ).format(service=PAYMENTS_SERVICE)


def reason_words(field: str, reasons: Iterable[str]) -> str:
    """Return why a store was refused before anything was sent, by the reasons of `Account.save`."""
    if "required" in reasons:
        return flaw_words(Flaw.MISSING)
    if "too_many" in reasons:
        return full_words()
    if field in (COUNTRY_CODE, PHONE):
        return flaw_words(Flaw.NOT_DIGITS)
    return translate("PaymentStores", "This cannot be right.")


def full_words() -> str:
    """Return why there can be no further store."""
    return translate("PaymentStores", "An account has at most {n} stores, and this one has them.").format(
        n=bidi.ltr(str(MOST_STORES))
    )


def store_name(store: PaymentStore) -> str:
    """Return what a store is called on screen: its name, or its id."""
    return bidi.auto(store.name) or bidi.ltr(store.id)


def status_words(status: str) -> str:
    """Return a store's status; one that is not known is shown as it came."""
    return translate("PaymentStores", "Active") if status.upper() == _ACTIVE else bidi.auto(status)


def status_tone(status: str) -> str:
    """Return the tone of a status's chip."""
    return "good" if status.upper() == _ACTIVE else "muted"


def address_lines(store: PaymentStore) -> list[str]:
    """Return an address as it stands on a letter, line by line."""
    place = " ".join(part for part in (store.post_code, store.city) if part)
    return [line for line in (store.address_line_1, store.address_line_2, place, store.state, store.country) if line]


def phone_text(store: PaymentStore) -> str:
    """Return a phone number with its country code, for example `+60 321234567`."""
    return " ".join(
        part for part in (f"+{store.country_code}" if store.country_code else "", store.phone_number) if part
    )


def place_words(store: PaymentStore) -> str:
    """Return the coordinates, empty where there are none."""
    return bidi.ltr(place_text(store.location))


def change_words(change: Change) -> str:
    """Return one change as a line, the old before the new."""
    isolate = bidi.ltr if change.field in _LEFT_TO_RIGHT else bidi.auto
    return translate("PaymentStores", "{field}: {old} → {new}").format(
        field=field_words(change.field), old=isolate(change.old) or "–", new=isolate(change.new) or "–"
    )


def complaint_words(fields: dict[str, tuple[str, ...]]) -> str:
    """Return what the service says of fields, a line for each."""
    return "\n".join(
        f"{field_words(field_of(name) or name)}: {bidi.auto(', '.join(words))}" for name, words in fields.items()
    )


def edit_words(edit: StoreEdit, trouble: OperatorError | None) -> str:
    """Return how an edit stands: what happened, what is safe, what comes next.

    `trouble` is why the service cannot be asked, None while it answers.
    """
    match edit.state:
        case EditState.PENDING if trouble is None:
            return translate("PaymentStores", "It is being sent; {service} has not answered yet.").format(
                service=PAYMENTS_SERVICE
            )
        case EditState.PENDING | EditState.UNKNOWN:
            told = sentence_of_code(OutcomeUnknown.code, PAYMENTS_SERVICE)
            reached = translate("PaymentStores", "That goes on as soon as {service} answers.")
            return " ".join((told.what, told.safe, reached.format(service=PAYMENTS_SERVICE)))
        case EditState.FAILED if edit.error_code == OutcomeUnknown.code:
            looked = (
                translate("PaymentStores", "{service} did not answer, and the change was not found there afterwards.")
                if edit.store.id
                else translate(
                    "PaymentStores", "{service} did not answer, and the store was not found there afterwards."
                )
            )
            kept = translate("PaymentStores", "It is not sent again by itself; what you entered is kept here.")
            return f"{looked.format(service=PAYMENTS_SERVICE)} {kept}"
        case _:
            told = sentence_of_code(edit.error_code, PAYMENTS_SERVICE)
            kept = translate("PaymentStores", "Nothing was changed there; what you entered is kept here.")
            after = told.next if edit.error_code == Rejected.code else ""
            said = complaint_words(edit.fields)
            return "\n".join(part for part in (told.what, said, " ".join(filter(None, (kept, after)))) if part)
