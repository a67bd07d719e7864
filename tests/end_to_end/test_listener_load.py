"""The listener beside a window that is frozen or busy: everything is answered, and nothing is lost or doubled."""

import asyncio
import hashlib
import http.client
import json
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

from retm_desktop.store.instants import to_text, utc_now
from tests.end_to_end.conftest import OpenShop
from tests.end_to_end.shop import Shop

TOKEN = "a-token-of-the-test"
FROZEN_SECONDS = 5.0
ANSWERED_WITHIN = 0.1
"""Seconds, at the 99th percentile; RETM waits ten."""
A_SECOND = 200
FOR_SECONDS = 5
LINES = 8
FIRST_CARDS = 20


async def let_in(shop: Shop) -> None:
    """Have the restaurant's webhooks come with a token of the test's, beside the one RETM has."""
    values = (hashlib.sha256(TOKEN.encode()).digest(), shop.program.desk.connection_id, to_text(utc_now()))
    sql = "INSERT INTO webhook_tokens (token_hash, connection_id, issued_at) VALUES (?, ?, ?)"
    await shop.program._database.write(lambda c: c.execute(sql, values).rowcount)


def told(n: int, sample: dict[str, Any]) -> dict[str, Any]:
    """Return the webhook of a new order, made from the one of `sample`."""
    numbers = {"order_refrence": 100_000 + n, "order_reference": f"{100_000 + n}", "invoice_id": 200_000 + n}
    order = sample | {"id": f"loaded-{n}"} | numbers
    return {"event": "order.delivery.created", "reference": f"load-{n}", "order": order}


def post(address: str, sample: dict[str, Any], numbers: Iterable[int], due: Callable[[int], float]) -> list[float]:
    """Send these webhooks over one connection, each when it is due; return how many seconds each answer took."""
    return put(address, "/hooks/order", ((n, json.dumps(told(n, sample)).encode()) for n in numbers), due)


def put(address: str, path: str, bodies: Iterable[tuple[int, bytes]], due: Callable[[int], float]) -> list[float]:
    """Send bodies over one connection, each when its number is due; return how many seconds each answer took."""
    place = urlsplit(address)
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    line = http.client.HTTPConnection(str(place.hostname), place.port, timeout=20)
    waits: list[float] = []
    for n, body in bodies:
        time.sleep(max(0.0, due(n) - time.monotonic()))
        begun = time.monotonic()
        line.request("POST", path, body, headers)
        answer = line.getresponse()
        answer.read()
        waits.append(time.monotonic() - begun)
        assert answer.status == 200, answer.status
    line.close()
    return waits


async def loaded(shop: Shop) -> list[str]:
    """Return the ids of the test's orders in the store."""
    return sorted(row.id for row in await shop.rows() if row.id.startswith("loaded-"))


async def kept(shop: Shop) -> list[str]:
    """Return the references of the test's webhooks in the journal, as often as they are there."""
    sql = "SELECT body FROM journal WHERE kind = 'order'"
    rows = await shop.program._database.read(lambda c: c.execute(sql).fetchall())
    references = [json.loads(body)["reference"] for (body,) in rows]
    return sorted(one for one in references if one.startswith("load-"))


async def callback_of_the_install(shop: Shop) -> bytes:
    """Return what RETM sent when the restaurant was connected."""
    sql = "SELECT body FROM journal WHERE kind = 'install' ORDER BY id LIMIT 1"
    sealed = await shop.program._database.read(lambda c: c.execute(sql).fetchone()[0])
    network = shop.program._started.network
    assert network is not None
    return await asyncio.to_thread(network.vault.unseal, sealed)


async def kept_repeats(shop: Shop) -> int:
    sql = "SELECT count(*) FROM journal WHERE kind = 'install' AND outcome = 'repeated'"
    return int(await shop.program._database.read(lambda c: c.execute(sql).fetchone()[0]))


async def test_with_the_window_frozen_calls_are_answered_and_appear_once_it_is_free(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        await let_in(shop)
        sample = await shop.ask(shop.sandbox.place_order)
        installing = await shop.begin()
        address = shop.program.house.listener_address
        callback = await callback_of_the_install(shop)
        waits: list[float] = []
        repeats: list[float] = []
        outcome: list[str] = []
        calls = 200
        pause = (FROZEN_SECONDS - 1.0) / calls

        def call() -> None:
            begun = time.monotonic()
            waits.extend(post(address, sample, range(calls), lambda n: begun + n * pause))

        def call_back() -> None:
            # RETM calls back again where our answer was lost: checked, sealed and kept as the first was.
            begun = time.monotonic()
            bodies = ((n, callback) for n in range(calls))
            repeats.extend(put(address, "/install/retm", bodies, lambda n: begun + n * pause))

        def consent() -> None:
            # RETM calls back before its page is shown: the merchant's click is answered only after ours.
            state = installing.consent_address.split("state=")[1].split("&")[0]
            clicked = time.monotonic()
            outcome.append(shop.sandbox.consent({"state": state})["outcome"])
            outcome.append("in time" if time.monotonic() - clicked < 1.0 else "late")

        threads = [threading.Thread(target=act) for act in (call, call_back, consent)]
        turns = 0

        def turn() -> None:
            nonlocal turns
            turns += 1

        asyncio.get_running_loop().call_soon(turn)
        for thread in threads:
            thread.start()
        # On purpose: the window's thread itself, and with it the Qt loop, stands still.
        time.sleep(FROZEN_SECONDS)  # noqa: ASYNC251
        assert turns == 0
        assert [thread.is_alive() for thread in threads] == [False, False, False]
        assert outcome == ["granted", "in time"]
        for each in (waits, repeats):
            assert len(each) == calls
            assert sorted(each)[int(calls * 0.99) - 1] < ANSWERED_WITHIN
        assert await kept_repeats(shop) == calls
        wanted = sorted(f"loaded-{n}" for n in range(calls))

        async def all_here() -> bool:
            return await loaded(shop) == wanted

        await shop.until_async(all_here, 30)
        numbers = {row.number for row in await shop.rows() if row.id in wanted}
        # A lane shows its first cards; the rest come with scrolling.
        await shop.until(lambda: len(numbers & set(shop.cards())) >= FIRST_CARDS)
        await shop.connected()
        await shop.until(lambda: not shop.program.desk.background.running("install.settle"))


async def test_two_hundred_webhooks_a_second_are_all_kept_and_all_once(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        await let_in(shop)
        sample = await shop.ask(shop.sandbox.place_order)
        address = shop.program.house.listener_address
        total = A_SECOND * FOR_SECONDS
        begun = time.monotonic()

        def call(line: int) -> list[float]:
            return post(address, sample, range(line, total, LINES), lambda n: begun + n / A_SECOND)

        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(LINES, "load") as callers:
            waits = await asyncio.gather(*(loop.run_in_executor(callers, call, line) for line in range(LINES)))
        assert sum(map(len, waits)) == total
        assert await kept(shop) == sorted(f"load-{n}" for n in range(total))
        wanted = sorted(f"loaded-{n}" for n in range(total))

        async def all_here() -> bool:
            return await loaded(shop) == wanted

        await shop.until_async(all_here, 120)
