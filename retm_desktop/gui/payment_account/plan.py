"""Whether the account's payment plan goes on."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.payments import Subscription
from retm_desktop.gui import bidi
from retm_desktop.gui.payment_account.words import PAYMENT_PLAN, standing
from retm_desktop.gui.sentences import PAYMENTS_SERVICE

NOTICE = timedelta(days=30)
"""So long before its end one is told."""
_ACTIVE = "ACTIVE"


class PlanTrouble(NamedTuple):
    """What is wrong with the plan and what to do about it; `tone` is warn or danger."""

    title: str
    words: str
    tone: str


def plan_trouble(subscriptions: Sequence[Subscription], now: datetime, zone: ZoneInfo) -> PlanTrouble | None:
    """Return what there is to say of the payment plan; None while all is well or nothing was told of any plan."""
    translate = QCoreApplication.translate
    renew = translate("PaymentAccount", "Renew it at {service}, so that payments go on.")
    renew = renew.replace("{service}", PAYMENTS_SERVICE)
    plan = next((one for one in subscriptions if one.id == PAYMENT_PLAN), None)
    if plan is None:
        if not subscriptions:
            return None
        missing = translate("PaymentAccount", "This account has no plan for payments.")
        return PlanTrouble(missing, renew, "danger")
    if plan.status and plan.status != _ACTIVE:
        words, tone = standing(plan.status)
        stands = translate("PaymentAccount", "The plan for payments is not active: {status}.").format(status=words)
        ask = translate("PaymentAccount", "Ask {service} about it; payments may be refused until then.")
        return PlanTrouble(stands, ask.replace("{service}", PAYMENTS_SERVICE), tone or "warn")
    end = plan.expires_at
    if end is None or end - now > NOTICE:
        return None
    day = bidi.ltr(end.astimezone(zone).date().isoformat())
    if end > now:
        ends = translate("PaymentAccount", "The plan for payments ends on {day}. Days left: {n}")
        left = max(1, math.ceil((end - now) / timedelta(days=1)))
        return PlanTrouble(ends.format(day=day, n=bidi.ltr(str(left))), renew, "warn")
    ended = translate("PaymentAccount", "The plan for payments ended on {day}.").format(day=day)
    last = plan.terminates_at or (end + timedelta(days=plan.grace_days) if plan.grace_days is not None else None)
    if last is not None and last > now:
        until = translate("PaymentAccount", "Payments go on until {day}.")
        until = until.format(day=bidi.ltr(last.astimezone(zone).date().isoformat()))
        renew = f"{until} {renew}"
    return PlanTrouble(ended, renew, "danger")
