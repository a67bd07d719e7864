"""The badge: one lost packet is not an outage, two are, and the words stay honest."""

from datetime import UTC, datetime, timedelta

from retm_desktop.domain.errors import DiskFull, Offline, RateLimited, ServerFault, SignInExpired
from retm_desktop.sync.status import Line, Link, LinkTracker, Status

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_one_failure_reconnects_and_a_second_is_offline_since_the_last_answer() -> None:
    tracker = LinkTracker()
    assert tracker.answered(NOON).link is Link.ONLINE
    once = tracker.failed(Offline(), after(10))
    assert (once.link, once.since, once.error_code) == (Link.RECONNECTING, NOON, "offline")
    twice = tracker.failed(Offline(), after(11), after(13))
    assert (twice.link, twice.since, twice.retry_at) == (Link.OFFLINE, NOON, after(13))
    back = tracker.answered(after(60))
    assert (back.link, back.since, back.error_code, back.retry_at) == (Link.ONLINE, after(60), "", None)


def test_one_failure_alone_is_offline_after_five_seconds() -> None:
    tracker = LinkTracker()
    tracker.answered(NOON)
    tracker.failed(Offline(), after(10))
    assert tracker.tick(after(14)).link is Link.RECONNECTING
    assert tracker.tick(after(16)).link is Link.OFFLINE


def test_a_question_without_answer_steps_down_slowly_and_its_failure_at_once() -> None:
    tracker = LinkTracker()
    tracker.answered(NOON)
    tracker.asked(after(10))
    assert tracker.tick(after(14)).link is Link.ONLINE
    assert tracker.tick(after(16)).link is Link.RECONNECTING
    assert tracker.failed(Offline(), after(20)).link is Link.OFFLINE


def test_a_long_silence_is_offline() -> None:
    tracker = LinkTracker()
    tracker.answered(NOON)
    tracker.asked(after(10))
    assert tracker.tick(after(40)).link is Link.OFFLINE


def test_throttled_is_not_offline() -> None:
    tracker = LinkTracker()
    tracker.answered(NOON)
    for second in range(3):
        status = tracker.failed(RateLimited("", 30), after(second), after(second + 30))
    assert (status.link, status.error_code, status.retry_at) == (Link.ONLINE, "rate_limited", after(32))


def test_a_full_disk_is_not_the_lines_fault() -> None:
    tracker = LinkTracker()
    tracker.answered(NOON)
    for second in range(3):
        status = tracker.failed(DiskFull(), after(second))
    assert (status.link, status.error_code) == (Link.ONLINE, "disk_full")


def test_an_expired_sign_in_stays_until_a_good_answer() -> None:
    tracker = LinkTracker()
    tracker.answered(NOON)
    assert tracker.failed(SignInExpired(), after(10)).link is Link.SIGN_IN
    assert tracker.failed(ServerFault(), after(11)).link is Link.SIGN_IN
    assert tracker.tick(after(100)).link is Link.SIGN_IN
    assert tracker.answered(after(101)).link is Link.ONLINE


def test_a_start_without_network_says_offline_since_the_last_run() -> None:
    tracker = LinkTracker(NOON)
    assert tracker.status == Status(link=Link.RECONNECTING, since=NOON, updated_at=NOON)
    tracker.failed(Offline(), after(3600))
    status = tracker.failed(Offline(), after(3601))
    assert (status.link, status.since) == (Link.OFFLINE, NOON)


def test_the_line_tells_only_changes_and_the_return() -> None:
    told: list[Status] = []
    returns: list[str] = []
    line = Line(lambda: NOON, told.append)
    line.on_return = lambda: returns.append("back")
    line.answered()
    line.answered()
    line.pulling(True)
    line.pulling(True)
    assert [(s.link, s.pulling) for s in told] == [(Link.ONLINE, False), (Link.ONLINE, True)]
    line.failed(Offline())
    line.answered()
    assert returns == ["back", "back"]
