"""The account, its stores and what it took, read into the store; edits of stores are rows before they are requests."""

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest

from retm_desktop.domain.errors import (
    Forbidden,
    Offline,
    OperatorError,
    OutcomeUnknown,
    Rejected,
)
from retm_desktop.domain.payments import PaymentStore, Transaction
from retm_desktop.store.payment_stores import EditState
from retm_desktop.store.takings import TransactionQuery
from tests.sync.payments.conftest import Till
from tests.sync.payments.counter import shop
from tests.waiting import until_async


async def test_account_and_every_page_of_stores_are_kept(till: Till) -> None:
    till.counter.shops += [shop("3", "Kedai Damansara"), shop("4", "Kedai Ipoh"), shop("5", "Kedai Melaka")]
    assert not await till.account.read()
    account = await till.stores.account(till.account_id)
    assert account is not None
    assert account.merchant is not None
    assert account.merchant.company_name == "Kopitiam Sedap Sdn Bhd"
    assert account.fetched_at == till.at
    assert [store.name for store in await till.stores.all(till.account_id)] == [one.name for one in till.counter.shops]
    assert till.counter.calls.count("stores") == 3


async def test_a_part_that_is_refused_is_noted_and_the_rest_is_there(till: Till) -> None:
    till.counter.fail("subscriptions", Forbidden("scope"))
    till.counter.fail("grant", Rejected("unknown path"))
    await till.account.read()
    account = await till.stores.account(till.account_id)
    assert account is not None
    assert account.refused == {"subscriptions": "forbidden", "grant": "rejected"}
    assert account.user is not None


async def test_offline_keeps_what_was_known(till: Till) -> None:
    await till.account.read()
    till.counter.fail("user", Offline("cut"))
    with pytest.raises(Offline):
        await till.account.read()
    assert await till.stores.account(till.account_id) is not None


async def test_another_merchant_takes_nothing_over(till: Till) -> None:
    await till.account.read()
    await till.stores.link(till.account_id, till.restaurant, "B1", till.counter.shops[0].id)
    till.counter.merchant_id = "6600000000000000002"
    assert await till.account.read()
    assert await till.stores.links(till.account_id, till.restaurant) == {}


async def test_a_link_ends_with_its_store(till: Till) -> None:
    await till.account.read()
    await till.stores.link(till.account_id, till.restaurant, "B1", "7700000000000000001")
    await till.stores.link(till.account_id, till.restaurant, "B2", "7700000000000000002")
    await till.stores.link(till.account_id, till.restaurant, "b2", "7700000000000000001")
    assert await till.stores.links(till.account_id, till.restaurant) == {
        "b1": "7700000000000000001",
        "b2": "7700000000000000001",
    }
    await till.stores.link(till.account_id, till.restaurant, "B1", "")
    del till.counter.shops[0]
    await till.account.read()
    assert await till.stores.links(till.account_id, till.restaurant) == {}


async def test_a_new_store_is_there_once_it_is_there(till: Till) -> None:
    await till.account.read()
    edit = await till.account.save(new_store())
    assert (edit.state, edit.store.phone_number) == (EditState.PENDING, "341234567")
    await until_async(lambda: no_edits(till))
    assert [store.name for store in await till.stores.all(till.account_id)][-1] == "Kedai Ipoh"


async def test_a_store_lacks_something(till: Till) -> None:
    with pytest.raises(Rejected) as told:
        await till.account.save(PaymentStore(name="\u200f", phone_number="0x1", country_code="60"))
    assert told.value.fields["name"] == ("required",)
    assert told.value.fields["phone_number"] == ("invalid",)
    assert await till.stores.edits(till.account_id) == []


async def test_no_more_than_ten(till: Till) -> None:
    till.counter.shops = [shop(str(n), f"Kedai {n}") for n in range(10)]
    await till.account.read()
    with pytest.raises(Rejected) as told:
        await till.account.save(new_store())
    assert told.value.fields == {"name": ("too_many",)}


async def test_a_refusal_stays_with_its_words_until_it_is_sent_again_or_given_up(till: Till) -> None:
    await till.account.read()
    till.counter.fail("create_store", Rejected("no", {"postCode": ("invalid",)}))
    await till.account.save(new_store())
    await until_async(lambda: is_failed(till))
    (edit,) = await till.stores.edits(till.account_id)
    assert (edit.error_code, edit.fields) == ("rejected", {"postCode": ("invalid",)})
    await till.account.retry(edit)
    await until_async(lambda: no_edits(till))
    till.counter.fail("create_store", Offline("cut"))
    await till.account.save(msgspec.structs.replace(new_store(), name="Kedai Kuching"))
    await until_async(lambda: is_failed(till))
    (edit,) = await till.stores.edits(till.account_id)
    await till.account.give_up(edit)
    assert await no_edits(till)


async def test_an_answer_that_is_lost_is_looked_for_and_nothing_is_made_twice(till: Till) -> None:
    await till.account.read()
    till.counter.fail_after("create_store", OutcomeUnknown("cut"))
    await till.account.save(new_store())
    await until_async(lambda: no_edits(till))
    assert [one.name for one in till.counter.shops].count("Kedai Ipoh") == 1
    till.counter.fail("update_store", OutcomeUnknown("cut"))
    changed = msgspec.structs.replace(till.counter.shops[0], city="Petaling Jaya")
    await till.account.save(changed)
    await until_async(lambda: is_failed(till))
    (edit,) = await till.stores.edits(till.account_id)
    assert edit.error_code == "outcome_unknown"


async def test_a_store_that_was_made_is_not_made_again_when_the_list_cannot_be_read(till: Till) -> None:
    await till.account.read()
    till.counter.fail("stores", Offline("cut"))
    await till.account.save(new_store())
    await until_async(lambda: is_unknown(till))
    await till.account.resume()
    await until_async(lambda: no_edits(till))
    assert till.counter.calls.count("create_store") == 1


async def test_stores_that_are_refused_are_noted(till: Till) -> None:
    till.counter.fail("stores", Forbidden("scope"))
    await till.account.read()
    account = await till.stores.account(till.account_id)
    assert account is not None
    assert account.refused == {"stores": "forbidden"}


async def test_an_edit_interrupted_by_the_end_of_the_program_is_looked_for(till: Till) -> None:
    await till.account.read()
    await till.stores.put_edit(till.account_id, new_store(), till.at)
    await till.again()
    await till.account.resume()
    await until_async(lambda: is_failed(till))
    assert "create_store" not in till.counter.calls


async def test_transactions_are_read_until_nothing_is_new_and_changes_are_seen(till: Till) -> None:
    for n in range(45):
        till.counter.books[f"r{n}"] = transaction(n)
    await till.reader.refresh()
    query = TransactionQuery(till.account_id)
    assert await till.takings.count(query) == 45
    before = till.counter.calls.count("transactions")
    till.counter.books["r44"] = msgspec.structs.replace(till.counter.books["r44"], status="FULL_REFUNDED", balance=0)
    till.counter.books["r45"] = transaction(45)
    await till.reader.refresh()
    assert till.counter.calls.count("transactions") == before + 2
    totals = await till.takings.totals(query)
    assert (totals.count, totals.given_back) == (46, 144)
    assert totals.paid == sum(range(100, 146))


async def test_a_reading_that_broke_off_leaves_no_hole(till: Till) -> None:
    for n in range(65):
        till.counter.books[f"r{n}"] = transaction(n)
    till.counter.fail("transactions", None, None, Offline("cut"))
    with pytest.raises(Offline):
        await till.reader.refresh()
    await till.again()
    await till.reader.refresh()
    assert await till.takings.count(TransactionQuery(till.account_id)) == 65


async def test_in_another_order_every_page_is_read(till: Till) -> None:
    """The order of the list is not documented; here the oldest come first, as the books were written backwards."""
    for n in reversed(range(65)):
        made = msgspec.structs.replace(transaction(n), created_at=till.at + timedelta(minutes=n))
        till.counter.books[f"r{n}"] = made
    await till.reader.refresh()
    await till.reader.refresh()
    assert till.counter.calls.count("transactions") == 8
    assert await till.takings.count(TransactionQuery(till.account_id)) == 65


async def test_a_settlement_has_both_halves(till: Till) -> None:
    await till.reader.settle(date(2026, 3, 1))
    kept = await till.takings.settlement(till.account_id, date(2026, 3, 1))
    assert kept is not None
    assert kept.fetched_at == till.at
    assert kept.settlement.lines[0].fee == Decimal("-0.13")
    assert await till.takings.settlement(till.account_id, date(2026, 3, 2)) is None


async def test_a_settlement_that_cannot_be_read_keeps_the_one_before(till: Till) -> None:
    await till.reader.settle(date(2026, 3, 1))
    till.counter.fail("settlement", None, Offline("cut"))
    with pytest.raises(OperatorError):
        await till.reader.settle(date(2026, 3, 1))
    assert await till.takings.settlement(till.account_id, date(2026, 3, 1)) is not None


def new_store() -> PaymentStore:
    return msgspec.structs.replace(shop("", "Kedai Ipoh"), phone_number="+34-123 4567", id="")


def transaction(n: int) -> Transaction:
    return Transaction(id=f"t{n}", order_id=f"r{n}", amount=100 + n, balance=100 + n, status="SUCCESS", method="TNG")


async def no_edits(till: Till) -> bool:
    return await till.stores.edits(till.account_id) == []


async def is_unknown(till: Till) -> bool:
    return [edit.state for edit in await till.stores.edits(till.account_id)] == [EditState.UNKNOWN]


async def is_failed(till: Till) -> bool:
    return [edit.state for edit in await till.stores.edits(till.account_id)] == [EditState.FAILED]
