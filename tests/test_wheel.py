"""The wheel holds everything the program needs, and runs from another folder with nothing of the checkout."""

import importlib.util
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path, **more: str) -> str:
    """Run a command, fail with what it said, return its output."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"} | more,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel once; the build's own tool is fetched only where it is not installed."""
    out = tmp_path_factory.mktemp("wheel")
    isolation = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", *isolation, "--wheel-dir", out, ROOT, cwd=out)
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_holds_code_and_resources_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"retm_desktop"}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]

    inside = {name.removeprefix("retm_desktop/") for name in names}
    for folder in ("resources", "retm_desktop/sandbox"):
        for path in (ROOT / folder).rglob("*"):
            relative = path.relative_to(ROOT)
            if path.is_file() and "__pycache__" not in relative.parts:
                assert str(relative.as_posix()).removeprefix("retm_desktop/") in inside, (
                    f"{relative} is not in the wheel"
                )
    for kind in ("resources/theme/light.toml", "resources/theme/dark.toml", "resources/theme/style.qss"):
        assert kind in inside
    assert any(name.startswith("sandbox/pages/") and name.endswith(".html") for name in inside)
    assert any(name.startswith("resources/fonts/") for name in inside)


_CHECKS = """
import sys
sys.path[:0] = [{installed!r}]
sys.path.append({third!r})
import retm_desktop
assert retm_desktop.__file__.startswith({installed!r}), retm_desktop.__file__
from retm_desktop.resources import resource
for parts in (("theme", "light.toml"), ("theme", "dark.toml"), ("theme", "style.qss"), ("icons", "app-256.png")):
    assert resource(*parts).is_file(), parts
    assert str(resource(*parts)).startswith({installed!r})
from retm_desktop.cli import parser
assert parser().parse_args(["--home", "x", "tour", "--out", "y"]).command == "tour"
from PySide6.QtWidgets import QApplication
app = QApplication([])
from retm_desktop.gui.theme import Theme, load_fonts
load_fonts()
Theme("light").apply(app)
from retm_desktop.gui.connect.welcome import WelcomePage
from retm_desktop.sandbox import SandboxSettings, running_sandbox
import urllib.request
with running_sandbox(SandboxSettings(orders=1, rate=0)) as sandbox:
    answer = urllib.request.urlopen(sandbox.consent_url + "?client_id=" + sandbox.client_id)
    assert b'id="allow"' in answer.read()
import importlib.util
found = importlib.util.find_spec("packaging")
assert found is None or not str(found.origin).startswith({ours!r}), found
print("it runs")
"""


def test_the_installed_wheel_runs_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", installed, wheel, cwd=elsewhere)
    third = sysconfig.get_path("purelib")
    # -S keeps the checkout's own editable install off the path; third-party packages come after the wheel.
    code = _CHECKS.format(installed=str(installed), third=third, ours=str(ROOT / "packaging"))
    told = run(sys.executable, "-S", "-E", "-c", code, cwd=elsewhere, QT_QPA_PLATFORM="offscreen")
    assert told.strip().endswith("it runs")
    scripts = {path.stem for path in (installed / "bin").glob("*")} if (installed / "bin").is_dir() else set()
    assert {"retm-desktop", "retm-sandbox"} <= scripts or sys.platform == "win32"
