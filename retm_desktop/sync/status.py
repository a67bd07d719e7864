"""What the connection badge says, and the small state machine that decides it."""

import time
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

import msgspec

from retm_desktop.domain.errors import (
    DiskFull,
    Forbidden,
    NotFound,
    Offline,
    OperatorError,
    RateLimited,
    Rejected,
    SignInExpired,
    StoreDamaged,
    WrongCredentials,
)

PATIENCE = 4.0
"""Seconds after a failure, or without an answer, until the badge goes one step down: with a tick of the clock, five."""
SILENCE = 12.0
"""Seconds a request may be out without any answer before that alone is an outage; waits between tries do not count."""
FAILURES_TO_OFFLINE = 2


_LINE_IS_UP = (RateLimited, Rejected, Forbidden, NotFound, DiskFull, StoreDamaged)
"""RETM answered, though not what was wanted, or the trouble is our own disk: nothing is wrong with the line."""


class Link(StrEnum):
    """How we stand with RETM."""

    ONLINE = "online"
    RECONNECTING = "reconnecting"
    OFFLINE = "offline"
    SIGN_IN = "sign_in"


class Status(msgspec.Struct, frozen=True):
    """What the header shows of one connection; all times aware UTC.

    `since` is the start of the present state: when we came online, when the sign-in was refused, and for reconnecting
    and offline the last good answer (None: there never was one). `updated_at` is the last time orders were read whole.
    `error_code` is the code of the last failure, empty while all is well; `retry_at` says when a throttled or failed
    question is asked again. `pulling` is true while orders are being read.
    """

    link: Link = Link.RECONNECTING
    since: datetime | None = None
    updated_at: datetime | None = None
    error_code: str = ""
    retry_at: datetime | None = None
    pulling: bool = False


class Moment(msgspec.Struct, frozen=True):
    """A point in time: `wall` for people, aware UTC; `passed` in seconds of a clock that nobody can set."""

    wall: datetime
    passed: float


class LinkTracker:
    """Turns answers and failures into a `Status`; pure: the time comes in with every call.

    Questions (requests to RETM) and the probe of the line (`sync/probe.py`) are counted apart, for either may fail
    while the other goes well. One failure alone is a lost packet and changes nothing; two in a row, or one that lasts,
    are an outage. Only RETM's own answer makes it online.
    """

    def __init__(self, last_answer_at: datetime | None = None) -> None:
        """`last_answer_at` is what is remembered from the last run."""
        self.last_answer_at = last_answer_at
        self._asked_at: float | None = None
        self._failures = 0
        self._failed_at: float | None = None
        self._failure = ""
        self._unreached = 0
        self._probe_doubted = False
        self._status = Status(since=last_answer_at, updated_at=last_answer_at)

    @property
    def status(self) -> Status:
        """The status as of the last call."""
        return self._status

    @property
    def waiting(self) -> bool:
        """Tell whether a question is out and nothing of an answer has come."""
        return self._asked_at is not None

    def asked(self, now: Moment) -> Status:
        """A question goes out; the oldest one without an answer counts."""
        if self._asked_at is None:
            self._asked_at = now.passed
        return self._status

    def heard(self) -> Status:
        """RETM said something, be it only to come back later: the line is not silent."""
        self._asked_at = None
        return self._status

    def answered(self, now: Moment) -> Status:
        """RETM gave a good answer: online at once."""
        came_back = self._status.link is not Link.ONLINE
        self.last_answer_at = now.wall
        self._asked_at = self._failed_at = None
        self._failures = 0
        # Whoever answers questions but turns the probe away must not make the badge blink.
        self._probe_doubted = self._probe_doubted or self._unreached >= FAILURES_TO_OFFLINE
        self._unreached = 0
        since = now.wall if came_back else self._status.since
        return self._set(link=Link.ONLINE, since=since, error_code="", retry_at=None)

    def reached(self) -> Status:
        """The probe got through to RETM's door; whether RETM answers is another question."""
        self._unreached = 0
        self._probe_doubted = False
        return self._status

    def unreached(self) -> Status:
        """The probe did not get through."""
        if self._probe_doubted or self._status.link is Link.SIGN_IN:
            return self._status
        self._unreached += 1
        if self._unreached < FAILURES_TO_OFFLINE or self._status.link is Link.OFFLINE:
            return self._status
        return self._set(link=Link.OFFLINE, since=self.last_answer_at, error_code=Offline.code)

    def updated(self, now: Moment) -> Status:
        """The orders were read whole."""
        return self._set(updated_at=now.wall)

    def pulling(self, pulling: bool) -> Status:
        """Reading of orders began or ended."""
        return self._set(pulling=pulling)

    def failed(self, error: OperatorError, now: Moment, retry_at: datetime | None = None) -> Status:
        """A question failed."""
        asked_at, self._asked_at = self._asked_at, None
        if isinstance(error, SignInExpired | WrongCredentials):
            since = self._status.since if self._status.link is Link.SIGN_IN else now.wall
            return self._set(link=Link.SIGN_IN, since=since, error_code=error.code, retry_at=None)
        if isinstance(error, _LINE_IS_UP):
            if isinstance(error, RateLimited):
                self.last_answer_at = now.wall
            self._failures = self._unreached = 0
            self._failed_at = None
            if self._status.link is Link.SIGN_IN and not isinstance(error, RateLimited):
                return self._status
            since = self._status.since if self._status.link is Link.ONLINE else now.wall
            return self._set(link=Link.ONLINE, since=since, error_code=error.code, retry_at=retry_at)
        if self._status.link is Link.SIGN_IN:
            return self._status
        self._failures += 1
        self._failure = error.code
        self._failed_at = now.passed if self._failed_at is None else self._failed_at
        began = self._failed_at if asked_at is None else min(self._failed_at, asked_at)
        if self._failures >= FAILURES_TO_OFFLINE or now.passed - began > PATIENCE:
            return self._set(link=Link.OFFLINE, since=self.last_answer_at, error_code=error.code, retry_at=retry_at)
        if self._status.link is Link.ONLINE:
            return self._status
        return self._set(since=self.last_answer_at, error_code=error.code, retry_at=retry_at)

    def tick(self, now: Moment) -> Status:
        """Time has passed: after a failure or a long silence without a good answer the link is worse than it was."""
        if self._status.link not in (Link.ONLINE, Link.RECONNECTING):
            return self._status
        silent = now.passed - self._asked_at if self._asked_at is not None else 0.0
        failing = now.passed - self._failed_at if self._failed_at is not None else 0.0
        code = self._status.error_code or Offline.code
        if failing >= PATIENCE:
            link, code = Link.OFFLINE, self._failure
        elif silent >= SILENCE:
            link = Link.OFFLINE
        elif silent >= PATIENCE:
            link = Link.RECONNECTING
        else:
            return self._status
        return self._set(link=link, since=self.last_answer_at, error_code=code)

    def _set(self, **changes: object) -> Status:
        self._status = msgspec.structs.replace(self._status, **changes)
        return self._status


class Line:
    """The connection's badge in use: takes answers and failures from all parts and tells every change of status."""

    def __init__(
        self,
        now: Callable[[], datetime],
        on_status: Callable[[Status], None],
        last_answer_at: datetime | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`on_status` is called on the loop, only when the status differs from the one before."""
        self._now = now
        self._monotonic = monotonic
        self._on_status = on_status
        self._tracker = LinkTracker(last_answer_at)
        self._told: Status | None = None
        self._shut_out = False
        self.on_return: Callable[[], None] = lambda: None
        """Called when RETM answers after a time without."""
        self.on_reachable: Callable[[], None] = lambda: None
        """Called when the probe gets through while the badge is down and it had not: time to ask RETM itself."""

    @property
    def status(self) -> Status:
        """The status now."""
        return self._tracker.status

    @property
    def last_answer_at(self) -> datetime | None:
        """When RETM last answered."""
        return self._tracker.last_answer_at

    @property
    def waiting(self) -> bool:
        """Tell whether a question is out and nothing of an answer has come."""
        return self._tracker.waiting

    def asked(self) -> None:
        """A question goes out."""
        self._tell(self._tracker.asked(self._moment()))

    def heard(self) -> None:
        """RETM said something, good or not."""
        self._tell(self._tracker.heard())

    async def on_wire(self, event: str, _info: object) -> None:
        """Take in what httpcore tells of requests: each try of one counts, the waits between them do not."""
        if event.endswith(".send_request_headers.started"):
            self.asked()
        elif event.endswith((".receive_response_headers.complete", ".receive_response_headers.failed")):
            self.heard()

    def answered(self) -> None:
        """A good answer came."""
        before = self.status.link
        self._tell(self._tracker.answered(self._moment()))
        if before is not Link.ONLINE:
            self.on_return()

    def reached(self) -> None:
        """The probe got through."""
        self._tell(self._tracker.reached())
        was_shut_out, self._shut_out = self._shut_out, False
        if was_shut_out and self.status.link in (Link.OFFLINE, Link.RECONNECTING):
            self.on_reachable()

    def unreached(self) -> None:
        """The probe did not get through."""
        self._shut_out = True
        self._tell(self._tracker.unreached())

    def failed(self, error: OperatorError, retry_at: datetime | None = None) -> None:
        """A question failed."""
        self._tell(self._tracker.failed(error, self._moment(), retry_at))

    def pulling(self, pulling: bool) -> None:
        """Reading of orders began or ended."""
        self._tell(self._tracker.pulling(pulling))

    def updated(self) -> None:
        """The orders were read whole."""
        self._tell(self._tracker.updated(self._moment()))

    def tick(self) -> None:
        """Time has passed."""
        self._tell(self._tracker.tick(self._moment()))

    def _moment(self) -> Moment:
        return Moment(self._now(), self._monotonic())

    def _tell(self, status: Status) -> None:
        if status != self._told:
            self._told = status
            self._on_status(status)
