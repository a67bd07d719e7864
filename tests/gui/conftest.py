"""What tests of views share: a desk over a real store, and a house that records what it is asked to do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QWidget

from retm_desktop.connect.installer import Begun
from retm_desktop.connect.terms import ConnectableEnvironment
from retm_desktop.domain.errors import OperatorError
from retm_desktop.domain.intents import Intent
from retm_desktop.domain.text import Language
from retm_desktop.gui.bridge import Bridge
from retm_desktop.gui.desk import Desk, Particulars, Practice
from retm_desktop.gui.language import Translations
from retm_desktop.gui.pictures import Pictures
from retm_desktop.gui.theme import Theme, ThemeChoice, ThemeName, load_fonts
from retm_desktop.providers.retm.environment import BUILT_IN, PRODUCTION, sandbox_environment
from retm_desktop.providers.revenue_monster.environment import practice_environment
from retm_desktop.store.catalogue import Catalogue
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import ConnectionRecord, Connections, ConnectionState
from retm_desktop.store.database import Database
from retm_desktop.store.events import Events
from retm_desktop.store.installs import InstallRecord, Installs
from retm_desktop.store.invoices import Invoices
from retm_desktop.store.ledger import Ledger
from retm_desktop.store.menu_changes import MenuChanges
from retm_desktop.store.orders import Orders
from retm_desktop.store.outbox import Action, Outbox
from retm_desktop.store.payment_stores import PaymentStores
from retm_desktop.store.payments import Payments
from retm_desktop.store.rewards import Rewards
from retm_desktop.store.settings import Settings
from retm_desktop.store.takings import Takings
from retm_desktop.store.vault_state import VaultState
from retm_desktop.sync.background import Background, Report
from retm_desktop.sync.inspector import Inspector
from retm_desktop.sync.payments.session import PaymentSession
from retm_desktop.sync.status import Link, Status

T = TypeVar("T")

START = datetime(2026, 2, 3, 17, 14, tzinfo=UTC)
"""When every test begins: 20:14 in Riyadh."""


class Clock:
    """The time of a test; it stands still until it is told to move."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """Return the present time."""
        return self.at

    def forward(self, *, minutes: float = 0, hours: float = 0) -> None:
        """Move on."""
        self.at += timedelta(minutes=minutes, hours=hours)


class ViewBackground(Background):
    """Background work that ends with the test's own loop.

    qasync and pytest-qt turn the Qt loop once more after a test, when no asyncio loop runs: late timers of a view may
    then still ask for work, which comes to nothing.
    """

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.loop = asyncio.get_running_loop()

    def spawn(self, coro: Coroutine[Any, Any, T], *, name: str, replace: bool = False) -> asyncio.Task[T]:
        """Start `coro` while the test runs."""
        if self.loop.is_running():
            return super().spawn(coro, name=name, replace=replace)
        coro.close()
        nothing: asyncio.Future[T] = self.loop.create_future()
        nothing.cancel()
        return cast("asyncio.Task[T]", nothing)


_open: list[tuple[ViewBackground, list[Bridge]]] = []


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call() -> Iterator[None]:
    """End what views do in the background as soon as the test is through."""
    try:
        return (yield)
    finally:
        _end_background_work()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """End it as well where the test did not even begin."""
    _end_background_work()
    return (yield)


def _end_background_work() -> None:
    while _open:
        background, bridges = _open.pop()
        for bridge in bridges:
            bridge.close()
        background.loop.run_until_complete(background.close())


class FakePrompter:
    """Answers every question with `answer` and remembers the titles."""

    def __init__(self) -> None:
        self.answer = True
        self.asked: list[str] = []

    async def confirm(
        self, parent: QWidget, title: str, text: str, *, yes: str, no: str, dangerous: bool = False
    ) -> bool:
        """Answer at once."""
        self.asked.append(title)
        return self.answer


class FakeHouse:
    """The program behind the views: writes go into the real outbox, everything else is recorded in `calls`.

    `fail_with` is raised by the next act that can fail.
    """

    def __init__(self, outbox: Outbox, installs: Installs, clock: Clock, bridge: Bridge) -> None:
        self._outbox, self._installs, self._clock, self._bridge = outbox, installs, clock, bridge
        self.active: ConnectionRecord | None = None
        self.status = Status(link=Link.ONLINE, since=START, updated_at=START)
        self.payments_connection: ConnectionRecord | None = None
        self.environments: dict[str, ConnectableEnvironment] = dict(BUILT_IN)
        self.listener_address = "http://127.0.0.1:47600"
        self.listener_error: Exception | None = None
        self.vault_state = VaultState.OK
        self.particulars = Particulars()
        self.inspector: Inspector | None = None
        self.payments: PaymentSession | None = None
        self.done: list[tuple[Intent, int | None]] = []
        self.calls: list[tuple[object, ...]] = []
        self.fail_with: OperatorError | None = None
        self.grace = timedelta()

    def _may_fail(self) -> None:
        if self.fail_with is not None:
            error, self.fail_with = self.fail_with, None
            raise error

    async def do(self, intent: Intent, order_key: int | None = None) -> Action:
        self._may_fail()
        assert self.active is not None
        action = await self._outbox.put(self.active.id, intent, order_key, self._clock(), self.grace)
        self.done.append((intent, order_key))
        return action

    async def replace(self, action_id: int, intent: Intent) -> Action | None:
        self.calls.append(("replace", action_id))
        self._may_fail()
        return await self._outbox.replace(action_id, intent, self._clock(), self.grace)

    async def hold(self, action_id: int) -> bool:
        self.calls.append(("hold", action_id))
        return await self._outbox.hold(action_id, self._clock())

    async def retry(self, action_id: int) -> None:
        self.calls.append(("retry", action_id))
        self._may_fail()
        await self._outbox.retry(action_id)

    async def give_up(self, action_id: int) -> bool:
        self.calls.append(("give_up", action_id))
        self._may_fail()
        return await self._outbox.give_up(action_id)

    async def withdraw(self, action_id: int) -> bool:
        self.calls.append(("withdraw", action_id))
        self._may_fail()
        return await self._outbox.withdraw(action_id)

    def refresh(self) -> None:
        self.calls.append(("refresh",))

    def look_at_product(self, product_id: str) -> None:
        self.calls.append(("look_at_product", product_id))

    def use_price_list(self, price_list_id: str) -> None:
        self.calls.append(("use_price_list", price_list_id))

    async def apply_again(self, event_id: int) -> bool:
        self.calls.append(("apply_again", event_id))
        self._may_fail()
        return True

    async def start_practice(self) -> Practice:
        self.calls.append(("start_practice",))
        self._may_fail()
        return Practice(sandbox_environment("http://127.0.0.1:9"), "practice-client", "practice-secret")

    async def practice_payments(self) -> Practice:
        self.calls.append(("practice_payments",))
        self._may_fail()
        environment = practice_environment("http://127.0.0.1:9")
        keys = {"private_key": "practice-private-key", "server_public_key": "practice-public-key"}
        return Practice(environment, "practice-client", "practice-secret", keys)

    async def begin_install(
        self,
        environment: ConnectableEnvironment,
        client_id: str,
        client_secret: str,
        keys: Mapping[str, str] = MappingProxyType({}),
    ) -> Begun:
        entered = (dict(keys),) if keys else ()
        self.calls.append(("begin_install", environment.name, client_id, client_secret, *entered))
        self._may_fail()
        address = f"{environment.consent_url}?client_id={client_id}&state=test"
        now = self._clock()
        install = await self._installs.begin(
            environment.provider, environment.name, b"{}", b"h" * 32, now + timedelta(minutes=10), now
        )
        return Begun(install, address, now + timedelta(minutes=10), environment)

    async def paste_code(self, install_id: int, text: str, business_id: str = "") -> None:
        self.calls.append(("paste_code", install_id, text, business_id))
        self._may_fail()

    async def cancel_install(self, install_id: int) -> None:
        self.calls.append(("cancel_install", install_id))

    async def consent_denied(self, install_id: int) -> None:
        self.calls.append(("consent_denied", install_id))

    async def latest_install(self) -> InstallRecord | None:
        return await self._installs.latest()

    async def switch(self, connection_id: int) -> None:
        self.calls.append(("switch", connection_id))

    async def use_payments(self, connection_id: int) -> None:
        self.calls.append(("use_payments", connection_id))

    async def disconnect(self, connection_id: int) -> None:
        self.calls.append(("disconnect", connection_id))

    def use_language(self, language: Language) -> None:
        self.calls.append(("use_language", language))

    def use_theme(self, choice: ThemeChoice) -> None:
        self.calls.append(("use_theme", choice))

    def use_text_scale(self, percent: int) -> None:
        self.calls.append(("use_text_scale", percent))

    def tell_status(self, status: Status) -> None:
        """Make the connection stand differently, as the sync part would."""
        self.status = status
        self._bridge.status(status)


MakeDesk = Callable[..., Awaitable[Desk]]
Show = Callable[..., None]


@pytest.fixture(scope="session", autouse=True)
def _fonts(qapp: QApplication) -> None:
    load_fonts()


@pytest.fixture
def clock() -> Clock:
    """The time of this test."""
    return Clock()


@pytest.fixture
async def make_desk(qtbot: object, qapp: QApplication, tmp_path: Path, clock: Clock) -> AsyncIterator[MakeDesk]:
    """Hand out desks: language "en" or "ar", theme "light" or "dark", `connected`, and `scale` of the text.

    All desks of one test share one store. A bug in a view's background task fails the test when it ends.
    """
    changes = Changes()
    database = Database(tmp_path / "store.sqlite3")
    database.open()
    bugs: list[tuple[str, BaseException]] = []
    bridges: list[Bridge] = []
    translations = Translations(qapp)

    def report(name: str, error: BaseException) -> None:
        if not background.loop.is_running():
            return
        if isinstance(error, OperatorError):
            bridges[-1].error_told.emit(error)
        else:
            bugs.append((name, error))

    background = ViewBackground(report)
    _open.append((background, bridges))

    async def make(
        language: Language = "en", theme: ThemeName = "light", *, connected: bool = True, scale: float = 1.0
    ) -> Desk:
        translations.use(language)
        look = Theme(theme, scale)
        look.apply(qapp)
        bridge = Bridge(changes)
        bridges.append(bridge)
        connections = Connections(database, changes)
        outbox = Outbox(database, changes, clock)
        installs = Installs(database, changes, clock)
        house = FakeHouse(outbox, installs, clock, bridge)
        if connected:
            house.active = await connect(connections, clock())
        return Desk(
            house=house,
            installing=house,
            bridge=bridge,
            background=background,
            prompter=FakePrompter(),
            pictures=Pictures(tmp_path / "pictures", background, lambda: None),
            theme=look,
            language=language,
            now=clock,
            orders=Orders(database, changes),
            invoices=Invoices(database, changes),
            catalogue=Catalogue(database, changes),
            menu_changes=MenuChanges(database),
            ledger=Ledger(database, changes),
            rewards=Rewards(database, changes, clock),
            events=Events(database, changes),
            outbox=outbox,
            connections=connections,
            installs=installs,
            settings=Settings(database, changes),
            payments=Payments(database, changes),
            payment_stores=PaymentStores(database, changes),
            takings=Takings(database, changes),
        )

    yield make
    database.close()
    translations.use("en")
    assert not bugs, bugs


@pytest.fixture
async def desk(make_desk: MakeDesk) -> Desk:
    """A desk in English and light colours with one connected restaurant and nothing stored."""
    return await make_desk()


@pytest.fixture
def house(desk: Desk) -> FakeHouse:
    """The house behind `desk`."""
    assert isinstance(desk.house, FakeHouse)
    return desk.house


@pytest.fixture
def prompter(desk: Desk) -> FakePrompter:
    """Who answers the questions of `desk`."""
    assert isinstance(desk.prompter, FakePrompter)
    return desk.prompter


@pytest.fixture
def show(qtbot: object) -> Show:
    """Show a view at a size; it is closed when the test ends."""

    def shown(widget: QWidget, width: int = 1180, height: int = 760) -> None:
        qtbot.addWidget(widget)  # type: ignore[attr-defined]
        widget.resize(width, height)
        widget.show()

    return shown


async def connect(connections: Connections, now: datetime) -> ConnectionRecord:
    """Store a connected restaurant and make it the active one."""
    key = await connections.add(
        provider="retm",
        environment=PRODUCTION.name,
        business_id="najd-kitchen",
        label="Najd Kitchen",
        currency="SAR",
        time_zone="Asia/Riyadh",
        environment_document=msgspec.json.encode(PRODUCTION),
    )
    await connections.set_state(key, ConnectionState.CONNECTED, now)
    await connections.set_active(key)
    record = await connections.get(key)
    assert record is not None
    return record
