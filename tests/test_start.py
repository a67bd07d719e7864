"""The command line: help, and a start that cannot succeed and says why."""

import subprocess
import sys
from pathlib import Path

import pytest

from retm_desktop.cli import parser
from tests.end_to_end.processes import run_program

SCRIPT = Path(sys.executable).with_name("retm-desktop.exe" if sys.platform == "win32" else "retm-desktop")


def test_help_names_every_option() -> None:
    """The installed script answers without a display and without touching anything."""
    command = [str(SCRIPT)] if SCRIPT.is_file() else [sys.executable, "-m", "retm_desktop"]
    done = subprocess.run([*command, "--help"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    for word in ("--home", "--environments", "--sandbox", "--port", "tour", "sandbox"):
        assert word in done.stdout
    assert not done.stderr


def test_the_practice_restaurant_has_a_help_of_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "retm_desktop", "sandbox", "--help"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for word in ("--port", "--seed", "--orders", "--rate", "--latency", "--fault", "--token-life"):
        assert word in done.stdout


@pytest.mark.parametrize("words", [["--unheard-of"], ["tour"], ["--port", "many"]])
def test_a_wrong_command_line_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parser().parse_args(words)
    assert left.value.code == 2
    assert "usage: retm-desktop" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[environments.trial\n", "environments.toml"),
        (
            '[environments.trial]\nlabel = "Trial"\nconsent_url = "http://example.com/"\n'
            'token_url = "http://example.com/t"\napi_url = "http://example.com/a"\n',
            "trial",
        ),
        (None, "environments.toml"),
    ],
    ids=["not TOML", "not https", "no such file"],
)
async def test_bad_environments_are_refused_in_words(tmp_path: Path, text: str | None, word: str) -> None:
    home, file = tmp_path / "home", tmp_path / "environments.toml"
    if text is not None:
        file.write_text(text, "utf-8")
    ended = await run_program("--home", str(home), "--environments", str(file), told=tmp_path / "told.json")
    assert ended.code == 3, ended.output
    assert "The environments file cannot be used." in ended.words
    assert "Nothing was changed." in ended.words
    assert word in ended.words
    assert not list(home.glob("store.sqlite3*"))
