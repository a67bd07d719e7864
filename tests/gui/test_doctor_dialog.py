"""The dialog that says why no orders come, and the buttons that open it."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from retm_desktop.doctor.devices import line_of
from retm_desktop.doctor.examination import Patient
from retm_desktop.doctor.finding import Check
from retm_desktop.domain.errors import PortTaken
from retm_desktop.domain.text import plain
from retm_desktop.gui.connection.page import ConnectionPage
from retm_desktop.gui.desk import Desk, Particulars
from retm_desktop.gui.doctor.dialog import DoctorDialog, patient_of
from retm_desktop.gui.doctor.line import DoctorLine
from retm_desktop.gui.header import Header
from retm_desktop.gui.setup.this_program import ThisProgram
from retm_desktop.store.vault_state import VaultState
from retm_desktop.sync.status import Link, Status
from tests.gui.conftest import FakeHouse, MakeDesk, Show
from tests.gui.connect.found import found, press
from tests.waiting import until

LONG = 60.0
"""Seconds an examination may take on a busy computer: a bound against hangs."""


def devices(code: str = "none", *, before: str = "") -> list[str]:
    lines = [line_of(check, code) for check in (Check.SOUND, Check.PRINTER)]
    return [sys.executable, "-c", "; ".join([before or "pass", *(f"print({line!r})" for line in lines)])]


Open = Callable[..., DoctorDialog]


@pytest.fixture
def opened(desk: Desk, house: FakeHouse, tmp_path: Path, show: Show) -> Iterator[Open]:
    """Open the dialog over a window, with devices that are asked in no time."""
    house.particulars = Particulars(home=tmp_path, vault_backend="keys")
    windows: list[QWidget] = []

    def made(command: list[str] | None = None, view: Desk | None = None) -> DoctorDialog:
        over = view or desk
        window = QWidget()
        windows.append(window)
        show(window)

        def patient() -> Patient:
            return replace(patient_of(over), landmarks=(), devices=command or devices())

        dialog = DoctorDialog(over, window, patient)
        dialog.open()
        return dialog

    yield made
    windows.clear()


async def ended(dialog: DoctorDialog) -> None:
    await until(lambda: not dialog.runs, timeout=LONG)


def text(dialog: QWidget, name: str) -> str:
    return plain(found(dialog, QLabel, name).text())


def order(dialog: DoctorDialog) -> list[Check]:
    lines = sorted(dialog.findChildren(DoctorLine), key=lambda line: line.y())
    return [line.check for line in lines]


async def test_it_looks_at_once_and_shows_each_finding_as_it_comes(opened: Open) -> None:
    dialog = opened(devices(before="import time; time.sleep(2)"))
    assert dialog.runs
    assert text(dialog, "doctor_words_sound") == "Looking…"
    assert not found(dialog, QPushButton, "doctor_copy").isEnabled()
    await until(lambda: text(dialog, "doctor_words_keyring") == "Sign-ins are kept safely (keys).", timeout=LONG)
    assert text(dialog, "doctor_summary").startswith("Looking… ")
    # Nothing moves under the reader's eyes while more comes in.
    assert order(dialog) == list(Check)
    await ended(dialog)
    assert len(dialog.findings) == len(Check)
    assert "no sound device" in text(dialog, "doctor_words_sound")
    assert text(dialog, "doctor_fix_sound") == "Plug in or switch on a speaker."
    dialog.close()


async def test_the_worst_stands_first_once_all_are_in(opened: Open, house: FakeHouse) -> None:
    house.listener_error = PortTaken("taken", 47600)
    house.vault_state = VaultState.LOCKED
    dialog = opened()
    await ended(dialog)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    levels = [next(one.level.value for one in dialog.findings if one.check is check) for check in order(dialog)]
    assert levels == sorted(levels, key=["fault", "warning", "ok"].index)
    assert levels[0] == "fault"
    assert text(dialog, "doctor_summary").startswith("Orders may not arrive")
    assert "locked" in text(dialog, "doctor_words_keyring")
    dialog.close()


async def test_it_can_be_stopped_and_run_again(opened: Open) -> None:
    dialog = opened(devices(before="import time; time.sleep(300)"))
    again = found(dialog, QPushButton, "doctor_again")
    await until(lambda: any(one.check is Check.DISK for one in dialog.findings), timeout=LONG)
    assert plain(again.text()) == "Stop"
    press(dialog, "doctor_again")
    await ended(dialog)
    assert text(dialog, "doctor_summary").startswith("Stopped. Looked at ")
    assert text(dialog, "doctor_words_sound") == "Not looked at."
    assert plain(again.text()) == "Run again"
    press(dialog, "doctor_again")
    assert dialog.runs
    assert dialog.findings == []
    assert text(dialog, "doctor_words_disk") == "Looking…"
    press(dialog, "doctor_again")
    await ended(dialog)
    dialog.close()


async def test_what_was_found_can_be_copied_as_text(opened: Open) -> None:
    dialog = opened()
    await ended(dialog)
    press(dialog, "doctor_copy")
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[0] == text(dialog, "doctor_summary")
    assert len(copied.splitlines()) == len(Check) + 1
    assert plain(found(dialog, QPushButton, "doctor_copy").text()) == "Copied"
    await until(lambda: plain(found(dialog, QPushButton, "doctor_copy").text()) == "Copy")
    dialog.close()


async def test_closing_ends_what_still_runs(opened: Open, desk: Desk, tmp_path: Path) -> None:
    told = tmp_path / "process"
    slow = f"import os, time, pathlib; pathlib.Path({str(told)!r}).write_text(str(os.getpid())); time.sleep(300)"
    dialog = opened(devices(before=slow))
    await until(lambda: told.is_file() and told.read_text(), timeout=LONG)
    gone = asyncio.Event()
    dialog.destroyed.connect(gone.set)
    press(dialog, "doctor_close")
    await asyncio.wait_for(gone.wait(), 10)
    await until(lambda: not Path(f"/proc/{told.read_text()}").exists() or sys.platform != "linux", timeout=LONG)


async def test_the_windows_loop_goes_on_meanwhile(opened: Open) -> None:
    dialog = opened(devices(before="import time; time.sleep(1)"))
    turns = 0
    while dialog.runs:
        await asyncio.sleep(0)
        turns += 1
    assert turns > 100
    dialog.close()


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_reader_of_the_screen_hears_level_subject_and_words(
    make_desk: MakeDesk, opened: Open, tmp_path: Path, language: str
) -> None:
    desk = await make_desk(language)
    assert isinstance(desk.house, FakeHouse)
    desk.house.particulars = Particulars(home=tmp_path)
    dialog = opened(view=desk)
    await ended(dialog)
    line = found(dialog, DoctorLine, "doctor_line_sound")
    assert line.accessibleName()
    assert line.accessibleDescription().startswith(text(dialog, "doctor_words_sound"))
    dialog.close()


# The buttons


@pytest.mark.parametrize("page", [ConnectionPage, ThisProgram])
async def test_the_button_opens_one_dialog(
    desk: Desk, house: FakeHouse, tmp_path: Path, show: Show, page: Callable[[Desk], QWidget]
) -> None:
    house.particulars = Particulars(home=tmp_path)
    view = page(desk)
    show(view)
    press(view, "doctor_open")
    dialog = found(view, DoctorDialog, "doctor_dialog")
    press(view, "doctor_open")
    assert view.findChildren(DoctorDialog) == [dialog]
    press(dialog, "doctor_close")
    await until(lambda: view.findChildren(DoctorDialog) == [], timeout=LONG)


async def test_the_badge_of_a_window_without_retm_leads_to_it(
    desk: Desk, house: FakeHouse, tmp_path: Path, show: Show
) -> None:
    house.particulars = Particulars(home=tmp_path)
    header = Header(desk)
    show(header)
    press(header, "header_badge")
    assert header.findChildren(DoctorDialog) == []
    house.tell_status(Status(link=Link.OFFLINE, error_code="offline"))
    press(header, "header_badge")
    assert house.calls.count(("refresh",)) == 2
    dialog = found(header, DoctorDialog, "doctor_dialog")
    press(dialog, "doctor_close")
    await until(lambda: header.findChildren(DoctorDialog) == [], timeout=LONG)
