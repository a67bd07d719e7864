"""Collects the texts of the window into resources/translations/retm_ar.ts and compiles the .qm beside it.

`--check` changes nothing: it fails where a text has no Arabic yet or the compiled file is not of this source.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "resources" / "translations" / "retm_ar.ts"
COMPILED = SOURCE.with_suffix(".qm")


def tool(name: str) -> str:
    """Return the path of one of PySide6's tools beside this Python."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is not installed")
    return found


def collect(target: Path) -> None:
    """Bring `target` up to the texts in the code; translations that are there stay."""
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "retm_desktop" / "gui").rglob("*.py"))
    command = [tool("pyside6-lupdate"), *files, "-ts", str(target)]
    command += ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", "ar"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


def compile_to(source: Path, target: Path) -> None:
    """Compile `source` into the form Qt loads."""
    command = [tool("pyside6-lrelease"), str(source), "-qm", str(target), "-silent"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def untranslated(source: Path) -> list[str]:
    """Return the texts without an Arabic translation."""
    found = []
    for context in ElementTree.parse(source).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or not translation.text or translation.get("type") == "unfinished":
                found.append(f"{context.findtext('name')}: {message.findtext('source')}")
    return found


def main() -> int:
    """Collect and compile, or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        SOURCE.parent.mkdir(parents=True, exist_ok=True)
        collect(SOURCE)
        compile_to(SOURCE, COMPILED)
        missing = untranslated(SOURCE)
        print(f"{len(missing)} texts have no Arabic yet")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / SOURCE.name
        shutil.copy(SOURCE, fresh)
        collect(fresh)
        for text in untranslated(fresh):
            print(f"no Arabic: {text}")
        compiled = Path(folder) / COMPILED.name
        compile_to(fresh, compiled)
        current = compiled.read_bytes() == COMPILED.read_bytes()
        if not current:
            print("the compiled translation is out of date: make translations")
        return 0 if current and not untranslated(fresh) else 1


if __name__ == "__main__":
    sys.exit(main())
