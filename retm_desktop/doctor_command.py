"""`retm-desktop doctor`: why no orders come, in lines or as JSON, beside a running window or without one."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from PySide6.QtCore import QCoreApplication, QTranslator

from retm_desktop.doctor.examination import Examination, Patient
from retm_desktop.doctor.finding import Finding, Level
from retm_desktop.domain.text import plain
from retm_desktop.gui.doctor.words import Advice, advice, as_text, summary
from retm_desktop.gui.language import system_language
from retm_desktop.resources import resource


class _Told(msgspec.Struct):
    """A finding as it stands in the JSON; `figures` keep their units: seconds, bytes, instants in UTC."""

    check: str
    level: str
    code: str
    sentence: str
    fix: str
    figures: object


class _Report(msgspec.Struct):
    ok: bool
    summary: str
    findings: list[_Told]


def examine(home: Path, *, port: int | None = None, as_json: bool = False) -> int:
    """Examine the program whose data is in `home` and print what is found; return 0, or 1 where there is a fault.

    Nothing in `home` is made, changed or held, and no token is renewed.
    """
    app = QCoreApplication.instance() or QCoreApplication([])
    translator = QTranslator()
    if system_language() == "ar" and translator.load("retm_ar", str(resource("translations"))):
        app.installTranslator(translator)
    try:
        examination = Examination(Patient(home=home, port=port))
        findings = asyncio.run(examination.run())
        ok = all(found.level is not Level.FAULT for found in findings)
        zone, now = examination.zone, datetime.now(UTC)
        sys.stdout.write(_json(findings, zone, ok=ok) if as_json else as_text(findings, zone, now))
        sys.stdout.flush()
    finally:
        app.removeTranslator(translator)
    return 0 if ok else 1


def _words(found: Finding, zone: ZoneInfo) -> Advice:
    """Return the words without direction marks."""
    told = advice(found, zone, datetime.now(UTC))
    return Advice(plain(told.sentence), plain(told.fix))


def _json(findings: list[Finding], zone: ZoneInfo, *, ok: bool) -> str:
    told = []
    for found in findings:
        words = _words(found, zone)
        told.append(
            _Told(found.check.value, found.level.value, found.code, words.sentence, words.fix, dict(found.figures))
        )
    report = _Report(ok, plain(summary(findings)), told)
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"
