"""The till's questions as they are read, and the documented answers to the letter (doc-400818, api-5053406)."""

import contextlib
import json
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retm_desktop.domain.errors import UnreadableAnswer
from retm_desktop.domain.rewards import AllowedProduct, Reward, RewardKind
from retm_desktop.domain.text import BilingualText
from retm_desktop.providers.retm.rewards import AllowedProductsForm, asked, good, refused
from retm_desktop.sandbox.levers.till import check_problems, redeem_problems
from tests.providers.any_json import ANY_JSON

RIYADH = ZoneInfo("Asia/Riyadh")
ARRAY, OBJECT = AllowedProductsForm.ARRAY, AllowedProductsForm.OBJECT
DETAILS = Reward(
    code="SUMMER-204",
    kind=RewardKind.PRODUCTS,
    amount=Decimal(25),
    products=(AllowedProduct("01K4HDD", 2), AllowedProduct("01k4other", 1)),
    customer_phone="0500000001",
    label=BilingualText("Details", "تفاصيل"),
    address="https://partner.example/r/204",
)
BUTTON = {"label": {"ar": "تفاصيل", "en": "Details"}, "url": "https://partner.example/r/204", "close_modal": True}


def test_the_answer_for_a_good_reward_is_the_documented_one() -> None:
    assert good(DETAILS, ARRAY) == {
        "data": {
            "type": 2,
            "is_percentage": True,
            "customer_number": "0500000001",
            "discount_amount": "25",
            "max_discount_amount": "0",
            "allowed_products": [
                {"product_id": "01K4HDD", "quantity": "2"},
                {"product_id": "01k4other", "quantity": "1"},
            ],
            "button": BUTTON,
        },
        "errors": [],
    }


def test_the_other_form_differs_in_the_products_only() -> None:
    array, other = good(DETAILS, ARRAY), good(DETAILS, OBJECT)
    data = other["data"]
    assert isinstance(data, dict)
    # It has one quantity for all: the least, so that never more is given than was meant.
    assert data["allowed_products"] == {"product_id": ["01K4HDD", "01k4other"], "quantity": 1}
    assert array["data"] == data | {"allowed_products": array["data"]["allowed_products"]}  # type: ignore[index]


@pytest.mark.parametrize(("form", "nothing"), [(ARRAY, []), (OBJECT, {"product_id": [], "quantity": 0})])
def test_a_reward_on_the_whole_order_names_no_products(form: AllowedProductsForm, nothing: object) -> None:
    data = good(Reward(code="A", amount=Decimal("12.5"), ceiling=Decimal(30), products=DETAILS.products), form)["data"]
    assert isinstance(data, dict)
    assert (data["type"], data["allowed_products"]) == (1, nothing)
    assert (data["discount_amount"], data["max_discount_amount"]) == ("12.5", "30")
    assert data["button"] == {"label": {"ar": "", "en": ""}, "url": "", "close_modal": True}


@pytest.mark.parametrize(
    ("amount", "written"), [("100", "100"), ("0.0005", "0.001"), ("7.50", "7.5"), ("1E+2", "100"), ("19.999", "19.999")]
)
def test_amounts_are_text_without_exponents(amount: str, written: str) -> None:
    data = good(Reward(amount=Decimal(amount), is_percentage=False), ARRAY)["data"]
    assert isinstance(data, dict)
    assert (data["discount_amount"], data["is_percentage"]) == (written, False)


def test_digits_go_out_as_0_to_9_and_without_direction_marks() -> None:
    reward = Reward(amount=Decimal(1), customer_phone="\u2066٠٥٥١٢٣٤٥٦٧\u2069", label=BilingualText("\u200fX"))
    data = good(reward, ARRAY)["data"]
    assert isinstance(data, dict)
    assert data["customer_number"] == "0551234567"
    assert data["button"]["label"]["en"] == "X"


def test_a_refusal_has_an_array_for_data_and_says_why() -> None:
    assert refused("Code already used") == {"data": [], "message": "Code already used", "errors": []}


@pytest.mark.parametrize("form", [ARRAY, OBJECT])
def test_the_practice_till_understands_every_answer(form: AllowedProductsForm) -> None:
    for reward in (DETAILS, Reward(amount=Decimal(1))):
        assert check_problems(200, good(reward, form)) == []
    for judge in (check_problems, redeem_problems):
        assert judge(400, refused("No")) == []


def question(**members: object) -> bytes:
    return json.dumps({"reward_code": "A-1", "business_refrence": "palmgrill"} | members).encode()


def test_a_check_is_read_with_a_mark_at_its_beginning_and_odd_spaces() -> None:
    assert asked(b"\xef\xbb\xbf" + question(reward_code=" \u200fSUMMER-٢٠٤ "), RIYADH).code == "SUMMER-٢٠٤"
    assert asked(question(reward_code=204), RIYADH).code == "204"
    assert asked(b"{}", RIYADH).code == ""
    with pytest.raises(UnreadableAnswer):
        asked(b"{", RIYADH)


def test_a_code_that_is_too_long_is_not_cut_to_one_that_is_known() -> None:
    assert asked(question(reward_code="X" * 64), RIYADH).code == "X" * 64
    assert asked(question(reward_code="X" * 65), RIYADH).code == "X" * 64 + "…"


IN_RIYADH = datetime(2026, 2, 3, 15, 24, tzinfo=UTC)
END_OF_DAY = datetime(2026, 2, 3, 20, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("timestamp", "kept", "used_at"),
    [
        ("2026-02-03T18:24:00", "2026-02-03T18:24:00", IN_RIYADH),
        ("2026-02-03 18:24:00", "2026-02-03 18:24:00", IN_RIYADH),
        ("٢٠٢٦-٠٢-٠٣ ١٨:٢٤:٠٠", "2026-02-03 18:24:00", IN_RIYADH),
        ("2026-02-03T15:24:00Z", "2026-02-03T15:24:00Z", IN_RIYADH),
        ("18:24:00", "18:24:00", IN_RIYADH),
        (1770132240, "1770132240", IN_RIYADH),
        ("1770132240000", "1770132240000", IN_RIYADH),
        ("in the evening", "in the evening", END_OF_DAY),
        # What names no time of day cannot tell one use from another, and is no time of use.
        ("", "", END_OF_DAY),
        (None, "", END_OF_DAY),
        ("0001-01-01T00:00:00", "", END_OF_DAY),
        ("2026-02-03", "", END_OF_DAY),
        ("2026-02-03T00:00:00", "", END_OF_DAY),
    ],
)
def test_when_a_reward_was_used(timestamp: object, kept: str, used_at: datetime) -> None:
    read = asked(question(branch_id=" 01h0 ", date="2026-02-03", timestamp=timestamp), RIYADH)
    assert (read.branch_id, read.timestamp, read.used_at) == ("01h0", kept, used_at)


def test_a_day_in_the_timestamp_serves_where_there_is_no_date() -> None:
    read = asked(question(timestamp="2026-02-03"), RIYADH)
    assert (read.date, read.timestamp, read.used_at) == ("2026-02-03", "", END_OF_DAY)
    for date in ("", "yesterday", "9999-12-31", "0001-01-01"):
        assert asked(question(date=date), RIYADH).used_at is None


@given(ANY_JSON)
def test_any_document_is_read_or_refused_in_kind(document: object) -> None:
    read = asked(json.dumps(document).encode(), RIYADH)
    assert len(read.code) <= 65


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_kind(body: bytes) -> None:
    with contextlib.suppress(UnreadableAnswer):
        assert len(asked(body, RIYADH).code) <= 65
