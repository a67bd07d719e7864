"""The ledger as an operator reads it: every order's times, what was missed and why, the comparison, the file."""

import asyncio
import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QToolTip

from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.ledger.page import LedgerPage
from retm_desktop.gui.ledger.words import delay, missed_sentence, missed_why, occasion_words
from retm_desktop.gui.main_window import MainWindow
from retm_desktop.store.intake import Source
from retm_desktop.store.ledger import Comparison, Missed, Occasion
from retm_desktop.sync.status import Link, Status
from tests.benchmarks.heartbeat import Heartbeat
from tests.gui import shop
from tests.gui.conftest import START, Clock, FakeHouse, MakeDesk, Show
from tests.gui.invoices.screen import PeriodScreen
from tests.waiting import until

SENT = START - timedelta(minutes=16)
"""19:58 in Riyadh."""


class Screen(PeriodScreen):
    """The ledger page."""

    def __init__(self, page: LedgerPage) -> None:
        super().__init__(page, "ledger")

    def numbers(self) -> list[str]:
        return [self.cell(row, 0) for row in range(self.table.model().rowCount())]

    async def shows(self, *numbers: str) -> None:
        """Wait until just these orders are listed."""
        await until(lambda: self.numbers() == [f"#{number}" for number in numbers])
        # Before it is shown in its stack, it is laid out for less room.
        await until(self.table.isVisible)

    def row(self, number: str) -> list[str]:
        """Return the cells of an order as words."""
        held = self.table.row(self.key(number))
        return self.table.row_as_text(held).replace("\u00a0", " ").split("\t")

    def key(self, number: str) -> int:
        at = self.numbers().index(f"#{number}")
        return int(self.table.model().index(at, 0).data(Qt.ItemDataRole.UserRole).key)

    def tip(self, number: str, heading: str) -> str:
        """Let the pointer rest on a cell; return what is said of it."""
        model = self.table.model()
        headings = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
        place = self.table.visualRect(model.index(self.numbers().index(f"#{number}"), headings.index(heading))).center()
        event = QHelpEvent(QEvent.Type.ToolTip, place, self.table.viewport().mapToGlobal(place))
        QApplication.sendEvent(self.table.viewport(), event)
        return plain(QToolTip.text())


async def opened(desk: Desk, show: Show, width: int = 1240) -> Screen:
    page = LedgerPage(desk)
    show(page, width)
    return Screen(page)


async def evening(desk: Desk) -> dict[str, int]:
    """Stock an evening: one order by webhook and seen, one missed, one by poll, one made here; return their keys."""
    await shop.stock(desk)
    keys: dict[str, int] = {}
    late = START + timedelta(milliseconds=250)
    for number, source, after, branch in (
        ("1042", Source.WEBHOOK, timedelta(milliseconds=400), 0),
        ("1043", Source.RECONCILE, late - SENT, 1),
        ("1044", Source.POLL, timedelta(seconds=12), 0),
        ("1045", Source.OPERATOR, timedelta(), 0),
    ):
        sent = SENT + timedelta(minutes=int(number) - 1043)
        made = shop.order(number, created_at=sent, branch=shop.BRANCHES[branch])
        (keys[number],) = await shop.deliver(desk, made, source=source, at=sent + after)
    await desk.ledger.judged([keys["1043"]], Missed.OFFLINE)
    seen = SENT - timedelta(minutes=1)
    await desk.ledger.shown([keys["1042"]], seen + timedelta(milliseconds=600))
    await desk.ledger.sounded([keys["1042"]], seen + timedelta(milliseconds=700))
    await desk.ledger.seen([keys["1042"]], seen + timedelta(minutes=2, seconds=5))
    return keys


async def test_every_order_has_a_line_with_its_delays(desk: Desk, show: Show) -> None:
    await evening(desk)
    screen = await opened(desk, show)
    await screen.shows("1045", "1044", "1043", "1042")
    assert screen.said("ledger_count") == "4 orders"
    assert screen.row("1042")[:5] == ["#1042", "Riyadh – Olaya", "19:57", "+0.4 s", "Webhook"]
    assert screen.row("1042")[6:] == ["+0.6 s", "+0.7 s", "+2 min", "–"]
    assert screen.row("1043")[1:5] == ["Jeddah – Corniche", "19:58", "+16 min", "Comparison"]
    assert screen.row("1043")[6:] == ["–", "–", "–", "–"]
    assert screen.row("1044")[3:5] == ["+12 s", "Poll"]
    assert screen.row("1045")[4] == "Made here"


async def test_the_pointer_is_told_the_whole_time_or_why_there_is_none(desk: Desk, show: Show) -> None:
    await evening(desk)
    desk.settings.set("sound.trouble", "no_device")
    screen = await opened(desk, show)
    await screen.shows("1045", "1044", "1043", "1042")
    assert screen.tip("1042", "Received") == "Received: 2026-02-03 19:57:00.400"
    assert screen.tip("1042", "Seen") == "Seen: 2026-02-03 19:59:05"
    assert "offline" in screen.tip("1043", "How")
    assert "asking RETM" in screen.tip("1044", "How")
    assert "No sound device" in screen.tip("1044", "Sounded")
    assert "made here" in screen.tip("1045", "Sounded")
    desk.settings.set("sound.on", False)
    assert "switched off" in screen.tip("1044", "Sounded")
    assert "Nobody" in screen.tip("1044", "Seen")
    assert "Nothing was done" in screen.tip("1044", "Acted on")
    assert "not been on screen" in screen.tip("1044", "Shown")


async def test_only_what_was_missed_or_unseen_of_a_branch_is_listed(desk: Desk, show: Show) -> None:
    await evening(desk)
    screen = await opened(desk, show)
    await screen.shows("1045", "1044", "1043", "1042")
    missed, unseen = (screen.find(QAbstractButton, f"ledger_{name}") for name in ("missed", "unseen"))
    await until(lambda: plain(missed.text()) == "Missed only  1")
    assert plain(unseen.text()) == "Nobody saw  2"
    screen.click("ledger_missed")
    await screen.shows("1043")
    screen.click("ledger_missed")
    screen.click("ledger_unseen")
    await screen.shows("1044", "1043")
    screen.choose("ledger_branch", "Riyadh – Olaya")
    await screen.shows("1044")
    await until(lambda: plain(missed.text()) == "Missed only")
    screen.click("ledger_unseen")
    screen.search.setText("1042")
    await screen.shows("1042")
    screen.search.setText("nobody of that name")
    await until(lambda: screen.visible("ledger_nothing"))
    screen.click("ledger_nothing_button")
    await screen.shows("1045", "1044", "1043", "1042")
    screen.click("ledger_earlier")
    await until(lambda: screen.visible("ledger_quiet"))
    screen.click("ledger_missed")
    await until(lambda: screen.visible("ledger_none_missed"))


async def test_an_empty_store_says_so(desk: Desk, show: Show, house: FakeHouse) -> None:
    screen = await opened(desk, show)
    await until(lambda: screen.visible("ledger_empty"))
    assert not screen.find(QAbstractButton, "ledger_export").isEnabled()
    screen.click("ledger_empty_button")
    assert house.calls == [("refresh",)]
    await evening(desk)
    await until(lambda: screen.table.total == 4)


async def test_a_missed_order_is_told_in_a_sentence_with_every_time_below(desk: Desk, show: Show) -> None:
    keys = await evening(desk)
    asked: list[int] = []
    screen = await opened(desk, show)
    screen.page.order_requested.connect(asked.append)
    await screen.shows("1045", "1044", "1043", "1042")
    screen.click_row(2)
    await until(lambda: screen.visible("ledger_detail"))
    assert screen.said("ledger_number") == "#1043"
    assert screen.said("ledger_why_title") == (
        "Jeddah – Corniche did not get #1043 when it was sent at 19:58, because this computer was offline. "
        "It was fetched at 20:14."
    )
    assert screen.said("ledger_sent") == "2026-02-03 19:58:00"
    assert screen.said("ledger_received") == "2026-02-03 20:14:00.250"
    assert screen.said("ledger_seen") == "–"
    assert "Nobody" in screen.said("ledger_seen_hint")
    screen.press(Qt.Key.Key_C, screen.page, control=True)
    copied = QGuiApplication.clipboard().text()
    assert copied == plain(copied)
    assert "Received · +16 min: 2026-02-03 20:14:00.250" in copied.splitlines()
    screen.click("ledger_show_order")
    assert asked == [keys["1043"]]
    await desk.ledger.seen([keys["1043"]], START + timedelta(minutes=1))
    await until(lambda: screen.said("ledger_seen").startswith("2026-02-03 20:15:00"))
    screen.press(Qt.Key.Key_Escape)
    await until(lambda: not screen.visible("ledger_detail"))


@pytest.mark.parametrize("why", [one for one in Missed if one is not Missed.NOT])
async def test_every_reason_has_a_sentence_of_its_own(desk: Desk, why: Missed) -> None:
    keys = await evening(desk)
    row = await desk.ledger.row(keys["1042"])
    assert row is not None
    assert missed_sentence(row, "Olaya", desk) == ""
    await desk.ledger.judged([keys["1042"]], why)
    row = await desk.ledger.row(keys["1042"])
    assert row is not None
    words = plain(missed_sentence(row, "Olaya", desk))
    assert words.startswith("Olaya did not get #1042 when it was sent at 19:57")
    assert words.endswith("It was fetched at 19:57.")
    others = {missed_why(one) for one in Missed if one is not why}
    assert missed_why(why) and missed_why(why) not in others


async def test_the_last_comparison_is_told_in_a_sentence(desk: Desk, show: Show) -> None:
    screen = await opened(desk, show)
    assert screen.said("ledger_compared") == "Not compared with RETM yet."
    reached = datetime(2026, 2, 3, 15, 2, tzinfo=UTC)
    await desk.ledger.compared(desk.connection_id, Comparison(START, Occasion.RECONNECT, reached, 312, 0, reached))
    await until(lambda: screen.said("ledger_compared").startswith("Compared"))
    assert screen.said("ledger_compared") == (
        "Compared with RETM at 20:14 (after the line came back): 312 orders back to 18:02, none missing."
    )
    for missed, words in ((1, "one was missing and has been fetched."), (2, "2 were missing and have been fetched.")):
        await desk.ledger.compared(desk.connection_id, Comparison(START, Occasion.START, reached, 312, missed, reached))
        await until(lambda words=words: screen.said("ledger_compared").endswith(words))
    assert len({occasion_words(each) for each in Occasion}) == len(Occasion)


async def test_comparing_now_is_over_when_there_is_a_newer_comparison(
    desk: Desk, show: Show, house: FakeHouse, clock: Clock
) -> None:
    first = Comparison(START, Occasion.START, START - timedelta(hours=2), 40, 0, START)
    await desk.ledger.compared(desk.connection_id, first)
    screen = await opened(desk, show)
    await until(lambda: screen.said("ledger_compared").startswith("Compared with RETM at 20:14"))
    screen.click("ledger_compare")
    assert house.calls == [("refresh",)]
    assert screen.said("ledger_compared") == "Comparing with RETM…"
    assert not screen.find(QAbstractButton, "ledger_compare").isEnabled()
    (key,) = await shop.deliver(desk, shop.order("9", created_at=START))
    await desk.ledger.seen([key], START)
    await until(lambda: screen.table.total == 1)
    assert screen.said("ledger_compared") == "Comparing with RETM…", "nothing newer has been stored"
    clock.forward(minutes=1)
    await desk.ledger.compared(desk.connection_id, Comparison(clock(), Occasion.ASKED, first.reached, 41, 0, START))
    await until(lambda: screen.said("ledger_compared").startswith("Compared with RETM at 20:15 (because you asked)"))
    assert screen.find(QAbstractButton, "ledger_compare").isEnabled()
    screen.click("ledger_compare")
    house.tell_status(Status(link=Link.OFFLINE, since=START, updated_at=START))
    assert screen.said("ledger_compared").startswith("RETM has not answered.")
    assert "20:15" in screen.said("ledger_compared")
    assert screen.find(QAbstractButton, "ledger_compare").isEnabled()


async def test_the_file_has_every_column_with_whole_times(desk: Desk, show: Show, tmp_path: Path) -> None:
    await evening(desk)
    screen = await opened(desk, show)
    await screen.shows("1045", "1044", "1043", "1042")
    screen.choose("ledger_branch", "Riyadh – Olaya")
    await screen.shows("1045", "1044", "1042")
    path = await saved(screen, desk, tmp_path / "ledger.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
    assert [row[0] for row in rows] == ["1045", "1044", "1042"]
    told = dict(zip(head, rows[-1], strict=True))
    assert told | {"Stored": ""} == {
        "Order": "1042",
        "Our reference": "",
        "Branch": "Riyadh – Olaya",
        "Stage": "New",
        "Sent by RETM": "2026-02-03T19:57:00.000+03:00",
        "Received": "2026-02-03T19:57:00.400+03:00",
        "Received after (s)": "0.400",
        "How": "Webhook",
        "Stored": "",
        "Shown": "2026-02-03T19:57:00.600+03:00",
        "Shown after (s)": "0.600",
        "Sounded": "2026-02-03T19:57:00.700+03:00",
        "Seen": "2026-02-03T19:59:05.000+03:00",
        "Seen after (s)": "125.000",
        "Acted on": "",
        "Acted on after (s)": "",
        "Missed, why": "",
    }
    datetime.fromisoformat(told["Stored"])


async def test_the_file_in_arabic_has_no_direction_marks(make_desk: MakeDesk, show: Show, tmp_path: Path) -> None:
    desk = await make_desk(language="ar")
    await evening(desk)
    screen = await opened(desk, show)
    await until(lambda: screen.table.total == 4)
    text = (await saved(screen, desk, tmp_path / "ar.csv")).read_text("utf-8-sig")
    assert text == plain(text)
    _, *rows = csv.reader(io.StringIO(text))
    assert rows[-1][2] == "الرياض – العليا"
    assert rows[-1][5] == "2026-02-03T19:57:00.400+03:00"


async def saved(screen: Screen, desk: Desk, path: Path) -> Path:
    """Press export, answer the dialog with `path`, and wait for what is said of it."""
    desk.settings.set("ledger.export_folder", str(path.parent))
    await until(screen.find(QAbstractButton, "ledger_export").isEnabled)
    screen.click("ledger_export")
    await until(lambda: screen.page.findChild(QFileDialog))
    dialog = screen.find(QFileDialog, "ledger_export_dialog")
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    field.setText(str(path))
    dialog.accept()
    await until(lambda: screen.visible("ledger_notice"))
    return path


def test_delays_are_short_words() -> None:
    told = [
        (timedelta(), "+0.0 s"),
        (timedelta(milliseconds=-20), "+0.0 s"),
        (timedelta(milliseconds=-800), "−0.8 s"),
        (timedelta(seconds=9.96), "+10 s"),
        (timedelta(seconds=59.4), "+59 s"),
        (timedelta(seconds=59.9), "+1 min"),
        (timedelta(minutes=59, seconds=59), "+59 min"),
        (timedelta(hours=2, minutes=5), "+2:05 h"),
        (timedelta(days=3, hours=5), "+3 d"),
    ]
    assert [plain(delay(START + after, START)) for after, _ in told] == [words for _, words in told]
    assert delay(None, START) == "–"


async def test_a_busy_ledger_behind_another_page_is_not_read(desk: Desk, show: Show) -> None:
    await evening(desk)
    screen = await opened(desk, show)
    await until(lambda: screen.table.total == 4)
    page = screen.page
    reading = page._table._reading._rereading
    # What the stocking told may still be on its way to the page.
    await until(lambda: not (desk.bridge._timer.isActive() or page._sums._running or page._naming._running))
    await until(lambda: not reading._running)
    page.hide()
    await shop.deliver(desk, shop.order("9", created_at=START))
    told: list[bool] = []
    desk.bridge.orders_changed.connect(lambda: told.append(True))
    await shop.deliver(desk, shop.order("10", created_at=START))
    await until(lambda: told)
    assert screen.table.total == 4
    screen.page.show()
    await until(lambda: screen.table.total == 6)


async def test_the_window_leads_from_setup_to_the_ledger_and_from_there_to_the_order(desk: Desk, show: Show) -> None:
    keys = await evening(desk)
    window = MainWindow(desk)
    show(window, 1280, 800)
    window.tabs.show_missed()
    page = window.findChild(LedgerPage, "ledger_page")
    assert page is not None
    screen = Screen(page)
    await screen.shows("1043")
    nav = window.findChild(QAbstractButton, "setup_nav_ledger")
    assert nav is not None and nav.isChecked()
    screen.click_row(0)
    await until(lambda: screen.visible("ledger_show_order"))
    screen.click("ledger_show_order")
    await until(lambda: window.tabs.currentWidget().objectName() == "orders_page")
    assert window.tabs.currentWidget().selected == keys["1043"]  # type: ignore[attr-defined]


async def test_ten_thousand_lines_are_gone_through_without_holding_up_the_window(desk: Desk, show: Show) -> None:
    await shop.stock(desk)
    await shop.rush(desk, 10_000)
    heart = Heartbeat(desk.bridge)
    screen = await opened(desk, show)
    screen.click("ledger_span_all")
    await until(lambda: screen.table.total == 10_000)
    heart.start()
    bar = screen.table.verticalScrollBar()
    for place in (0.2, 0.9, 0.5, 1.0):
        bar.setValue(round(bar.maximum() * place))
        await asyncio.sleep(0.05)
    await until(lambda: screen.cell(9_999, 0) == "#1000")
    screen.search.setText("5999")
    await until(lambda: screen.table.total == 1)
    heart.stop()
    assert heart.gaps and max(heart.gaps) < 500
