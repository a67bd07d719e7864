"""Runs a practice restaurant inside another program, on a thread of its own, and hands out its levers."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from retm_desktop.sandbox.levers.access import AccessLevers
from retm_desktop.sandbox.levers.catalogue import CatalogueLevers
from retm_desktop.sandbox.levers.line import LineLevers
from retm_desktop.sandbox.levers.orders import OrderLevers
from retm_desktop.sandbox.levers.till import Till
from retm_desktop.sandbox.revenue_monster.levers import RevenueMonsterLevers
from retm_desktop.sandbox.server import House, bound_socket
from retm_desktop.sandbox.settings import SandboxSettings

P = ParamSpec("P")
T = TypeVar("T")

_PATIENCE = 60.0


class Lever(Generic[P, T]):
    """A lever as a method of `Sandbox`: same arguments, but it waits for the end and can be called from any
    thread but the server's own.
    """

    def __init__(self, coroutine: Callable[Concatenate[Any, P], Coroutine[Any, Any, T]]) -> None:
        self._name = coroutine.__name__

    def __get__(self, sandbox: "Sandbox", _owner: type | None = None) -> Callable[P, T]:
        """The method."""

        def pulled(*values: P.args, **named: P.kwargs) -> T:
            return cast(T, sandbox.pull(self._name, *values, **named))

        return pulled


class Sandbox:
    """A running practice restaurant and its levers, which `levers/` describes one by one."""

    def __init__(self, settings: SandboxSettings, house: House, loop: asyncio.AbstractEventLoop) -> None:
        self.settings = settings
        self.url = house.url
        self.business_id = house.restaurant.id
        self.client_id = settings.client_id
        self._house = house
        self._loop = loop

    @property
    def client_secret(self) -> str:
        """The secret that works now."""
        return self._house.tokens.client_secret

    @property
    def consent_url(self) -> str:
        """The consent page, for an environment file."""
        return f"{self.url}/integrations/authorized"

    @property
    def token_url(self) -> str:
        """The token endpoint with `{business_id}` left open, for an environment file."""
        return f"{self.url}/{{business_id}}/api/oAuth/token"

    @property
    def api_url(self) -> str:
        """The API's base with `{business_id}` left open, for an environment file."""
        return f"{self.url}/{{business_id}}/api/v2"

    advance = Lever(OrderLevers.advance)
    cancel = Lever(OrderLevers.cancel)
    place_order = Lever(OrderLevers.place_order)
    refund = Lever(OrderLevers.refund)

    add_customer = Lever(CatalogueLevers.add_customer)
    change_customer = Lever(CatalogueLevers.change_customer)
    change_menu = Lever(CatalogueLevers.change_menu)
    change_menu_many = Lever(CatalogueLevers.change_menu_many)
    delete_customer = Lever(CatalogueLevers.delete_customer)

    check_reward = Lever(Till.check_reward)
    redeem_reward = Lever(Till.redeem_reward)

    allow = Lever(AccessLevers.allow)
    consent = Lever(AccessLevers.consent)
    expire_tokens = Lever(AccessLevers.expire_tokens)
    forbid = Lever(AccessLevers.forbid)
    move_path = Lever(AccessLevers.move_path)
    refuse_refresh = Lever(AccessLevers.refuse_refresh)
    set_client_secret = Lever(AccessLevers.set_client_secret)

    books = Lever(LineLevers.books)
    pause = Lever(LineLevers.pause)
    report_failure = Lever(LineLevers.report_failure)
    resume = Lever(LineLevers.resume)
    send_event = Lever(LineLevers.send_event)
    send_webhook = Lever(LineLevers.send_webhook)
    set_faults = Lever(LineLevers.set_faults)
    set_latency = Lever(LineLevers.set_latency)
    set_partner = Lever(LineLevers.set_partner)

    rm_application = Lever(RevenueMonsterLevers.rm_application)
    rm_books = Lever(RevenueMonsterLevers.rm_books)
    rm_callback = Lever(RevenueMonsterLevers.rm_callback)
    rm_cancel_redirects = Lever(RevenueMonsterLevers.rm_cancel_redirects)
    rm_clock_skew = Lever(RevenueMonsterLevers.rm_clock_skew)
    rm_consent = Lever(RevenueMonsterLevers.rm_consent)
    rm_decline = Lever(RevenueMonsterLevers.rm_decline)
    rm_drop = Lever(RevenueMonsterLevers.rm_drop)
    rm_expire = Lever(RevenueMonsterLevers.rm_expire)
    rm_expire_tokens = Lever(RevenueMonsterLevers.rm_expire_tokens)
    rm_next_payment = Lever(RevenueMonsterLevers.rm_next_payment)
    rm_other_application = Lever(RevenueMonsterLevers.rm_other_application)
    rm_pay = Lever(RevenueMonsterLevers.rm_pay)
    rm_refuse = Lever(RevenueMonsterLevers.rm_refuse)
    rm_refuse_refresh = Lever(RevenueMonsterLevers.rm_refuse_refresh)
    rm_register_client_key = Lever(RevenueMonsterLevers.rm_register_client_key)
    rm_register_redirect = Lever(RevenueMonsterLevers.rm_register_redirect)
    rm_scopes = Lever(RevenueMonsterLevers.rm_scopes)

    @contextmanager
    def offline(self) -> Iterator[None]:
        """The network is cut both ways inside: connections refused or broken, webhooks fail to arrive."""
        self._on_loop(self._shut())
        try:
            yield
        finally:
            self._on_loop(self._house.reopen())

    def close(self) -> None:
        """Begin to close; the thread ends by itself."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._house.stop)

    async def _shut(self) -> None:
        self._house.shut()

    def pull(self, name: str, /, *values: Any, **named: Any) -> Any:  # noqa: ANN401  each lever has its own
        """Pull one lever by name and wait for it; raises ValueError for what it cannot do."""

        async def pulled() -> object:
            return await self._house.control.lever(name)(*values, **named)

        return self._on_loop(pulled())

    def _on_loop(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)


@contextmanager
def running_sandbox(settings: SandboxSettings | None = None) -> Iterator[Sandbox]:
    """A practice restaurant on its own thread and loop, closed at the end of the block.

    Raises OSError when the port is taken.
    """
    chosen = settings or SandboxSettings()
    door = bound_socket(chosen.port)
    opened = threading.Event()
    begun: list[Sandbox] = []
    trouble: list[BaseException] = []

    async def life() -> None:
        house = House(chosen, door.getsockname()[1])
        ready = asyncio.Event()
        serving = asyncio.create_task(house.serve(door, ready), name="practice restaurant")
        listening = asyncio.create_task(ready.wait(), name="until it listens")
        await asyncio.wait({serving, listening}, return_when=asyncio.FIRST_COMPLETED)
        listening.cancel()
        begun.append(Sandbox(chosen, house, asyncio.get_running_loop()))
        opened.set()
        await serving

    def run() -> None:
        try:
            asyncio.run(life())
        except BaseException as reason:
            trouble.append(reason)
        finally:
            opened.set()

    thread = threading.Thread(target=run, name="practice restaurant", daemon=True)
    thread.start()
    opened.wait()
    try:
        if not begun:
            raise trouble[0]
        yield begun[0]
    finally:
        if begun:
            begun[0].close()
        thread.join(_PATIENCE)
        door.close()
    if trouble:
        raise trouble[0]
