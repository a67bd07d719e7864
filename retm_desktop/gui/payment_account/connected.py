"""Which payment account is connected, and its time."""

from datetime import datetime
from zoneinfo import ZoneInfo

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk

_USUAL_ZONE = "Asia/Kuala_Lumpur"


def account_id(desk: Desk) -> int:
    """Return the id of the payment account's connection, 0 where there is none: queries then find nothing."""
    connection = desk.house.payments_connection
    return connection.id if connection else 0


def account_zone(desk: Desk) -> ZoneInfo:
    """Return the payment account's time zone."""
    connection = desk.house.payments_connection
    return ZoneInfo(connection.time_zone if connection else _USUAL_ZONE)


def moment_words(desk: Desk, at: datetime) -> str:
    """Return the time of day in the account's zone, with the day where it is not today."""
    zone = account_zone(desk)
    today = at.astimezone(zone).date() == desk.now().astimezone(zone).date()
    return bidi.clock(at, zone) if today else bidi.day_and_clock(at, zone)
