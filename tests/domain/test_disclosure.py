"""Documents as they may be shown: no secret ever, and no personal data that was not asked for."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retm_desktop.domain.disclosure import HIDDEN, LONGEST_SHOWN, disclosed


def shown_document(body: bytes, *, personal: bool = False) -> str:
    return disclosed(body, personal=personal).text


def shown(document: object, *, personal: bool = False) -> str:
    return shown_document(json.dumps(document, ensure_ascii=False).encode(), personal=personal)


@pytest.mark.parametrize(
    "key",
    [
        *("access_token", "refresh_token", "client_secret", "token", "code", "password", "Authorization", "id_token"),
        *("accessToken", "X-Api-Key", "webhook_token", "clientSecret", "user_password"),
    ],
)
@pytest.mark.parametrize("personal", [False, True])
def test_secrets_are_hidden_wherever_they_stand_and_whoever_asks(key: str, *, personal: bool) -> None:
    for document in (
        {key: "s3cr3t-value"},
        [{"deep": [{"data": {key: "s3cr3t-value"}}]}],
        {key: {"in": "s3cr3t-value"}},
    ):
        told = shown(document, personal=personal)
        assert "s3cr3t-value" not in told
        assert HIDDEN in told


def test_what_only_looks_like_a_secret_is_shown() -> None:
    told = shown(
        {
            "token_type": "Bearer",
            "reward_code": "SUMMER-204",
            "zatca_payment_code": "10",
            "error_code": "E17",
            "code": 503,
            "refresh_token": None,
        }
    )
    for words in ('"Bearer"', "SUMMER-204", '"10"', "E17", "503", '"refresh_token": null'):
        assert words in told
    assert HIDDEN not in told
    assert '"404"' in shown({"code": "404"})
    assert HIDDEN in shown({"code": "4/0AX4XfWh"})


def test_secrets_in_free_text_are_hidden() -> None:
    told = shown({"message": "refused: Bearer abc.def-123 and eyJhbGciOiJIUzI1NiJ9.e30.x"}, personal=True)
    assert "abc.def" not in told
    assert "eyJ" not in told


CUSTOMER = {
    "id": 3071,
    "name": "Huda Nasser",
    "name_localized": "هدى ناصر",
    "phone": "0500000002",
    "email": "huda@example.com",
}


@pytest.mark.parametrize(
    "document",
    [
        {"event": "customer.updated", "customer": CUSTOMER},
        {"items": [CUSTOMER], "pagination": {"total": 1}},
        CUSTOMER,
        {"order": {"customer": {"name": {"en": "Huda Nasser", "ar": "هدى ناصر"}, "phone": "0500000002"}}},
        {"driver": {"name": "Huda Nasser", "phone": "0500000002"}, "driver_name": "Huda Nasser"},
        {"note": "call 0500000002 or +966 50 000 0002", "message": "write to huda@example.com"},
        {"customer_number": "0500000002"},
        {"address": {"name": "Huda Nasser", "lat": "24.1", "lng": "46.2"}, "full_name": "Huda Nasser"},
    ],
)
def test_personal_data_is_hidden_until_it_is_asked_for(document: object) -> None:
    told = shown(document)
    for personal in ("Huda", "هدى", "0500000002", "000 0002", "huda@", "24.1"):
        assert personal not in told
    assert json.loads(shown(document, personal=True)) == document


def test_names_of_things_are_shown() -> None:
    told = shown([{"uuid": "01h", "name": {"en": "House tea", "ar": "شاي"}, "price": "5.000", "note": "hot"}])
    assert HIDDEN not in told
    assert "شاي" in told


def test_numbers_stay_as_they_were_written() -> None:
    told = shown_document(b'{"price": 5.000, "big": 123456789012345678901234567890, "small": -0.10}')
    for words in ("5.000", "-0.10"):
        assert words in told
    assert "12345678901234567890" in told or "1.2345678901234567" in told


def test_a_fault_page_is_shown_without_what_it_gives_away() -> None:
    page = b"<html><b>500</b> Authorization: Bearer abc123456 client_secret=hush-hush at 0500000002 code: 500</html>"
    told = shown_document(page)
    assert "500" in told
    for gone in ("abc123456", "hush-hush", "0500000002"):
        assert gone not in told
    assert "hush-hush" not in shown_document(page, personal=True)


def test_half_a_document_is_hidden_whole_and_scrubbed_when_asked_for() -> None:
    half = b'{"access_token": "abcdef123", "customer": {"name": "Huda'
    assert shown_document(half) == HIDDEN
    told = shown_document(half, personal=True)
    assert "abcdef123" not in told
    assert "Huda" in told


def test_an_empty_body_is_shown_as_nothing() -> None:
    assert shown_document(b"") == ""


def test_a_document_nested_a_thousand_deep_does_no_harm() -> None:
    for depth in (300, 490, 700, 5000):
        told = shown_document(b'{"a":' * depth + b'{"access_token":"s3cr3t"}' + b"}" * depth)
        assert "s3cr3t" not in told


@pytest.mark.parametrize(
    "body",
    [
        json.dumps([{"id": number, "name": "x" * 40} for number in range(10_000)]).encode(),
        json.dumps({"id": "y" * 1_000_000, "token": "s3cr3t"}).encode(),
        json.dumps([{"token": "s3cr3t", "customer": {"name": "Huda"}}] * 30_000).encode(),
        json.dumps({str(number): "s3cr3t" * (number == 50_000) for number in range(60_000)}).encode(),
        b"<p>" + b"y" * 1_000_000,
        b"<p>" + "ش".encode() * 300_000,
        b"[" + b'{"a":1},' * 1_000_000 + b"{}]",
        b'{"a":' * 90 + json.dumps([{"token": "s3cr3t", "customer": {"name": "Huda"}}] * 2_000).encode() + b"}" * 90,
    ],
)
def test_what_is_too_long_is_cut_and_says_so(body: bytes) -> None:
    told = disclosed(body)
    assert told.cut
    assert len(told.text) <= LONGEST_SHOWN
    assert "s3cr3t" not in told.text
    assert "Huda" not in told.text


def test_a_list_of_megabytes_shows_its_beginning_clean() -> None:
    customers = [{"id": number, "name": "Huda", "phone": "0500000002", "email": None} for number in range(100_000)]
    for document in (customers, {"items": customers, "pagination": {"total": 100_000}}):
        told = disclosed(json.dumps(document).encode())
        assert told.cut
        assert '"id": 7' in told.text
        assert "Huda" not in told.text


def test_what_is_shown_whole_says_so() -> None:
    large = {"rows": [{"id": number, "price": number} for number in range(700)], "last": "x" * 52_000}
    told = disclosed(json.dumps(large).encode())
    assert not told.cut
    assert json.loads(told.text) == large
    assert not disclosed(json.dumps([{"id": number} for number in range(3_000)]).encode()).cut
    assert not disclosed(b"<p>" + b"y" * 1_000).cut


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "name", "customer", "phone", "token", "code"]) | st.text(), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_can_be_shown_and_no_token_survives(document: object) -> None:
    told = shown({"token": "s3cr3t-value", "rest": document, "customer": {"name": "Huda"}})
    assert "s3cr3t-value" not in told
    assert "Huda" not in told


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_can_be_shown(body: bytes, personal: bool) -> None:
    assert isinstance(shown_document(body, personal=personal), str)
