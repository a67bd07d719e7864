"""Sums over a settlement: the service's own figures, and nothing guessed."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from retm_desktop.domain.payments import SettlementLine
from retm_desktop.gui.payments.money import exact, money
from retm_desktop.gui.takings.settled import is_signed, kinds_of, parts_of, sums_of
from tests.gui.takings.account import settled


def test_lines_are_added_up_to_the_sen() -> None:
    sums = sums_of([settled(n, "0.10", "-0.01") for n in range(1000)])
    assert (sums.count, sums.gross, sums.fee, sums.net) == (
        1000,
        Decimal("100.00"),
        Decimal("-10.00"),
        Decimal("90.00"),
    )
    assert sums.untold == 0


def test_a_line_that_lacks_a_figure_is_in_no_sum_and_is_counted() -> None:
    sums = sums_of([settled(1), settled(2, fee="0.00", net=None), settled(3, currency="SGD")])
    assert (sums.count, sums.untold) == (3, 2)
    assert sums.gross == Decimal("25.90")


def test_refunds_are_taken_off_where_they_have_a_minus() -> None:
    lines = [settled(0, "20.00"), settled(3, "-5.00", "0.00", kind="REFUND"), settled(1, "30.00", "-0.30")]
    assert is_signed(lines)
    assert [(part.kind, part.sums.gross) for part in kinds_of(lines)] == [
        ("PAYMENT", Decimal("50.00")),
        ("REFUND", Decimal("-5.00")),
    ]
    parts = parts_of(lines, lambda line: line.method)
    assert [(part.of, part.kind, part.sums.count, part.sums.gross) for part in parts] == [
        ("GRABPAY", "", 1, Decimal("30.00")),
        ("TNG", "", 2, Decimal("15.00")),
    ]


def test_refunds_without_a_minus_are_never_counted_as_income() -> None:
    lines = [settled(0, "20.00"), settled(3, "5.00", "0.00", kind="REFUND")]
    assert not is_signed(lines)
    parts = parts_of(lines, lambda line: line.method)
    assert [(part.of, part.kind, part.sums.gross) for part in parts] == [
        ("TNG", "PAYMENT", Decimal("20.00")),
        ("TNG", "REFUND", Decimal("5.00")),
    ]


def test_words_that_are_not_known_come_last() -> None:
    kinds = [part.kind for part in kinds_of([settled(1, kind="ADJUST"), settled(2, kind="REFUND"), settled(3)])]
    assert kinds == ["PAYMENT", "REFUND", "ADJUST"]


amounts = st.one_of(st.none(), st.decimals(min_value=-(10**9), max_value=10**9, places=3))


@given(
    st.lists(
        st.builds(
            SettlementLine,
            kind=st.sampled_from(["PAYMENT", "REFUND", "", "OTHER"]),
            transaction_id=st.just("1"),
            store_id=st.sampled_from(["", "1", "2"]),
            method=st.sampled_from(["", "TNG", "FPX"]),
            gross=amounts,
            fee=amounts,
            net=amounts,
        )
    )
)
def test_parts_add_up_to_the_whole(lines: list[SettlementLine]) -> None:
    whole = sums_of(lines)
    for parts in (kinds_of(lines), parts_of(lines, lambda one: one.method), parts_of(lines, lambda one: one.store_id)):
        assert sum(part.sums.count for part in parts) == whole.count
        assert sum(part.sums.untold for part in parts) == whole.untold
        assert sum((part.sums.net for part in parts), Decimal(0)) == whole.net


def test_figures_lose_nothing() -> None:
    assert [exact(Decimal(text)) for text in ("12.5", "1234.50", "0.125", "-0.13", "7")] == [
        "12.50",
        "1,234.50",
        "0.125",
        "-0.13",
        "7.00",
    ]
    assert money(Decimal("-12.5"), "en") == "\u2066-RM\u00a012.50\u2069"
    assert money(None, "en") == "–"
    assert "SGD" in money(Decimal(3), "en", "SGD")
