"""`retm-desktop doctor` as a person or a script runs it."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from retm_desktop.cli import parser
from retm_desktop.doctor.finding import Check
from retm_desktop.listener.server import Listener
from tests.doctor.shop import Shop, listing

LONGEST = 120.0
"""Seconds a process may take: a bound against hangs, not a measure."""


async def doctor(*arguments: str, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "LANG": language,
        "LC_ALL": language,
        "LANGUAGE": "",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    return await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "retm_desktop", *arguments],
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
        env=environment,
    )


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path / "home")
    yield made
    made.close()


async def test_json_is_all_there_is_on_standard_output_and_a_fault_is_exit_one(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = await doctor("doctor", "--json", "--home", str(home))
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert report["ok"] is False
    assert [one["check"] for one in report["findings"]] == [check.value for check in Check]
    for one in report["findings"]:
        assert set(one) == {"check", "level", "code", "sentence", "fix", "figures"}
        assert one["sentence"]
        assert bool(one["fix"]) == (one["level"] != "ok")
    told = {one["check"]: one for one in report["findings"]}
    assert told["store"]["code"] == "missing"
    assert (told["token"]["code"], told["token"]["level"]) == ("no_restaurant", "fault")
    assert not home.exists()


async def test_beside_a_running_program_its_listener_is_ours(shop: Shop) -> None:
    number = await shop.connect("http://127.0.0.1:9")
    listener = Listener(port=0, store_path=shop.database.path, seal=bytes, on_stored=lambda _kind: None)
    listener.start()
    try:
        before = set(listing(shop.home))
        done = await doctor("--port", str(listener.port), "--home", str(shop.home), "doctor", "--json")
        assert set(listing(shop.home)) == before
    finally:
        listener.stop()
    told = {one["check"]: one for one in json.loads(done.stdout)["findings"]}
    assert (told["listener"]["code"], told["listener"]["figures"]) == ("ok", {"port": listener.port})
    assert told["tls"]["code"] == "practice_ended"
    assert done.returncode == 1
    # The program was not disturbed.
    await shop.connections.set_label(number, "still writing")


async def test_lines_are_for_people_the_worst_first(shop: Shop) -> None:
    await shop.connect("http://127.0.0.1:9")
    done = await doctor("doctor", "--home", str(shop.home))
    lines = done.stdout.splitlines()
    assert len(lines) == len(Check) + 1
    assert lines[0].startswith("Orders may not arrive")
    levels = [line.partition(":")[0] for line in lines[1:]]
    assert levels == sorted(levels, key=["Fault", "Warning", "Fine"].index)
    assert "The practice restaurant has ended" in done.stdout
    assert not any(mark in done.stdout for mark in "\u2066\u2067\u2068\u2069")


def test_the_home_may_stand_before_or_after_the_command() -> None:
    for words in (["doctor", "--home", "/x"], ["--home", "/x", "doctor"]):
        assert parser().parse_args(words).home == Path("/x")
    assert parser().parse_args(["doctor"]).home is None


def test_help_names_the_two_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["--help"])
    said = capsys.readouterr().out
    assert "doctor" in said
    assert "self-test" in said
    with pytest.raises(SystemExit):
        parser().parse_args(["doctor", "--help"])
    assert "--devices" not in capsys.readouterr().out
