"""The redemptions as an operator reads them."""

import asyncio
import itertools
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from retm_desktop.gui.desk import Desk
from retm_desktop.store.journal import Journal
from retm_desktop.store.rewards import RedeemCall
from tests.gui import shop
from tests.gui.conftest import Show
from tests.gui.rewards.screen import Screen, keep, opened, redeem
from tests.waiting import until

MINUTE = timedelta(minutes=1)


async def stocked(desk: Desk, home: Path) -> None:
    """Redemptions of every kind, the newest last."""
    await shop.stock(desk)
    await keep(desk, uses_left=2)
    await keep(desk, "OLAYA", branch_ids=("branch-olaya",))
    now = desk.now()
    redeem(desk, home, "SUMMER-204", "branch-olaya", now - timedelta(days=1))
    redeem(desk, home, "summer 204", "branch-corniche", now - 20 * MINUTE, times=4)
    redeem(desk, home, "SUMMER-204", "branch-olaya", now - 15 * MINUTE)
    redeem(desk, home, "OLAYA", "branch-khobar", now - 10 * MINUTE)
    redeem(desk, home, "NOPE", "01unheard", now - 5 * MINUTE)


async def shown(desk: Desk, show: Show, home: Path) -> Screen:
    await stocked(desk, home)
    screen = await opened(desk, show)
    screen.click("rewards_show_history")
    await until(lambda: len(screen.rows("rewards_history")) == 5)
    return screen


async def test_every_redemption_is_told_with_its_outcome(desk: Desk, show: Show, tmp_path: Path) -> None:
    screen = await shown(desk, show, tmp_path)
    assert screen.rows("rewards_history") == [
        ["20:09", "NOPE", "01unheard", "Refused: no such coupon", ""],
        ["20:04", "OLAYA", "Khobar – Corniche", "Refused: not for this branch", ""],
        ["19:59", "SUMMER-204", "Riyadh – Olaya", "Refused: used up", ""],
        ["19:54", "summer 204", "Jeddah – Corniche", "Redeemed", "3×"],
        ["2026-02-02 20:14", "SUMMER-204", "Riyadh – Olaya", "Redeemed", ""],
    ]
    assert screen.said("rewards_count") == "5 redemptions"
    words = screen.said("rewards_history_words")
    assert "no invoice number" in words
    assert "no branch with a check" in words


async def test_one_redemption_beside_the_list_leads_to_its_reward(desk: Desk, show: Show, tmp_path: Path) -> None:
    screen = await shown(desk, show, tmp_path)
    await screen.choose(3, "rewards_history")
    assert screen.said("redemption_outcome") == "Redeemed"
    assert screen.said("redemption_used") == "2026-02-03 19:54"
    assert screen.said("redemption_branch") == "Jeddah – Corniche"
    assert screen.said("redemption_repeats") == "3 times"
    screen.click("redemption_copy_branch")
    assert QGuiApplication.clipboard().text() == "branch-corniche"
    QTest.keyClick(screen.table("rewards_history"), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "19:54\tsummer 204\tJeddah – Corniche\tRedeemed\t3×"
    screen.click("redemption_reward")
    await until(lambda: screen.there("reward_detail"))
    assert screen.said("reward_code") == "SUMMER-204"
    screen.click("rewards_show_history")
    await screen.choose(0, "rewards_history")
    assert not screen.there("redemption_reward")
    assert screen.there("redemption_no_reward")
    QTest.keyClick(screen.table("rewards_history"), Qt.Key.Key_Escape)
    assert not screen.there("redemption_detail")


async def test_the_history_of_one_reward_and_of_all_again(desk: Desk, show: Show, tmp_path: Path) -> None:
    await stocked(desk, tmp_path)
    screen = await opened(desk, show)
    await screen.choose(1)
    screen.click("reward_history")
    await until(lambda: screen.there("rewards_history") and len(screen.rows("rewards_history")) == 3)
    assert screen.said("rewards_history_only_words") == "Only redemptions of SUMMER-204"
    screen.click("rewards_history_all")
    await until(lambda: len(screen.rows("rewards_history")) == 5)
    assert not screen.there("rewards_history_only")


async def test_a_search_finds_codes_in_any_capitals_and_digits(desk: Desk, show: Show, tmp_path: Path) -> None:
    screen = await shown(desk, show, tmp_path)
    screen.page.focus_search()
    screen.type("rewards_search", "SUMMER")
    await until(lambda: len(screen.rows("rewards_history")) == 3)
    screen.type("rewards_search", "٢٠٤")
    await until(lambda: len(screen.rows("rewards_history")) == 3)
    QTest.keyClick(screen.page._search, Qt.Key.Key_Return)
    assert screen.said("redemption_code") == "SUMMER-204"
    screen.type("rewards_search", "winter")
    await until(lambda: screen.there("rewards_history_nothing"))
    screen.click("rewards_history_nothing_button")
    await until(lambda: len(screen.rows("rewards_history")) == 5)
    assert screen.typed("rewards_search") == ""


async def test_a_redemption_appears_by_itself(desk: Desk, show: Show, tmp_path: Path) -> None:
    await keep(desk)
    screen = await opened(desk, show)
    screen.click("rewards_show_history")
    await until(lambda: screen.there("rewards_history_empty"))
    assert screen.said("rewards_history_empty_title") == "Nothing redeemed yet"
    redeem(desk, tmp_path, "SUMMER-204", "branch-olaya", desk.now())
    await until(lambda: screen.there("rewards_history"))
    await screen.choose(0, "rewards_history")
    redeem(desk, tmp_path, "SUMMER-204", "branch-olaya", desk.now())
    await until(lambda: screen.said("redemption_repeats") == "1 times")


async def test_five_thousand_redemptions_hold_nothing_up(desk: Desk, show: Show, tmp_path: Path) -> None:
    await shop.stock(desk)
    await keep(desk)

    def fill() -> None:
        journal = Journal(tmp_path / "store.sqlite3")
        journal.open()
        journal._open().execute("PRAGMA synchronous = OFF")
        for n in range(5_000):
            at = desk.now() - n * MINUTE
            call = RedeemCall("SUMMER-204", shop.BRANCHES[n % 3].id, "", at.isoformat(), at)
            journal.redeem_reward(desk.connection_id, call, b"{}", at)
        journal.close()

    await asyncio.to_thread(fill)
    screen = await opened(desk, show)
    loop = asyncio.get_running_loop()
    beats: list[float] = []
    heart = QTimer(interval=10)
    heart.timeout.connect(lambda: beats.append(loop.time()))
    heart.start()
    screen.click("rewards_show_history")
    await until(lambda: screen.table("rewards_history").total == 5_000)
    bar = screen.table("rewards_history").verticalScrollBar()
    for part in range(0, 101, 5):
        bar.setValue(bar.maximum() * part // 100)
        await asyncio.sleep(0.03)
    for end in range(1, 7):
        screen.page._search.setText("summer"[:end])
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.3)
    heart.stop()
    longest = max(after - before for before, after in itertools.pairwise(beats))
    print(f"longest gap {longest * 1000:.0f} ms")
    assert screen.table("rewards_history").total == 5_000
    assert longest < 0.25
