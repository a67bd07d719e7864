"""The real program, started in the same moment and after a kill: one window, one owner of the data folder."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from retm_desktop.gui.instance import LOCK_NAME
from tests.end_to_end.processes import LONGEST, run_program
from tests.waiting import until

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a process cannot be ended like this here")

Start = Callable[[], subprocess.Popen[bytes]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the program on one data folder, without waiting for it."""
    begun: list[subprocess.Popen[bytes]] = []
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}

    def one() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "retm_desktop", "--home", str(tmp_path / "home"), "--port", "0"]
        root = Path(__file__).parents[2]
        begun.append(subprocess.Popen(command, env=environment, cwd=root, stderr=subprocess.DEVNULL))
        return begun[-1]

    yield one
    for process in begun:
        process.kill()
        process.wait(LONGEST)


async def test_two_starts_in_one_moment_are_one_program_and_a_kill_frees_its_place(
    start: Start, tmp_path: Path
) -> None:
    lock = tmp_path / "home" / LOCK_NAME
    for _ in range(3):
        together = [start(), start(), start()]
        await until(lambda: sum(one.poll() is not None for one in together) == 2, LONGEST)  # noqa: B023
        (owner,) = [one for one in together if one.poll() is None]
        assert [one.returncode for one in together if one is not owner] == [0, 0]
        assert int(lock.read_text("utf-8").split()[0]) == owner.pid
        owner.send_signal(signal.SIGKILL)
        owner.wait(LONGEST)
    # Ended politely, it takes its lock with it.
    last = start()
    await until(lambda: _owner_of(lock) == last.pid, LONGEST)
    await until((tmp_path / "home" / "store.sqlite3").exists, LONGEST)
    ended = await run_program("--home", str(tmp_path / "home"))
    assert ended.code == 0, ended.output
    last.terminate()
    assert await asyncio.to_thread(last.wait, LONGEST) == 0
    assert not lock.exists()


def _owner_of(lock: Path) -> int:
    try:
        return int(lock.read_text("utf-8").split()[0])
    except (OSError, IndexError, ValueError):
        return 0


async def test_another_computers_folder_is_refused_with_words(tmp_path: Path) -> None:
    home, told = tmp_path / "home", tmp_path / "told.json"
    home.mkdir()
    (home / LOCK_NAME).write_text("4711\nretm-desktop\ncounter-2\n0123456789abcdef0123456789abcdef\n\n", "utf-8")
    ended = await run_program("--home", str(home), told=told)
    assert ended.code == 3, ended.output
    assert "Another computer uses this data folder." in ended.words
    assert "counter-2" in ended.words
    assert not (home / "store.sqlite3").exists()
