"""What is wrong with a store as it is typed, and what it changes."""

import msgspec
import pytest

from retm_desktop.domain.payments import GeoLocation, PaymentStore
from retm_desktop.gui.payment_stores.draft import (
    STATES,
    Change,
    Flaw,
    StoreDraft,
    changes,
    drafted,
    first_draft,
    flaws,
    pair_of,
    same_store,
    store_of,
)
from retm_desktop.gui.payment_stores.words import field_of, reason_words
from tests.sync.payments.counter import shop

STORE = msgspec.structs.replace(shop("7", "Kedai Bangsar"), location=GeoLocation(3.1579, 101.7116))


def typed(**fields: str) -> StoreDraft:
    return msgspec.structs.replace(drafted(STORE), **fields)


def test_a_store_is_the_same_after_a_form() -> None:
    assert flaws(drafted(STORE), STORE) == {}
    assert store_of(drafted(STORE), STORE) == STORE
    assert changes(STORE, store_of(drafted(STORE), STORE)) == []


def test_everything_but_the_second_line_and_the_place_is_needed() -> None:
    missing = {field for field, flaw in flaws(StoreDraft()).items() if flaw is Flaw.MISSING}
    assert missing == {
        "name",
        "address_line_1",
        "post_code",
        "city",
        "state",
        "country",
        "country_code",
        "phone_number",
    }
    assert set(flaws(first_draft())) == missing - {"country", "country_code"}
    with pytest.raises(ValueError, match="flaws"):
        store_of(StoreDraft())


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"phone_number": "12 ab"}, {"phone_number": Flaw.NOT_DIGITS}),
        ({"phone_number": "+60 321234567"}, {"phone_number": Flaw.WITH_COUNTRY_CODE}),
        ({"phone_number": "٠٣-٢١٢٣ ٤٥٦٧"}, {}),
        ({"country_code": "+60"}, {}),
        ({"country_code": "MY"}, {"country_code": Flaw.NOT_DIGITS}),
        ({"name": " \u2067 "}, {"name": Flaw.MISSING}),
        ({"latitude": ""}, {"latitude": Flaw.HALF_A_PLACE}),
        ({"longitude": " "}, {"longitude": Flaw.HALF_A_PLACE}),
        ({"latitude": "north"}, {"latitude": Flaw.NOT_DEGREES}),
        ({"latitude": "nan", "longitude": "1e2"}, {"latitude": Flaw.NOT_DEGREES, "longitude": Flaw.NOT_DEGREES}),
        ({"latitude": "90.5"}, {"latitude": Flaw.OFF_THE_MAP}),
        ({"longitude": "-180.01"}, {"longitude": Flaw.OFF_THE_MAP}),
        ({"latitude": "-90", "longitude": "180°"}, {}),
        ({"latitude": "٣٫١٥", "longitude": "−101.7"}, {}),
        ({"latitude": "", "longitude": ""}, {"latitude": Flaw.PLACE_STAYS}),
    ],
)
def test_flaws(fields: dict[str, str], found: dict[str, Flaw]) -> None:
    assert flaws(typed(**fields), STORE) == found


def test_a_new_store_needs_no_place() -> None:
    assert store_of(typed(latitude="", longitude="")).location is None
    assert store_of(typed(latitude="٣٫١٥", longitude="−101.7")).location == GeoLocation(3.15, -101.7)


def test_changes_are_told_field_by_field_as_they_are_kept() -> None:
    after = store_of(typed(name="Kedai  Bangsar Baru", phone_number="377 771-234", latitude="3.2"), STORE)
    assert changes(STORE, after) == [
        Change("name", "Kedai Bangsar", "Kedai Bangsar Baru"),
        Change("phone_number", "321234567", "377771234"),
        Change("location", "3.1579, 101.7116", "3.2, 101.7116"),
    ]
    assert (after.id, after.status, after.is_default) == (STORE.id, STORE.status, STORE.is_default)


def test_the_service_may_answer_in_capital_letters() -> None:
    wanted = store_of(typed(city="Kuala Lumpur", country="Malaysia"), STORE)
    assert wanted != STORE
    assert same_store(STORE, wanted)
    assert not same_store(STORE, msgspec.structs.replace(wanted, name="Another"))
    assert not same_store(STORE, msgspec.structs.replace(wanted, location=None))


@pytest.mark.parametrize(
    ("pasted", "pair"),
    [
        ("3.1579, 101.7116", ("3.1579", "101.7116")),
        ("(3.1579,101.7116)", ("3.1579", "101.7116")),
        ("-3.1° 101.7°", ("-3.1", "101.7")),
        ("3.1579", None),
        ("3.1, east", None),
    ],
)
def test_a_pair_of_coordinates(pasted: str, pair: tuple[str, str] | None) -> None:
    assert pair_of(pasted) == pair


def test_the_sixteen_states_and_territories() -> None:
    assert len(set(STATES)) == 16


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("postCode", "post_code"),
        ("postcode", "post_code"),
        ("address_line_1", "address_line_1"),
        ("AddressLine2", "address_line_2"),
        ("phoneNumber", "phone_number"),
        ("store.countryCode", "country_code"),
        ("geoLocation", "location"),
        ("geoLocation.Lat", "latitude"),
        ("merchantSettlementId", ""),
    ],
)
def test_the_services_names_of_fields(name: str, field: str) -> None:
    assert field_of(name) == field


def test_every_reason_of_the_account_has_words() -> None:
    told = {reason_words("phone_number", (reason,)) for reason in ("required", "invalid", "too_many")}
    assert len(told) == 3
    assert all(told)


def test_a_store_of_nothing_can_be_shown_in_a_form() -> None:
    assert drafted(PaymentStore()) == StoreDraft()
