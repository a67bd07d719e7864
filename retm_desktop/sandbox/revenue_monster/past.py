"""The last few days before the practice began: payments, refunds and failures, the same for the same seed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from retm_desktop.sandbox.revenue_monster.clock import MALAYSIA
from retm_desktop.sandbox.revenue_monster.ledger import Ledger
from retm_desktop.sandbox.revenue_monster.stores import Store
from retm_desktop.sandbox.revenue_monster.transactions import Transaction

Document = dict[str, Any]

DAYS = 4
# Nothing from before can still be reversed (15 minutes).
_YOUNGEST = timedelta(minutes=20)
_WAYS = (
    ("QUICK_PAY", "TNG", "MALAYSIA"),
    ("QUICK_PAY", "BOOST", "MALAYSIA"),
    ("QUICK_PAY", "GRABPAY", "MALAYSIA"),
    ("QUICK_PAY", "MAYBANK", "MALAYSIA"),
    ("QUICK_PAY", "SHOPEEPAY", "MALAYSIA"),
    ("QUICK_PAY", "ALIPAY", "CHINA"),
    ("QUICK_PAY", "WECHATPAY", "MALAYSIA"),
    ("WEB_PAYMENT", "TNG", "MALAYSIA"),
    ("WEB_PAYMENT", "FPX", "MALAYSIA"),
    ("BANK_CARD", "MASTERCARD", "MALAYSIA"),
)
_FAILURES = ("BUYER_ACCOUNT_ERROR", "INSUFFICIENT_CARD_BALANCE", "PAYMENT_TIMEOUT")


class Past:
    """What lies before `now`: everything in it was over by then."""

    def __init__(self, ledger: Ledger, random: Random, now: datetime) -> None:
        self._ledger = ledger
        self._random = random
        self._now = now

    def fill(self, stores: Sequence[Store], dishes: Sequence[str], count: int) -> None:
        """Enter `count` transactions of the last days, oldest first."""
        moments = sorted(self._moment() for _ in range(count))
        for number, moment in enumerate(moments, 1):
            self._happen(f"PG-{number:06d}", self._random.choice(dishes), self._random.choice(stores), moment)

    def _moment(self) -> datetime:
        """Some time between ten in the morning and ten at night, Malaysian time."""
        midnight = self._now.astimezone(MALAYSIA).replace(hour=0, minute=0, second=0, microsecond=0)
        moment = midnight - timedelta(days=self._random.randrange(DAYS)) + timedelta(hours=self._random.uniform(10, 22))
        return moment if moment <= self._now - _YOUNGEST else moment - timedelta(days=DAYS)

    def _happen(self, reference: str, dish: str, store: Store, moment: datetime) -> None:
        ledger, random = self._ledger, self._random
        kind, method, region = random.choice(_WAYS)
        order: Document = {
            "id": reference,
            "title": dish,
            "detail": f"{random.randint(1, 4)} x {dish}",
            "additionalData": "",
            "amount": random.randrange(350, 12_000, 10),
        }
        if kind == "QUICK_PAY":
            order["currencyType"] = "MYR"
        made = ledger.open(order, store, kind=kind, method=method, region=region, moment=moment)
        made.past = True
        made.in_older_form = self._now - moment > timedelta(days=2)
        self._dress(made)
        chance = random.random()
        later = moment + timedelta(seconds=random.randint(2, 20))
        if chance < 0.07:
            ledger.fail(made, random.choice(_FAILURES), later)
            return
        ledger.succeed(made, later)
        if chance < 0.10:
            ledger.reverse(made, later + timedelta(minutes=random.randint(1, 14)))
        elif chance < 0.18 and method not in ("FPX", "MASTERCARD"):
            part = made.paid if chance < 0.15 else made.paid // 2
            ledger.refund(made, part, "Wrong dish", later + (self._now - later) * random.uniform(0.1, 0.6))

    def _dress(self, made: Transaction) -> None:
        """What some kinds of payment carry besides."""
        if made.type == "BANK_CARD":
            made.platform, made.terminal_id = "TERMINAL", "9900000000000001"
            made.extra = {
                "card": {"cardType": "MASTERCARD", "maskNo": "555500******0000", "inputType": "NFC", "referenceId": ""}
            }
        elif made.method == "FPX":
            made.extra = {"onlineBanking": {"buyerName": "SITI BINTI CONTOH", "bankId": "TEST0021"}}
        elif self._random.random() < 0.1:
            made.discount = 50
