"""Sound and printers, asked in a process that may break."""

import asyncio
import os
import sys
import time
from pathlib import Path

import pytest

from retm_desktop.doctor.devices import devices_command, line_of, look_at_devices
from retm_desktop.doctor.finding import Check
from tests.waiting import until


def python(*lines: str) -> list[str]:
    return [sys.executable, "-c", "\n".join(lines)]


async def test_the_programs_own_process_tells_both() -> None:
    found = await look_at_devices(devices_command(), seconds=60.0)
    assert found[Check.SOUND].code in ("ok", "none", "missing", "no_player")
    assert found[Check.PRINTER].code in ("ok", "none", "trouble")


async def test_figures_come_through() -> None:
    line = line_of(Check.PRINTER, "ok", name="مطبخ", count=2)
    found = await look_at_devices(python(f"print({line!a})"))
    assert found[Check.PRINTER].figures == {"name": "مطبخ", "count": 2}


async def test_a_library_that_ends_the_process_loses_its_own_line_only() -> None:
    line = line_of(Check.PRINTER, "none")
    found = await look_at_devices(python("import os", f"print({line!r}, flush=True)", "os.abort()"))
    assert (found[Check.PRINTER].code, found[Check.SOUND].code) == ("none", "missing")


@pytest.mark.parametrize(
    "said", ["nonsense", '{"check": "sound", "code": "unheard-of"}', '{"check": "x"}', "\\x00" * 9]
)
async def test_nonsense_is_no_finding(said: str) -> None:
    found = await look_at_devices(python(f"print({said!r})"))
    assert {one.code for one in found.values()} == {"missing"}


async def test_a_program_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    found = await look_at_devices([str(tmp_path / "none")])
    assert {one.code for one in found.values()} == {"missing"}


async def test_one_that_hangs_is_ended() -> None:
    begun = time.monotonic()
    found = await look_at_devices(python("import time", "time.sleep(300)"), seconds=1.0)
    assert {one.code for one in found.values()} == {"no_answer"}
    assert time.monotonic() - begun < 60


async def test_nobody_waiting_ends_the_process(tmp_path: Path) -> None:
    told = tmp_path / "process"
    command = python(
        "import os, time, pathlib", f"pathlib.Path({str(told)!r}).write_text(str(os.getpid()))", "time.sleep(300)"
    )
    looking = asyncio.create_task(look_at_devices(command, seconds=200.0))
    await until(lambda: told.is_file() and told.read_text(), timeout=60)
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking
    await until(lambda: not _is_running(int(told.read_text())), timeout=60)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True
