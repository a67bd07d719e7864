"""The badge: one lost packet is not an outage, two are, and the words stay honest."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retm_desktop.domain.errors import DiskFull, KeyringUnavailable, Offline, RateLimited, ServerFault, SignInExpired
from retm_desktop.sync.status import Line, Link, LinkTracker, Moment, Status

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)


def wall(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def after(seconds: float) -> Moment:
    return Moment(wall(seconds), 500.0 + seconds)


def online() -> LinkTracker:
    tracker = LinkTracker()
    assert tracker.answered(after(0)).link is Link.ONLINE
    return tracker


def test_one_failure_changes_nothing_and_a_second_is_offline_since_the_last_answer() -> None:
    tracker = online()
    before = tracker.status
    assert tracker.failed(Offline(), after(10), wall(11)) == before
    twice = tracker.failed(Offline(), after(11), wall(13))
    assert (twice.link, twice.since, twice.retry_at) == (Link.OFFLINE, NOON, wall(13))
    assert twice.error_code == "offline"
    back = tracker.answered(after(60))
    assert (back.link, back.since, back.error_code, back.retry_at) == (Link.ONLINE, wall(60), "", None)


def test_one_failure_that_lasts_is_offline_within_five_seconds_and_says_which() -> None:
    tracker = online()
    tracker.failed(KeyringUnavailable(), after(10))
    assert tracker.tick(after(13.9)).link is Link.ONLINE
    status = tracker.tick(after(14.5))
    assert (status.link, status.error_code) == (Link.OFFLINE, "keyring_unavailable")


def test_a_question_without_answer_steps_down_and_its_failure_at_once() -> None:
    tracker = online()
    tracker.asked(after(10))
    assert tracker.tick(after(13.9)).link is Link.ONLINE
    assert tracker.tick(after(14.5)).link is Link.RECONNECTING
    assert tracker.failed(Offline(), after(20)).link is Link.OFFLINE


def test_a_long_silence_is_offline() -> None:
    tracker = online()
    tracker.asked(after(10))
    assert tracker.tick(after(40)).link is Link.OFFLINE


def test_a_question_that_is_told_to_wait_is_not_silent() -> None:
    tracker = online()
    tracker.asked(after(10))
    tracker.heard()
    assert tracker.tick(after(25)).link is Link.ONLINE
    tracker.asked(after(25))
    assert tracker.tick(after(29.5)).link is Link.RECONNECTING


def test_two_knocks_in_vain_are_offline_and_only_an_answer_is_online() -> None:
    tracker = online()
    before = tracker.status
    assert tracker.unreached() == before
    assert tracker.reached() == before
    assert tracker.unreached() == before
    down = tracker.unreached()
    assert (down.link, down.since, down.error_code) == (Link.OFFLINE, NOON, "offline")
    assert tracker.reached() == down
    assert tracker.answered(after(30)).link is Link.ONLINE


def test_a_probe_that_is_turned_away_by_somebody_who_answers_is_not_believed() -> None:
    tracker = online()
    tracker.unreached()
    assert tracker.unreached().link is Link.OFFLINE
    up = tracker.answered(after(5))
    for _ in range(5):
        assert tracker.unreached() == up
    tracker.reached()
    tracker.unreached()
    assert tracker.unreached().link is Link.OFFLINE


def test_knocks_say_nothing_of_a_sign_in() -> None:
    tracker = online()
    refused = tracker.failed(SignInExpired(), after(1))
    for _ in range(3):
        assert tracker.unreached() == refused


GOOD: tuple[Callable[[LinkTracker, Moment], Status], ...] = (
    LinkTracker.answered,
    lambda tracker, _: tracker.heard(),
    lambda tracker, _: tracker.reached(),
    LinkTracker.tick,
    LinkTracker.asked,
)


@given(st.lists(st.tuples(st.floats(0, 3), st.sampled_from([*GOOD, "lost question", "lost knock"])), max_size=60))
def test_a_failure_that_is_followed_by_a_success_never_shows(
    story: list[tuple[float, Callable[[LinkTracker, Moment], Status] | str]],
) -> None:
    """Whatever else happens in between, in whatever order and time."""
    tracker = online()
    shown = tracker.status
    seconds = 0.0
    for wait, event in story:
        seconds += wait
        if isinstance(event, str):
            # The tries before and after it succeed, as with one lost packet.
            tracker.answered(after(seconds))
            tracker.reached()
            assert tracker.tick(after(seconds)) == shown
            if event == "lost question":
                assert tracker.failed(Offline(), after(seconds), wall(seconds + 1)) == shown
            else:
                assert tracker.unreached() == shown
            assert tracker.tick(after(seconds + 3.9)) == shown
            seconds += 3.9
            tracker.reached()
            tracker.answered(after(seconds))
        else:
            event(tracker, after(seconds))
            # Silence is a question's own, and another test's.
            tracker.heard()
        assert tracker.status == shown


@given(st.lists(st.sampled_from(["answered", "reached", "heard", "asked"]), max_size=30), st.booleans())
def test_two_failures_in_a_row_always_show(story: list[str], knocks: bool) -> None:
    tracker = LinkTracker()
    for n, event in enumerate(story):
        getattr(tracker, event)(*([] if event in ("reached", "heard") else [after(n)]))
    tracker.reached()
    fail = tracker.unreached if knocks else partial(tracker.failed, Offline(), after(len(story)))
    fail()
    assert fail().link is Link.OFFLINE


@pytest.mark.parametrize("hours", [-30, -5, 5, 30])
def test_a_clock_that_is_set_changes_nothing_on_the_badge(hours: int) -> None:
    tracker = online()

    def set_clock(seconds: float) -> Moment:
        return Moment(wall(seconds) + timedelta(hours=hours), after(seconds).passed)

    before = tracker.status
    tracker.asked(after(1))
    assert tracker.tick(set_clock(2)) == before
    tracker.heard()
    tracker.failed(Offline(), after(3))
    assert tracker.tick(set_clock(4)) == before
    assert tracker.tick(set_clock(8)).link is Link.OFFLINE


def test_throttled_is_not_offline() -> None:
    tracker = online()
    for second in range(3):
        status = tracker.failed(RateLimited("", 30), after(second), wall(second + 30))
    assert (status.link, status.error_code, status.retry_at) == (Link.ONLINE, "rate_limited", wall(32))


def test_a_full_disk_is_not_the_lines_fault() -> None:
    tracker = online()
    for second in range(3):
        status = tracker.failed(DiskFull(), after(second))
    assert (status.link, status.error_code) == (Link.ONLINE, "disk_full")


def test_an_expired_sign_in_stays_until_a_good_answer() -> None:
    tracker = online()
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
    assert returns == ["back"]
    line.failed(Offline())
    line.failed(Offline())
    line.answered()
    assert returns == ["back", "back"]


def test_a_way_that_opens_again_after_an_outage_is_told_once() -> None:
    told: list[str] = []
    line = Line(lambda: NOON, lambda _: None)
    line.on_reachable = lambda: told.append("open")
    line.answered()
    line.reached()
    line.unreached()
    line.reached()
    assert told == []
    line.unreached()
    line.unreached()
    line.reached()
    line.reached()
    assert told == ["open"]
