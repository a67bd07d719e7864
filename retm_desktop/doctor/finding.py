"""What a look can find: the one table of every finding there is, and how bad each of them is."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec

Figure = str | int | float | bool | datetime | dict[str, datetime] | None


class Level(StrEnum):
    """How bad a finding is: a WARNING leaves orders coming, or may not be the reason; a FAULT wants somebody to act."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


class Check(StrEnum):
    """What is looked at, in the order in which one thing needs the other."""

    INTERNET = "internet"
    DNS = "dns"
    TLS = "tls"
    CLOCK = "clock"
    TOKEN = "token"  # noqa: S105 - the name of a check
    LISTENER = "listener"
    PUBLIC_ADDRESS = "public_address"
    WEBHOOKS = "webhooks"
    LAST_ORDER = "last_order"
    OUTBOX = "outbox"
    STORE = "store"
    DISK = "disk"
    KEYRING = "keyring"
    SOUND = "sound"
    PRINTER = "printer"


WAITS = "waits"
"""Code: it cannot be looked at before another fault, which has a finding of its own, is put right."""
NO_ANSWER = "no_answer"
"""Code: the look took longer than it may."""
NOT_CHECKED = "not_checked"
"""Code: the look itself failed, which is a fault of this program."""

_OF_EVERY_CHECK = {WAITS: Level.WARNING, NO_ANSWER: Level.WARNING, NOT_CHECKED: Level.WARNING}

_OK, _WARNING, _FAULT = Level.OK, Level.WARNING, Level.FAULT

_OF_ONE_CHECK: dict[Check, dict[str, Level]] = {
    Check.INTERNET: {"ok": _OK, "not_needed": _OK, "no_network": _FAULT, "no_internet": _FAULT},
    Check.DNS: {"ok": _OK, "not_needed": _OK, "not_found": _FAULT, "silent": _FAULT, "private": _WARNING},
    Check.TLS: {
        "ok": _OK,
        "not_used": _OK,
        "practice_ended": _FAULT,
        "no_connection": _FAULT,
        "no_tls": _FAULT,
        "expired": _FAULT,
        "not_yet_valid": _FAULT,
        "wrong_host": _FAULT,
        "untrusted": _FAULT,
        "intercepted": _FAULT,
    },
    Check.CLOCK: {"ok": _OK, "untold": _OK, "off": _WARNING, "wrong": _FAULT},
    Check.TOKEN: {
        "ok": _OK,
        "renews": _OK,
        "no_restaurant": _FAULT,
        "sign_in": _FAULT,
        "new_secret": _FAULT,
        "ended": _FAULT,
        "refused": _WARNING,
        "forbidden": _FAULT,
        "path_unknown": _FAULT,
        "throttled": _WARNING,
        "server_fault": _FAULT,
        "locked": _WARNING,
        "starting": _WARNING,
    },
    Check.LISTENER: {"ok": _OK, "not_running": _WARNING, "closed": _FAULT, "taken": _FAULT, "other_copy": _FAULT},
    # A router often lets no computer call itself by its outer address: not being reached from here proves little.
    Check.PUBLIC_ADDRESS: {
        "ok": _OK,
        "not_set": _OK,
        "no_name": _FAULT,
        "not_secure": _FAULT,
        "not_reached": _WARNING,
        "not_passed_on": _WARNING,
        "other": _WARNING,
    },
    Check.WEBHOOKS: {"ok": _OK, "none_expected": _OK, "no_restaurant": _OK, "never": _WARNING, "silent": _WARNING},
    # Silence is never a fault by itself: a holiday looks the same.
    Check.LAST_ORDER: {
        "ok": _OK,
        "quiet": _OK,
        "little_history": _OK,
        "no_restaurant": _OK,
        "none_yet": _WARNING,
        "few": _WARNING,
        "silent": _WARNING,
    },
    Check.OUTBOX: {"ok": _OK, "sending": _OK, "no_restaurant": _OK, "stuck": _WARNING, "failed": _WARNING},
    Check.STORE: {
        "ok": _OK,
        "older": _OK,
        "too_old": _WARNING,
        "missing": _WARNING,
        "newer": _FAULT,
        "damaged": _FAULT,
        "unreadable": _FAULT,
    },
    Check.DISK: {"ok": _OK, "low": _WARNING, "full": _FAULT},
    Check.KEYRING: {
        "ok": _OK,
        "unused": _OK,
        "opening": _OK,
        "locked": _WARNING,
        "absent": _WARNING,
        "refused": _WARNING,
        "memory": _WARNING,
        "lost": _WARNING,
    },
    Check.SOUND: {"ok": _OK, "none": _WARNING, "missing": _WARNING, "no_player": _WARNING},
    Check.PRINTER: {"ok": _OK, "none": _OK, "trouble": _WARNING, "missing": _WARNING},
}

LEVELS: dict[Check, dict[str, Level]] = {check: codes | _OF_EVERY_CHECK for check, codes in _OF_ONE_CHECK.items()}
"""Every finding there is, by check and code, with its level."""


class Finding(msgspec.Struct, frozen=True):
    """What one look found. `figures` fill in its sentence; nothing personal and no secret is among them."""

    check: Check
    level: Level
    code: str
    figures: dict[str, Figure] = {}

    @property
    def counts(self) -> bool:
        """True for what wants attention by itself, and is not merely the consequence of another finding."""
        return self.level is not Level.OK and self.code != WAITS


def finding(check: Check, code: str, **figures: Figure) -> Finding:
    """Return the finding of this code; its level is the table's. Raises KeyError for one that is not in the table."""
    return Finding(check, LEVELS[check][code], code, figures)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings by level, what only waits for another behind its like, and in the checks' order."""
    levels, checks = [Level.FAULT, Level.WARNING, Level.OK], list(Check)
    return sorted(findings, key=lambda one: (levels.index(one.level), one.code == WAITS, checks.index(one.check)))
