"""The words of every finding: what it is about, one sentence, and one thing to do where there is something to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from retm_desktop.doctor.finding import NO_ANSWER, NOT_CHECKED, WAITS, Check, Finding, Level, worst_first
from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.doctor.words_of_orders import of_orders
from retm_desktop.gui.doctor.words_of_the_computer import of_the_computer
from retm_desktop.gui.doctor.words_of_the_way import AdviceText, of_the_way
from retm_desktop.gui.events.words import kind_name


@dataclass(frozen=True)
class Advice:
    """What a finding says: `sentence` always, `fix` empty where nothing is to be done."""

    sentence: str
    fix: str


def check_name(check: Check) -> str:
    """Return what is looked at, as a caption."""
    translate = QCoreApplication.translate
    match check:
        case Check.INTERNET:
            return translate("Doctor", "Internet")
        case Check.DNS:
            return translate("Doctor", "RETM's address (DNS)")
        case Check.TLS:
            return translate("Doctor", "Secure connection (TLS)")
        case Check.CLOCK:
            return translate("Doctor", "Clock")
        case Check.TOKEN:
            return translate("Doctor", "Sign-in at RETM")
        case Check.LISTENER:
            return translate("Doctor", "Listener")
        case Check.PUBLIC_ADDRESS:
            return translate("Doctor", "Public address")
        case Check.WEBHOOKS:
            return translate("Doctor", "Messages from RETM")
        case Check.LAST_ORDER:
            return translate("Doctor", "Orders lately")
        case Check.OUTBOX:
            return translate("Doctor", "Unsent actions")
        case Check.STORE:
            return translate("Doctor", "Orders on this computer")
        case Check.DISK:
            return translate("Doctor", "Disk space")
        case Check.KEYRING:
            return translate("Doctor", "Password store")
        case Check.SOUND:
            return translate("Doctor", "Sound")
        case Check.PRINTER:
            return translate("Doctor", "Printer")


def level_name(level: Level) -> str:
    """Return a level as a word."""
    translate = QCoreApplication.translate
    match level:
        case Level.OK:
            return translate("Doctor", "Fine")
        case Level.WARNING:
            return translate("Doctor", "Warning")
        case Level.FAULT:
            return translate("Doctor", "Fault")


def advice(found: Finding, zone: ZoneInfo, now: datetime) -> Advice:
    """Return the words of a finding, its figures filled in; times are told in `zone`."""
    sentence, fix = _any(found) or of_the_way(found) or of_orders(found) or of_the_computer(found) or ("", "")
    if not sentence:
        raise LookupError(f"{found.check.value} {found.code} has no words")
    figures = _shown(found, zone, now)
    return Advice(sentence.format_map(figures), fix.format_map(figures))


def summary(findings: Sequence[Finding]) -> str:
    """Return one sentence on all findings."""
    translate = QCoreApplication.translate
    faults = sum(found.counts and found.level is Level.FAULT for found in findings)
    warnings = sum(found.counts and found.level is Level.WARNING for found in findings)
    if faults == 1:
        return translate("Doctor", "Orders may not arrive: one thing is wrong.")
    if faults:
        return translate("Doctor", "Orders may not arrive: {n} things are wrong.").format(n=bidi.ltr(str(faults)))
    if warnings == 1:
        return translate("Doctor", "Orders should be arriving; one thing needs attention.")
    if warnings:
        words = translate("Doctor", "Orders should be arriving; {n} things need attention.")
        return words.format(n=bidi.ltr(str(warnings)))
    return translate("Doctor", "Orders should be arriving. Nothing is wrong on this computer.")


def as_text(findings: Sequence[Finding], zone: ZoneInfo, now: datetime) -> str:
    """Return the findings as lines for a mail or a terminal, the worst first, without direction marks."""
    lines = [summary(findings)]
    for found in worst_first(findings):
        words = advice(found, zone, now)
        lines.append(f"{level_name(found.level)}: {check_name(found.check)}: {words.sentence} {words.fix}".rstrip())
    return plain("\n".join(lines)) + "\n"


def _any(found: Finding) -> AdviceText | None:
    """Return the words of what every look can end with."""
    translate = QCoreApplication.translate
    match found.code:
        case code if code == WAITS:
            return (
                translate("Doctor", "This cannot be looked at before another fault is put right."),
                translate("Doctor", "Put the faults right, then run this again."),
            )
        case code if code == NO_ANSWER:
            return (
                translate("Doctor", "No answer came in time."),
                translate("Doctor", "Run this again; if it stays so, restart this computer."),
            )
        case code if code == NOT_CHECKED:
            return (
                translate("Doctor", "This could not be looked at because of a fault in this program ({error})."),
                translate("Doctor", "Copy this text and send it to support."),
            )
    return None


class _Figures(dict[str, str]):
    """Shows a dash for a figure that is not there."""

    def __missing__(self, _key: str) -> str:
        return "–"


def _shown(found: Finding, zone: ZoneInfo, now: datetime) -> _Figures:
    shown = _Figures()
    for name, value in found.figures.items():
        match value:
            case datetime():
                shown[name] = when(value, zone, now)
            case dict():
                shown[name] = _kinds(value, zone, now)
            case bool() | None:
                pass
            case int() | float() if name in ("free", "size"):
                shown[name] = _size(int(value))
            case int() | float() if name == "ahead":
                shown["time"] = _span(abs(int(value)))
            case int() | float():
                shown[name] = bidi.ltr(f"{value:g}")
            case str():
                shown[name] = bidi.auto(value) if name in ("issuer", "backend", "name") else bidi.ltr(value)
    minutes = found.figures.get("minutes")
    if isinstance(minutes, int):
        shown["age"] = bidi.age(minutes)
    return shown


def when(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return the time of day, with the day where it is not today."""
    same_day = at.astimezone(zone).date() == now.astimezone(zone).date()
    return bidi.clock(at, zone) if same_day else bidi.day_and_clock(at, zone)


def _kinds(times: dict[str, datetime], zone: ZoneInfo, now: datetime) -> str:
    """Return the last time of each kind, the newest first."""
    newest = sorted(times.items(), key=lambda one: one[1], reverse=True)
    comma = QCoreApplication.translate("Doctor", ", ")
    return comma.join(f"{kind_name(kind)} {when(at, zone, now)}" for kind, at in newest)


def _size(count: int) -> str:
    if count >= 1_000_000_000:
        return bidi.ltr(f"{count / 1e9:.1f} GB")
    return bidi.ltr(f"{count / 1e6:.1f} MB")


def _span(seconds: int) -> str:
    if seconds < 90:
        return QCoreApplication.translate("Doctor", "{n} s").format(n=bidi.ltr(str(seconds)))
    return bidi.age(round(seconds / 60))
