"""Answers RETM's till about rewards from the store, while a cashier waits."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from retm_desktop.domain.errors import UnreadableAnswer
from retm_desktop.domain.rewards import Refusal
from retm_desktop.providers.retm import rewards as wire
from retm_desktop.store.journal import Journal
from retm_desktop.store.rewards import RedeemCall

CHECK, REDEEM = "reward/check", "reward/redeem"
"""The two kinds of calls, as the listener's paths and the journal name them."""

SAID = {
    Refusal.UNKNOWN: "No such coupon · لا يوجد كوبون بهذا الرمز",
    Refusal.INACTIVE: "This coupon is switched off · هذا الكوبون موقوف",
    Refusal.NOT_YET: "This coupon is not valid yet · لم يبدأ سريان هذا الكوبون بعد",
    Refusal.EXPIRED: "This coupon has expired · انتهت صلاحية هذا الكوبون",
    Refusal.USED_UP: "This coupon has been used up · تم استخدام هذا الكوبون بالكامل",
    Refusal.OTHER_BRANCH: "This coupon is not for this branch · هذا الكوبون ليس لهذا الفرع",
}
"""Shown to the cashier at the till, whose language is not told: both."""

Answer = tuple[int, dict[str, object]]


class Loyalty:
    """`form` tells which of the two documented forms is sent; it is asked on the listener's thread for every answer."""

    def __init__(self, form: Callable[[], wire.AllowedProductsForm]) -> None:
        self._form = form

    def answer(self, journal: Journal, kind: str, connection_id: int, body: bytes, now: datetime) -> Answer:
        """Return status and body for a check or a redemption; on disk, as every webhook, when it returns.

        Raises what the journal raises.
        """
        asked = _asked(body, journal.zone_of(connection_id))
        if kind == CHECK:
            reward, refusal = journal.check_reward(connection_id, asked.code, body, now)
            if reward is not None and refusal is None:
                return 200, wire.good(reward, self._form())
        else:
            call = RedeemCall(asked.code, asked.branch_id, asked.date, asked.timestamp, asked.used_at)
            refusal = journal.redeem_reward(connection_id, call, body, now)
            if refusal is None:
                return 200, {"data": {"reward_code": asked.code}, "errors": []}
        return 400, wire.refused(SAID[refusal or Refusal.UNKNOWN])


def _asked(body: bytes, zone: ZoneInfo) -> wire.Asked:
    try:
        return wire.asked(body, zone)
    except UnreadableAnswer:
        return wire.Asked("")
