"""The form of a reward as an operator fills it in."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from retm_desktop.domain.errors import DiskFull
from retm_desktop.domain.rewards import AllowedProduct, Reward, RewardKind, folded_code
from retm_desktop.domain.text import BilingualText, plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.rewards.picker import Picker
from retm_desktop.providers.retm.rewards import AllowedProductsForm, good
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.rewards import Rewards
from retm_desktop.store.settings import ALLOWED_PRODUCTS
from tests.gui import shop
from tests.gui.conftest import FakePrompter, MakeDesk, Show
from tests.gui.rewards.screen import Screen, keep, opened, redeem
from tests.waiting import until

DAY = timedelta(days=1)


async def new(desk: Desk, show: Show) -> Screen:
    """Open the form of a new reward."""
    await shop.stock(desk)
    screen = await opened(desk, show)
    screen.click("rewards_new")
    return screen


async def edited(desk: Desk, show: Show, row: int = 0) -> Screen:
    """Open the form of a row of the book by Enter."""
    screen = await opened(desk, show)
    await screen.choose(row)
    QTest.keyClick(screen.table(), Qt.Key.Key_Return)
    await until(lambda: screen.there("reward_form"))
    return screen


async def saved(desk: Desk, screen: Screen) -> Reward:
    """Press Save and return what the book has then."""
    screen.click("reward_form_save")
    await until(lambda: not screen.there("reward_form"))
    (reward,) = await desk.rewards.page(desk.connection_id, "", 0, 1)
    return reward


async def picked(screen: Screen, name: str, typed: str, more: int = 0) -> None:
    """Choose what a search finds, and some rows below it, in the picker that a button opens."""
    screen.click(name)
    await until(lambda: screen.there("reward_picker_list"))
    screen.type("reward_picker_search", typed)
    await until(lambda: screen.table("reward_picker_list").total in range(1, 8) or not typed)
    for row in range(more + 1):
        await screen.choose(row, "reward_picker_list")
        QTest.keyClick(screen.table("reward_picker_list"), Qt.Key.Key_Return)
    screen.click("reward_picker_done")
    await until(lambda: not screen.there("reward_picker"))


async def test_a_new_reward_with_a_suggested_code(desk: Desk, show: Show) -> None:
    screen = await new(desk, show)
    suggested = screen.typed("reward_form_code")
    assert folded_code(suggested)
    screen.click("reward_form_suggest")
    assert screen.typed("reward_form_code") != suggested
    screen.type("reward_form_amount", "٢٠")
    screen.type("reward_form_note", "For the office")
    await until(lambda: screen.said("reward_form_words") == "20% off the order")
    reward = await saved(desk, screen)
    code = reward.code
    assert msgspec.structs.replace(reward, id=0, code="") == Reward(amount=Decimal(20), note="For the office")
    await until(lambda: [row[0] for row in screen.rows()] == [code])
    await until(lambda: screen.there("reward_detail"))
    assert screen.said("reward_code") == code


async def test_everything_that_can_be_entered_is_kept(desk: Desk, show: Show) -> None:
    screen = await new(desk, show)
    screen.type("reward_form_code", "Shawarma 2")
    screen.click("reward_form_active_off")
    screen.click("reward_form_kind_2")
    await picked(screen, "reward_form_products_add", "shaw")
    await picked(screen, "reward_form_products_add", "mint")
    await until(lambda: screen.there("reward_form_products_more_0"))
    assert screen.said("reward_form_products_0") == "Chicken shawarma"
    screen.click("reward_form_products_more_0")
    screen.click("reward_form_per_amount")
    screen.type("reward_form_amount", "7.50")
    screen.type("reward_form_ceiling", "30")
    screen.click("reward_form_from_at")
    screen.type("reward_form_from_day", "2026-03-01")
    screen.type("reward_form_from_time", "0930")
    screen.click("reward_form_until_at")
    screen.type("reward_form_until_day", "2026-03-10")
    screen.click("reward_form_counted_counted")
    screen.type("reward_form_uses", "50")
    screen.click("reward_form_where_all_some")
    await picked(screen, "reward_form_branches_add", "", more=1)
    screen.type("reward_form_phone", "٠٥٥١٢٣٤٥٦٧")
    screen.type("reward_form_label_en", "Details")
    screen.type("reward_form_label_ar", "تفاصيل")
    screen.type("reward_form_address", "https://shop.example.com/c")
    screen.click("reward_form_closes_stays")
    reward = await saved(desk, screen)
    assert reward == Reward(
        id=reward.id,
        code="Shawarma 2",
        kind=RewardKind.PRODUCTS,
        is_percentage=False,
        amount=Decimal("7.50"),
        ceiling=Decimal(30),
        products=(AllowedProduct("prod-shawarma", 2), AllowedProduct("prod-mint", 1)),
        valid_from=datetime(2026, 3, 1, 6, 30, tzinfo=UTC),
        valid_until=datetime(2026, 3, 10, 20, 59, tzinfo=UTC),
        uses_left=50,
        branch_ids=("branch-olaya", "branch-corniche"),
        customer_phone="0551234567",
        label=BilingualText("Details", "تفاصيل"),
        address="https://shop.example.com/c",
        closes_dialog=False,
        active=False,
    )
    # And it comes back into the form as it was put in.
    await until(lambda: screen.there("reward_edit"))
    screen.click("reward_edit")
    await until(lambda: screen.there("reward_form"))
    assert screen.page._form is not None
    assert screen.page._form.reward == reward
    assert (screen.typed("reward_form_from_day"), screen.typed("reward_form_from_time")) == ("2026-03-01", "09:30")
    await until(lambda: screen.said("reward_form_branches_1") == "Jeddah – Corniche")
    QTest.keyClick(screen.page._form, Qt.Key.Key_Escape)
    assert not screen.there("reward_form")


async def test_what_is_wrong_is_said_at_the_fields_and_follows_what_is_entered(desk: Desk, show: Show) -> None:
    screen = await new(desk, show)
    screen.type("reward_form_code", " - ")
    screen.click("reward_form_kind_2")
    screen.type("reward_form_ceiling", "a lot")
    screen.click("reward_form_from_at")
    screen.click("reward_form_until_at")
    screen.type("reward_form_until_day", "2026-01-01")
    screen.click("reward_form_counted_counted")
    screen.click("reward_form_where_all_some")
    screen.type("reward_form_phone", "Sara")
    screen.type("reward_form_label_en", "Details")
    screen.type("reward_form_address", "http://shop.example.com")
    screen.click("reward_form_save")
    await until(lambda: screen.error("reward_form_code"))
    said = {
        "reward_form_code": "Enter a code with letters or digits.",
        "reward_form_products": "Choose the products it counts for.",
        "reward_form_amount": "Enter how much it takes off, more than 0.",
        "reward_form_ceiling": "Enter an amount, or 0 for no ceiling.",
        "reward_form_until": "It ends before it begins.",
        "reward_form_uses": "Enter how many uses are left, or choose unlimited.",
        "reward_form_branches": "Choose the branches, or all of them.",
        "reward_form_phone": "A phone number such as 0551234567, or nothing.",
        "reward_form_label_ar": "The button needs words in both languages.",
        "reward_form_address": "An address such as https://shop.example.com/coupon",
    }
    assert {name: screen.error(name) for name in said} == said
    assert screen.find(QLineEdit, "reward_form_code").hasFocus()
    assert await desk.rewards.count(desk.connection_id) == 0
    screen.type("reward_form_code", "SUMMER")
    screen.type("reward_form_amount", "120")
    assert screen.error("reward_form_code") == ""
    assert screen.error("reward_form_amount") == "More than 100% cannot be taken off."
    screen.click("reward_form_per_amount")
    assert screen.error("reward_form_amount") == ""


async def test_a_code_that_is_taken_is_said_so(desk: Desk, show: Show) -> None:
    await keep(desk)
    screen = await new(desk, show)
    screen.type("reward_form_code", "summer ٢٠٤")
    screen.type("reward_form_amount", "5")
    screen.click("reward_form_save")
    await until(lambda: screen.error("reward_form_code") == "Another reward has this code.")
    assert await desk.rewards.count(desk.connection_id) == 1
    screen.type("reward_form_code", "summer 205")
    assert (await saved(desk, screen)).code == "summer 205"


async def test_a_full_disk_keeps_what_was_entered(desk: Desk, show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = await new(desk, show)
    screen.type("reward_form_amount", "5")

    async def full(*_: object, **__: object) -> int:
        raise DiskFull("no space")

    monkeypatch.setattr(Rewards, "save", full)
    screen.click("reward_form_save")
    await until(lambda: screen.there("reward_form_notice"))
    assert screen.said("reward_form_notice_title") == "The disk is full."
    assert screen.typed("reward_form_amount") == "5"
    monkeypatch.undo()
    assert (await saved(desk, screen)).amount == 5


async def test_uses_a_till_counts_down_meanwhile_are_never_overwritten(desk: Desk, show: Show, tmp_path: Path) -> None:
    number = await keep(desk, uses_left=10)
    screen = await edited(desk, show)
    assert screen.typed("reward_form_uses") == "10"
    redeem(desk, tmp_path, "SUMMER-204", "branch-olaya", desk.now())
    await until(lambda: screen.typed("reward_form_uses") == "9")
    screen.type("reward_form_note", "changed")
    # The last one the form has not heard of when it is saved.
    desk.bridge.blockSignals(True)
    redeem(desk, tmp_path, "SUMMER-204", "branch-olaya", desk.now() - timedelta(seconds=1))
    reward = await saved(desk, screen)
    desk.bridge.blockSignals(False)
    assert (reward.id, reward.uses_left, reward.note) == (number, 8, "changed")


async def test_uses_that_were_entered_take_the_books_place_and_the_form_says_so(
    desk: Desk, show: Show, tmp_path: Path
) -> None:
    await keep(desk, uses_left=10)
    screen = await edited(desk, show)
    screen.type("reward_form_uses", "50")
    redeem(desk, tmp_path, "SUMMER-204", "branch-olaya", desk.now())
    await until(lambda: screen.there("reward_form_meanwhile"))
    assert screen.said("reward_form_meanwhile").startswith("A till used it meanwhile: 9 are left in the book.")
    assert screen.typed("reward_form_uses") == "50"
    assert (await saved(desk, screen)).uses_left == 50


async def test_uses_told_by_a_till_are_nothing_the_operator_has_to_discard(
    desk: Desk, show: Show, prompter: FakePrompter, tmp_path: Path
) -> None:
    await keep(desk, uses_left=10)
    screen = await edited(desk, show)
    redeem(desk, tmp_path, "SUMMER-204", "branch-olaya", desk.now())
    await until(lambda: screen.typed("reward_form_uses") == "9")
    screen.click("reward_form_cancel")
    assert not screen.there("reward_form")
    assert prompter.asked == []


async def test_escape_asks_where_something_was_entered(desk: Desk, show: Show, prompter: FakePrompter) -> None:
    screen = await new(desk, show)
    QTest.keyClick(screen.find(QLineEdit, "reward_form_code"), Qt.Key.Key_Escape)
    assert not screen.there("reward_form")
    assert prompter.asked == []
    screen.click("rewards_new")
    screen.type("reward_form_amount", "not a number")
    prompter.answer = False
    QTest.keyClick(screen.find(QLineEdit, "reward_form_amount"), Qt.Key.Key_Escape)
    await until(lambda: prompter.asked == ["Discard what you entered?"])
    await asyncio.sleep(0.05)
    assert screen.typed("reward_form_amount") == "not a number"
    prompter.answer = True
    QTest.keyClick(screen.find(QLineEdit, "reward_form_amount"), Qt.Key.Key_Escape)
    await until(lambda: not screen.there("reward_form"))
    assert await desk.rewards.count(desk.connection_id) == 0


async def test_a_copy_has_another_code_and_leaves_the_first_alone(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    first = await keep(desk, uses_left=10, active=False, note="Campaign", branch_ids=("branch-olaya",))
    screen = await opened(desk, show)
    await screen.choose(0)
    screen.click("reward_duplicate")
    await until(lambda: screen.there("reward_form"))
    assert screen.said("reward_form_title") == "New reward"
    copy = await saved(desk, screen)
    assert copy.id != first
    assert folded_code(copy.code) != "summer204"
    assert (copy.active, copy.uses_left, copy.note, copy.branch_ids) == (True, 10, "Campaign", ("branch-olaya",))
    assert await desk.rewards.count(desk.connection_id) == 2


async def test_beside_it_stands_the_very_answer_in_the_chosen_form(desk: Desk, show: Show) -> None:
    products = (AllowedProduct("prod-shawarma", 2), AllowedProduct("prod-mint", 1))
    number = await keep(desk, kind=RewardKind.PRODUCTS, products=products)
    await shop.stock(desk)
    screen = await edited(desk, show)
    reward = await desk.rewards.get(number)
    assert reward is not None
    assert json.loads(screen.document("reward_form_told")) == good(reward, AllowedProductsForm.ARRAY)
    assert screen.said("reward_form_told_hint") == ""
    desk.settings.set(ALLOWED_PRODUCTS, AllowedProductsForm.OBJECT)
    await until(lambda: screen.said("reward_form_told_hint"))
    assert json.loads(screen.document("reward_form_told")) == good(reward, AllowedProductsForm.OBJECT)
    assert screen.said("reward_form_told_hint") == "This form has one quantity for all products: the smallest, 1."
    screen.click("reward_form_kind_1")
    screen.type("reward_form_amount", "12.5")
    await until(lambda: '"discount_amount": "12.5"' in screen.document("reward_form_told"))
    screen.type("reward_form_amount", "1e99")
    await until(lambda: '"discount_amount": "0"' in screen.document("reward_form_told"))


async def test_products_are_found_among_thousands(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    many = [
        msgspec.structs.replace(shop.PRODUCTS[0], id=f"01H{n}", name=BilingualText(f"Dish {n}", f"طبق {n}"))
        for n in range(3_000)
    ]
    pairs = [(each, msgspec.json.encode(each)) for each in many]
    await desk.catalogue.replace(desk.connection_id, Kind.PRODUCT, pairs, desk.now())
    screen = await opened(desk, show)
    screen.click("rewards_new")
    screen.click("reward_form_kind_2")
    screen.click("reward_form_products_add")
    await until(lambda: screen.there("reward_picker_list") and screen.table("reward_picker_list").total == 3_000)
    screen.type("reward_picker_search", "طبق ٢٩٩٩")
    await until(lambda: screen.table("reward_picker_list").total == 1)
    QTest.keyClick(screen.find(QLineEdit, "reward_picker_search"), Qt.Key.Key_Return)
    await until(lambda: screen.find(QPushButton, "reward_picker_choose").isEnabled())
    screen.click("reward_picker_choose")
    assert not screen.find(QPushButton, "reward_picker_choose").isEnabled()
    assert screen.rows("reward_picker_list")[0][-1] == "chosen"
    # Once more chooses nothing twice.
    QTest.keyClick(screen.table("reward_picker_list"), Qt.Key.Key_Return)
    screen.type("reward_picker_search", "no such dish")
    await until(lambda: screen.there("reward_picker_none"))
    picker = screen.find(Picker, "reward_picker")
    QTest.keyClick(picker, Qt.Key.Key_Escape)
    await until(lambda: not screen.there("reward_picker"))
    assert screen.page._form is not None
    assert screen.page._form.reward.products == (AllowedProduct("01H2999"),)
    screen.click("reward_form_products_remove_0")
    assert screen.page._form.reward.products == ()
    assert screen.page.findChildren(QLabel, "reward_form_products_0") == []


async def test_a_product_the_menu_lost_stands_there_by_its_id(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    await keep(desk, kind=RewardKind.PRODUCTS, products=(AllowedProduct("01GONE"), AllowedProduct("PROD-MINT")))
    screen = await edited(desk, show)
    await until(lambda: screen.said("reward_form_products_1") == "Lemon with mint")
    assert screen.said("reward_form_products_0") == "01GONE"


async def test_ctrl_s_saves_and_a_time_still_being_typed_counts(desk: Desk, show: Show) -> None:
    screen = await new(desk, show)
    screen.type("reward_form_amount", "5")
    screen.click("reward_form_until_at")
    field = screen.find(QLineEdit, "reward_form_until_time")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "18:30")
    QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: not screen.there("reward_form"))
    (reward,) = await desk.rewards.page(desk.connection_id, "", 0, 1)
    assert reward.valid_until == datetime(2026, 2, 10, 15, 30, tzinfo=UTC)


async def test_what_is_no_time_is_taken_back(desk: Desk, show: Show) -> None:
    screen = await new(desk, show)
    screen.click("reward_form_until_at")
    assert screen.typed("reward_form_until_time") == "23:59"
    for typed, shown in (("25:00", "23:59"), ("٩:٠٥", "09:05"), ("x", "09:05"), ("730", "07:30")):
        screen.type("reward_form_until_time", typed)
        assert screen.typed("reward_form_until_time") == shown


async def test_a_limit_nobody_touched_keeps_its_seconds(desk: Desk, show: Show) -> None:
    until_second = desk.now() + timedelta(seconds=17)
    await keep(desk, valid_until=until_second)
    screen = await edited(desk, show)
    screen.type("reward_form_note", "x")
    assert (await saved(desk, screen)).valid_until == until_second


async def test_a_reward_removed_while_its_form_was_open_is_kept_anew(desk: Desk, show: Show) -> None:
    number = await keep(desk)
    screen = await edited(desk, show)
    await desk.rewards.remove(number)
    screen.type("reward_form_note", "still wanted")
    assert (await saved(desk, screen)).note == "still wanted"


async def test_the_form_in_arabic(make_desk: MakeDesk, show: Show) -> None:
    desk = await make_desk("ar")
    await shop.stock(desk)
    await keep(desk, kind=RewardKind.PRODUCTS, products=(AllowedProduct("prod-mint"),), branch_ids=("branch-olaya",))
    screen = await edited(desk, show)
    assert screen.said("reward_form_title") == "تعديل SUMMER-204"
    await until(lambda: screen.said("reward_form_products_0") == "ليمون بالنعناع")
    await until(lambda: screen.said("reward_form_words") == "خصم 20% من 1× ليمون بالنعناع")
    assert plain(screen.find(QWidget, "reward_form_until").accessibleName()) == "سارية حتى"
