"""The whole client against the practice restaurant: install, every list, an order made, moved, found and cancelled."""

import asyncio
import contextlib
import datetime
from collections.abc import Iterator

import httpx
import pytest
from starlette.responses import JSONResponse

from retm_desktop.domain.draft import ChosenModifier, Draft, DraftLine
from retm_desktop.domain.errors import (
    CodeRefused,
    NotFound,
    Offline,
    OutcomeUnknown,
    Rejected,
    ServerFault,
    SignInExpired,
    UnreadableAnswer,
    WrongCredentials,
)
from retm_desktop.domain.menu import Product
from retm_desktop.domain.stages import Stage
from retm_desktop.providers.retm import install
from retm_desktop.providers.retm.client import RetmClient, every
from retm_desktop.providers.retm.environment import sandbox_environment
from retm_desktop.providers.retm.install import Tokens
from retm_desktop.sandbox import Sandbox, SandboxSettings, running_sandbox
from tests.providers.serving import Seen, serving

STATE = "k2n9v0"


class Kept:
    """Tokens in memory, refreshed through the sandbox's token endpoint."""

    def __init__(self, http: httpx.AsyncClient, sandbox: Sandbox, tokens: Tokens) -> None:
        self.refreshes = 0
        self._http = http
        self._sandbox = sandbox
        self._tokens = tokens
        self._lock = asyncio.Lock()

    async def token(self) -> str:
        return self._tokens.access_token

    async def renewed(self, stale: str) -> str:
        async with self._lock:
            if stale == self._tokens.access_token:
                self.refreshes += 1
                sandbox = self._sandbox
                environment = sandbox_environment(sandbox.url)
                client = (sandbox.client_id, sandbox.client_secret)
                token, now = self._tokens.refresh_token, datetime.datetime.now(datetime.UTC)
                self._tokens = await install.refresh(self._http, environment, sandbox.business_id, token, *client, now)
        return self._tokens.access_token


@contextlib.contextmanager
def practice() -> Iterator[tuple[Sandbox, Seen]]:
    with (
        serving(lambda _request, _seen: JSONResponse({})) as (partner, seen),
        running_sandbox(SandboxSettings(rate=0, orders=120, partner=partner)) as sandbox,
    ):
        yield sandbox, seen


async def installed(http: httpx.AsyncClient, sandbox: Sandbox, seen: Seen) -> tuple[RetmClient, Kept]:
    await asyncio.to_thread(sandbox.consent, {install.STATE_PARAMETER: STATE, "tenant": "418"})
    callback = install.callback(seen.bodies[0])
    assert callback.data == {install.STATE_PARAMETER: STATE, "tenant": "418"}
    environment = sandbox_environment(sandbox.url)
    now = datetime.datetime.now(datetime.UTC)
    with pytest.raises(WrongCredentials):
        await install.exchange(http, environment, callback.business_id, callback.code, sandbox.client_id, "no", now)
    given = (http, environment, callback.business_id, callback.code, sandbox.client_id, sandbox.client_secret, now)
    source = Kept(http, sandbox, await install.exchange(*given))
    with pytest.raises(CodeRefused):
        await install.exchange(*given)
    return RetmClient(http, environment, callback.business_id, source), source


def simplest(products: list[Product]) -> DraftLine:
    product = min(products, key=lambda p: sum(group.minimum for group in p.modifiers))
    chosen = [
        ChosenModifier(number, item)
        for number, group in enumerate(product.modifiers)
        for item in group.items[: group.minimum]
    ]
    return DraftLine(product, product.variations[0] if product.variations else None, tuple(chosen), quantity=2)


async def test_the_whole_client_against_the_practice_restaurant(http: httpx.AsyncClient) -> None:
    with practice() as (sandbox, seen):
        client, source = await installed(http, sandbox, seen)
        orders = [item.value async for page in every(client.orders, per_page=50) for item in page.items]
        assert len({order.id for order in orders}) == len(orders) == 120
        assert all(order.stage and order.lines and order.created_at and order.total for order in orders)
        assert [order.created_at for order in orders] == sorted((o.created_at for o in orders), reverse=True)
        invoices = await client.invoices()
        assert all(item.value.invoice_id and not item.value.order.id for item in invoices.items)
        assert sum([len(page.items) async for page in every(client.customers, per_page=100)]) == 200

        products = [item.value async for page in every(client.products) for item in page.items]
        categories = await client.categories()
        branches, devices = await client.branches(), await client.devices()
        assert len(products) >= 60
        assert len(categories) == len(await client.menu()) >= 8
        assert len(await client.simple_list()) == len(products)
        assert (len(branches), len(devices)) == (5, 12)
        assert all(device.value.branch_id in {branch.value.id for branch in branches} for device in devices)
        first = await client.category(categories[0].value.id)
        assert (await client.product(first.items[0].value.id)).value.name == first.items[0].value.name
        groups = await client.groups()
        assert all([(await client.group(group.value.id)).items for group in groups])
        types, methods = await client.order_types(), await client.payment_methods()
        charges, taxes = await client.charges(), await client.taxes()
        assert all((types, methods, charges, taxes))
        await client.price_lists()
        with pytest.raises(NotFound):
            await client.product("01jnothere")

        began = datetime.datetime.now(datetime.UTC)
        draft = Draft(
            (simplest(products),),
            branches[0].value.id,
            types[0].value.id,
            "Huda",
            "0500000002",
            methods[0].value.id,
        )
        assert draft.problems() == []
        made = (await client.create_order(draft.intent("WEB-1"))).value
        assert made.id
        assert made.number
        assert made.stage is Stage.NEW
        found = await client.find_order("WEB-1", since=began)
        assert found is not None
        assert (found.value.id, found.value.total) == (made.id, draft.intent("WEB-1").total)
        assert await client.find_order("WEB-2", since=began) is None
        await client.update_delivery_status(made.id, Stage.PREPARING)
        await client.update_delivery_status(made.id, Stage.ASSIGNED, "Ali", "0500000003")
        with pytest.raises(Rejected) as refused:
            await client.update_delivery_status(made.id, Stage.READY)
        assert set(refused.value.fields) == {"status"}
        await client.cancel_order(made.id, "no rice")
        again = await client.find_order("WEB-1", since=began)
        assert again is not None
        assert again.value.stage is Stage.CANCELLED
        with pytest.raises(NotFound):
            await client.cancel_order("01jnothere", "no rice")
        for create, wanted in (
            (client.create_order_type, types[0].value),
            (client.create_payment_method, methods[0].value),
            (client.create_charge, charges[0].value),
            (client.create_tax, taxes[0].value),
        ):
            created = (await create(wanted)).value  # type: ignore[operator]
            assert created.name == wanted.name
            assert created.id not in ("", wanted.id)

        await asyncio.to_thread(sandbox.expire_tokens)
        await asyncio.gather(*(client.branches() for _ in range(6)))
        assert source.refreshes == 1


@pytest.mark.parametrize(
    ("fault", "read", "write"),
    [
        ("error", ServerFault, OutcomeUnknown),
        ("drop", Offline, OutcomeUnknown),
        ("truncate", UnreadableAnswer, OutcomeUnknown),
        ("expire", SignInExpired, SignInExpired),
    ],
)
async def test_bad_days_of_the_practice_restaurant(
    http: httpx.AsyncClient, fault: str, read: type[Exception], write: type[Exception]
) -> None:
    with practice() as (sandbox, seen):
        client, _ = await installed(http, sandbox, seen)
        order = (await client.orders(per_page=1)).items[0].value
        await asyncio.to_thread(sandbox.set_faults, {fault: 1.0})
        with pytest.raises(read):
            await client.orders()
        with pytest.raises(write):
            await client.cancel_order(order.id, "no rice")
