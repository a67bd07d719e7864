"""A day's settlement as an operator reads it, looks at it and hands it on."""

import asyncio
import csv
import errno
import io
import os
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit, QToolButton

from retm_desktop.domain.errors import NotFound, Offline, OperatorError, ServerFault
from retm_desktop.domain.payments import SettlementKind, SettlementLine
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payment_account.connected import account_zone
from retm_desktop.gui.takings import settlement_reading
from retm_desktop.gui.takings.settlement_file import settlement_file
from retm_desktop.gui.widgets.date_field import DateField
from retm_desktop.gui.widgets.paged_table import PagedTable
from retm_desktop.gui.widgets.spreadsheet import as_words
from tests.benchmarks.heartbeat import Heartbeat
from tests.gui.conftest import Clock, FakePrompter, MakeDesk, Show
from tests.gui.takings.account import PaymentDesk, settled
from tests.gui.takings.screen import Screen, opened
from tests.waiting import until

YESTERDAY = date(2026, 2, 3)
LINES = (
    settled(0, "20.00", "-0.14"),
    settled(1, "30.50", "-0.21", method="ALIPAY", region="CHINA"),
    settled(2, "-20.00", "0.00", kind="REFUND", method="TNG"),
)


async def opened_settlement(desk: Desk, show: Show) -> Screen:
    desk.settings.set("takings.shown", "settlement")
    screen = await opened(desk, show)
    await until(lambda: screen.visible("takings_settlement"))
    return screen


def listed(screen: Screen) -> list[list[str]]:
    return screen.rows(screen.find(PagedTable, "settlement_list"))


def never_answering(till: PaymentDesk) -> asyncio.Event:
    """Let the service begin to answer and never end; the event is set when it was asked."""
    asked = asyncio.Event()

    async def endless(_day: date, _kind: SettlementKind) -> tuple[SettlementLine, ...]:
        asked.set()
        await asyncio.Event().wait()
        return ()

    till.counter.__dict__["settlement"] = endless
    return asked


async def test_yesterday_is_shown_as_it_was_read_last(desk: Desk, till: PaymentDesk, show: Show, clock: Clock) -> None:
    await till.settle(YESTERDAY, *LINES, at=clock() - timedelta(minutes=40))
    screen = await opened_settlement(desk, show)
    await until(lambda: len(listed(screen)) == 3)
    assert screen.find(DateField, "settlement_day").text() == "2026-02-03"
    assert not screen.find(QAbstractButton, "settlement_yesterday").isEnabled()
    assert screen.said("settlement_as_of") == "Read at 00:34"
    assert listed(screen) == [
        ["12:30", "Paid", "0-BCDFGHJKMNPQ", "Touch 'n Go", "Kedai Bangsar", "RM 20.00", "-RM 0.14", "RM 19.86"],
        ["12:31", "Paid", "1-BCDFGHJKMNPQ", "Alipay", "Kedai Ampang 茶室", "RM 30.50", "-RM 0.21", "RM 30.29"],
        ["12:32", "Refund", "2-BCDFGHJKMNPQ", "Touch 'n Go", "Kedai Bangsar", "-RM 20.00", "RM 0.00", "-RM 20.00"],
    ]
    sums = {
        name: [screen.said(f"settlement_{name}_{what}") for what in ("gross", "fee", "net", "count")]
        for name in ("payment", "refund", "together", "wallet_0", "wallet_1", "store_0", "store_1")
    }
    assert sums == {
        "payment": ["50.50", "-0.35", "50.15", "×2"],
        "refund": ["-20.00", "0.00", "-20.00", "×1"],
        "together": ["30.50", "-0.35", "30.15", "×3"],
        "wallet_0": ["30.50", "-0.21", "30.29", "×1"],
        "wallet_1": ["0.00", "-0.14", "-0.14", "×2"],
        "store_0": ["30.50", "-0.21", "30.29", "×1"],
        "store_1": ["0.00", "-0.14", "-0.14", "×2"],
    }
    assert (screen.said("settlement_wallet_0"), screen.said("settlement_wallet_1")) == ("Alipay", "Touch 'n Go")
    screen.find(QToolButton, "settlement_totals_copy").click()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert rows[0] == ["Totals in ringgit", "2026-02-03"]
    assert ["Together", "3", "30.50", "-0.35", "30.15"] in rows
    assert ["Alipay", "1", "30.50", "-0.21", "30.29"] in rows
    table = screen.find(PagedTable, "settlement_list")
    table.pick(1)
    screen.press(Qt.Key.Key_C, table, control=True)
    assert QGuiApplication.clipboard().text().split("\t")[2] == "1-BCDFGHJKMNPQ"
    screen.press(Qt.Key.Key_Escape, table)
    assert table.key is None


async def test_a_day_is_read_into_the_store_and_shown(desk: Desk, till: PaymentDesk, show: Show) -> None:
    screen = await opened_settlement(desk, show)
    await until(lambda: screen.visible("settlement_unread"))
    assert not screen.find(QAbstractButton, "settlement_read").isEnabled(), "the network has not started"
    till.open()
    await until(lambda: screen.find(QAbstractButton, "settlement_unread_button").isEnabled())
    screen.click("settlement_earlier")
    await until(lambda: screen.visible("settlement_unread"))
    screen.click("settlement_unread_button")
    await until(lambda: len(listed(screen)) == 1)
    assert till.counter.calls == ["settlement", "settlement"], "payments and refunds"
    kept = await desk.takings.settlement(till.number, YESTERDAY - timedelta(days=1))
    assert kept is not None
    assert kept.settlement.lines[0].gross == Decimal("12.50")
    assert screen.said("settlement_as_of") == "Read at 01:14"
    assert not screen.visible("settlement_reading")
    screen.click("settlement_yesterday")
    await until(lambda: screen.visible("settlement_unread"))
    assert not screen.visible("settlement_totals")
    screen.click("settlement_later")
    await until(lambda: screen.find(DateField, "settlement_day").text() == "2026-02-04")
    assert not screen.find(QAbstractButton, "settlement_later").isEnabled(), "there is no tomorrow to look at"


async def test_a_reading_is_shown_and_can_be_stopped(desk: Desk, till: PaymentDesk, show: Show) -> None:
    await till.settle(YESTERDAY, *LINES)
    till.open()
    begun = never_answering(till)
    screen = await opened_settlement(desk, show)
    await until(lambda: len(listed(screen)) == 3)
    screen.click("settlement_read")
    await begun.wait()
    assert screen.visible("settlement_reading_bar")
    assert "2026-02-03" in screen.said("settlement_reading_words")
    assert not screen.visible("settlement_read"), "one reading at a time"
    screen.click("settlement_cancel")
    assert not screen.visible("settlement_reading")
    assert screen.said("settlement_notice_title") == "The reading was stopped."
    assert len(listed(screen)) == 3
    await until(lambda: not [name for name in desk.background.names if name.endswith(".read")])
    assert screen.visible("settlement_read")


async def test_a_reading_has_an_end_of_its_own(
    desk: Desk, till: PaymentDesk, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    till.open()
    never_answering(till)
    monkeypatch.setattr(settlement_reading, "_LONGEST_S", 0.05)
    screen = await opened_settlement(desk, show)
    await until(lambda: screen.visible("settlement_unread"))
    screen.click("settlement_read")
    await until(lambda: screen.visible("settlement_notice"))
    assert screen.said("settlement_notice_title") == "Revenue Monster did not finish its answer in time."
    assert not screen.visible("settlement_reading")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (Offline("no network"), ("Revenue Monster cannot be reached.", "Check the internet connection")),
        (NotFound("none"), ("Revenue Monster has no settlement of 2026-02-03 yet.", "Try again later.")),
        (ServerFault("503"), ("Revenue Monster has a fault of its own right now.", "Try again later.")),
    ],
)
async def test_a_reading_that_fails_leaves_what_was_read(
    desk: Desk, till: PaymentDesk, show: Show, error: OperatorError, told: tuple[str, str]
) -> None:
    title, then = told
    await till.settle(YESTERDAY, *LINES)
    till.open()
    till.counter.fail("settlement", error)
    screen = await opened_settlement(desk, show)
    await until(lambda: len(listed(screen)) == 3)
    screen.click("settlement_read")
    await until(lambda: screen.visible("settlement_notice"))
    assert screen.said("settlement_notice_title") == title
    words = screen.said("settlement_notice_words")
    assert words.startswith("What was read before stays as it was.")
    assert then in words
    assert len(listed(screen)) == 3
    screen.click("settlement_read")
    await until(lambda: len(listed(screen)) == 1)
    assert not screen.visible("settlement_notice")


async def test_says_why_a_day_is_empty(desk: Desk, till: PaymentDesk, show: Show) -> None:
    session = till.open()
    session.trouble = Offline()
    screen = await opened_settlement(desk, show)
    await until(lambda: screen.visible("settlement_offline"))
    assert "cannot be reached" in screen.said("settlement_offline_words")
    assert not screen.visible("takings_as_of"), "a settlement tells its own time"
    await till.settle(YESTERDAY)
    await until(lambda: screen.visible("settlement_quiet"))
    assert screen.said("settlement_quiet_title") == "Nothing was settled"
    assert screen.said("settlement_as_of") == "Read at 01:14"


async def test_a_day_that_was_not_over_is_said_to_be_so(desk: Desk, till: PaymentDesk, show: Show) -> None:
    await till.settle(YESTERDAY, *LINES, at=datetime.fromisoformat("2026-02-03T20:00+08:00"))
    screen = await opened_settlement(desk, show)
    await until(lambda: len(listed(screen)) == 3)
    assert screen.said("settlement_as_of") == "Read at 2026-02-03 20:00, before the day was over"


async def test_refunds_without_a_minus_and_lines_without_figures_are_pointed_out(
    desk: Desk, till: PaymentDesk, show: Show
) -> None:
    await till.settle(YESTERDAY, settled(0), settled(3, "5.00", "0.00", kind="REFUND"), settled(6, net=None))
    screen = await opened_settlement(desk, show)
    await until(lambda: len(listed(screen)) == 3)
    assert not screen.has("settlement_together_net")
    assert screen.said("settlement_wallet_1") == "Touch 'n Go, refunds"
    assert "without a minus" in screen.said("settlement_unsigned")
    assert screen.said("settlement_untold").endswith(": 1")
    assert listed(screen)[2][-1] == "–"


async def test_another_account_has_settlements_of_its_own(desk: Desk, till: PaymentDesk, show: Show) -> None:
    await till.settle(YESTERDAY, *LINES)
    till.open()
    begun = never_answering(till)
    screen = await opened_settlement(desk, show)
    await until(lambda: len(listed(screen)) == 3)
    screen.click("settlement_read")
    await begun.wait()
    await till.connect(merchant="5500000000000000002")
    await until(lambda: screen.visible("settlement_unread"))
    assert not screen.visible("settlement_reading")
    assert not screen.visible("settlement_totals")
    assert listed(screen) == []


# The file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    return made


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


async def saved(screen: Screen, desk: Desk, path: Path) -> str:
    """Press export, answer the dialog with `path`, wait for what is said of it; return the name that was proposed."""
    desk.settings.set("settlement.export_folder", str(path.parent))
    await until(lambda: len(listed(screen)) > 0)
    screen.click("settlement_export")
    await until(lambda: screen.page.findChild(QFileDialog))
    dialog = screen.find(QFileDialog, "settlement_export_dialog")
    assert not screen.find(QAbstractButton, "settlement_export").isEnabled(), "one export at a time"
    proposed = Path(dialog.selectedFiles()[0]).name
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    field.setText(str(path))
    dialog.accept()
    await until(lambda: screen.visible("settlement_saved"))
    return proposed


async def test_the_file_holds_the_services_own_figures(
    desk: Desk, till: PaymentDesk, show: Show, folder: Path, prompter: FakePrompter
) -> None:
    odd = settled(
        3, "12.50", "-0.125", store_name='=HYPERLINK("http://x")', order_id="+1", method="", rate=None, at=None
    )
    late = settled(4, at=datetime.fromisoformat("2026-02-03T23:59:59.5+08:00"))
    await till.settle(YESTERDAY, *LINES, odd, late)
    screen = await opened_settlement(desk, show)
    path = folder / "a.csv"
    assert await saved(screen, desk, path) == "settlement-2026-02-03.csv"
    assert screen.said("settlement_saved_title") == "Lines of the settlement exported: 5"
    assert screen.said("settlement_saved_words") == str(path)
    screen.click("settlement_saved_button")
    assert QGuiApplication.clipboard().text() == str(path)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text == plain(text)
    head, *rows = csv.reader(io.StringIO(text))
    assert head == [
        "Kind", "Date", "Time", "Transaction", "Reference", "Store id", "Store", "Wallet code", "Wallet", "Region",
        "Way of paying", "Gross", "Rate in percent", "Fee", "Net", "Currency",
    ]  # fmt: skip
    assert rows[1] == [
        "PAYMENT", "2026-02-03", "12:31:00", "'260203000000000000000001", "1-BCDFGHJKMNPQ", "'7700000000000000002",
        "Kedai Ampang 茶室", "ALIPAY", "Alipay", "CHINA", "QUICK_PAY", "30.50", "0.70", "-0.21", "30.29", "MYR",
    ]  # fmt: skip
    assert rows[2][0] == "REFUND"
    assert rows[2][11:15] == ["-20.00", "0.70", "0.00", "-20.00"]
    assert rows[3][1:3] == ["", ""]
    assert rows[3][4:7] == ["'+1", "'7700000000000000002", """'=HYPERLINK("http://x")"""]
    assert rows[3][11:15] == ["12.50", "", "-0.125", "12.375"]
    assert rows[4][1:3] == ["2026-02-03", "23:59:59"]
    assert names_in(folder) == ["a.csv"]
    screen.click("settlement_saved_close")
    await saved(screen, desk, path)
    assert prompter.asked == ["Replace the file?"]


async def test_a_full_disk_and_a_place_that_is_gone_are_told(
    desk: Desk, till: PaymentDesk, show: Show, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await till.settle(YESTERDAY, *LINES)
    screen = await opened_settlement(desk, show)

    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        await saved(screen, desk, folder / "a.csv")
    assert screen.said("settlement_saved_title") == "The disk is full."
    assert names_in(folder) == []
    screen.click("settlement_saved_close")
    await saved(screen, desk, folder / "gone" / "a.csv")
    assert screen.said("settlement_saved_title") == "The settlement could not be written."
    assert names_in(folder) == []


async def test_arabic_headings_and_western_figures(
    make_desk: MakeDesk, show: Show, clock: Clock, tmp_path: Path, folder: Path
) -> None:
    desk = await make_desk(language="ar")
    till = PaymentDesk(desk, clock, tmp_path)
    await till.connect()
    await till.settle(YESTERDAY, *LINES)
    screen = await opened_settlement(desk, show)
    await saved(screen, desk, folder / "ar.csv")
    text = (folder / "ar.csv").read_text("utf-8-sig")
    assert text == plain(text)
    _, first, *_ = csv.reader(io.StringIO(text))
    assert first[:3] == ["PAYMENT", "2026-02-03", "12:30:00"]
    assert first[11:] == ["20.00", "0.70", "-0.14", "19.86", "MYR"]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("-12", "'-12"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("123456789012345", "123456789012345"),
        ("1234567890123456", "'1234567890123456"),
        ("\u2066-1\u2069", "'-1"),
        ("Kedai", "Kedai"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_calculate_or_round_is_guarded(text: str, cell: str) -> None:
    assert as_words(text) == cell


async def test_five_thousand_lines_do_not_hold_up_the_window(desk: Desk, till: PaymentDesk, show: Show) -> None:
    await till.settle(YESTERDAY, *(settled(n) for n in range(5000)))
    heart = Heartbeat(desk.bridge)
    heart.start()
    screen = await opened_settlement(desk, show)
    await until(lambda: screen.find(PagedTable, "settlement_list").total == 5000)
    table = screen.find(PagedTable, "settlement_list")
    for place in (0.5, 1.0):
        table.verticalScrollBar().setValue(round(table.verticalScrollBar().maximum() * place))
        await asyncio.sleep(0.05)
    await until(lambda: table.model().index(4999, 2).data() is not None)
    content = await settlement_file([settled(n) for n in range(5000)], account_zone(desk))
    assert content.count(b"\r\n") == 5001
    heart.stop()
    print(f"longest stall {heart.longest_ms:.0f} ms", heart.worst[:3])
    assert heart.longest_ms < 250
