"""An account at work: it takes up what was interrupted, keeps fresh, and says what keeps it from the service."""

from collections.abc import AsyncIterator

import pytest_asyncio

from retm_desktop.domain.errors import Offline, SignatureRefused
from retm_desktop.store.payments import PaymentState, PaymentWay
from retm_desktop.store.takings import TransactionQuery
from retm_desktop.sync.payments.session import PaymentSession
from tests.sync.payments.conftest import FAST, FAST_REFUND, Till
from tests.waiting import until, until_async


@pytest_asyncio.fixture
async def session(till: Till) -> AsyncIterator[PaymentSession]:
    connection = await till.connections.get(till.account_id)
    assert connection is not None
    session = PaymentSession(
        connection,
        lambda: till.counter,
        payments=till.payments,
        stores=till.stores,
        takings=till.takings,
        changes=till.changes,
        vault=till.vault,
        background=till.background,
        now=lambda: till.at,
        return_address=lambda: "http://127.0.0.1:47600/paid",
        notify_address=lambda: "http://127.0.0.1:47600/hooks/payment",
        charge_pace=FAST,
        refund_pace=FAST_REFUND,
    )
    yield session
    await session.stop()


async def test_account_stores_and_takings_are_read(till: Till, session: PaymentSession) -> None:
    row = await session.charges.by_scan(till.charge(), "281234567890123456")
    await till.becomes(row.id, PaymentState.PAID)
    session.start()
    await until(lambda: session.read_at == till.at)
    assert session.trouble is None
    assert len(await till.stores.all(till.account_id)) == 2
    assert await till.takings.count(TransactionQuery(till.account_id)) == 1


async def test_trouble_is_told_and_goes(till: Till, session: PaymentSession) -> None:
    till.counter.fail("merchant", SignatureRefused("key"))
    session.start()
    await until(lambda: session.trouble is not None)
    assert isinstance(session.trouble, SignatureRefused)
    session.refresh()
    await until(lambda: session.trouble is None)
    await until_async(lambda: till.stores.account(till.account_id))


async def test_what_was_unclear_is_asked_again_when_the_network_comes_back(till: Till, session: PaymentSession) -> None:
    till.counter.fail("transaction_of_order", *[Offline("cut")] * 2000)
    till.counter.fail("merchant", Offline("cut"))
    row = await till.payments.begin(
        till.account_id,
        till.order_key,
        reference="1043-CUT",
        way=PaymentWay.SCAN,
        title="Order 1043",
        amount=2590,
        store_id="1",
        at=till.at,
    )
    session.start()
    await till.becomes(row.id, PaymentState.UNCLEAR)
    await until(lambda: session.trouble is not None)
    till.counter.trouble["transaction_of_order"].clear()
    session.refresh()
    await till.becomes(row.id, PaymentState.FAILED)
