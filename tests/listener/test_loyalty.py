"""What the till is told about coupons, over real sockets and a real store."""

import asyncio
import http.client
import json
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest
import pytest_asyncio

from retm_desktop.domain.errors import DiskFull
from retm_desktop.domain.rewards import AllowedProduct, Refusal, Reward, RewardKind
from retm_desktop.domain.text import BilingualText
from retm_desktop.listener.loyalty import SAID
from retm_desktop.listener.server import Listener
from retm_desktop.providers.retm.rewards import AllowedProductsForm
from retm_desktop.sandbox import SandboxSettings, running_sandbox
from retm_desktop.sandbox.levers.till import check_problems
from retm_desktop.store.changes import Changes
from retm_desktop.store.journal import Journal
from retm_desktop.store.rewards import Rewards
from tests.listener.conftest import NOON, House
from tests.waiting import until, until_async

CHECK, REDEEM = "/hooks/reward/check", "/hooks/reward/redeem"
HOUR = timedelta(hours=1)
SHAWARMA = Reward(
    code="SUMMER-204",
    kind=RewardKind.PRODUCTS,
    amount=Decimal(25),
    products=(AllowedProduct("01k4hdd14htwf32bjq85q8wn82"),),
    customer_phone="0500000001",
    label=BilingualText("Details", "تفاصيل"),
    address="https://partner.example/r/204",
)


class Till:
    """A restaurant with a book of rewards, and its till."""

    def __init__(self, house: House, token: str, connection_id: int) -> None:
        self.house = house
        self.headers = {"Authorization": f"Bearer {token}"}
        self.connection_id = connection_id
        self.rewards = Rewards(house.database, Changes(), now=lambda: house.time)

    async def keep(self, code: str = "SUMMER-204", **changes: Any) -> int:  # noqa: ANN401 - the fields of a reward
        """Put a reward of 20 % into the book; return its id."""
        return await self.rewards.save(self.connection_id, Reward(**{"code": code, "amount": Decimal(20)} | changes))

    async def uses(self, number: int) -> int | None:
        """Return how many uses the book says are left."""
        reward = await self.rewards.get(number)
        assert reward is not None
        return reward.uses_left

    async def check(self, code: object = "SUMMER-204", address: str = "") -> httpx.Response:
        """Ask as the till does when a cashier types a code."""
        body = {"reward_code": code, "business_refrence": "palmgrill"}
        return await self.house.http.post(f"{address}{CHECK}", json=body, headers=self.headers)

    async def redeem(
        self,
        code: str = "SUMMER-204",
        *,
        at: datetime = NOON,
        branch: str = "01h0dd3",
        http: httpx.AsyncClient | None = None,
    ) -> httpx.Response:
        """Use a code as the till does."""
        body = redemption(code, at, branch)
        return await (http or self.house.http).post(REDEEM, json=body, headers=self.headers)

    async def kept(self, kind: str) -> list[tuple[bytes, str, bool]]:
        """Return body, outcome and "dealt with" of the journal's rows of a kind."""
        sql = "SELECT body, outcome, applied_at IS NOT NULL FROM journal WHERE kind = ? ORDER BY id"
        rows = await self.house.database.read(lambda c: c.execute(sql, (kind,)).fetchall())
        return [(bytes(body), outcome, bool(applied)) for body, outcome, applied in rows]


def redemption(code: str, at: datetime, branch: str) -> dict[str, str]:
    """The five documented fields (api-5053407)."""
    return {
        "reward_code": code,
        "business_refrence": "palmgrill",
        "branch_id": branch,
        "date": at.strftime("%Y-%m-%d"),
        # The till's own clock, without a zone: Riyadh is three hours ahead.
        "timestamp": (at + 3 * HOUR).strftime("%Y-%m-%dT%H:%M:%S"),
    }


@pytest_asyncio.fixture
async def till(house: House) -> Till:
    token = await house.connected()
    (connection,) = await house.connections.all()
    return Till(house, token, connection.id)


async def test_a_good_code_is_answered_in_the_documented_shape_to_the_letter(till: Till) -> None:
    await till.rewards.save(till.connection_id, SHAWARMA)
    answer = await till.check()
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    # The example of doc-400818, key by key and in its order.
    assert answer.text == (
        '{"data": {"type": 2, "is_percentage": true, "customer_number": "0500000001", "discount_amount": "25", '
        '"max_discount_amount": "0", "allowed_products": [{"product_id": "01k4hdd14htwf32bjq85q8wn82", '
        '"quantity": "1"}], "button": {"label": {"ar": "تفاصيل", "en": "Details"}, '
        '"url": "https://partner.example/r/204", "close_modal": true}}, "errors": []}'
    )


async def test_the_other_documented_form_is_sent_as_soon_as_the_setting_says_so(till: Till) -> None:
    chosen = [AllowedProductsForm.ARRAY]
    listener = Listener(
        port=0, store_path=till.house.path, seal=bytes, on_stored=lambda _kind: None, allowed_products=lambda: chosen[0]
    )
    await asyncio.to_thread(listener.start)
    await till.rewards.save(till.connection_id, SHAWARMA)
    products = []
    for chosen[0] in AllowedProductsForm:
        answer = await till.check(address=listener.address)
        products.append(answer.json()["data"]["allowed_products"])
        assert check_problems(answer.status_code, answer.json()) == []
    await asyncio.to_thread(listener.stop)
    assert products == [
        [{"product_id": "01k4hdd14htwf32bjq85q8wn82", "quantity": "1"}],
        {"product_id": ["01k4hdd14htwf32bjq85q8wn82"], "quantity": 1},
    ]


async def test_each_refusal_has_its_reason_in_both_languages(till: Till) -> None:
    await till.keep("OFF", active=False)
    await till.keep("SOON", valid_from=NOON + HOUR)
    await till.keep("OVER", valid_until=NOON)
    await till.keep("USED", uses_left=0)
    for code, why in (
        ("NEVER-HEARD-OF", Refusal.UNKNOWN),
        ("", Refusal.UNKNOWN),
        ("OFF", Refusal.INACTIVE),
        ("SOON", Refusal.NOT_YET),
        ("OVER", Refusal.EXPIRED),
        ("USED", Refusal.USED_UP),
    ):
        for answer in (await till.check(code), await till.redeem(code)):
            assert (code, answer.status_code) == (code, 400)
            assert answer.json() == {"data": [], "message": SAID[why], "errors": []}
            assert list(answer.json()) == ["data", "message", "errors"]
    assert all(any("\u0600" <= c <= "\u06ff" for c in words) and words.isprintable() for words in SAID.values())


async def test_a_reward_begins_and_ends_by_the_clock(till: Till) -> None:
    await till.keep(valid_from=NOON + HOUR, valid_until=NOON + 2 * HOUR)
    told = []
    for minutes in (0, 60, 119, 120):
        till.house.time = NOON + timedelta(minutes=minutes)
        told.append((await till.check()).status_code)
    assert told == [400, 200, 200, 400]


@pytest.mark.parametrize(
    "body",
    [
        '{"reward_code": "summer-204", "business_refrence": "palmgrill"}',
        '{"reward_code": "  SUMMER-204 ", "business_reference": "palmgrill"}',
        '{"reward_code": "SUMMER-٢٠٤"}',
        '{"reward_code": "SUMMER 204", "branch": null, "extra": [1]}',
        '\ufeff{"reward_code": "SUMMER-204"}',
        '{"reward_code": "\ufeffSUMMER-204\u200f"}',
    ],
)
async def test_a_code_is_found_however_it_is_typed_or_sent(till: Till, body: str) -> None:
    await till.keep()
    answer = await till.house.http.post(CHECK, content=body.encode(), headers=till.headers)
    assert (answer.status_code, answer.json()["errors"]) == (200, [])


async def test_a_code_that_is_a_number_to_json_is_found(till: Till) -> None:
    await till.keep("204")
    assert (await till.check(204)).status_code == 200
    assert (await till.check([204])).status_code == 400


async def test_who_has_no_token_of_ours_is_told_nothing(till: Till) -> None:
    await till.keep()
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}):
        for path in (CHECK, REDEEM):
            answer = await till.house.http.post(path, json=redemption("SUMMER-204", NOON, "x"), headers=headers)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"] == "Bearer"
            assert "data" not in answer.json()
    assert await till.kept("reward/check") == await till.kept("reward/redeem") == []
    assert await till.rewards.history_count(till.connection_id) == 0


async def test_another_restaurants_token_opens_its_own_book_only(till: Till) -> None:
    await till.keep()
    await till.house.begin("second-state")
    token = (await till.house.install("second-state", code="code-2", business="other")).json()["token"]
    connections = {one.business_id: one.id for one in await till.house.connections.all()}
    other = Till(till.house, token, connections["other"])
    assert (await other.check()).status_code == 400
    assert (await other.redeem()).status_code == 400
    assert (await till.check()).status_code == 200


async def test_what_cannot_be_read_is_refused_in_words_the_till_shows(till: Till) -> None:
    for body in (b"", b"{", b"[]", b'"SUMMER-204"', b"\xff\xfe"):
        for path in (CHECK, REDEEM):
            answer = await till.house.http.post(path, content=body, headers=till.headers)
            assert (body, answer.status_code) == (body, 400)
            assert check_problems(400, answer.json()) == []
    assert await till.kept("reward/check") == await till.kept("reward/redeem") == []


async def test_both_calls_are_in_the_journal_as_they_came_with_their_outcome(till: Till) -> None:
    await till.keep(uses_left=1)
    body = b'{ "reward_code":"SUMMER-204" }'
    await till.house.http.post(CHECK, content=body, headers=till.headers)
    await till.check("winter")

    async def written() -> bool:
        return len(await till.kept("reward/check")) == 2

    await until_async(written)
    first, second = await till.kept("reward/check")
    assert first == (body, "good", True)
    assert second[1:] == ("refused: unknown", True)
    for at in (NOON, NOON + HOUR):
        await till.redeem(at=at)
    assert [row[1:] for row in await till.kept("reward/redeem")] == [("good", True), ("refused: used_up", True)]
    await until(lambda: {kind for kind, _ in till.house.told} == {"reward/check", "reward/redeem"})
    assert set(till.house.listener.last_heard) >= {"reward/check", "reward/redeem"}


async def test_questions_that_were_just_answered_are_not_lost_when_the_program_ends(till: Till) -> None:
    await till.keep()
    for _ in range(20):
        assert (await till.check()).status_code == 200
    await asyncio.to_thread(till.house.listener.stop)
    assert len(await till.kept("reward/check")) == 20


async def test_a_check_uses_nothing_up(till: Till) -> None:
    number = await till.keep(uses_left=1)
    for _ in range(5):
        assert (await till.check()).status_code == 200
    assert await till.uses(number) == 1
    assert await till.rewards.history_count(till.connection_id) == 0


async def test_the_same_redemption_ten_times_counts_once_and_is_answered_the_same(till: Till) -> None:
    number = await till.keep(uses_left=3)
    one_by_one = [await till.redeem() for _ in range(5)]
    together = await asyncio.gather(*(till.redeem() for _ in range(5)))
    answers = [*one_by_one, *together]
    assert {(answer.status_code, answer.text) for answer in answers} == {
        (200, '{"data": {"reward_code": "SUMMER-204"}, "errors": []}')
    }
    assert await till.uses(number) == 2
    (kept,) = await till.rewards.history(till.connection_id, 0, 9)
    assert (kept.repeats, kept.used_at, kept.branch_id) == (9, NOON, "01h0dd3")
    assert len(await till.kept("reward/redeem")) == 10


async def test_a_refused_redemption_ten_times_is_refused_the_same(till: Till) -> None:
    await till.keep(uses_left=0)
    answers = [await till.redeem() for _ in range(10)]
    assert {(answer.status_code, answer.json()["message"]) for answer in answers} == {(400, SAID[Refusal.USED_UP])}
    (kept,) = await till.rewards.history(till.connection_id, 0, 9)
    assert (kept.refusal, kept.repeats) == (Refusal.USED_UP, 9)


async def test_a_branch_that_may_not_is_refused_when_the_coupon_is_redeemed(till: Till) -> None:
    """RETM names no branch with a check (doc-400818): there the coupon is good."""
    number = await till.keep(branch_ids=("01H0DD3",), uses_left=5)
    assert (await till.check()).status_code == 200
    refused = await till.redeem(branch="01other")
    assert (refused.status_code, refused.json()["message"]) == (400, SAID[Refusal.OTHER_BRANCH])
    assert (await till.redeem(branch="01h0dd3")).status_code == 200
    assert await till.uses(number) == 4


@pytest_asyncio.fixture
async def tills(house: House) -> AsyncIterator[list[httpx.AsyncClient]]:
    """Two tills with connections of their own."""
    clients = [httpx.AsyncClient(base_url=house.listener.address, trust_env=False) for _ in range(2)]
    yield clients
    for client in clients:
        await client.aclose()


async def test_two_tills_at_the_same_moment_share_no_last_use(till: Till, tills: list[httpx.AsyncClient]) -> None:
    for turn in range(40):
        number = await till.keep(f"LAST-{turn}", uses_left=1)
        answers = await asyncio.gather(
            *(till.redeem(f"LAST-{turn}", branch=f"branch-{n}", http=one) for n, one in enumerate(tills))
        )
        assert sorted(answer.status_code for answer in answers) == [200, 400], turn
        assert await till.uses(number) == 0
    assert len(await till.rewards.used(range(1, 60))) == 40


async def test_a_hundred_at_once_use_up_thirty(till: Till) -> None:
    number = await till.keep(uses_left=30)
    calls = (till.redeem(at=NOON - timedelta(seconds=n // 5), branch=f"branch-{n % 5}") for n in range(100))
    answers = await asyncio.gather(*calls)
    assert sorted(answer.status_code for answer in answers) == [200] * 30 + [400] * 70
    assert {answer.json()["message"] for answer in answers if answer.status_code == 400} == {SAID[Refusal.USED_UP]}
    assert await till.uses(number) == 0
    assert await till.rewards.used([number]) == {number: 30}
    assert await till.rewards.history_count(till.connection_id) == 100
    assert (await till.check()).status_code == 400


CRASHING = """
import os, sys
from pathlib import Path
from retm_desktop.listener.server import Listener
from retm_desktop.store.journal import Journal

class Crashing(Journal):
    def redeem_reward(self, *args, **keywords):
        super().redeem_reward(*args, **keywords)
        os._exit(9)

listener = Listener(port=0, store_path=Path(sys.argv[1]), seal=bytes, on_stored=print, open_journal=Crashing)
listener.start()
print(listener.port, flush=True)
sys.stdin.read()
"""
"""A listener that dies once a redemption is on disk and before it is answered."""


async def test_a_crash_between_commit_and_answer_counts_once(till: Till) -> None:
    number = await till.keep(uses_left=2)
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        CRASHING,
        str(till.house.path),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert child.stdout is not None
    try:
        port = int(await asyncio.wait_for(child.stdout.readline(), 20))
        body = redemption("SUMMER-204", NOON, "01h0dd3")
        with pytest.raises(httpx.HTTPError):
            await till.house.http.post(f"http://127.0.0.1:{port}{REDEEM}", json=body, headers=till.headers)
        assert await asyncio.wait_for(child.wait(), 20) == 9
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    assert await till.uses(number) == 1
    # RETM got no answer and delivers again.
    assert (await till.redeem()).status_code == 200
    assert await till.uses(number) == 1
    (kept,) = await till.rewards.history(till.connection_id, 0, 9)
    assert kept.repeats == 1


class FullJournal(Journal):
    """A journal on a full disk."""

    full = True

    def redeem_reward(self, *args: object, **keywords: object) -> Refusal | None:
        if self.full:
            raise DiskFull("no space")
        return super().redeem_reward(*args, **keywords)  # type: ignore[arg-type]

    def append_checks(self, *args: object, **keywords: object) -> None:
        if self.full:
            raise DiskFull("no space")
        super().append_checks(*args, **keywords)  # type: ignore[arg-type]


@pytest.mark.expects_log
@pytest.mark.parametrize("open_journal", [FullJournal])
async def test_a_full_disk_answers_questions_and_uses_nothing_up(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    number = await till.keep(uses_left=1)
    assert (await till.check()).status_code == 200
    assert (await till.redeem()).status_code == 507
    assert await till.uses(number) == 1
    monkeypatch.setattr(FullJournal, "full", False)
    assert (await till.redeem()).status_code == 200
    assert await till.uses(number) == 0


class HangingJournal(Journal):
    """A journal whose disk hangs until it is let go."""

    go = threading.Event()

    def append_checks(self, *args: object, **keywords: object) -> None:
        assert self.go.wait(20)
        super().append_checks(*args, **keywords)  # type: ignore[arg-type]


@pytest.mark.parametrize("open_journal", [HangingJournal])
async def test_a_slow_disk_or_a_busy_store_holds_up_no_cashier(till: Till) -> None:
    await till.keep()
    HangingJournal.go.clear()
    held = till.house.database.write_soon(lambda _connection: HangingJournal.go.wait(20))
    for _ in range(300):
        assert (await till.check()).status_code == 200
    assert not held.done()
    HangingJournal.go.set()

    async def written() -> bool:
        return len(await till.kept("reward/check")) == 300

    await until_async(written)


def ask_often(till: Till, count: int, answered: list[int]) -> None:
    """Be a till that asks over one connection, from a thread of its own."""
    port = till.house.listener.port
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    for _ in range(count):
        connection.request("POST", CHECK, json.dumps({"reward_code": "SUMMER-204"}), till.headers)
        answer = connection.getresponse()
        answer.read()
        answered.append(answer.status)
    connection.close()


async def test_while_the_windows_loop_is_blocked_the_till_is_answered(till: Till) -> None:
    await till.keep()
    answered: list[int] = []
    asking = asyncio.get_running_loop().run_in_executor(None, ask_often, till, 50, answered)
    time.sleep(2)  # noqa: ASYNC251  # blocking the loop is the point
    assert answered == [200] * 50
    await asking


async def test_while_a_thread_hogs_the_interpreter_the_till_is_answered(till: Till) -> None:
    await till.keep()
    over = threading.Event()

    def hog() -> None:
        while not over.is_set():
            sum(range(1000))

    hogging = threading.Thread(target=hog)
    hogging.start()
    answered: list[int] = []
    try:
        await asyncio.to_thread(ask_often, till, 50, answered)
        assert hogging.is_alive()
    finally:
        over.set()
        hogging.join()
    assert answered == [200] * 50


async def test_the_whole_way_with_a_till_of_the_practice_restaurant(house: House) -> None:
    """Install, then the practice restaurant's own till checks and redeems; it judges every answer by the docs."""
    settings = SandboxSettings(rate=0.0, orders=0, partner=house.listener.address, retry_spacing=0.02)
    with running_sandbox(settings) as sandbox:
        await house.begin("a-state")
        granted = await asyncio.to_thread(sandbox.consent, {"state": "a-state"})
        assert granted["outcome"] == "granted"
        (connection,) = await house.connections.all()
        till = Till(house, "", connection.id)

        async def pull(lever: Callable[..., Any], *arguments: object, **named: object) -> Any:  # noqa: ANN401
            return await asyncio.to_thread(lever, *arguments, **named)

        unknown = await pull(sandbox.check_reward, "FRIENDS")
        assert (unknown["status"], unknown["understood"]) == (400, True)
        number = await till.keep("FRIENDS", uses_left=3, kind=RewardKind.PRODUCTS, products=(AllowedProduct("01k4"),))
        for spelling in (True, False):
            good = await pull(sandbox.check_reward, " friends", right_spelling=spelling)
            assert (good["status"], good["problems"]) == (200, [])
        house.time = datetime.now(tz=NOON.tzinfo)  # the practice till's clock is the real one
        first, *_ = await pull(sandbox.redeem_reward, "FRIENDS")
        assert (first["status"], first["problems"], first["attempts"]) == (200, [], 1)
        repeats = await pull(sandbox.redeem_reward, "FRIENDS", times=4, together=True, repeat=True)
        assert [answer["status"] for answer in repeats] == [200] * 4
        assert await till.uses(number) == 2
        rush = await pull(sandbox.redeem_reward, "FRIENDS", times=9, together=True)
        # Its first till says what it said before in the same second, or one second later; the others are new.
        assert sorted(answer["status"] for answer in rush) in ([200] * 2 + [400] * 7, [200] * 3 + [400] * 6)
        assert all(answer["understood"] for answer in rush)
        assert await till.uses(number) == 0
        assert await till.rewards.used([number]) == {number: 3}
        over = await pull(sandbox.check_reward, "FRIENDS")
        assert over["body"] == {"data": [], "message": SAID[Refusal.USED_UP], "errors": []}
