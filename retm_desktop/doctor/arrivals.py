"""What came lately, and what waits: webhooks, orders against the usual for this hour, outbox, store and disk."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from retm_desktop.doctor.books import Books
from retm_desktop.doctor.finding import WAITS, Check, Finding, finding

_UNTOLD = 3
"""So many orders without a webhook are no chance any more."""
_BUSY = 3.0
"""Where so many orders are usual, an hour without any happens once in twenty (Poisson)."""
_VERY_BUSY = 8.0
_FEW = 0.25
STUCK = timedelta(minutes=15)
"""Longer than an action is kept back while it is edited (`store.outbox.LONGEST_HOLD`)."""
LOW_BYTES = 1_000_000_000
FULL_BYTES = 200_000_000


def look_at_webhooks(books: Books) -> Finding:
    """Tell when a webhook of each kind last came, and whether orders come without any."""
    if not books.whole:
        return finding(Check.WEBHOOKS, WAITS)
    if books.restaurant is None:
        return finding(Check.WEBHOOKS, "no_restaurant")
    heard: dict[str, datetime] = {kind: at for kind, at in books.heard.items() if kind != "install"}
    if not heard:
        return finding(Check.WEBHOOKS, "never" if books.public_address else "none_expected")
    code = "silent" if books.untold >= _UNTOLD else "ok"
    return finding(Check.WEBHOOKS, code, last=max(heard.values()), kinds=heard, untold=books.untold)


def look_at_last_order(books: Books, now: datetime) -> Finding:
    """Compare the orders of the last hour with what is usual at this time of this weekday."""
    if not books.whole:
        return finding(Check.LAST_ORDER, WAITS)
    if books.restaurant is None:
        return finding(Check.LAST_ORDER, "no_restaurant")
    pace = books.pace
    if pace.last_at is None:
        return finding(Check.LAST_ORDER, "none_yet")
    if pace.usual is None:
        return finding(Check.LAST_ORDER, "little_history", last=pace.last_at, count=pace.count)
    if pace.count == 0:
        code = "silent" if pace.usual >= _BUSY else "quiet"
    else:
        code = "few" if pace.usual >= _VERY_BUSY and pace.count < pace.usual * _FEW else "ok"
    minutes = max(0, round((now - pace.last_at).total_seconds() / 60))
    return finding(
        Check.LAST_ORDER,
        code,
        last=pace.last_at,
        minutes=minutes,
        count=pace.count,
        usual=round(pace.usual),
        weeks=pace.weeks,
    )


def look_at_outbox(books: Books, now: datetime) -> Finding:
    """Tell what has still to be sent to RETM, and what RETM refused."""
    if not books.whole:
        return finding(Check.OUTBOX, WAITS)
    if books.restaurant is None:
        return finding(Check.OUTBOX, "no_restaurant")
    waiting = books.waiting
    figures = {"pending": waiting.pending, "failed": waiting.failed}
    if waiting.oldest is None:
        return finding(Check.OUTBOX, "ok", **figures)
    minutes = max(0, round((now - waiting.oldest).total_seconds() / 60))
    code = "failed" if waiting.failed else "stuck" if now - waiting.oldest > STUCK else "sending"
    return finding(Check.OUTBOX, code, oldest=waiting.oldest, minutes=minutes, **figures)


def look_at_store(books: Books) -> Finding:
    """Tell whether the file of the orders can be read; sizes are in bytes."""
    return finding(Check.STORE, books.state, size=books.size, version=books.version)


def look_at_disk(home: Path, *, free: int | None = None) -> Finding:
    """Tell how much room there is where the store is; `free` is in bytes, asked of the system where it is None."""
    place = home.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    room = shutil.disk_usage(place).free if free is None else free
    code = "full" if room < FULL_BYTES else "low" if room < LOW_BYTES else "ok"
    return finding(Check.DISK, code, free=room)
