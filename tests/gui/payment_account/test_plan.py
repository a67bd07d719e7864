"""When the plan for payments is worth a word."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication

from retm_desktop.domain.payments import Subscription
from retm_desktop.domain.text import plain
from retm_desktop.gui.payment_account.plan import plan_trouble

NOW = datetime(2026, 2, 3, 17, 14, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Kuala_Lumpur")


def plan(days: float | None = 200, status: str = "ACTIVE", **told: object) -> Subscription:
    ends = None if days is None else NOW + timedelta(days=days)
    return Subscription(id=1001, status=status, expires_at=ends, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "subscriptions", [(), (plan(),), (plan(30.01),), (plan(None),), (plan(status=""),), (Subscription(id=1000), plan())]
)
def test_nothing_is_said_while_all_is_well(qapp: QApplication, subscriptions: tuple[Subscription, ...]) -> None:
    assert plan_trouble(subscriptions, NOW, ZONE) is None


@pytest.mark.parametrize(
    ("subscriptions", "tone", "title", "words"),
    [
        ((plan(30),), "warn", "The plan for payments ends on 2026-03-06. Days left: 30", "Renew it"),
        ((plan(0.5),), "warn", "The plan for payments ends on 2026-02-04. Days left: 1", "Renew it"),
        ((plan(-1),), "danger", "The plan for payments ended on 2026-02-03.", "Renew it at Revenue Monster"),
        (
            (plan(-1, grace_days=90),),
            "danger",
            "The plan for payments ended on 2026-02-03.",
            "Payments go on until 2026-05-04. Renew it",
        ),
        (
            (plan(-1, grace_days=90, terminates_at=NOW + timedelta(days=2)),),
            "danger",
            "The plan for payments ended on 2026-02-03.",
            "Payments go on until 2026-02-06. Renew it",
        ),
        ((plan(-200, grace_days=90),), "danger", "The plan for payments ended on 2025-07-19.", "Renew it"),
        ((plan(status="SUSPEND"),), "danger", "The plan for payments is not active: Suspended.", "Ask Revenue"),
        ((plan(status="REVIEWING"),), "warn", "The plan for payments is not active: Under review.", "Ask Revenue"),
        ((plan(status="WHATEVER"),), "warn", "The plan for payments is not active: WHATEVER.", "Ask Revenue"),
        ((Subscription(id=1000),), "danger", "This account has no plan for payments.", "Renew it"),
    ],
)
def test_the_plan_is_told_in_time(
    qapp: QApplication, subscriptions: tuple[Subscription, ...], tone: str, title: str, words: str
) -> None:
    told = plan_trouble(subscriptions, NOW, ZONE)
    assert told is not None
    assert (plain(told.title), told.tone) == (title, tone)
    assert plain(told.words).startswith(words)
