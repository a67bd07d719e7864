"""Orders that were not here when they should have been are found by comparison, named, and explained."""

from datetime import timedelta

from retm_desktop.domain.orders import Order
from retm_desktop.sandbox import Sandbox
from retm_desktop.store.intake import Incoming, Source
from retm_desktop.store.ledger import Comparison, LedgerQuery, LedgerRow, Missed, Occasion
from retm_desktop.sync.apply import Poke
from retm_desktop.sync.gaps import Gaps
from retm_desktop.sync.session import Session
from retm_desktop.sync.status import Link
from tests.sync.shop import Shop, in_store
from tests.waiting import until, until_async

TEN_MINUTES = timedelta(minutes=10)


async def line_of(shop: Shop, retm_id: str) -> LedgerRow:
    row = await shop.ledger.row(await in_store(shop, retm_id))
    assert row is not None
    return row


async def missed(shop: Shop) -> dict[str, Missed]:
    rows = await shop.ledger.page(LedgerQuery(shop.id, missed=True), 0, 100)
    return {row.number: row.missed for row in rows}


async def compared(shop: Shop, occasion: Occasion) -> Comparison:
    async def told() -> bool:
        last = await shop.ledger.last_comparison(shop.id)
        return last is not None and last.occasion is occasion

    await until_async(told)
    last = await shop.ledger.last_comparison(shop.id)
    assert last is not None
    return last


async def read_once(shop: Shop) -> Session:
    """Return a session that has read and compared everything there is."""
    session = await shop.session()
    await compared(shop, Occasion.START)
    return session


def place(shop: Shop, ago: timedelta) -> str:
    placed = shop.sandbox.place_order(created_at=(shop.now() - ago).isoformat())
    return str(placed["id"])


async def test_the_first_reading_ever_misses_nothing(shop: Shop) -> None:
    await read_once(shop)
    last = await shop.ledger.last_comparison(shop.id)
    assert last is not None
    assert (last.listed, last.missed) == (12, 0)
    assert await missed(shop) == {}


async def test_an_order_that_comes_in_time_is_not_missed(shop: Shop) -> None:
    await read_once(shop)
    line = await line_of(shop, str(shop.sandbox.place_order()["id"]))
    assert line.missed is Missed.NOT
    assert line.how is Source.POLL
    assert line.sent_at - timedelta(seconds=5) <= line.received_at <= line.stored_at


async def test_orders_of_the_time_the_program_was_closed_are_named_with_that_reason(shop: Shop) -> None:
    session = await read_once(shop)
    await session.stop()
    shop.ahead = timedelta(hours=1)
    number = place(shop, timedelta(minutes=30))
    await shop.session()
    line = await line_of(shop, number)
    await until_async(lambda: missed(shop))
    assert await missed(shop) == {line.number: Missed.CLOSED}

    async def counted() -> bool:
        return (await compared(shop, Occasion.START)).missed == 1

    await until_async(counted)


async def test_orders_of_an_outage_are_named_with_that_reason(sandbox: Sandbox, shop: Shop) -> None:
    session = await read_once(shop)
    with sandbox.offline():
        await until(lambda: session.status.link is Link.OFFLINE)
        # An hour passes for the program while the line is down.
        shop.ahead = timedelta(hours=1)
    # Sent half an hour into the outage, by RETM's clock, which goes with the program's.
    number = place(shop, timedelta(minutes=30))
    line = await line_of(shop, number)
    await until_async(lambda: missed(shop))
    assert await missed(shop) == {line.number: Missed.OFFLINE}
    await compared(shop, Occasion.RECONNECT)


async def test_after_sleep_the_list_is_compared_and_sleep_is_the_reason(shop: Shop) -> None:
    session = await read_once(shop)
    await session.stop()
    number = place(shop, TEN_MINUTES)
    session.slept(3600.0)
    await session.replace_client(shop.client, Occasion.WAKE)
    session.start()
    line = await line_of(shop, number)
    assert (await compared(shop, Occasion.WAKE)).missed == 1
    assert await missed(shop) == {line.number: Missed.ASLEEP}


async def test_reported_failed_deliveries_are_looked_for_at_once(shop: Shop) -> None:
    session = await read_once(shop)
    number = place(shop, TEN_MINUTES)
    session.poke(Poke.ERROR)
    await compared(shop, Occasion.ERROR_WEBHOOK)
    line = await line_of(shop, number)
    assert await missed(shop) == {line.number: Missed.UNDELIVERED}


async def test_an_order_that_retm_itself_lists_late_is_told_from_one_nobody_explains(shop: Shop) -> None:
    session = await read_once(shop)
    late = await line_of(shop, place(shop, TEN_MINUTES))
    # Older than everything the last comparison reached: nobody can tell whether RETM had it then.
    unexplained = place(shop, timedelta(days=90))
    session.refresh()
    await compared(shop, Occasion.ASKED)
    found = await line_of(shop, unexplained)
    await until_async(lambda: _named(shop, 2))
    assert await missed(shop) == {late.number: Missed.LISTED_LATE, found.number: Missed.UNKNOWN}


async def test_an_order_that_something_else_read_first_is_judged_by_the_next_reading(shop: Shop) -> None:
    """The invoices may bring it first; or the program ended between storing an order and judging it."""
    session = await read_once(shop)
    await session.stop()
    key = await brought(shop, place(shop, TEN_MINUTES), TEN_MINUTES)
    assert await missed(shop) == {}
    await shop.session()
    await until_async(lambda: _named(shop, 1))
    line = await shop.ledger.row(key)
    assert line is not None
    assert line.missed is Missed.LISTED_LATE


async def test_history_that_no_reading_went_down_to_is_not_missed(shop: Shop) -> None:
    """A restaurant's invoices reach further back than the first reading of its orders."""
    gaps = Gaps(shop.id, shop.ledger, now=shop.now, late=150.0)
    await gaps.compared(Occasion.START, shop.now() - timedelta(days=7), 2000, whole=False)
    # A later comparison goes down less far: that forgets nothing.
    await gaps.compared(Occasion.ASKED, shop.now() - timedelta(hours=2), 50, whole=False)
    older = await brought(shop, "older", timedelta(days=8))
    within = await brought(shop, "within", timedelta(days=6))
    just_now = await brought(shop, "just now", timedelta(minutes=2))
    await gaps.judge(timedelta(), history=False)
    assert await verdicts(shop, older, within, just_now) == [Missed.NOT, Missed.UNKNOWN, Missed.NOT]
    # What the program was closed for was missed, however far the readings went.
    closed = await brought(shop, "closed", timedelta(days=9))
    # What is told of it between storing and judging counts.
    gaps.absent(Missed.CLOSED, shop.now() - timedelta(days=10))
    await gaps.judge(timedelta(), history=False)
    assert await verdicts(shop, older, closed) == [Missed.NOT, Missed.CLOSED]


async def test_how_late_an_order_came_is_told_by_both_clocks(shop: Shop) -> None:
    gaps = Gaps(shop.id, shop.ledger, now=shop.now, late=150.0)
    await gaps.compared(Occasion.START, shop.now(), 0, whole=True)
    key = await brought(shop, "by a clock that is slow", timedelta(minutes=10))
    await gaps.judge(timedelta(minutes=-9), history=False)
    assert await verdicts(shop, key) == [Missed.NOT]


async def brought(shop: Shop, retm_id: str, ago: timedelta) -> int:
    """Store an order as a reading would that ends before it has judged; it was sent so long ago."""
    order = Order(id=retm_id, number=retm_id, created_at=shop.now() - ago)
    incoming = Incoming(order=order, raw=b"{}", source=Source.POLL, at=shop.now())
    return (await shop.orders.apply(shop.id, [incoming])).new[0]


async def verdicts(shop: Shop, *keys: int) -> list[Missed]:
    rows = [await shop.ledger.row(key) for key in keys]
    return [row.missed for row in rows if row is not None]


async def test_the_list_is_compared_every_few_minutes(shop: Shop) -> None:
    shop.pace = type(shop.pace)(**{**_fields(shop.pace), "reconcile": 0.2})
    await read_once(shop)
    last = await compared(shop, Occasion.REGULAR)
    assert last.listed >= 12


async def _named(shop: Shop, count: int) -> bool:
    return len(await missed(shop)) == count


def _fields(pace: object) -> dict[str, float]:
    return {name: getattr(pace, name) for name in pace.__struct_fields__}  # type: ignore[attr-defined]
