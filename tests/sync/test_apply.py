"""What the listener stored becomes orders and customers, whatever comes and in whatever order."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import pytest

from retm_desktop.domain.business import Customer
from retm_desktop.domain.errors import DiskFull
from retm_desktop.domain.stages import Stage
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.orders import Applied, Incoming
from retm_desktop.sync.apply import Poke
from tests.sync.shop import Shop
from tests.waiting import until_async

Document = dict[str, Any]


def created(order: Document) -> Document:
    return {"business_refrence": "b", "event": "order.delivery.created", "reference": "r", "order": order}


def moved(order: Document, delivery_status: int, event: str = "order.delivery.updated") -> Document:
    keys = ("id", "order_refrence", "order_reference", "partner_reference", "branch_id")
    small = {key: order.get(key) for key in keys} | {"delivery_status": delivery_status}
    return {"business_refrence": "b", "event": event, "reference": "r", "order": small}


def invoice(order: Document, event: str = "order.created", status: int | None = None) -> Document:
    rest = {key: value for key, value in order.items() if key not in ("id", "customer", "delivery_status", "ordertype")}
    return rest | {"event": event} | ({} if status is None else {"status": status})


async def test_a_new_order_and_its_way_to_the_customer(shop: Shop) -> None:
    order = shop.sandbox.place_order()
    for body in (created(order), moved(order, 2), moved(order, 4)):
        shop.arrive("order", body)
    assert await shop.applier.run_once() == 3
    details = await shop.order(order["id"])
    assert details is not None
    assert details.row.stage is Stage.READY
    assert details.order.lines
    assert {outcome for outcome, _ in (await shop.marked()).values()} == {"applied"}
    assert await shop.applier.run_once() == 0


async def test_late_doubled_and_disordered_webhooks_end_the_same(shop: Shop) -> None:
    order = shop.sandbox.place_order()
    rows = [created(order), moved(order, 6), moved(order, 2), moved(order, 6), created(order), moved(order, 3)]
    rows += [moved(order, 7), created(order)]
    for body in rows:
        shop.arrive("order", body)
        await shop.applier.run_once()
    assert await shop.stage(order["id"]) is Stage.CANCELLED
    assert len(await shop.rows()) == 1
    details = await shop.order(order["id"])
    assert details is not None
    assert [event.stage for event in details.events if event.kind == "late"] == [
        Stage.PREPARING,
        Stage.NEW,
        Stage.DELIVERED,
    ]


async def test_the_same_in_one_batch(shop: Shop) -> None:
    order = shop.sandbox.place_order()
    for body in (created(order), moved(order, 6), moved(order, 2), moved(order, 3), created(order)):
        shop.arrive("order", body)
    await shop.applier.run_once()
    assert await shop.stage(order["id"]) is Stage.CANCELLED
    assert len(await shop.rows()) == 1


async def test_a_partial_for_an_unknown_order_asks_for_a_pull(shop: Shop) -> None:
    known, unknown = shop.sandbox.place_order(), shop.sandbox.place_order()
    shop.arrive("order", created(known))
    await shop.applier.run_once()
    first = shop.arrive("order", moved(known, 2))
    second = shop.arrive("order", moved(unknown, 2))
    third = shop.arrive("order", moved(known, 4))
    await shop.applier.run_once()
    marked = await shop.marked()
    assert [marked[row][0] for row in (first, second, third)] == ["applied", "unknown order: pulling", "applied"]
    assert shop.pokes == [Poke.UNKNOWN_ORDER]
    assert await shop.stage(unknown["id"]) is None
    details = await shop.order(known["id"])
    assert details is not None
    assert [event.kind for event in details.events] == ["stored", "stage", "stage"]
    session = await shop.session()
    session.poke(shop.pokes[0])
    await until_async(lambda: shop.stage(unknown["id"]))


async def test_a_partial_that_overtook_its_order_in_the_batch_is_not_pulled(shop: Shop) -> None:
    order = shop.sandbox.place_order()
    early = shop.arrive("order", moved(order, 1))
    shop.arrive("order", created(order))
    await shop.applier.run_once()
    assert (await shop.marked())[early][0] == "applied"
    assert shop.pokes == []


async def test_an_invoice_links_its_number_and_a_refund_is_noted(shop: Shop) -> None:
    order = shop.sandbox.place_order()
    shop.arrive("invoice", invoice(order))
    shop.arrive("order", created(order))
    shop.arrive("invoice", invoice(order, "order.refunded", 4))
    await shop.applier.run_once()
    assert len(await shop.rows()) == 1
    details = await shop.order(order["id"])
    assert details is not None
    assert details.row.refunded
    assert details.order.invoice_id == str(order["invoice_id"])


async def test_unknown_events_and_codes_are_kept(shop: Shop) -> None:
    order = shop.sandbox.place_order()
    shop.arrive("order", created(order))
    event = shop.arrive("order", moved(order, 99, "order.delivery.teleported"))
    other = shop.arrive("order", {"event": "order.something"})
    reward = shop.arrive("reward/check", {"event": "reward.check"})
    await shop.applier.run_once()
    marked = await shop.marked()
    assert marked[event] == ("unknown event", "order.delivery.teleported")
    assert marked[other] == ("unknown event", "order.something")
    assert marked[reward][0] == "unknown event"
    details = await shop.order(order["id"])
    assert details is not None
    assert details.row.stage is Stage.NEW
    assert details.row.raw_delivery_status == 99
    assert any("teleported" in e.detail for e in details.events)


async def test_customers_come_change_and_go(shop: Shop) -> None:
    huda = {"id": 3071, "name": "Huda", "name_localized": "هدى", "phone": "0500000002", "email": None}
    shop.arrive("customer", {"event": "customer.created", "customer": huda})
    shop.arrive("customer", {"event": "customer.updated", "customer": huda | {"name": "Huda Nasser"}})
    await shop.applier.run_once()
    found = await shop.catalogue.all(shop.id, Kind.CUSTOMER, Customer)
    assert [(c.id, c.name.en, c.name.ar) for c in found] == [("3071", "Huda Nasser", "هدى")]
    shop.arrive("customer", {"event": "customer.deleted", "customer": {"id": 3071}})
    await shop.applier.run_once()
    assert await shop.catalogue.all(shop.id, Kind.CUSTOMER, Customer) == []


async def test_the_error_webhook_asks_for_a_reconciliation(shop: Shop) -> None:
    row = shop.arrive("error", {"code": 503, "endpoint": "https://partner.example/hooks/invoice", "message": ""})
    await shop.applier.run_once()
    assert shop.pokes == [Poke.ERROR]
    assert (await shop.marked())[row] == ("applied", "503 https://partner.example/hooks/invoice")


async def test_what_cannot_be_read_blocks_nothing(shop: Shop) -> None:
    order = shop.sandbox.place_order()
    bad = [shop.arrive("order", body) for body in (b"[]", b"{}", b'{"order": [', b"null", b'{"order": []}')]
    bad.append(shop.arrive("no-such-hook", {}))
    shop.arrive("order", created(order))
    await shop.applier.run_once()
    assert await shop.stage(order["id"]) is Stage.NEW
    marked = await shop.marked()
    assert {marked[row][0] for row in bad} == {"unreadable", "unknown event"}


@pytest.mark.expects_log
async def test_a_row_the_store_chokes_on_is_left_out_alone(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = shop.sandbox.place_order(), shop.sandbox.place_order()
    apply = shop.orders.apply

    async def choking(connection_id: int, incoming: Sequence[Incoming]) -> Applied:
        if any(one.order.id == bad["id"] for one in incoming):
            raise ZeroDivisionError
        return await apply(connection_id, incoming)

    monkeypatch.setattr(shop.orders, "apply", choking)
    shop.arrive("order", created(good))
    row = shop.arrive("order", created(bad))
    shop.arrive("order", moved(good, 2))
    await shop.applier.run_once()
    assert await shop.stage(good["id"]) is Stage.PREPARING
    assert (await shop.marked())[row] == ("failed", "ZeroDivisionError")


async def test_a_full_disk_leaves_everything_for_later(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    order = shop.sandbox.place_order()

    async def full(connection_id: int, incoming: Sequence[Incoming]) -> Applied:
        raise DiskFull

    shop.arrive("order", created(order))
    with monkeypatch.context() as patch:
        patch.setattr(shop.orders, "apply", full)
        with pytest.raises(DiskFull):
            await shop.applier.run_once()
    assert await shop.applier.run_once() == 1
    assert await shop.stage(order["id"]) is Stage.NEW


async def test_install_callbacks_go_to_the_installer(shop: Shop) -> None:
    row = shop.arrive("install", b"sealed")
    await shop.applier.run_once()
    assert [(r.id, r.body) for r in shop.installs] == [(row, b"sealed")]
    assert (await shop.marked())[row] == ("applied", "")


async def test_hints_of_payments_are_handed_on_and_hold_up_no_order(shop: Shop) -> None:
    unheard = shop.arrive("payment", b'{"early": 1}')
    await shop.applier.run_once()
    hints: list[tuple[int, bytes]] = []
    shop.applier._payment_heard = lambda connection_id, body: hints.append((connection_id, body))
    order = shop.sandbox.place_order()
    rows = [shop.arrive("payment", b'{"n": 1}'), shop.arrive("order", created(order)), shop.arrive("payment", b"odd")]
    assert await shop.applier.run_once() == 3
    assert hints == [(shop.id, b'{"n": 1}'), (shop.id, b"odd")]
    marked = await shop.marked()
    assert [marked[row] for row in (unheard, *rows)] == [("applied", "")] * 4
    assert await shop.stage(order["id"]) is Stage.NEW


@pytest.mark.expects_log
async def test_a_hint_nobody_can_take_is_left_out_alone(shop: Shop) -> None:
    def fails(_connection_id: int, _body: bytes) -> None:
        raise KeyError("reference")

    shop.applier._payment_heard = fails
    order = shop.sandbox.place_order()
    row = shop.arrive("payment", b"{}")
    shop.arrive("order", created(order))
    assert await shop.applier.run_once() == 2
    assert (await shop.marked())[row] == ("failed", "KeyError")
    assert await shop.stage(order["id"]) is Stage.NEW


async def test_a_burst_is_applied_in_few_transactions(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    orders = [shop.sandbox.place_order() for _ in range(30)]
    published: list[object] = []
    shop.changes.subscribe(published.append)
    for order in orders:
        shop.arrive("order", created(order))
        shop.arrive("order", moved(order, 2))
        shop.arrive("order", moved(order, 4))
    task = shop.background.spawn(shop.applier.run(), name="applier")
    shop.applier.ring()

    async def all_ready() -> bool:
        rows = await shop.rows()
        return len(rows) == 30 and {row.stage for row in rows} == {Stage.READY}

    await until_async(all_ready)
    assert len(published) == 1
    late = shop.sandbox.place_order()
    shop.arrive("order", created(late))
    shop.applier.ring()
    await until_async(lambda: shop.stage(late["id"]))
    task.cancel()
    await asyncio.wait([task])
