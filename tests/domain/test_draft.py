"""An order being made: its choices, what is missing, and the estimate."""

from decimal import Decimal

import msgspec
import pytest

from retm_desktop.domain.business import Charge
from retm_desktop.domain.draft import ChosenModifier, Draft, DraftLine, Missing, problems_of_line
from retm_desktop.domain.intents import CreateOrder, Intent
from retm_desktop.domain.menu import ModifierGroup, ModifierItem, Product, RateKind, Tax, Variation
from retm_desktop.domain.text import BilingualText

VAT = Tax("vat", BilingualText("VAT", "ضريبة"), RateKind.PERCENTAGE, Decimal(15), included=True)
MINT = ModifierItem("mint", BilingualText("Mint", "نعناع"), Decimal("1.000"))
LEMON = ModifierItem("lemon", BilingualText("Lemon", "ليمون"), Decimal("0.500"))
EXTRAS = ModifierGroup(BilingualText("Extras", ""), multiple=True, minimum=1, maximum=2, items=(MINT, LEMON))
SIZE = ModifierGroup(BilingualText("Sugar", ""), multiple=False, minimum=0, maximum=None, items=(MINT,))
TEA = Product("tea", BilingualText("Tea", "شاي"), price=Decimal("5.000"), modifiers=(EXTRAS, SIZE), taxes=(VAT,))
LARGE = Variation("large", BilingualText("Large", "كبير"), Decimal("8.000"), sku="80020001")


def plain_line(price: str, *taxes: Tax, quantity: int = 1) -> DraftLine:
    return DraftLine(Product("p", price=Decimal(price), taxes=taxes), quantity=quantity)


def draft_of(*lines: DraftLine, **more: object) -> Draft:
    return msgspec.structs.replace(Draft(lines, "branch", customer_phone="0500000002"), **more)


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ([], (Missing.TOO_FEW, 0, 1)),
        ([(0, MINT, 1)], None),
        ([(0, MINT, 1), (0, LEMON, 1)], None),
        ([(0, MINT, 3)], (Missing.TOO_MANY, 0, 2)),
        ([(0, MINT, 1), (1, MINT, 2)], (Missing.TOO_MANY, 1, 1)),
    ],
)
def test_minimum_and_maximum_of_each_group_hold(
    chosen: list[tuple[int, ModifierItem, int]], wanted: tuple[Missing, int, int] | None
) -> None:
    line = DraftLine(TEA, modifiers=tuple(ChosenModifier(*choice) for choice in chosen))
    found = [(problem.missing, problem.group, problem.wanted) for problem in problems_of_line(line)]
    assert found == ([wanted] if wanted else [])


def test_a_product_with_variations_wants_one() -> None:
    product = Product("tea", variations=(LARGE,))
    assert [p.missing for p in problems_of_line(DraftLine(product))] == [Missing.VARIATION]
    assert problems_of_line(DraftLine(product, LARGE)) == []


def test_an_empty_draft_says_all_that_is_missing() -> None:
    assert [problem.missing for problem in Draft().problems()] == [Missing.LINES, Missing.BRANCH, Missing.PHONE]
    assert draft_of(plain_line("5")).problems() == []
    assert [p.missing for p in draft_of(plain_line("5"), customer_phone="٠٥٠").problems()] == [Missing.PHONE]


def test_price_counts_variation_modifiers_and_quantity() -> None:
    line = DraftLine(TEA, LARGE, (ChosenModifier(0, MINT), ChosenModifier(0, LEMON, 2)), quantity=3)
    assert line.unit_price == Decimal("10.000")
    assert line.price == Decimal("30.000")


@pytest.mark.parametrize("gross", ["1.00", "10.00", "12.00", "23.00", "34.50", "346.00"])
def test_an_inclusive_price_stays_the_total(gross: str) -> None:
    estimate = draft_of(plain_line(gross, VAT)).estimate()
    assert estimate.total == estimate.subtotal + estimate.tax == Decimal(gross)


def test_an_added_tax_comes_on_top() -> None:
    added = msgspec.structs.replace(VAT, included=False)
    estimate = draft_of(plain_line("10.00", added, quantity=2)).estimate()
    assert (estimate.subtotal, estimate.tax, estimate.total) == (Decimal("20.00"), Decimal("3.00"), Decimal("23.00"))


def test_a_charge_is_in_the_estimate_but_not_in_the_total_sent() -> None:
    delivery = Charge(
        "c", BilingualText("Delivery", "توصيل"), Decimal("10.00"), msgspec.structs.replace(VAT, included=False)
    )
    draft = draft_of(plain_line("23.00", VAT), charges=(delivery,), note="ring", payment_id="cash")
    assert draft.estimate().charges == Decimal("11.50")
    assert draft.estimate().total == Decimal("34.50")
    intent = draft.intent("WEB-1")
    assert intent.total == Decimal("23.00")
    assert intent.payments[0].amount == Decimal("23.00")
    assert intent.note == "ring | Delivery 10.00"


def test_an_intent_survives_being_stored() -> None:
    chosen = (ChosenModifier(0, MINT),)
    intent: Intent = draft_of(DraftLine(TEA, LARGE, chosen, quantity=2), plain_line("5", VAT)).intent("WEB-1")
    read = msgspec.json.decode(msgspec.json.encode(intent), type=Intent)
    assert read == intent
    assert isinstance(read, CreateOrder)
    assert read.variation_ids == ("large", "")
    assert read.lines[0].sku == "80020001"
    assert sum((tax.amount for tax in read.taxes), Decimal(0)) == read.tax
    assert sum((line.total or Decimal(0) for line in read.lines), Decimal(0)) == read.total


@pytest.mark.parametrize(
    ("group", "least"),
    [
        (ModifierGroup(minimum=2, maximum=3), 0),
        (ModifierGroup(minimum=2, multiple=False, items=(ModifierItem(id="a"),)), 1),
        (ModifierGroup(minimum=3, maximum=2, items=(ModifierItem(id="a"),)), 2),
        (ModifierGroup(minimum=2, items=(ModifierItem(id="a"),)), 2),
    ],
)
def test_a_group_never_asks_for_more_than_it_offers(group: ModifierGroup, least: int) -> None:
    assert group.least == least
