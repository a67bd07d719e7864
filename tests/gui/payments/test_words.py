"""However a payment stands, it is said what happened, what that means for the money, and what to do next."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from retm_desktop.domain import errors
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payments.money import sen_money
from retm_desktop.gui.payments.timeline_words import ICONS, payment_event_words
from retm_desktop.gui.payments.words import cause_of, payment_sentence, state_chip, wallet_name, way_name
from retm_desktop.gui.sentences import sentence_of_payment_code
from retm_desktop.store.payments import PaymentState, PaymentWay
from retm_desktop.sync.payments import follow_up, refunds
from tests.gui.payments.rows import payment

pytestmark = pytest.mark.usefixtures("qapp")

OPERATORS = sorted(
    {
        kind.code
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.OperatorError) and kind is not errors.OperatorError
    }
)
WRITTEN = sorted(
    {
        code
        for module in (follow_up, refunds)
        for code in re.findall(r'error(?:_code)?="([a-z_]+)"', Path(str(module.__file__)).read_text("utf-8"))
    }
)
"""The codes that the core writes by themselves, read from where it writes them."""
REFUSALS = (
    "",
    "FAILED",
    "CANCELLED",
    "AUTH_CODE_EXPIRED",
    "PASSWORD_REQUIRED",
    "INSUFFICIENT_CARD_BALANCE: low",
    "ODD",
)
MONEY = {
    PaymentState.STARTING: ("Nothing is charged yet", "not certain"),
    PaymentState.WAITING: ("Nothing is charged", "can still be paid", "not certain"),
    PaymentState.ASKING: ("not certain",),
    PaymentState.REVERSING: ("not certain",),
    PaymentState.UNCLEAR: ("o not take another payment",),
    PaymentState.REFUNDING: ("sent once only",),
    PaymentState.PAID: ("customer has been charged",),
    PaymentState.REFUNDED: ("gets RM 25.90 back",),
    PaymentState.FAILED: ("Nothing was charged.",),
    PaymentState.EXPIRED: ("Nothing was charged.",),
    PaymentState.REVERSED: ("Nothing was charged",),
}


def test_the_codes_of_the_core_are_found() -> None:
    assert {"other_amount", "unknown_status", "not_refunded", "unreadable_answer"} <= set(WRITTEN)
    assert "offline" in OPERATORS


@pytest.mark.parametrize("way", PaymentWay)
@pytest.mark.parametrize("state", PaymentState)
def test_no_state_and_no_code_lacks_its_words(desk: Desk, state: PaymentState, way: PaymentWay) -> None:
    for code in ("", *OPERATORS, *WRITTEN):
        for refusal in REFUSALS:
            row = payment(state, way, error_code=code, refusal=refusal)
            told = payment_sentence(desk, row)
            words = plain(f"{told.what} {told.safe}").replace("\u00a0", " ")
            assert all((told.what, told.safe, told.next)), (code, refusal)
            assert any(money in words for money in MONEY[state]), (code, refusal, words)
            assert "{" not in f"{told.what}{told.safe}{told.next}", (code, refusal)
            assert code not in words.split() or code in ("offline",), "a code is no word"


@pytest.mark.parametrize("code", sorted({*OPERATORS, *WRITTEN}))
def test_every_code_has_a_cause_of_its_own(desk: Desk, code: str) -> None:
    told = cause_of(code, "")
    assert told is not None
    assert told.what != sentence_of_payment_code("no such code").what
    assert told.what in payment_sentence(desk, payment(PaymentState.UNCLEAR, error_code=code)).safe or code in (
        "other_amount",
    )
    refund = payment_sentence(desk, payment(PaymentState.PAID, error_code=code))
    assert told.what in refund.safe
    assert refund.what.startswith("The refund ")


def test_what_the_service_says_is_found_by_its_code_or_shown_as_it_came(desk: Desk) -> None:
    known = payment_sentence(desk, payment(PaymentState.FAILED, refusal="AUTH_CODE_EXPIRED: code is expired"))
    assert known.what == "The customer's code is too old."
    odd = payment_sentence(desk, payment(PaymentState.FAILED, refusal="Wallet says no"))
    assert plain(odd.what) == "Revenue Monster refused it: Wallet says no"
    status = payment_sentence(desk, payment(PaymentState.UNCLEAR, error_code="unknown_status", refusal="ON_HOLD"))
    assert "(ON_HOLD)" in plain(status.safe)


def test_a_waiting_code_says_until_when(desk: Desk) -> None:
    shown = payment_sentence(desk, payment(PaymentState.WAITING))
    assert shown.what == "The customer can pay now."
    looked_away = payment_sentence(desk, payment(PaymentState.WAITING, let_go=True))
    assert plain(looked_away.safe) == "It can still be paid until 20:24."
    late = payment(PaymentState.WAITING, ends_at=desk.now() - timedelta(seconds=1))
    assert payment_sentence(desk, late).what == "The time to pay is over."
    assert state_chip(desk, late) == ("Being looked up", "warn")


def test_a_customer_who_has_to_enter_a_pin_is_asked_to(desk: Desk) -> None:
    row = payment(PaymentState.ASKING, PaymentWay.SCAN, refusal="PASSWORD_REQUIRED")
    assert "enter the PIN in the app" in payment_sentence(desk, row).next


@pytest.mark.parametrize("state", PaymentState)
def test_every_state_has_a_chip(desk: Desk, state: PaymentState) -> None:
    words, tone = state_chip(desk, payment(state))
    assert words
    assert tone in ("", "info", "warn", "danger", "good")


def test_money_wallets_and_ways() -> None:
    assert plain(sen_money(2590, "en")) == "RM\u00a025.90"
    assert plain(sen_money(123456789, "en")) == "RM\u00a01,234,567.89"
    assert "25.90" in plain(sen_money(2590, "ar"))
    assert "رنجيت" in sen_money(2590, "ar")
    assert wallet_name("TNG") == "Touch 'n Go"
    assert wallet_name("SOMETHINGNEW") == "SOMETHINGNEW"
    assert len({way_name(way) for way in PaymentWay}) == len(PaymentWay)


@pytest.mark.parametrize("state", [state for state in PaymentState if state is not PaymentState.WAITING])
def test_the_timeline_has_a_line_for_every_state(state: PaymentState) -> None:
    kind = f"payment_{state}"
    assert kind in ICONS
    for reason in ("", " offline", " AUTH_CODE_EXPIRED", " Wallet says no"):
        line = plain(payment_event_words(kind, f"scan 2590 512-BCDFGHJKMNPQ{reason}", "en")).replace("\u00a0", " ")
        assert line.startswith(tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        assert "RM 25.90" in line
        assert "{" not in line


def test_a_line_of_the_timeline_reads_as_a_sentence() -> None:
    def line(kind: str, detail: str) -> str:
        return plain(payment_event_words(f"payment_{kind}", detail, "en")).replace("\u00a0", " ")

    assert line("paid", "qr 2590 512-AB") == "Paid RM 25.90 by QR code (reference 512-AB)"
    assert line("failed", "scan 2590 512-AB AUTH_CODE_USED") == (
        "Payment of RM 25.90 by customer's code failed. The customer's code was used before."
    )
    assert line("unclear", "page 2590 512-AB offline") == (
        "Not certain whether RM 25.90 was charged (reference 512-AB). Revenue Monster cannot be reached."
    )
    assert line("paid", "qr 2590 512-AB not_refunded").startswith("Refund of RM 25.90 did not happen.")


@pytest.mark.parametrize(
    ("kind", "detail"),
    [
        ("payment_odd", "qr 2590 512-AB"),
        ("payment_paid", ""),
        ("payment_paid", "qr x 512"),
        ("payment_paid", "cash 1 2"),
    ],
)
def test_what_is_not_known_is_left_to_the_timeline_itself(kind: str, detail: str) -> None:
    assert payment_event_words(kind, detail, "en") == ""
