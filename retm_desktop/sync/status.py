"""What the connection badge says, and the small state machine that decides it."""

from collections.abc import Callable
from datetime import datetime, timedelta
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

PATIENCE = timedelta(seconds=5)
"""How long after a failure, or without an answer, the badge goes one step down."""
SILENCE = timedelta(seconds=25)
"""How long a question may stay without an answer before that alone is an outage: a throttled read waits up to 20 s."""
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


class LinkTracker:
    """Turns answers and failures into a `Status`; pure: the time comes in with every call."""

    def __init__(self, last_answer_at: datetime | None = None) -> None:
        """`last_answer_at` is what is remembered from the last run."""
        self.last_answer_at = last_answer_at
        self._asked_at: datetime | None = None
        self._failures = 0
        self._failed_at: datetime | None = None
        self._status = Status(since=last_answer_at, updated_at=last_answer_at)

    @property
    def status(self) -> Status:
        """The status as of the last call."""
        return self._status

    def asked(self, now: datetime) -> Status:
        """A question goes out; the oldest one without an answer counts."""
        if self._asked_at is None:
            self._asked_at = now
        return self._status

    def answered(self, now: datetime) -> Status:
        """RETM gave a good answer: online at once."""
        came_back = self._status.link is not Link.ONLINE
        self.last_answer_at = now
        self._asked_at = self._failed_at = None
        self._failures = 0
        since = now if came_back else self._status.since
        return self._set(link=Link.ONLINE, since=since, error_code="", retry_at=None)

    def updated(self, now: datetime) -> Status:
        """The orders were read whole."""
        return self._set(updated_at=now)

    def pulling(self, pulling: bool) -> Status:
        """Reading of orders began or ended."""
        return self._set(pulling=pulling)

    def failed(self, error: OperatorError, now: datetime, retry_at: datetime | None = None) -> Status:
        """A question failed; one failure is a lost packet, two in a row are an outage."""
        asked_at, self._asked_at = self._asked_at, None
        if isinstance(error, SignInExpired | WrongCredentials):
            since = self._status.since if self._status.link is Link.SIGN_IN else now
            return self._set(link=Link.SIGN_IN, since=since, error_code=error.code, retry_at=None)
        if isinstance(error, _LINE_IS_UP):
            if isinstance(error, RateLimited):
                self.last_answer_at = now
            self._failures = 0
            self._failed_at = None
            if self._status.link is Link.SIGN_IN and not isinstance(error, RateLimited):
                return self._status
            since = self._status.since if self._status.link is Link.ONLINE else now
            return self._set(link=Link.ONLINE, since=since, error_code=error.code, retry_at=retry_at)
        if self._status.link is Link.SIGN_IN:
            return self._status
        self._failures += 1
        self._failed_at = self._failed_at or now
        down = self._failures >= FAILURES_TO_OFFLINE or now - min(self._failed_at, asked_at or now) > PATIENCE
        link = Link.OFFLINE if down or self._status.link is Link.OFFLINE else Link.RECONNECTING
        return self._set(link=link, since=self.last_answer_at, error_code=error.code, retry_at=retry_at)

    def tick(self, now: datetime) -> Status:
        """Time has passed: after a failure or a long silence without a good answer the link is worse than it was."""
        if self._status.link not in (Link.ONLINE, Link.RECONNECTING):
            return self._status
        silent = now - self._asked_at if self._asked_at is not None else timedelta()
        failing = now - self._failed_at if self._failed_at is not None else timedelta()
        if failing > PATIENCE or silent > SILENCE:
            link = Link.OFFLINE
        elif silent > PATIENCE:
            link = Link.RECONNECTING
        else:
            return self._status
        code = self._status.error_code or Offline.code
        return self._set(link=link, since=self.last_answer_at, error_code=code)

    def _set(self, **changes: object) -> Status:
        self._status = msgspec.structs.replace(self._status, **changes)
        return self._status


class Line:
    """The connection's badge in use: takes answers and failures from all parts and tells every change of status."""

    def __init__(
        self, now: Callable[[], datetime], on_status: Callable[[Status], None], last_answer_at: datetime | None = None
    ) -> None:
        """`on_status` is called on the loop, only when the status differs from the one before."""
        self._now = now
        self._on_status = on_status
        self._tracker = LinkTracker(last_answer_at)
        self._told: Status | None = None
        self.on_return: Callable[[], None] = lambda: None
        """Called when RETM answers after a time without."""

    @property
    def status(self) -> Status:
        """The status now."""
        return self._tracker.status

    @property
    def last_answer_at(self) -> datetime | None:
        """When RETM last answered."""
        return self._tracker.last_answer_at

    def asked(self) -> None:
        """A question goes out."""
        self._tell(self._tracker.asked(self._now()))

    def answered(self) -> None:
        """A good answer came."""
        before = self.status.link
        self._tell(self._tracker.answered(self._now()))
        if before is not Link.ONLINE:
            self.on_return()

    def failed(self, error: OperatorError, retry_at: datetime | None = None) -> None:
        """A question failed."""
        self._tell(self._tracker.failed(error, self._now(), retry_at))

    def pulling(self, pulling: bool) -> None:
        """Reading of orders began or ended."""
        self._tell(self._tracker.pulling(pulling))

    def updated(self) -> None:
        """The orders were read whole."""
        self._tell(self._tracker.updated(self._now()))

    def tick(self) -> None:
        """Time has passed."""
        self._tell(self._tracker.tick(self._now()))

    def _tell(self, status: Status) -> None:
        if status != self._told:
            self._told = status
            self._on_status(status)
