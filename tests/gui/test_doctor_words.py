"""Every finding has its words: one sentence, and one thing to do where something is to be done."""

import string
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from retm_desktop.doctor.finding import LEVELS, Check, Figure, Finding, Level, finding
from retm_desktop.domain.text import plain
from retm_desktop.gui.doctor.words import advice, as_text, check_name, level_name, summary

NOW = datetime(2026, 2, 3, 17, 14, tzinfo=UTC)
RIYADH = ZoneInfo("Asia/Riyadh")
EVERY = [(check, code) for check, codes in LEVELS.items() for code in codes]
FIGURES: dict[str, Figure] = {
    "host": "najd.retm.sa",
    "address": "https://orders.example",
    "issuer": "Test Authority",
    "until": NOW + timedelta(minutes=50),
    "since": NOW + timedelta(days=3),
    "ended": NOW - timedelta(days=1),
    "last": NOW - timedelta(minutes=12),
    "oldest": NOW - timedelta(hours=2),
    "kinds": {"order": NOW - timedelta(minutes=12), "error": NOW - timedelta(days=2)},
    "ahead": -45,
    "port": 47600,
    "status": 502,
    "untold": 4,
    "count": 1,
    "usual": 12,
    "weeks": 8,
    "minutes": 12,
    "pending": 3,
    "failed": 2,
    "free": 5_300_000_000,
    "size": 12_600_000,
    "version": 5,
    "backend": "Secret Service",
    "name": "EPSON TM-T20",
    "error": "KeyError",
    "seconds": 10.0,
    "addresses": 2,
}


def words(check: Check, code: str, **figures: Figure) -> tuple[str, str]:
    told = advice(finding(check, code, **(figures or FIGURES)), RIYADH, NOW)
    return plain(told.sentence), plain(told.fix)


@pytest.mark.parametrize(("check", "code"), EVERY, ids=str)
def test_every_finding_says_what_is_and_what_to_do(check: Check, code: str) -> None:
    sentence, fix = words(check, code)
    assert sentence.endswith(".")
    assert (fix == "") == (LEVELS[check][code] is Level.OK)
    assert not fix or fix.endswith(".")
    for text in (sentence, fix):
        assert "–" not in text, "a figure is missing"
        assert not [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]


@pytest.mark.parametrize(("check", "code"), EVERY, ids=str)
def test_figures_that_are_not_there_break_nothing(check: Check, code: str) -> None:
    assert advice(finding(check, code), RIYADH, NOW).sentence


def test_no_two_findings_of_one_check_say_the_same() -> None:
    """Except for a clock that is off and one that is wrong, and for a quiet hour that is as quiet as usual."""
    alike = {Check.CLOCK, Check.LAST_ORDER}
    for check, codes in LEVELS.items():
        said = {words(check, code) for code in codes}
        assert len(said) == len(codes) - (check in alike), check


def test_figures_are_told_as_people_say_them() -> None:
    assert words(Check.CLOCK, "wrong", ahead=-7_200)[0] == "This computer's clock is behind RETM's by 2:00 h."
    assert words(Check.CLOCK, "off", ahead=45)[0] == "This computer's clock is ahead of RETM's by 45 s."
    assert words(Check.DISK, "low", free=812_300_000)[0].endswith("(812.3 MB free).")
    assert words(Check.DISK, "ok", free=82_000_000_000)[0].endswith("(82.0 GB free).")
    assert words(Check.WEBHOOKS, "ok")[0] == "Last received: Order 20:02, Failure told by RETM 2026-02-01 20:14."
    assert words(Check.LAST_ORDER, "silent")[0].endswith("usual at this time is 12. Last order 20:02.")
    assert words(Check.KEYRING, "ok", backend="")[0] == "Sign-ins are kept safely."


def test_a_code_without_words_is_a_bug_that_shows() -> None:
    with pytest.raises(LookupError):
        advice(Finding(Check.DISK, Level.OK, "unheard-of"), RIYADH, NOW)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([], "Orders should be arriving. Nothing is wrong on this computer."),
        ([(Check.SOUND, "none")], "Orders should be arriving; one thing needs attention."),
        ([(Check.SOUND, "none"), (Check.DISK, "low")], "Orders should be arriving; 2 things need attention."),
        ([(Check.TOKEN, "sign_in"), (Check.SOUND, "none")], "Orders may not arrive: one thing is wrong."),
        ([(Check.TOKEN, "sign_in"), (Check.DISK, "full")], "Orders may not arrive: 2 things are wrong."),
        ([(Check.INTERNET, "no_internet"), (Check.DNS, "waits")], "Orders may not arrive: one thing is wrong."),
    ],
)
def test_one_sentence_stands_over_all_of_them(found: list[tuple[Check, str]], said: str) -> None:
    findings = [finding(check, code) for check, code in found] + [finding(Check.STORE, "ok")]
    assert plain(summary(findings)) == said


def test_the_text_to_copy_has_the_worst_first_and_no_marks() -> None:
    text = as_text([finding(Check.DISK, "ok", free=10**10), finding(Check.LISTENER, "taken", port=47600)], RIYADH, NOW)
    assert text.splitlines() == [
        "Orders may not arrive: one thing is wrong.",
        "Fault: Listener: Another program uses port 47600; orders come later, by asking RETM. Close the other program,"
        " or choose another port in Setup and start again.",
        "Fine: Disk space: There is enough room on the disk (10.0 GB free).",
    ]


def test_every_check_and_level_has_a_name() -> None:
    assert len({check_name(check) for check in Check}) == len(Check)
    assert len({level_name(level) for level in Level}) == len(Level)
