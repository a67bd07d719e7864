"""The listed invoices as a file: what stands in it, and what is said where it cannot be written."""

import csv
import errno
import io
import os
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit

from retm_desktop.domain.business import Branch
from retm_desktop.domain.text import BilingualText as Both
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.invoices import export
from retm_desktop.store.catalogue import Kind
from tests.gui import shop
from tests.gui.conftest import START, Clock, FakePrompter, MakeDesk, Show
from tests.gui.invoices.screen import Screen, day_of_invoices, opened
from tests.waiting import until


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    return made


async def saved(screen: Screen, desk: Desk, path: Path, *, first: Callable[[], None] = lambda: None) -> str:
    """Press export, answer the dialog with `path`, wait for what is said of it; return the name that was proposed."""
    desk.settings.set("invoices.export_folder", str(path.parent))
    await until(screen.find(QAbstractButton, "invoices_export").isEnabled)
    screen.click("invoices_export")
    await until(lambda: screen.page.findChild(QFileDialog))
    dialog = screen.find(QFileDialog, "invoices_export_dialog")
    assert not screen.find(QAbstractButton, "invoices_export").isEnabled(), "one export at a time"
    proposed = Path(dialog.selectedFiles()[0]).name
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    field.setText(str(path))
    first()
    dialog.accept()
    await until(lambda: screen.visible("invoices_notice"))
    return proposed


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


async def test_sales_and_refunds_have_lines_of_their_own(desk: Desk, show: Show, folder: Path, clock: Clock) -> None:
    await day_of_invoices(desk)
    clock.forward(hours=2)
    screen = await opened(desk, show)
    await until(lambda: screen.table.total == 7)
    path = folder / "invoices.csv"
    await saved(screen, desk, path)
    assert screen.said("invoices_notice_title") == "Invoices exported: 7"
    assert screen.said("invoices_notice_words") == str(path)
    screen.click("invoices_notice_button")
    assert QGuiApplication.clipboard().text() == str(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert names_in(folder) == ["invoices.csv"]
    head, *rows = rows_of(path)
    assert head == [
        "Kind", "Date", "Time", "Invoice", "Order", "Branch", "Status code", "Status", "Paid with",
        "Invoice total", "Before tax", "Tax", "Amount", "Currency",
    ]  # fmt: skip
    assert [(row[0], row[3]) for row in rows] == [
        ("Sale", "INV-501"),
        ("Sale", "INV-502"),
        ("Sale", "INV-503"),
        ("Refund", "INV-503"),
        ("Sale", "INV-504"),
        ("Refund", "INV-504"),
        ("Sale", "INV-505"),
        ("Refund", "INV-505"),
        ("Void", "INV-506"),
        ("Sale", "INV-507"),
    ]
    assert rows[1] == [
        "Sale", "2026-02-03", "20:04:00", "INV-502", "502", "Jeddah – Corniche", "1", "Closed",
        "Cash 20.00; mada card 41.00", "61.00", "53.05", "7.95", "61.00", "SAR",
    ]  # fmt: skip
    assert [row[10:13] for row in rows[3:9]] == [
        ["-53.05", "-7.95", "-61.00"],
        ["53.05", "7.95", "61.00"],
        ["", "", "-12.50"],
        ["53.05", "7.95", "61.00"],
        ["", "", ""],
        ["", "", ""],
    ]
    amounts = [Decimal(row[12]) for row in rows if row[12]]
    assert sum(amounts) == Decimal("292.50"), "the net of the totals on screen"


async def test_a_refund_is_dated_by_when_it_was_heard_of(desk: Desk, show: Show, folder: Path, clock: Clock) -> None:
    sold = shop.order("1", created_at=START - timedelta(days=1))
    await shop.bill(desk, sold)
    await shop.bill(desk, sold, status=4, at=START)
    screen = await opened(desk, show)
    screen.click("invoices_earlier")
    await screen.shows("1")
    await saved(screen, desk, folder / "a.csv")
    assert [row[:3] for row in rows_of(folder / "a.csv")[1:]] == [
        ["Sale", "2026-02-02", "20:14:00"],
        ["Refund", "2026-02-03", "20:14:00"],
    ]


async def test_the_file_holds_what_is_listed_and_is_named_after_the_days(desk: Desk, show: Show, folder: Path) -> None:
    await day_of_invoices(desk)
    screen = await opened(desk, show)
    screen.click("invoices_span_week")
    screen.choose("invoices_status", "Void")
    await screen.shows("506")
    proposed = await saved(screen, desk, folder / "void.csv")
    assert proposed == "invoices-2026-01-28-2026-02-03.csv"
    assert [row[3] for row in rows_of(folder / "void.csv")[1:]] == ["INV-506"]
    assert desk.settings.get("invoices.export_folder", str, "") == str(folder)
    screen.click("invoices_export")
    await until(lambda: (box := screen.page.findChild(QFileDialog)) and box.isVisible())
    screen.find(QFileDialog, "invoices_export_dialog").reject()
    await until(screen.find(QAbstractButton, "invoices_export").isEnabled)
    assert names_in(folder) == ["void.csv"]


async def test_arabic_names_are_kept_and_no_direction_marks(make_desk: MakeDesk, show: Show, folder: Path) -> None:
    desk = await make_desk(language="ar")
    await day_of_invoices(desk)
    screen = await opened(desk, show)
    await until(lambda: screen.table.total == 7)
    await saved(screen, desk, folder / "ar.csv")
    text = (folder / "ar.csv").read_text("utf-8-sig")
    assert text == plain(text)
    head, first, *_ = rows_of(folder / "ar.csv")
    assert head[0] == "النوع"
    assert first[1:3] == ["2026-02-03", "20:14:00"]
    assert first[5] == "الرياض – العليا"
    assert first[12:] == ["61.00", "SAR"]


async def test_a_name_is_never_taken_for_a_formula(desk: Desk, show: Show, folder: Path) -> None:
    evil = Branch("branch-evil", Both('=HYPERLINK("http://x")', ""))
    await shop.bill(desk, shop.order("1", created_at=START, branch=evil), number="+1")
    pairs = [(evil, b"{}")]
    await desk.catalogue.replace(desk.connection_id, Kind.BRANCH, pairs, START)
    screen = await opened(desk, show)
    await until(lambda: screen.table.total == 1)
    await saved(screen, desk, folder / "x.csv")
    (_, row) = rows_of(folder / "x.csv")
    assert row[4:6] == ["'+1", """'=HYPERLINK("http://x")"""]


async def test_thousands_are_written_whole_while_more_come_in(desk: Desk, show: Show, folder: Path) -> None:
    made = [shop.order(str(n), created_at=START - timedelta(seconds=n)) for n in range(1200)]
    await shop.bill(desk, *made)
    screen = await opened(desk, show)
    await until(lambda: screen.table.total == 1200)
    query = screen.page._filters.query
    page = desk.invoices.page

    async def page_and_more(asked: object, offset: int, limit: int) -> object:
        if offset == 400:
            await shop.bill(desk, *(shop.order(f"n{n}", created_at=START + timedelta(seconds=n)) for n in range(50)))
        return await page(asked, offset, limit)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk.invoices, "page", page_and_more)
        rows = await export.read_all(desk, query)
    assert {row.invoice_id for row in rows} >= {f"INV-{n}" for n in range(1200)}
    assert len({row.key for row in rows}) == len(rows)


async def test_a_file_that_is_there_is_replaced_only_when_that_is_wanted(
    desk: Desk, show: Show, folder: Path, prompter: FakePrompter
) -> None:
    await day_of_invoices(desk)
    path = folder / "old.csv"
    path.write_text("of yesterday")
    screen = await opened(desk, show)
    await until(lambda: screen.table.total == 7)
    await saved(screen, desk, path)
    assert prompter.asked == ["Replace the file?"]
    assert len(rows_of(path)) == 11
    path.write_text("of yesterday")
    prompter.answer = False
    await saved(screen, desk, path)
    await until(screen.find(QAbstractButton, "invoices_export").isEnabled)
    assert path.read_text() == "of yesterday"


async def test_a_full_disk_is_told_and_nothing_is_left_behind(
    desk: Desk, show: Show, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await day_of_invoices(desk)
    path = folder / "old.csv"
    path.write_text("of yesterday")
    screen = await opened(desk, show)
    await until(lambda: screen.table.total == 7)

    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    await saved(screen, desk, path)
    assert screen.said("invoices_notice_title") == "The disk is full."
    assert names_in(folder) == ["old.csv"]
    assert path.read_text() == "of yesterday"


async def test_a_place_that_cannot_be_written_is_told(desk: Desk, show: Show, folder: Path) -> None:
    await day_of_invoices(desk)
    screen = await opened(desk, show)
    await until(lambda: screen.table.total == 7)
    path = folder / "gone" / "a.csv"
    path.parent.mkdir()
    # The stick is pulled out while the dialog is open.
    await saved(screen, desk, path, first=path.parent.rmdir)
    assert screen.said("invoices_notice_title") == "The invoices could not be written."
    assert "No such file or directory" in screen.said("invoices_notice_words")
    assert str(path) in screen.said("invoices_notice_words")
    assert names_in(folder) == []
