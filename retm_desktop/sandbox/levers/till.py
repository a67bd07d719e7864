"""The till: RETM's POS asking the partner about reward codes (api-5053406, api-5053407, doc-400818)."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from retm_desktop.sandbox.orders import hook_clock
from retm_desktop.sandbox.restaurant import Restaurant
from retm_desktop.sandbox.webhooks import Courier

Document = dict[str, Any]


class Till:
    """A cashier with reward codes; each answer is judged by the documented shapes.

    An answer is `{status, error, seconds, body, understood, problems}`: `status` 0 for none, `body` decoded
    where it is JSON, `problems` what keeps it from being understood.
    """

    def __init__(self, restaurant: Restaurant, courier: Courier) -> None:
        self._restaurant = restaurant
        self._courier = courier
        self._redeemed: dict[str, Document] = {}

    async def check_reward(self, code: str, right_spelling: bool = False) -> Document:
        """Type a code in: POST Check Reward once, with the bearer, and wait at most ten seconds (assumed).

        `right_spelling` writes `business_reference` as doc-400818 does, not `business_refrence`.
        """
        spelling = "business_reference" if right_spelling else "business_refrence"
        body = {"reward_code": code, spelling: self._restaurant.id}
        answer = await self._courier.send_raw("reward/check", body, self._courier.token)
        return _judged(answer, check_problems)

    async def redeem_reward(
        self,
        code: str,
        branch_id: str | None = None,
        *,
        timestamp: str | None = None,
        date: str | None = None,
        times: int = 1,
        together: bool = False,
        repeat: bool = False,
    ) -> list[Document]:
        """Use a code `times` times and wait for every answer; always a list, each answer with the `sent` body.

        Each call has the branch and clock of a till of its own, unless told; `together` sends them at the same
        moment, otherwise one after the other. `repeat` sends the body last sent for this code again (one body
        for all, if there was none), which is how a re-delivery looks. A call without a 2xx answer is tried
        three times and then reported by the error webhook, except that a 400 is taken as a refusal (assumed:
        api-5053407's answer is not public).
        """
        now = datetime.now(UTC)
        told = {"branch_id": branch_id, "timestamp": timestamp, "date": date}
        bodies = [
            self._redemption(code, number, now) | {key: value for key, value in told.items() if value is not None}
            for number in range(times)
        ]
        if repeat and bodies:
            bodies = [self._redeemed.get(code, bodies[0])] * times
        if bodies:
            self._redeemed[code] = bodies[-1]
        if together:
            return list(await asyncio.gather(*(self._redeem(body) for body in bodies)))
        return [await self._redeem(body) for body in bodies]

    async def _redeem(self, body: Document) -> Document:
        answer = await self._courier.insist("reward/redeem", body, refusal=400)
        return _judged(answer, redeem_problems) | {"sent": body}

    def _redemption(self, code: str, till: int, now: datetime) -> Document:
        """The five fields. Assumed: `timestamp` as in other webhooks, `date` as yyyy-MM-dd."""
        branches = self._restaurant.branches
        return {
            "reward_code": code,
            "business_refrence": self._restaurant.id,
            "branch_id": branches[till % len(branches)].id,
            "date": hook_clock(now)[:10],
            "timestamp": hook_clock(now - timedelta(seconds=till)),
        }


def check_problems(status: int, body: object) -> list[str]:
    """Why a Check Reward answer is in none of the documented shapes; empty when it is in one."""
    if status == 400:
        return _refusal_problems(body)
    if not 200 <= status < 300:
        return [f"status {status}"]
    if not isinstance(body, dict) or not isinstance(body.get("data"), dict):
        return ["data is not an object"]
    data = body["data"]
    found = [] if body.get("errors", []) == [] else ["errors is not an empty array"]
    # Number or string is not stated, neither for the type nor for the amounts.
    kind = str(data.get("type"))
    if isinstance(data.get("type"), bool) or kind not in ("1", "2"):
        found.append("type is neither 1 nor 2")
    if not isinstance(data.get("is_percentage"), bool):
        found.append("is_percentage is not a boolean")
    if not isinstance(data.get("customer_number"), str):
        found.append("customer_number is not a string")
    found += [f"{key} is not an amount" for key in ("discount_amount", "max_discount_amount") if not _amount(data, key)]
    if not _products_understood(data.get("allowed_products", []), needed=kind == "2"):
        found.append("allowed_products has neither documented form")
    if not _button_understood(data.get("button")):
        found.append("button is incomplete")
    return found


def redeem_problems(status: int, body: object) -> list[str]:
    """Assumed: any 2xx records the redemption, a 400 in the shape of 8.1 refuses it."""
    if 200 <= status < 300:
        return []
    return _refusal_problems(body) if status == 400 else [f"status {status}"]


def _judged(answer: Document, judge: Callable[[int, object], list[str]]) -> Document:
    body: object = answer["body"]
    with contextlib.suppress(msgspec.DecodeError):
        body = msgspec.json.decode(answer["body"])
    problems = judge(answer["status"], body)
    return answer | {"body": body, "understood": not problems, "problems": problems}


def _refusal_problems(body: object) -> list[str]:
    if not isinstance(body, dict):
        return ["the refusal is not an object"]
    found = [] if body.get("data", []) == [] else ["data of a refusal is not an empty array"]
    message, errors = body.get("message"), body.get("errors", [])
    if not isinstance(errors, list) or not all(isinstance(reason, str) for reason in errors):
        found.append("errors is not an array of strings")
    if not (isinstance(message, str) and message) and not errors:
        found.append("neither message nor errors says why")
    return found


def _amount(data: Document, key: str) -> bool:
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    try:
        return Decimal(str(value)) >= 0
    except InvalidOperation:
        return False


def _products_understood(value: object, needed: bool) -> bool:
    """The array of doc-400818 or the object of api-5053406; a reward on the whole order needs none."""
    if isinstance(value, dict):
        ids = value.get("product_id")
        if not isinstance(ids, list) or not all(isinstance(one, str) and one for one in ids):
            return False
        return _amount(value, "quantity") and (bool(ids) or not needed)
    if not isinstance(value, list):
        return False
    rows = [row for row in value if isinstance(row, dict) and isinstance(row.get("product_id"), str)]
    return len(rows) == len(value) and all(_amount(row, "quantity") for row in rows) and (bool(rows) or not needed)


def _button_understood(value: object) -> bool:
    """Whether the button may be left out is not stated; taken so."""
    if value in (None, []):
        return True
    if not isinstance(value, dict) or not isinstance(value.get("label"), dict):
        return False
    label = value["label"]
    named = all(isinstance(label.get(language), str) for language in ("ar", "en"))
    return named and isinstance(value.get("url"), str) and isinstance(value.get("close_modal"), bool)
