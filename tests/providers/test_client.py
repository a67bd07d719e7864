"""The API client against answers made by hand; what can be asked of a whole RETM stands in test_every_retm_*.py."""

import datetime
import json
import threading
from collections.abc import Callable
from decimal import Decimal

import httpx
import msgspec
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from retm_desktop.domain.business import Charge, OrderType, PaymentMethod
from retm_desktop.domain.errors import (
    NotFound,
    Offline,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    SignInExpired,
    UnreadableAnswer,
)
from retm_desktop.domain.intents import CreateOrder
from retm_desktop.domain.menu import Tax
from retm_desktop.domain.orders import Line, OrderCustomer
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.providers.retm import client as client_module
from retm_desktop.providers.retm.client import Page, Received, RetmClient, every
from retm_desktop.providers.retm.endpoints import ENDPOINTS
from retm_desktop.providers.retm.environment import sandbox_environment
from tests.providers.conftest import Source
from tests.providers.serving import Seen, raw_server, serving

INTENT = CreateOrder(
    "WEB-1",
    "b1",
    OrderCustomer(BilingualText("Huda", "Huda"), "0500000002"),
    (Line("p1", total=Decimal("23.00")),),
    ("",),
    Decimal("20.00"),
    Decimal("3.00"),
    Decimal("23.00"),
)
NAME = BilingualText("Meal card", "بطاقة")


def client_at(address: str, http: httpx.AsyncClient, source: Source, **paths: str) -> RetmClient:
    environment = msgspec.structs.replace(sandbox_environment(address), paths=paths)
    return RetmClient(http, environment, "palmgrill", source)


def page_of(orders: list[dict[str, object]], **pagination: object) -> Response:
    return JSONResponse({"items": orders, "pagination": pagination} if pagination else {"items": orders})


async def numbers(pages: object) -> list[list[str]]:
    return [[item.value.id for item in page.items] async for page in pages]  # type: ignore[attr-defined]


async def test_every_endpoint_of_the_table_is_called_by_its_path_with_the_token(
    http: httpx.AsyncClient, source: Source
) -> None:
    with serving(lambda _r, _s: JSONResponse([{"id": "a/b"}])) as (address, seen):
        client = client_at(address, http, source)
        for call in (client.orders, client.invoices, client.customers, client.products):
            assert isinstance(await call(page=2, per_page=7), Page)
        for whole in (
            client.categories,
            client.groups,
            client.branches,
            client.devices,
            client.order_types,
            client.price_lists,
            client.payment_methods,
            client.charges,
            client.taxes,
            client.simple_list,
            client.menu,
        ):
            assert len(await whole()) == 1
        await client.category("a/b")
        await client.group("a/b")
        assert (await client.product("a/b")).value.id == "a/b"
        await client.create_order(INTENT)
        await client.cancel_order("o1", "no rice")
        await client.update_delivery_status("o1", Stage.OUT, "Ali", "٠٥٠٠٠٠٠٠٠٣")
        await client.create_order_type(OrderType(name=NAME, type=1))
        await client.create_payment_method(PaymentMethod(name=NAME, kind=6, zatca_code="30"))
        await client.create_charge(Charge(name=NAME, value=Decimal(12), tax=Tax("t1")))
        await client.create_tax(Tax(name=NAME, value=Decimal(15)))
    asked = {(method, path.split("?")[0].removeprefix("/palmgrill/api/v2")) for method, path, _ in seen}
    wanted = {(e.method, e.path.replace("{id}", "a/b")) for e in ENDPOINTS.values() if e.name != "token"}
    assert asked == wanted
    assert {token for _, _, token in seen} == {"Bearer t0"}
    assert seen[0][1].endswith("?page=2&per_page=7")
    sent = {
        path.rsplit("/v2", 1)[1]: json.loads(body) for (_, path, _), body in zip(seen, seen.bodies, strict=True) if body
    }
    assert sent["/orders/cancel"] == {"order_id": "o1", "reason": "no rice"}
    assert sent["/orders/update-delivery-status"] == {
        "order_id": "o1",
        "status": 6,
        "driver": {"name": "Ali", "phone": "0500000003"},
    }
    assert sent["/payments/create"] == {
        "name": {"en": "Meal card", "ar": "بطاقة"},
        "type": 6,
        "auto_open_drawer": 0,
        "ecr_enabled": 0,
        "zatca_payment_code": "30",
    }
    assert sent["/charges/create"] == {"name": {"en": "Meal card", "ar": "بطاقة"}, "value": "12.00", "tax": "t1"}
    assert sent["/taxes/create"]["value"] == "15.000"


async def test_a_path_can_be_overridden_and_an_id_cannot_leave_it(http: httpx.AsyncClient, source: Source) -> None:
    raw_paths: list[bytes] = []

    def answer(request: Request, _seen: Seen) -> Response:
        raw_paths.append(request.scope["raw_path"])
        return JSONResponse([{"id": "x"}])

    with serving(answer) as (address, _):
        client = client_at(address, http, source, orders="/orders/all", product="/items/{id}/full")
        await client.orders()
        await client.product("../a?b#c")
        for nothing in ("", ".", ".."):
            with pytest.raises(NotFound):
                await client.product(nothing)
    assert raw_paths == [b"/palmgrill/api/v2/orders/all", b"/palmgrill/api/v2/items/..%2Fa%3Fb%23c/full"]


def test_a_client_cannot_be_made_for_a_bad_business(source: Source) -> None:
    with pytest.raises(Rejected):
        RetmClient(httpx.AsyncClient(), sandbox_environment("http://127.0.0.1:1"), "a/../b", source)


def guarded(good: str, answer: Callable[[], Response]) -> Callable[[Request, Seen], Response]:
    return lambda request, _seen: (
        answer() if request.headers["Authorization"] == f"Bearer {good}" else JSONResponse({"message": "no"}, 401)
    )


async def test_a_second_refusal_asks_to_sign_in_again(http: httpx.AsyncClient, source: Source) -> None:
    with serving(guarded("never", lambda: JSONResponse([]))) as (address, seen):
        with pytest.raises(SignInExpired):
            await client_at(address, http, source).orders()
        assert len(seen) == 2
    assert source.refreshes == 1


@pytest.mark.parametrize(
    ("failure", "wanted"),
    [(SignInExpired("no refresh token"), SignInExpired), (Offline("x"), Offline), (OutcomeUnknown("x"), Offline)],
)
async def test_a_refresh_that_fails_tells_so_and_the_write_did_not_happen(
    http: httpx.AsyncClient, source: Source, failure: Exception, wanted: type[Exception]
) -> None:
    source.fails_with = failure
    with serving(guarded("t1", lambda: JSONResponse({}))) as (address, seen), pytest.raises(wanted):
        await client_at(address, http, source).create_order(INTENT)
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("pagination", "asked"),
    [
        ({"current_page": 1, "total_pages": 1}, 1),
        ({"current_page": "1", "last_page": "1"}, 1),
        ({"current_page": 1, "total_pages": 0}, 1),
        ({"next": None}, 1),
        ({"links": {"next": None}}, 1),
        ({"next_page_url": ""}, 1),
        ({"total": 2, "per_page": 50}, 1),
        ({"total_pages": 5}, 2),
        ({"unknown": 1}, 2),
        ({}, 2),
    ],
)
async def test_a_list_ends_where_it_says_or_repeats_itself(
    http: httpx.AsyncClient, source: Source, pagination: dict[str, object], asked: int
) -> None:
    with serving(lambda _r, _s: page_of([{"id": "A"}, {"uuid": "b"}], **pagination)) as (address, seen):
        client = client_at(address, http, source)
        assert await numbers(client.every(client.orders)) == [["A", "b"]]
    assert len(seen) == asked


async def test_pages_are_read_to_an_empty_one_or_to_the_cap(http: httpx.AsyncClient, source: Source) -> None:
    def answer(request: Request, _seen: Seen) -> Response:
        page = int(request.query_params["page"])
        return page_of([{"id": f"{page}-{n}"} for n in range(2)] if page < 4 else [])

    with serving(answer) as (address, seen):
        client = client_at(address, http, source)
        assert await numbers(every(client.orders)) == [[f"{p}-0", f"{p}-1"] for p in (1, 2, 3)]
        assert len(seen) == 4
        assert len(await numbers(every(client.orders, most_pages=2, per_page=9))) == 2
        assert seen[-1][1].endswith("page=2&per_page=9")


async def test_new_orders_pushing_old_ones_to_the_next_page_do_not_end_the_list(
    http: httpx.AsyncClient, source: Source
) -> None:
    pages = {"1": ["c", "b"], "2": ["b", "a"], "3": ["A", "B"]}

    def answer(request: Request, _seen: Seen) -> Response:
        return page_of([{"id": id_} for id_ in pages[request.query_params["page"]]])

    with serving(answer) as (address, _):
        assert await numbers(every(client_at(address, http, source).orders)) == [["c", "b"], ["b", "a"]]


async def test_an_empty_list_is_one_empty_page(http: httpx.AsyncClient, source: Source) -> None:
    for empty in ([], {"items": []}, {"data": {"items": [], "pagination": []}}):
        with serving(lambda _r, _s, empty=empty: JSONResponse(empty)) as (address, seen):  # type: ignore[misc]
            assert await numbers(every(client_at(address, http, source).orders)) == [[]]
        assert len(seen) == 1


async def test_a_full_bare_array_is_looked_at_once_more(http: httpx.AsyncClient, source: Source) -> None:
    def answer(request: Request, _seen: Seen) -> Response:
        pages = {"1": ["d", "c"], "2": ["b", "a"], "3": []}
        return JSONResponse([{"id": id_} for id_ in pages[request.query_params["page"]]])

    with serving(answer) as (address, _):
        client = client_at(address, http, source)
        assert await numbers(every(client.orders, per_page=2)) == [["d", "c"], ["b", "a"]]
        assert await numbers(every(client.orders)) == [["d", "c"]]


async def test_items_come_with_their_documents_as_they_came(http: httpx.AsyncClient, source: Source) -> None:
    first, second = '{"id":"o1",  "total_price":1.10,"x":1e2}', '{"id": "o2", "name": "\\u0634\\u0627\\u064a"}'
    body = f'\ufeff{{"items": [{first}, {second}]}}'
    with serving(lambda _r, _s: PlainTextResponse(body)) as (address, _):
        items = (await client_at(address, http, source).orders()).items
    assert [item.raw.decode() for item in items] == [first, second]
    assert str(items[0].value.total) == "1.10"


@pytest.mark.expects_log
async def test_one_unreadable_item_does_not_hide_the_others(http: httpx.AsyncClient, source: Source) -> None:
    with serving(lambda _r, _s: JSONResponse({"items": [{"id": "o1"}, None, {}, 7, {"id": "o2"}]})) as (address, _):
        assert await numbers(every(client_at(address, http, source).orders)) == [["o1", "o2"]]


@pytest.mark.parametrize(
    "body", ["<html>sign in</html>", '{"items": [{"id": "o1"', "null", '{"message": "ok"}', "[" * 5000]
)
async def test_a_list_that_is_none_is_unreadable(http: httpx.AsyncClient, source: Source, body: str) -> None:
    with serving(lambda _r, _s: PlainTextResponse(body)) as (address, _):
        client = client_at(address, http, source)
        with pytest.raises(UnreadableAnswer):
            await client.orders()
        with pytest.raises(UnreadableAnswer):
            await client.branches()


async def test_large_pages_are_read_on_another_thread(
    http: httpx.AsyncClient, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    read_page = client_module._read_page

    def noted(*given: object) -> object:
        threads.append(threading.current_thread())
        return read_page(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(client_module, "_read_page", noted)
    note = "x" * 1000
    with serving(
        lambda r, _s: page_of([{"id": str(n), "note": note} for n in range(int(r.query_params["per_page"]))])
    ) as (
        address,
        _,
    ):
        client = client_at(address, http, source)
        assert len((await client.orders(per_page=100)).items) == 100
        assert len((await client.orders(per_page=5)).items) == 5
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


@pytest.mark.parametrize(
    ("answer", "id_", "number"),
    [
        ({"id": "o1", "order_reference": "512", "partner_reference": "WEB-1", "status": 2}, "o1", "512"),
        ({"uuid": "o1", "order_refrence": 512}, "o1", "512"),
        ({"order_id": 77}, "77", ""),
        ({"message": "ok", "data": {"uuid": "o1"}}, "o1", ""),
        ({"data": {"order_id": "o1", "order_reference": "9"}}, "o1", "9"),
        ({"message": "created"}, "", ""),
        ([], "", ""),
    ],
)
async def test_what_is_told_of_a_new_order_is_read(
    http: httpx.AsyncClient, source: Source, answer: object, id_: str, number: str
) -> None:
    with serving(lambda _r, _s: JSONResponse(answer, 201)) as (address, seen):
        made: Received[object] = await client_at(address, http, source).create_order(INTENT)  # type: ignore[assignment]
    order = made.value
    assert (order.id, order.number, order.partner_reference) == (id_, number, "WEB-1")  # type: ignore[attr-defined]
    assert json.loads(made.raw) == answer
    sent = json.loads(seen.bodies[0])
    assert sent["total"] == 23
    assert sent["products"][0]["total"] == 23


async def test_a_write_answered_by_something_else_is_unknown(http: httpx.AsyncClient, source: Source) -> None:
    with serving(lambda _r, _s: PlainTextResponse("<html>hotel network</html>")) as (address, _):
        client = client_at(address, http, source)
        for write in (client.create_order(INTENT), client.cancel_order("o", "r"), client.create_tax(Tax())):
            with pytest.raises(OutcomeUnknown):
                await write
    with serving(lambda _r, _s: Response(status_code=204)) as (address, _):
        await client_at(address, http, source).cancel_order("o1", "no rice")


async def test_a_write_whose_answer_is_lost_was_sent_once_and_is_unknown(
    http: httpx.AsyncClient, source: Source
) -> None:
    async with raw_server(b"") as (address, requests):
        with pytest.raises(OutcomeUnknown):
            await client_at(address, http, source).create_order(INTENT)
    assert len(requests) == 1


def listing(pages: dict[int, list[tuple[str, str]]]) -> Callable[[Request, Seen], Response]:
    def answer(request: Request, _seen: Seen) -> Response:
        page = int(request.query_params["page"])
        return page_of(
            [
                {"id": ref, "partner_reference": ref, "created_at": f"2026-02-03 {time}"}
                for ref, time in pages.get(page, [])
            ]
        )

    return answer


SINCE = datetime.datetime(2026, 2, 3, 15, 0, tzinfo=datetime.UTC)  # 18:00 in Riyadh


async def test_looking_stops_where_the_list_is_older(http: httpx.AsyncClient, source: Source) -> None:
    pages = {1: [("W3", "19:00:00")], 2: [("W2", "13:30:00"), ("W1", "13:00:00")], 3: [("W0", "12:00:00")]}
    with serving(listing(pages)) as (address, seen):
        assert await client_at(address, http, source).find_order("W0", since=SINCE) is None
    assert len(seen) == 2


async def test_looking_allows_for_the_doubt_about_retms_clock(http: httpx.AsyncClient, source: Source) -> None:
    pages = {1: [("W3", "15:10:00"), ("W2", "15:05:00")], 2: [("W1", "15:00:00")]}
    with serving(listing(pages)) as (address, _):
        assert await client_at(address, http, source).find_order("W1", since=SINCE) is not None


async def test_one_old_order_among_new_ones_does_not_end_the_search(http: httpx.AsyncClient, source: Source) -> None:
    pages = {1: [("W3", "19:00:00"), ("W2", "08:00:00")], 2: [("W1", "18:30:00")]}
    with serving(listing(pages)) as (address, _):
        assert await client_at(address, http, source).find_order("W1", since=SINCE) is not None


async def test_a_list_that_runs_the_other_way_is_read_to_its_end(http: httpx.AsyncClient, source: Source) -> None:
    pages = {1: [("W1", "08:00:00"), ("W2", "09:00:00")], 2: [("W3", "10:00:00"), ("W4", "19:00:00")]}
    with serving(listing(pages)) as (address, _):
        client = client_at(address, http, source)
        found = await client.find_order("W4", since=SINCE)
        assert found is not None
        assert await client.find_order("W9", since=SINCE) is None


async def test_not_having_looked_far_enough_is_not_absence(http: httpx.AsyncClient, source: Source) -> None:
    pages = {page: [(f"W{page}", "19:00:00")] for page in range(1, 9)}
    with serving(listing(pages)) as (address, _), pytest.raises(OutcomeUnknown):
        await client_at(address, http, source).find_order("W9", since=SINCE, most_pages=3)


async def test_every_call_is_told_of_and_the_clocks_are_compared(http: httpx.AsyncClient, source: Source) -> None:
    told: list[tuple[str, int | None]] = []

    def answer(request: Request, _seen: Seen) -> Response:
        if "branches" in request.url.path:
            return Response(status_code=429, headers={"Retry-After": "90"})
        return JSONResponse([], headers={"Date": "Tue, 03 Feb 2009 15:24:07 GMT"})

    with serving(answer) as (address, _):
        client = client_at(address, http, source)
        client.on_call = lambda endpoint, status, seconds: told.append((endpoint, status if seconds >= 0 else -1))
        assert client.clock_skew is None
        await client.orders()
        assert client.clock_skew is not None
        assert client.clock_skew < datetime.timedelta(days=-5000)
        with pytest.raises(RateLimited):
            await client.branches()
    async with raw_server(b"") as (address, _):
        lost = client_at(address, http, source)
        lost.on_call = client.on_call
        with pytest.raises(Offline):
            await lost.taxes()
    assert told == [("orders", 200), ("branches", 429), ("taxes", None)]
