"""How old an order is and whether that is still fine: the same rule on every screen."""

from datetime import datetime, timedelta
from typing import Literal

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.stages import Stage
from retm_desktop.gui import bidi
from retm_desktop.store.orders import OrderRow

Band = Literal["fresh", "risk", "late"]

_COUNTER = (timedelta(minutes=5), timedelta(minutes=10))
_DELIVERY = (timedelta(minutes=10), timedelta(minutes=15))
_ON_THE_ROAD = (timedelta(minutes=30), timedelta(minutes=45))
"""When an order is at risk and when it is late; there is no promised time to count down to."""

BAND_ICONS: dict[Band, str] = {"fresh": "clock", "risk": "timer", "late": "warning"}


def counted_from(row: OrderRow) -> datetime:
    """Return when the shown age begins: the order's birth until it is ready, then the start of the stage (waiting)."""
    return row.created_at if row.stage in (Stage.NEW, Stage.PREPARING) else row.stage_since


def minutes(row: OrderRow, now: datetime) -> int:
    """Return the shown age in whole minutes, never below zero (clocks differ)."""
    return max(0, int((now - counted_from(row)).total_seconds() // 60))


def band(row: OrderRow, now: datetime, *, delivery: bool) -> Band | None:
    """Return how pressing an open order is, None once it is closed."""
    if not row.stage.is_open:
        return None
    if row.stage is Stage.OUT:
        risk, late = _ON_THE_ROAD
    else:
        risk, late = _DELIVERY if delivery else _COUNTER
    age = now - counted_from(row)
    if age >= late:
        return "late"
    return "risk" if age >= risk else "fresh"


def words(of: Band | None, count: int) -> str:
    """Return the age in words, for example `Late · 12 min`; colour and icon only repeat it."""
    translate = QCoreApplication.translate
    age = bidi.age(count)
    match of:
        case "late":
            return translate("OrderAges", "Late · {age}").format(age=age)
        case "risk":
            return translate("OrderAges", "Hurry · {age}").format(age=age)
        case _:
            return age
