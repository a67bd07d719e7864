"""The tour walks the main job with the real browser engine, and says honestly what it saw."""

import json
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage


def test_the_tour_sees_every_step(tmp_path: Path) -> None:
    out = tmp_path / "tour"
    done = subprocess.run(
        [sys.executable, "-m", "retm_desktop", "--home", str(tmp_path / "home"), "tour", "--out", str(out)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    report = json.loads((out / "report.json").read_text())
    missing = [f"{step['name']}: {step['read']}" for step in report["steps"] if not step["seen"]]
    assert not missing, done.stderr[-2000:]
    assert report["unexpected"] == []
    assert report["ok"]
    assert done.returncode == 0
    names = {step["name"] for step in report["steps"]}
    assert {"consent page", "connected", "order arrives", "move to delivered", "cancelled", "order sent"} <= names
    assert {"menu", "branches", "devices", "arabic", "dark", "offline start"} <= names
    for step in report["steps"]:
        picture = QImage(str(out / step["picture"]))
        assert picture.width() > 600, step["name"]
    secrets = [
        path for path in (tmp_path / "home").rglob("*") if path.is_file() and b"practice-secret" in path.read_bytes()
    ]
    assert not secrets
