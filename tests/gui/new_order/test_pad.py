"""The order pad: what a draft goes through, and that it is kept."""

import re
from decimal import Decimal

import msgspec
import pytest

from retm_desktop.domain.draft import ChosenModifier, DraftLine
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.new_order.pad import OrderPad, new_reference, normal_phone
from tests.gui.shop import CHARGES, PAYMENTS, PRODUCTS

GRILL, TAWOOK, KABSA, _, SHAWARMA, *_rest = PRODUCTS


def _pad(desk: Desk) -> OrderPad:
    return OrderPad(desk.settings, desk.connection_id)


async def test_same_choices_count_up_and_others_make_a_new_line(desk: Desk) -> None:
    pad = _pad(desk)
    assert pad.add(DraftLine(TAWOOK)) == 0
    assert pad.add(DraftLine(TAWOOK, quantity=2)) == 0
    assert pad.add(DraftLine(TAWOOK, note="well done")) == 1
    assert [(line.quantity, line.note) for line in pad.draft.lines] == [(3, ""), (1, "well done")]
    assert pad.counts() == {TAWOOK.id: 4}


async def test_removal_can_be_undone_until_lines_change_again(desk: Desk) -> None:
    pad = _pad(desk)
    pad.add(DraftLine(TAWOOK, quantity=2))
    pad.add(DraftLine(KABSA, KABSA.variations[1]))
    pad.remove(0)
    assert [line.product for line in pad.draft.lines] == [KABSA]
    assert pad.removed is not None
    pad.put_back()
    assert [(line.product, line.quantity) for line in pad.draft.lines] == [(TAWOOK, 2), (KABSA, 1)]
    pad.set_quantity(0, 0)
    assert pad.removed is not None, "less than one is a removal too"
    pad.add(DraftLine(GRILL))
    pad.put_back()
    assert [line.product for line in pad.draft.lines] == [KABSA, GRILL]


async def test_draft_and_usual_choices_outlive_the_pad(desk: Desk) -> None:
    pad = _pad(desk)
    line = DraftLine(SHAWARMA, None, (ChosenModifier(0, SHAWARMA.modifiers[0].items[2], 2),), 3, "بدون مخلل")
    pad.add(line)
    pad.set_branch("branch-olaya")
    pad.set_order_type("type-pickup")
    pad.set_payment(PAYMENTS[1])
    pad.set_charges(CHARGES)
    pad.set_customer(phone="٠٥٥ ١٢٣ ٤٥٦٧", name="Sara")
    pad.set_note("ring twice")
    pad.keep()
    again = _pad(desk)
    assert again.draft == pad.draft
    assert again.draft.lines == (line,)
    assert again.draft.customer_phone == "0551234567"
    again.clear()
    assert not again.is_begun
    assert (again.draft.branch_id, again.draft.order_type_id) == ("branch-olaya", "type-pickup")
    assert again.usual.payment_id == PAYMENTS[1].id
    assert _pad(desk).draft == again.draft


async def test_line_put_on_while_sending_begins_the_next_order(desk: Desk) -> None:
    pad = _pad(desk)
    pad.add(DraftLine(TAWOOK))
    pad.set_customer(phone="0551234567")
    going = pad.draft
    pad.add(DraftLine(GRILL))
    pad.sent(going)
    assert [line.product for line in pad.draft.lines] == [GRILL]
    assert pad.draft.customer_phone == ""


async def test_drafts_of_two_restaurants_are_apart(desk: Desk) -> None:
    pad = OrderPad(desk.settings, 1)
    pad.add(DraftLine(TAWOOK))
    pad.turn_to(2)
    assert pad.draft.lines == ()
    pad.add(DraftLine(GRILL))
    pad.turn_to(1)
    assert [line.product for line in pad.draft.lines] == [TAWOOK]
    assert [line.product for line in OrderPad(desk.settings, 2).draft.lines] == [GRILL]


async def test_new_prices_reach_the_lines_and_vanished_choices_leave_them(desk: Desk) -> None:
    pad = _pad(desk)
    pad.add(DraftLine(TAWOOK, quantity=2))
    pad.add(DraftLine(KABSA, KABSA.variations[1]))
    pad.add(DraftLine(SHAWARMA, None, (ChosenModifier(1, SHAWARMA.modifiers[1].items[0]),)))
    dearer = msgspec.structs.replace(TAWOOK, price=Decimal(45))
    only_half = msgspec.structs.replace(KABSA, variations=KABSA.variations[:1])
    no_extras = msgspec.structs.replace(SHAWARMA, modifiers=SHAWARMA.modifiers[:1])
    before = pad.draft.lines
    pad.take_menu([dearer, only_half, no_extras])
    assert pad.draft.lines[0].price == Decimal(90)
    assert pad.draft.lines[1:] == before[1:]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("0551234567", "0551234567"),
        ("٠٥٥١٢٣٤٥٦٧", "0551234567"),
        ("+966 55 123 4567", "0551234567"),
        ("00966551234567", "0551234567"),
        ("011 460 1234", "0114601234"),
        ("+44 20 7946 0000", "+442079460000"),
        ("۹۲۰۰۰۱۲۳۴", "920001234"),
        ("", ""),
        ("+", ""),
    ],
)
def test_phones_are_sent_in_one_form(typed: str, sent: str) -> None:
    assert normal_phone(typed) == sent


def test_references_are_ours_and_never_the_same() -> None:
    made = {new_reference() for _ in range(500)}
    assert len(made) == 500
    assert all(re.fullmatch(r"RD-[A-Z2-7]{12}", reference) for reference in made)
