"""The self-test of a built program: everything works here, and whatever breaks is said and leaves nothing behind."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from retm_desktop.self_test import core, items, outside
from retm_desktop.self_test.items import NAMES, Broken, Item, Line

LONGEST = 300.0
"""Seconds a whole run may take: a bound against hangs, not a measure."""


def python(*lines: str) -> list[str]:
    """Return the command of a process that tells what it likes; the folder is its last argument."""
    return [sys.executable, "-c", "\n".join(["import os, sys, time", *lines])]


def told(line: Line) -> str:
    text = items.msgspec.json.encode(line).decode()
    return f"print({text!r}, flush=True)"


WELL = [line for name in NAMES for line in (told(Line(begins=name)), told(Line(item=Item(name, True, "fine", 0.1))))]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary folders are made; nothing may be left in it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def run(
    capsys: pytest.CaptureFixture[str], command: list[str], *, longest: float = LONGEST
) -> tuple[int, dict[str, dict[str, object]]]:
    code = outside.run_outside(as_json=True, command=command, longest=longest)
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is (code == 0)
    assert [one["name"] for one in report["items"]] == [*NAMES, "clean"]
    return code, {one["name"]: one for one in report["items"]}


def test_this_program_works_in_every_point_and_leaves_nothing(tmp_path: Path) -> None:
    """The command itself, as the packaging script calls it; what it starts is in no other process group."""
    done = subprocess.run(
        [sys.executable, "-m", "retm_desktop", "self-test", "--json"],
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    report = json.loads(done.stdout)
    broken = {one["name"]: one["detail"] for one in report["items"] if not one["ok"] and not one["information"]}
    assert broken == {}
    assert (done.returncode, report["ok"]) == (0, True)
    assert [one["name"] for one in report["items"]] == [*NAMES, "clean"]
    assert all(set(one) == {"name", "ok", "detail", "seconds", "information"} for one in report["items"])
    assert list(tmp_path.iterdir()) == []


def test_all_well_is_exit_zero(capsys: pytest.CaptureFixture[str], temporary: Path) -> None:
    code, found = run(capsys, python(*WELL))
    assert code == 0
    assert all(one["ok"] for one in found.values())


def test_a_keyring_of_this_computer_breaks_nothing(capsys: pytest.CaptureFixture[str], temporary: Path) -> None:
    without = told(Line(item=Item("system_keyring", False, "none", 0.1, information=True)))
    code, found = run(capsys, python(*WELL, without))
    assert (code, found["system_keyring"]["ok"]) == (0, False)


def test_what_is_broken_is_said(capsys: pytest.CaptureFixture[str], temporary: Path) -> None:
    broken = told(Line(item=Item("fonts", False, "not loaded: a.ttf", 0.1)))
    code, found = run(capsys, python(*WELL, broken, "sys.exit(1)"))
    assert (code, found["fonts"]["detail"]) == (1, "not loaded: a.ttf")
    assert outside.run_outside(as_json=False, command=python(*WELL, broken, "sys.exit(1)")) == 1
    lines = capsys.readouterr().out.splitlines()
    assert next(line for line in lines if "fonts" in line).startswith("BROKEN")
    assert lines[-1].startswith("1 broken")


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_library_that_ends_the_process_is_the_item_that_was_under_way(
    capsys: pytest.CaptureFixture[str], temporary: Path
) -> None:
    ending = ("sys.stderr.write('no Qt platform plugin could be initialized, token=abcdef123456')", "os.abort()")
    code, found = run(capsys, python(*WELL[:10], told(Line(begins="qt")), *ending))
    assert code == 1
    assert found["qt"]["ok"] is False
    detail = str(found["qt"]["detail"])
    assert "SIGABRT" in detail
    assert "no Qt platform plugin" in detail
    assert "abcdef123456" not in detail
    assert found["vault"]["ok"] is True
    assert found["browser"]["detail"] == "not reached"


def test_a_program_that_hangs_is_ended_with_all_it_started(
    capsys: pytest.CaptureFixture[str], temporary: Path, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    child = f"import os, time, pathlib; pathlib.Path({str(started)!r}).write_text(str(os.getpid())); time.sleep(300)"
    hanging = (
        "import subprocess",
        f"subprocess.Popen([sys.executable, '-c', {child!r}])",
        f"while not os.path.exists({str(started)!r}) or not os.path.getsize({str(started)!r}): time.sleep(0.01)",
        told(Line(begins="browser")),
        "time.sleep(300)",
    )
    code, found = run(capsys, python(*WELL[:-4], *hanging), longest=8.0)
    assert (code, found["browser"]["ok"]) == (1, False)
    assert "not done after 8 s" in str(found["browser"]["detail"])
    if os.name == "posix":
        assert _ends(int(started.read_text()))


def test_a_program_that_does_not_start_is_said(
    capsys: pytest.CaptureFixture[str], temporary: Path, tmp_path: Path
) -> None:
    code, found = run(capsys, [str(tmp_path / "none")])
    assert code == 1
    assert "cannot be started" in str(found[NAMES[0]]["detail"])
    code, found = run(capsys, python("print('no json')", "sys.exit(3)"))
    assert code == 1
    assert "code 3" in str(found[NAMES[0]]["detail"])


def test_a_stranger_is_refused_and_a_client_that_trusts_anybody_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "refused" in core.tls(tmp_path)

    def trusting(protocol: int) -> object:
        context = core.ssl.SSLContext(protocol)
        context.check_hostname = False
        context.verify_mode = core.ssl.CERT_NONE
        return context

    monkeypatch.setattr(core.truststore, "SSLContext", trusting)
    with pytest.raises(Broken, match="accepted"):
        core.tls(tmp_path)


async def test_a_vault_without_a_keyring_is_broken(tmp_path: Path) -> None:
    core.keyring.set_keyring(core.keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    with pytest.raises(Broken, match="absent"):
        await core.vault(tmp_path)


def _ends(process: int) -> bool:
    """Tell whether a process ends, or has ended and waits for whoever inherited it to notice."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            os.kill(process, 0)
        except OSError:
            return True
        with suppress(OSError):
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        time.sleep(0.02)
    return False
