"""The rewards book: counted once, whoever asks how often, and never overwritten by a form that was open meanwhile."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest

from retm_desktop.domain.errors import Rejected
from retm_desktop.domain.rewards import AllowedProduct, Refusal, Reward, RewardKind
from retm_desktop.domain.text import BilingualText
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.connections import connection_for
from retm_desktop.store.database import Database
from retm_desktop.store.journal import Journal
from retm_desktop.store.rewards import (
    FUTURE_DOUBT,
    PAST_DOUBT,
    REPEATED_WITHIN,
    RedeemCall,
    Rewards,
    TillBook,
)
from tests.store.samples import NOW

HOUR = timedelta(hours=1)
TWENTY = Reward(code="SUMMER-204", amount=Decimal(20), uses_left=3)


@pytest.fixture
def rewards(database: Database, changes: Changes) -> Rewards:
    return Rewards(database, changes, now=lambda: NOW)


@pytest.fixture
def journal(database: Database) -> Iterator[Journal]:
    journal = Journal(database.path)
    journal.open()
    yield journal
    journal.close()


def at(moment: datetime = NOW, code: str = "summer-204", branch: str = "01h0dd3") -> RedeemCall:
    """A call of a till that names the second."""
    return RedeemCall(code, branch, moment.date().isoformat(), moment.isoformat(), moment)


async def uses_left(rewards: Rewards, number: int) -> int | None:
    reward = await rewards.get(number)
    assert reward is not None
    return reward.uses_left


async def test_a_reward_is_kept_whole_and_found_again(rewards: Rewards, restaurant: int) -> None:
    whole = Reward(
        code="Lunch",
        kind=RewardKind.PRODUCTS,
        is_percentage=False,
        amount=Decimal("7.50"),
        ceiling=Decimal(30),
        products=(AllowedProduct("01K4HDD", 2),),
        valid_from=NOW,
        valid_until=NOW + HOUR,
        uses_left=5,
        branch_ids=("01h0",),
        customer_phone="0551234567",
        label=BilingualText("Details", "تفاصيل"),
        address="https://shop.example/r",
        closes_dialog=False,
        note="For the office",
        active=False,
    )
    number = await rewards.save(restaurant, whole)
    assert await rewards.get(number) == msgspec.structs.replace(whole, id=number)
    assert await rewards.by_code(restaurant, " LUNCH\u200f") == await rewards.get(number)
    assert await rewards.by_code(restaurant, "dinner") is None
    assert await rewards.get(number + 1) is None


async def test_every_change_is_told(rewards: Rewards, restaurant: int, told: list[frozenset[Topic]]) -> None:
    number = await rewards.save(restaurant, TWENTY)
    await rewards.switch(number, on=False)
    removed = await rewards.remove(number)
    assert removed is not None
    await rewards.put_back(restaurant, removed)
    assert told == [frozenset({Topic.REWARDS})] * 4


async def test_one_code_is_in_the_book_once_however_it_is_written(rewards: Rewards, restaurant: int) -> None:
    number = await rewards.save(restaurant, TWENTY)
    for code in ("summer-204", "SUMMER 204", "SUMMER-٢٠٤"):
        with pytest.raises(Rejected) as caught:
            await rewards.save(restaurant, Reward(code=code, amount=Decimal(1)))
        assert caught.value.fields == {"code": ("taken",)}
    assert await rewards.save(restaurant, msgspec.structs.replace(TWENTY, id=number, code="Summer 204")) == number
    assert await rewards.count(restaurant) == 1


async def test_restaurants_have_books_of_their_own(
    rewards: Rewards, restaurant: int, database: Database, journal: Journal
) -> None:
    other = await database.write(
        lambda c: connection_for(
            c, "retm", "sandbox", "other", label="", currency="SAR", time_zone="Asia/Riyadh", environment_document=b"{}"
        )
    )
    here, there = await rewards.save(restaurant, TWENTY), await rewards.save(other, TWENTY)
    assert journal.redeem_reward(other, at(), b"{}", NOW) is None
    assert (await uses_left(rewards, here), await uses_left(rewards, there)) == (3, 2)
    assert (await rewards.history_count(restaurant), await rewards.history_count(other)) == (0, 1)


async def test_search_finds_codes_and_notes(rewards: Rewards, restaurant: int) -> None:
    await rewards.save(restaurant, Reward(code="SUMMER-204", note="Office party", amount=Decimal(1)))
    await rewards.save(restaurant, Reward(code="خصم-٢٠", note="حملة أكتوبر", amount=Decimal(1)))
    for text, codes in (
        ("", ["خصم-٢٠", "SUMMER-204"]),
        ("summer", ["SUMMER-204"]),
        ("٢٠٤", ["SUMMER-204"]),
        ("party 204", ["SUMMER-204"]),
        ("اكتوبر", ["خصم-٢٠"]),
        ("winter", []),
    ):
        assert [one.code for one in await rewards.page(restaurant, text, 0, 50)] == codes
        assert await rewards.count(restaurant, text) == len(codes)


async def test_a_form_that_was_open_meanwhile_leaves_the_uses_alone(
    rewards: Rewards, restaurant: int, journal: Journal
) -> None:
    number = await rewards.save(restaurant, TWENTY)
    opened = await rewards.get(number)
    assert opened is not None
    assert journal.redeem_reward(restaurant, at(), b"{}", NOW) is None
    await rewards.save(restaurant, msgspec.structs.replace(opened, note="changed"), set_uses=False)
    after = await rewards.get(number)
    assert after == msgspec.structs.replace(opened, note="changed", uses_left=2)
    await rewards.save(restaurant, msgspec.structs.replace(opened, uses_left=10))
    assert await uses_left(rewards, number) == 10


async def test_switching_leaves_everything_else_alone(rewards: Rewards, restaurant: int, journal: Journal) -> None:
    number = await rewards.save(restaurant, TWENTY)
    journal.redeem_reward(restaurant, at(), b"{}", NOW)
    await rewards.switch(number, on=False)
    assert await rewards.get(number) == msgspec.structs.replace(TWENTY, id=number, uses_left=2, active=False)
    assert journal.redeem_reward(restaurant, at(NOW + HOUR), b"{}", NOW + HOUR) is Refusal.INACTIVE
    await rewards.switch(number, on=True)
    assert journal.redeem_reward(restaurant, at(NOW + 2 * HOUR), b"{}", NOW + 2 * HOUR) is None
    await rewards.switch(number + 1, on=True)


async def test_undoing_a_removal_brings_back_uses_and_history(
    rewards: Rewards, restaurant: int, journal: Journal
) -> None:
    first, number = await rewards.save(restaurant, Reward(code="A", amount=Decimal(1))), 0
    number = await rewards.save(restaurant, TWENTY)
    await rewards.save(restaurant, Reward(code="Z", amount=Decimal(1)))
    journal.redeem_reward(restaurant, at(), b"{}", NOW)
    removed = await rewards.remove(number)
    assert removed is not None
    assert await rewards.get(number) is None
    # While it is gone the till is told so; that refusal was never the reward's own.
    assert journal.redeem_reward(restaurant, at(NOW + HOUR), b"{}", NOW + HOUR) is Refusal.UNKNOWN
    assert await rewards.history_count(restaurant, reward_id=number) == 0
    await rewards.put_back(restaurant, removed)
    assert [one.code for one in await rewards.page(restaurant, "", 0, 9)] == ["Z", "SUMMER-204", "A"]
    assert await uses_left(rewards, number) == 2
    assert await rewards.used([first, number]) == {number: 1}
    (redemption,) = await rewards.history(restaurant, 0, 9, reward_id=number)
    assert redemption.refusal is None
    assert await rewards.remove(number + 100) is None


async def test_a_removal_is_not_undone_over_a_new_reward_of_that_code(rewards: Rewards, restaurant: int) -> None:
    removed = await rewards.remove(await rewards.save(restaurant, TWENTY))
    assert removed is not None
    taken = await rewards.save(restaurant, Reward(code="summer 204", amount=Decimal(5)))
    with pytest.raises(Rejected):
        await rewards.put_back(restaurant, removed)
    assert [one.id for one in await rewards.page(restaurant, "", 0, 9)] == [taken]


async def test_what_was_written_is_kept_although_the_reward_was_removed(rewards: Rewards, restaurant: int) -> None:
    number = await rewards.save(restaurant, TWENTY)
    await rewards.remove(number)
    kept = await rewards.save(restaurant, msgspec.structs.replace(TWENTY, id=number, note="mine"), set_uses=False)
    again = await rewards.get(kept)
    assert again is not None
    assert (again.note, again.uses_left) == ("mine", 3)


async def test_a_redemption_counts_once_and_is_answered_the_same(
    rewards: Rewards, restaurant: int, journal: Journal
) -> None:
    number = await rewards.save(restaurant, msgspec.structs.replace(TWENTY, uses_left=1))
    assert [journal.redeem_reward(restaurant, at(), b"{}", NOW + n * HOUR) for n in range(10)] == [None] * 10
    assert await uses_left(rewards, number) == 0
    (only,) = await rewards.history(restaurant, 0, 9)
    assert (only.reward_id, only.refusal, only.repeats, only.used_at) == (number, None, 9, NOW)
    assert await rewards.used([number]) == {number: 1}


async def test_a_refused_redemption_stays_refused_when_it_is_told_again(
    rewards: Rewards, restaurant: int, journal: Journal
) -> None:
    """RETM delivers again what was answered 400: what the cashier was told must not come true behind her back."""
    number = await rewards.save(restaurant, msgspec.structs.replace(TWENTY, uses_left=0))
    assert journal.redeem_reward(restaurant, at(), b"{}", NOW) is Refusal.USED_UP
    await rewards.save(restaurant, msgspec.structs.replace(TWENTY, id=number, uses_left=5))
    assert journal.redeem_reward(restaurant, at(), b"{}", NOW) is Refusal.USED_UP
    assert await uses_left(rewards, number) == 5
    # Typed once more it is another call.
    later = NOW + timedelta(seconds=30)
    assert journal.redeem_reward(restaurant, at(later), b"{}", later) is None
    assert [(one.refusal, one.repeats) for one in await rewards.history(restaurant, 0, 9)] == [
        (None, 0),
        (Refusal.USED_UP, 1),
    ]


async def test_calls_differ_by_branch_second_and_code(rewards: Rewards, restaurant: int, journal: Journal) -> None:
    number = await rewards.save(restaurant, msgspec.structs.replace(TWENTY, uses_left=9))
    second = timedelta(seconds=1)
    for call in (at(), at(branch="01other"), at(NOW - second), at(code="SUMMER 204"), at(branch="01H0DD3")):
        assert journal.redeem_reward(restaurant, call, b"{}", NOW) is None
    # The last two are the first again: the code in other words, the branch in capitals.
    assert await uses_left(rewards, number) == 6


async def test_calls_without_a_time_of_day_are_told_apart_by_when_they_come(
    rewards: Rewards, restaurant: int, journal: Journal
) -> None:
    number = await rewards.save(restaurant, TWENTY)
    call = RedeemCall("SUMMER-204", "01h0", "2026-02-03", "", NOW + 6 * HOUR)
    assert journal.redeem_reward(restaurant, call, b"{}", NOW) is None
    assert journal.redeem_reward(restaurant, call, b"{}", NOW + REPEATED_WITHIN) is None
    assert await uses_left(rewards, number) == 2
    assert journal.redeem_reward(restaurant, call, b"{}", NOW + REPEATED_WITHIN + timedelta(seconds=1)) is None
    assert journal.redeem_reward(restaurant, msgspec.structs.replace(call, branch_id="01x"), b"{}", NOW) is None
    assert await uses_left(rewards, number) == 0
    assert [(one.used_at, one.repeats) for one in await rewards.history(restaurant, 0, 9)] == [
        (None, 0),
        (None, 0),
        (None, 1),
    ]


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        (NOW - HOUR, None),
        (NOW - 3 * HOUR, Refusal.NOT_YET),
        (NOW + FUTURE_DOUBT, Refusal.EXPIRED),
        # Beyond doubt the till's clock is wrong: ours counts.
        (NOW + FUTURE_DOUBT + HOUR, None),
        (NOW - PAST_DOUBT - HOUR, None),
        (None, None),
    ],
)
async def test_a_use_counts_at_the_time_the_till_names(
    rewards: Rewards, restaurant: int, journal: Journal, told: datetime | None, refusal: Refusal | None
) -> None:
    soon = NOW + timedelta(minutes=5)
    await rewards.save(restaurant, msgspec.structs.replace(TWENTY, valid_from=NOW - 2 * HOUR, valid_until=soon))
    call = msgspec.structs.replace(at(told or NOW), used_at=told)
    assert journal.redeem_reward(restaurant, call, b"{}", NOW) is refusal


async def test_a_coupon_used_in_time_is_good_although_the_call_comes_late(
    rewards: Rewards, restaurant: int, journal: Journal
) -> None:
    await rewards.save(restaurant, msgspec.structs.replace(TWENTY, valid_until=NOW))
    used = NOW - timedelta(minutes=1)
    assert journal.redeem_reward(restaurant, at(used), b"{}", NOW + 2 * HOUR) is None


async def test_the_last_use_goes_to_one_of_many_connections(
    rewards: Rewards, restaurant: int, database: Database
) -> None:
    """Even were there two listeners: the count goes down inside SQLite's own transaction."""
    number = await rewards.save(restaurant, msgspec.structs.replace(TWENTY, uses_left=30))
    answers: list[Refusal | None] = []
    gate = threading.Barrier(5)

    def till(which: int) -> None:
        journal = Journal(database.path)
        journal.open()
        gate.wait(10)
        for n in range(20):
            call = at(NOW - timedelta(seconds=n), branch=f"branch-{which}")
            answers.append(journal.redeem_reward(restaurant, call, b"{}", NOW))
        journal.close()

    tills = [threading.Thread(target=till, args=(which,)) for which in range(5)]
    for one in tills:
        one.start()
    for one in tills:
        one.join(60)
    assert sorted(answers, key=str) == [None] * 30 + [Refusal.USED_UP] * 70
    assert await uses_left(rewards, number) == 0
    assert await rewards.used([number]) == {number: 30}


async def test_history_by_reward_by_code_and_all(rewards: Rewards, restaurant: int, journal: Journal) -> None:
    number = await rewards.save(restaurant, TWENTY)
    journal.redeem_reward(restaurant, at(), b"{}", NOW)
    journal.redeem_reward(restaurant, at(code="SUMMER-٢٠٥"), b"{}", NOW)
    journal.redeem_reward(restaurant, at(code="other"), b"{}", NOW)
    everything = await rewards.history(restaurant, 0, 9)
    assert [(one.code, one.reward_id) for one in everything] == [
        ("other", None),
        ("SUMMER-205", None),
        ("summer-204", number),
    ]
    assert [one.code for one in await rewards.history(restaurant, 1, 1)] == ["SUMMER-205"]
    assert [one.code for one in await rewards.history(restaurant, 0, 9, code=" Summer-٢0")] == [
        "SUMMER-205",
        "summer-204",
    ]
    assert await rewards.history_count(restaurant, code="summer") == 2
    assert await rewards.history_count(restaurant, reward_id=number) == 1
    assert await rewards.history_count(restaurant) == 3


async def test_the_tills_book_never_waits_for_a_writer(rewards: Rewards, restaurant: int, database: Database) -> None:
    number = await rewards.save(restaurant, TWENTY)
    token = b"t" * 32
    sql = "INSERT INTO webhook_tokens (token_hash, connection_id, issued_at) VALUES (?, ?, '')"
    await database.write(lambda c: c.execute(sql, (token, restaurant)).rowcount)
    book = TillBook(database.path)
    book.open()
    writing, done = threading.Event(), threading.Event()

    def hold(connection: object) -> None:
        writing.set()
        assert done.wait(20)

    held = database.write_soon(hold)
    assert writing.wait(10)
    found = book.look_up(token, "SUMMER ٢٠٤")
    assert found is not None
    assert found.connection_id == restaurant
    assert found.reward == msgspec.structs.replace(TWENTY, id=number)
    assert not held.done()
    done.set()
    held.result(10)
    unknown = book.look_up(token, "winter")
    assert unknown is not None
    assert unknown.reward is None
    assert book.look_up(b"x" * 32, "SUMMER-204") is None
    await rewards.save(restaurant, msgspec.structs.replace(TWENTY, id=number, uses_left=1))
    found = book.look_up(token, "SUMMER-204")
    assert found is not None
    assert found.reward is not None
    assert found.reward.uses_left == 1
    book.close()
    book.close()
    with pytest.raises(RuntimeError):
        book.look_up(token, "SUMMER-204")


async def test_instants_keep_their_zone(rewards: Rewards, restaurant: int) -> None:
    number = await rewards.save(restaurant, msgspec.structs.replace(TWENTY, valid_from=NOW))
    reward = await rewards.get(number)
    assert reward is not None
    assert reward.valid_from == NOW
    assert reward.valid_from.tzinfo is not None
    assert reward.valid_from.astimezone(UTC) == NOW
