"""One owner of a data folder, with real processes: started in the same moment, killed, stopped, and elsewhere."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from retm_desktop.domain.errors import DiskFull
from retm_desktop.gui.instance import LOCK_NAME, Instance, OwnerElsewhere, OwnerSilent
from retm_desktop.gui.sentences import sentence

LONGEST = 60.0
"""Seconds anything here may take: a bound against hangs, not a measure."""
_PROGRAM = """
    import pathlib, sys
    from PySide6.QtCore import QCoreApplication
    from retm_desktop.domain.errors import OperatorError
    from retm_desktop.gui.instance import Instance

    app = QCoreApplication([])
    instance = Instance(pathlib.Path(sys.argv[1]))
    instance.raised.connect(lambda: print("came to the front", flush=True))
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        owner = instance.own(float(sys.argv[2]))
    except OperatorError as error:
        print(f"{error.code} {error.detail}", flush=True)
        sys.exit(3)
    print("owner" if owner else "raised the other", flush=True)
    if owner:
        app.exec()
"""

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="processes cannot be stopped like this here")


class Started:
    """One start of the program: ready to go, then told to."""

    def __init__(self, home: Path, patience: float = 10.0) -> None:
        command = [sys.executable, "-c", textwrap.dedent(_PROGRAM), str(home), str(patience)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._line() == "ready"

    def go(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def said(self) -> str:
        """Wait for its next line."""
        return self._line()

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def end(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=LONGEST)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Started]]:
    begun: list[Started] = []

    def one(patience: float = 10.0) -> Started:
        begun.append(Started(tmp_path, patience))
        return begun[-1]

    yield one
    for started in begun:
        started.end()


def test_of_many_starts_in_one_moment_exactly_one_owns(start: Callable[..., Started]) -> None:
    for _ in range(10):
        together = [start() for _ in range(3)]
        for one in together:
            one.go()
        said = {one: one.said() for one in together}
        (owner,) = [one for one, words in said.items() if words == "owner"]
        others = [one for one in together if one is not owner]
        assert [said[one] for one in others] == ["raised the other"] * 2
        assert [one.process.wait(LONGEST) for one in others] == [0, 0]
        assert [owner.said(), owner.said()] == ["came to the front"] * 2
        owner.end()


def test_after_a_kill_of_the_owner_two_starts_find_one_owner_at_once(start: Callable[..., Started]) -> None:
    owner = start()
    owner.go()
    assert owner.said() == "owner"
    for _ in range(6):
        together = [start(), start()]
        owner.end()
        begun = time.monotonic()
        for one in together:
            one.go()
        said = {one.said(): one for one in together}
        assert sorted(said) == ["owner", "raised the other"]
        assert time.monotonic() - begun < 9.0, "nobody waits for the time a silent owner gets"
        owner = said["owner"]


def test_an_owner_that_hangs_is_told_and_left_alone(
    start: Callable[..., Started], qapp: QApplication, tmp_path: Path
) -> None:
    owner = start()
    owner.go()
    assert owner.said() == "owner"
    os.kill(owner.process.pid, signal.SIGSTOP)
    try:
        with pytest.raises(OwnerSilent) as told:
            Instance(tmp_path).own(patience=1.5)
        assert told.value.process == owner.process.pid
        words = sentence(told.value)
        assert "does not answer" in words.what
        assert str(owner.process.pid) in words.what
        second = start(patience=LONGEST)
        second.go()
    finally:
        os.kill(owner.process.pid, signal.SIGCONT)
    # It was only slow: the start that still waits raises it.
    assert second.said() == "raised the other"
    assert owner.said() == "came to the front"


def test_an_owner_that_is_ending_is_waited_for(
    start: Callable[..., Started], qapp: QApplication, tmp_path: Path
) -> None:
    owner = Instance(tmp_path)
    assert owner.own()
    owner.hush()
    second = start()
    second.go()
    owner.close()
    assert second.said() == "owner"


def test_the_other_computer_on_a_shared_drive_is_named(qapp: QApplication, tmp_path: Path) -> None:
    lock = tmp_path / LOCK_NAME
    content = "4711\nretm-desktop\ncounter-2\n0123456789abcdef0123456789abcdef\n\n"
    lock.write_text(content, "utf-8")
    with pytest.raises(OwnerElsewhere) as told:
        Instance(tmp_path).own()
    words = sentence(told.value)
    assert "Another computer" in words.what
    assert "counter-2" in words.what
    assert LOCK_NAME in words.next
    assert lock.read_text("utf-8") == content


def test_a_lock_whose_writer_was_killed_half_way_is_cleared(qapp: QApplication, tmp_path: Path) -> None:
    lock = tmp_path / LOCK_NAME
    lock.touch()
    long_ago = time.time() - 3600
    os.utime(lock, (long_ago, long_ago))
    instance = Instance(tmp_path)
    assert instance.own(patience=1.0)
    instance.close()
    assert not lock.exists()


def test_no_room_for_the_lock_is_a_full_disk(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A folder that is gone is one the lock cannot be written into, too.
    gone = tmp_path / "gone"
    gone.mkdir()
    instance = Instance(gone)
    shutil.rmtree(gone)
    monkeypatch.setattr("retm_desktop.gui.instance.has_room", lambda _folder: False)
    with pytest.raises(DiskFull):
        instance.own()
