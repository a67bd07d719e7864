"""The book of rewards as an operator reads it."""

import asyncio
import itertools
import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from retm_desktop.domain.rewards import AllowedProduct, RewardKind
from retm_desktop.domain.text import BilingualText, plain
from retm_desktop.gui.desk import Desk
from retm_desktop.store.settings import PUBLIC_ADDRESS
from tests.gui import shop
from tests.gui.conftest import Clock, FakeHouse, FakePrompter, MakeDesk, Show, connect
from tests.gui.rewards.screen import Screen, keep, opened, redeem
from tests.waiting import until

DAY = timedelta(days=1)
SHAWARMA = (AllowedProduct("prod-shawarma", 2), AllowedProduct("prod-mint"))


async def stocked(desk: Desk) -> None:
    """A book with a reward in every state."""
    await shop.stock(desk)
    now = desk.now()
    await keep(desk, "WINTER-24", valid_until=now - DAY, note="Last winter")
    await keep(desk, "SOON", valid_from=now + DAY, ceiling=Decimal(30))
    await keep(desk, "VIP", is_percentage=False, amount=Decimal(50), uses_left=0)
    await keep(desk, "STAFF", active=False, branch_ids=("branch-olaya", "branch-khobar"))
    await keep(desk, "SHAWARMA", kind=RewardKind.PRODUCTS, amount=Decimal(100), products=SHAWARMA, uses_left=1200)


async def test_the_book_tells_everything_of_a_reward(desk: Desk, show: Show, tmp_path: Path) -> None:
    await stocked(desk)
    for number in range(3):
        redeem(desk, tmp_path, "SHAWARMA", "branch-olaya", desk.now() - timedelta(minutes=number))
    screen = await opened(desk, show)
    assert screen.said("rewards_count") == "5 rewards"
    always = ["–", "–", "All branches"]
    assert screen.rows() == [
        ["SHAWARMA", "2× Chicken shawarma and 1 more free", "Good now", "1,197", "3", *always],
        ["STAFF", "20% off the order", "Switched off", "Unlimited", "0", "–", "–", "Riyadh – Olaya and 1 more"],
        ["VIP", "50.00\u00a0SAR off the order", "Used up", "0", "0", *always],
        [
            "SOON",
            "20% off the order, at most 30.00\u00a0SAR",
            "Not yet",
            "Unlimited",
            "0",
            "2026-02-04",
            "–",
            "All branches",
        ],
        ["WINTER-24", "20% off the order", "Expired", "Unlimited", "0", "–", "2026-02-02", "All branches"],
    ]
    header = screen.table().horizontalHeader()
    assert not any(header.isSectionHidden(number) for number in range(header.count()))


async def test_a_state_changes_with_the_clock(desk: Desk, show: Show, clock: Clock) -> None:
    await keep(desk, valid_until=desk.now() + timedelta(minutes=10))
    screen = await opened(desk, show)
    await screen.choose(0)
    assert screen.said("reward_state") == "Good now"
    clock.forward(minutes=10)
    screen.page._book._tick()
    assert screen.rows()[0][2] == screen.said("reward_state") == "Expired"


async def test_a_narrow_window_keeps_code_gift_and_state(desk: Desk, show: Show) -> None:
    await stocked(desk)
    screen = await opened(desk, show, width=896, height=640)
    await screen.choose(0)
    await until(lambda: screen.there("reward_detail"))
    header = screen.table().horizontalHeader()
    assert [n for n in range(header.count()) if not header.isSectionHidden(n)] == [0, 1, 2]


async def test_search_finds_codes_and_notes_and_shows_all_again(desk: Desk, show: Show) -> None:
    await stocked(desk)
    screen = await opened(desk, show)
    screen.page.focus_search()
    QTest.keyClicks(screen.page.focusWidget(), "winter")
    await until(lambda: [row[0] for row in screen.rows()] == ["WINTER-24"])
    assert screen.said("rewards_count") == "5 rewards"
    screen.type("rewards_search", "zzz")
    await until(lambda: screen.there("rewards_nothing"))
    assert screen.said("rewards_nothing_words") == "No code and no note holds “zzz”."
    screen.click("rewards_nothing_button")
    await until(lambda: len(screen.rows()) == 5)


async def test_enter_in_the_search_goes_into_the_list_and_arrows_walk_it(desk: Desk, show: Show) -> None:
    await stocked(desk)
    screen = await opened(desk, show)
    screen.page.focus_search()
    QTest.keyClick(screen.page.focusWidget(), Qt.Key.Key_Return)
    assert screen.said("reward_code") == "SHAWARMA"
    QTest.keyClick(screen.table(), Qt.Key.Key_Down)
    assert screen.said("reward_code") == "STAFF"
    QTest.keyClick(screen.table(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("STAFF\t20% off the order\tSwitched off")
    QTest.keyClick(screen.table(), Qt.Key.Key_Escape)
    assert not screen.there("reward_detail")
    assert screen.table().key is None


async def test_one_reward_beside_the_list(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    await keep(
        desk,
        "A-CODE-THAT-IS-VERY-LONG-INDEED-2026",
        valid_from=desk.now(),
        uses_left=7,
        branch_ids=("branch-olaya",),
        customer_phone="0551234567",
        label=BilingualText("Details", "تفاصيل"),
        address="https://shop.example.com/c",
        note="For the office",
    )
    screen = await opened(desk, show)
    await screen.choose(0)
    assert screen.said("reward_note") == "For the office"
    assert screen.said("reward_period") == "From 2026-02-03 20:14 on"
    assert screen.said("reward_uses") == "7"
    assert screen.said("reward_used") == "0"
    assert screen.said("reward_branches").startswith("Riyadh – Olaya\nRETM's check names no branch")
    assert screen.said("reward_phone") == "0551234567"
    assert screen.said("reward_button") == "Details\nhttps://shop.example.com/c"
    screen.click("reward_copy_code")
    assert QGuiApplication.clipboard().text() == "A-CODE-THAT-IS-VERY-LONG-INDEED-2026"
    screen.find(QPushButton, "reward_told_show").click()
    told = json.loads(screen.document("reward_told"))
    assert told["data"]["button"]["url"] == "https://shop.example.com/c"
    assert told["errors"] == []


async def test_one_click_switches_a_reward_off_and_on(desk: Desk, show: Show) -> None:
    number = await keep(desk, uses_left=3)
    screen = await opened(desk, show)
    await screen.choose(0)
    for words, state in (("Switch on", "Switched off"), ("Switch off", "Good now")):
        screen.click("reward_switch")
        await until(lambda state=state: screen.said("reward_state") == state)
        assert screen.find(QPushButton, "reward_switch").text() == words
        assert screen.rows()[0][2] == state
    kept = await desk.rewards.get(number)
    assert kept is not None
    assert (kept.active, kept.uses_left) == (True, 3)


async def test_a_removed_reward_can_be_had_back_for_a_while(
    desk: Desk, show: Show, prompter: FakePrompter, tmp_path: Path
) -> None:
    await keep(desk, "OTHER")
    number = await keep(desk, uses_left=3)
    redeem(desk, tmp_path, "SUMMER-204", "branch-olaya", desk.now())
    screen = await opened(desk, show)
    await screen.choose(0)
    screen.click("reward_remove")
    await until(lambda: screen.there("rewards_undo"))
    assert [plain(title) for title in prompter.asked] == ["Remove SUMMER-204?"]
    assert screen.said("rewards_undo_title") == "SUMMER-204 was removed."
    assert not screen.there("reward_detail")
    await until(lambda: [row[0] for row in screen.rows()] == ["OTHER"])
    screen.click("rewards_undo_button")
    await until(lambda: [row[0] for row in screen.rows()] == ["SUMMER-204", "OTHER"])
    assert not screen.there("rewards_undo")
    await until(lambda: screen.table().key == number)
    assert screen.rows()[0][3:5] == ["2", "1"]


async def test_the_offer_to_undo_ends_by_itself(desk: Desk, show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retm_desktop.gui.rewards.acts._UNDO_MS", 50)
    await keep(desk)
    screen = await opened(desk, show)
    await screen.choose(0)
    screen.click("reward_remove")
    await until(lambda: screen.page._acts._removed is not None)
    await until(lambda: not screen.there("rewards_undo"))
    await until(lambda: screen.there("rewards_empty"))


async def test_keeping_a_reward_after_all(desk: Desk, show: Show, prompter: FakePrompter) -> None:
    prompter.answer = False
    await keep(desk)
    screen = await opened(desk, show)
    await screen.choose(0)
    screen.click("reward_remove")
    await until(lambda: prompter.asked)
    await asyncio.sleep(0.1)
    assert await desk.rewards.count(desk.connection_id) == 1
    assert not screen.there("rewards_undo")


async def test_undo_says_when_the_code_was_given_away(desk: Desk, show: Show) -> None:
    await keep(desk)
    screen = await opened(desk, show)
    await screen.choose(0)
    screen.click("reward_remove")
    await until(lambda: screen.there("rewards_undo"))
    await keep(desk, "summer 204")
    screen.click("rewards_undo_button")
    await until(lambda: screen.there("rewards_notice"))
    assert screen.said("rewards_notice_title") == "It was not put back: another reward has this code now."


async def test_what_a_till_uses_up_shows_by_itself(desk: Desk, show: Show, tmp_path: Path) -> None:
    await keep(desk, uses_left=1)
    screen = await opened(desk, show)
    await screen.choose(0)
    redeem(desk, tmp_path, "SUMMER-204", "branch-olaya", desk.now())
    await until(lambda: screen.rows()[0][2:5] == ["Used up", "0", "1"])
    assert (screen.said("reward_state"), screen.said("reward_used")) == ("Used up", "1")


async def test_an_empty_book_offers_the_first_reward(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    assert screen.said("rewards_empty_title") == "No rewards yet"
    screen.click("rewards_empty_button")
    assert screen.there("reward_form")


async def test_without_a_public_address_the_page_says_so(desk: Desk, house: FakeHouse, show: Show) -> None:
    await keep(desk)
    screen = await opened(desk, show)
    assert screen.said("rewards_address_notice_title") == "RETM's till cannot ask this computer yet"
    assert screen.there("rewards_address_notice")
    screen.click("rewards_address_notice_button")
    assert screen.there("rewards_check_address")
    screen.click("rewards_show_book")
    assert screen.there("rewards_address_notice")
    desk.settings.set(PUBLIC_ADDRESS, "https://till.example.com")
    await until(lambda: not screen.there("rewards_address_notice"))


async def test_another_restaurant_has_another_book(desk: Desk, house: FakeHouse, show: Show) -> None:
    await keep(desk)
    screen = await opened(desk, show)
    await screen.choose(0)
    screen.click("rewards_new")
    assert screen.there("reward_form")
    other = await desk.connections.add(
        "retm", "staging", "other", label="Other", currency="SAR", time_zone="Asia/Riyadh", environment_document=b"{}"
    )
    house.active = await desk.connections.get(other)
    desk.bridge.active_changed.emit()
    await until(lambda: screen.there("rewards_empty"))
    assert not screen.there("reward_form")
    assert not screen.there("reward_detail")
    house.active = await connect(desk.connections, desk.now())
    desk.bridge.active_changed.emit()
    await until(lambda: [row[0] for row in screen.rows()] == ["SUMMER-204"])


async def test_the_part_that_was_open_is_remembered(desk: Desk, show: Show) -> None:
    await keep(desk)
    screen = await opened(desk, show)
    screen.click("rewards_show_till")
    page = type(screen.page)(desk)
    show(page)
    assert Screen(page).there("rewards_trial_code")
    page.focus_search()
    assert Screen(page).chosen("rewards_show_book")


async def test_in_arabic_the_book_reads_from_the_right(make_desk: MakeDesk, show: Show) -> None:
    desk = await make_desk("ar")
    await stocked(desk)
    screen = await opened(desk, show)
    assert screen.said("rewards_count") == "عدد المكافآت: 5"
    assert screen.rows()[0][1] == "مجانًا: 2× شاورما دجاج و1 غيرها"
    assert screen.rows()[3][1] == "خصم 20% من الطلب، بحد أقصى 30.00\u00a0ر.س"
    assert screen.page.layoutDirection() == Qt.LayoutDirection.RightToLeft


async def test_five_thousand_rewards_hold_nothing_up(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    await asyncio.gather(
        *(
            keep(desk, f"CODE-{n}", note=f"Campaign {n % 90}", branch_ids=("branch-olaya",), products=SHAWARMA)
            for n in range(5_000)
        )
    )
    loop = asyncio.get_running_loop()
    beats: list[float] = []
    heart = QTimer(interval=10)
    heart.timeout.connect(lambda: beats.append(loop.time()))
    heart.start()
    screen = await opened(desk, show)
    bar = screen.table().verticalScrollBar()
    for part in range(0, 101, 5):
        bar.setValue(bar.maximum() * part // 100)
        await asyncio.sleep(0.03)
    for end in range(1, 8):
        screen.find(type(screen.page._search), "rewards_search").setText("CODE-4999"[:end])
        await asyncio.sleep(0.05)
    screen.type("rewards_search", "CODE-4999")
    await until(lambda: screen.table().total == 1)
    await screen.choose(0)
    await asyncio.sleep(0.2)
    assert screen.said("reward_code") == "CODE-4999"
    heart.stop()
    longest = max(after - before for before, after in itertools.pairwise(beats))
    print(f"longest gap {longest * 1000:.0f} ms")
    assert longest < 0.25
