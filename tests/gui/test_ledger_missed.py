"""The notice over every tab that orders were missed: in a sentence, once, and with the way to the ledger."""

import asyncio
from datetime import timedelta

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.ledger.missed_notice import MissedNotice
from retm_desktop.gui.main_window import MainWindow
from retm_desktop.gui.widgets.paged_table import PagedTable
from retm_desktop.store.intake import Source
from retm_desktop.store.ledger import Missed
from tests.gui import shop
from tests.gui.conftest import Clock, Show
from tests.waiting import until


def said(notice: QWidget, part: str) -> str:
    found = notice.findChild(QLabel, f"missed_notice_{part}")
    assert found is not None
    return plain(found.text()) if not found.isHidden() else ""


async def looking(desk: Desk, show: Show) -> MissedNotice:
    """Return a notice that has looked once, as every start does."""
    await shop.stock(desk)
    notice = MissedNotice(desk)
    show(notice, 900, 80)
    notice.hide()
    notice.refresh()
    await until(lambda: desk.settings.get(f"ledger.told.{desk.connection_id}", str, ""))
    return notice


async def miss(desk: Desk, clock: Clock, why: Missed, *numbers: str, branch: int = 0, minutes: float = 16) -> list[int]:
    """Let orders that were sent some minutes ago be fetched now."""
    clock.forward(minutes=1)
    sent = clock() - timedelta(minutes=minutes)
    made = [
        shop.order(number, created_at=sent + timedelta(seconds=n), branch=shop.BRANCHES[branch])
        for n, number in enumerate(numbers)
    ]
    keys = await shop.deliver(desk, *made, source=Source.RECONCILE)
    await desk.ledger.judged(keys, why)
    return keys


async def test_one_order_is_told_in_a_sentence(desk: Desk, show: Show, clock: Clock) -> None:
    notice = await looking(desk, show)
    await miss(desk, clock, Missed.OFFLINE, "1043")
    await until(notice.isVisible)
    assert said(notice, "title") == (
        "Riyadh – Olaya did not get #1043 when it was sent at 19:59, because this computer was offline. "
        "It was fetched at 20:15."
    )
    assert said(notice, "words") == ""
    assert notice.property("tone") == "warn"


async def test_a_few_are_named_and_many_are_counted_by_branch(desk: Desk, show: Show, clock: Clock) -> None:
    notice = await looking(desk, show)
    await miss(desk, clock, Missed.CLOSED, "1", "2")
    await until(notice.isVisible)
    assert said(notice, "title") == (
        "2 orders came while this program was closed or showed another restaurant. All have been fetched."
    )
    assert said(notice, "words") == "Riyadh – Olaya: #2, #1"
    assert notice.property("tone") == "", "nothing is wrong with a closed program"
    await miss(desk, clock, Missed.CLOSED, *(str(n) for n in range(10, 17)), branch=1)
    await until(lambda: said(notice, "title").startswith("9 orders came while"))
    assert said(notice, "words") == "Jeddah – Corniche: 7 · Riyadh – Olaya: 2"
    await miss(desk, clock, Missed.UNDELIVERED, "20", branch=2)
    await until(lambda: said(notice, "title") == "10 orders were missed and have been fetched.")
    assert said(notice, "words").splitlines() == [
        "Program closed or showing another restaurant: 9 · Not delivered by RETM: 1",
        "Jeddah – Corniche: 7 · Riyadh – Olaya: 2 · Khobar – Corniche: 1",
    ]
    assert notice.property("tone") == "warn"


async def test_what_was_told_is_not_told_again(desk: Desk, show: Show, clock: Clock) -> None:
    notice = await looking(desk, show)
    await miss(desk, clock, Missed.OFFLINE, "1")
    await until(notice.isVisible)
    close = notice.findChild(QAbstractButton, "missed_notice_close")
    assert close is not None
    close.click()
    assert notice.isHidden()
    again = await looking(desk, show)
    await asyncio.sleep(0.2)
    assert again.isHidden(), "a window built anew knows what was told"
    await miss(desk, clock, Missed.ASLEEP, "2")
    await until(again.isVisible)
    assert "#2" in said(again, "title")
    assert "#1" not in said(again, "title")


async def test_the_first_reading_ever_is_told_of_nobody(desk: Desk, show: Show, clock: Clock) -> None:
    await miss(desk, clock, Missed.UNKNOWN, "1", "2", "3")
    clock.forward(minutes=1)
    notice = await looking(desk, show)
    await desk.ledger.judged([], Missed.UNKNOWN)
    await asyncio.sleep(0.2)
    assert notice.isHidden()


async def test_another_restaurant_has_nothing_to_do_with_it(desk: Desk, show: Show, clock: Clock) -> None:
    notice = await looking(desk, show)
    await miss(desk, clock, Missed.OFFLINE, "1")
    await until(notice.isVisible)
    desk.bridge.active_changed.emit()
    assert notice.isHidden()


async def test_the_button_opens_the_ledger_with_just_the_missed_orders(desk: Desk, show: Show, clock: Clock) -> None:
    await shop.stock(desk)
    window = MainWindow(desk)
    show(window, 1280, 800)
    await until(lambda: desk.settings.get(f"ledger.told.{desk.connection_id}", str, ""))
    await shop.deliver(desk, shop.order("5", created_at=clock()))
    await miss(desk, clock, Missed.OFFLINE, "1043", minutes=60 * 30)
    notice = window.findChild(MissedNotice, "missed_notice")
    assert notice is not None
    await until(notice.isVisible)
    act = notice.findChild(QAbstractButton, "missed_notice_button")
    assert act is not None
    act.click()
    assert notice.isHidden()
    await until(lambda: window.findChild(PagedTable, "ledger_list"))
    table = window.findChild(PagedTable, "ledger_list")
    await until(lambda: table.total == 1 and table.isVisible())
    assert plain(str(table.model().index(0, 0).data())) == "#1043"
