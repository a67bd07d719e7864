"""Answers RETM's till about rewards from the store, while a cashier waits."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from retm_desktop.domain.errors import UnreadableAnswer
from retm_desktop.domain.rewards import Refusal, Reward, refusal_of
from retm_desktop.providers.retm import rewards as wire
from retm_desktop.store.journal import Journal, reward_outcome
from retm_desktop.store.rewards import RedeemCall, TillBook

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
_ANY_ZONE = ZoneInfo("UTC")


class Checked(msgspec.Struct, frozen=True):
    """The answer to a check, and what the journal is to keep of it."""

    connection_id: int
    answer: Answer
    outcome: str


class Loyalty:
    """`form` tells which of the two documented forms is sent; it is asked on the listener's thread for every answer."""

    def __init__(self, form: Callable[[], wire.AllowedProductsForm]) -> None:
        self._form = form

    def check(self, book: TillBook, token_hash: bytes, body: bytes, now: datetime) -> Checked | None:
        """Answer whether a code is good, which changes nothing; None for a token that is not known.

        Raises what the book raises.
        """
        found = book.look_up(token_hash, _asked(body, _ANY_ZONE).code)
        if found is None:
            return None
        answer, refusal = told_to_a_check(found.reward, self._form(), now)
        return Checked(found.connection_id, answer, reward_outcome(refusal))

    def redeem(self, journal: Journal, connection_id: int, body: bytes, now: datetime) -> Answer:
        """Use a reward up once and return status and body; on disk when it returns. Raises what the journal raises."""
        asked = _asked(body, journal.zone_of(connection_id))
        call = RedeemCall(asked.code, asked.branch_id, asked.date, asked.timestamp, asked.used_at)
        refusal = journal.redeem_reward(connection_id, call, body, now)
        return _refused(refusal) if refusal else (200, wire.redeemed(asked.code))


def told_to_a_check(
    reward: Reward | None, form: wire.AllowedProductsForm, now: datetime
) -> tuple[Answer, Refusal | None]:
    """Return what the till is told about a reward of the book (None: there is none of this code), and why not."""
    refusal = Refusal.UNKNOWN if reward is None else refusal_of(reward, now)
    if reward is None or refusal is not None:
        return _refused(refusal or Refusal.UNKNOWN), refusal
    return (200, wire.good(reward, form)), None


def _refused(refusal: Refusal) -> Answer:
    return 400, wire.refused(SAID[refusal])


def _asked(body: bytes, zone: ZoneInfo) -> wire.Asked:
    try:
        return wire.asked(body, zone)
    except UnreadableAnswer:
        return wire.Asked("")
