"""In a child process: how long the window's loop is held up by each tab while it lists 5,000 records."""

import asyncio
import importlib
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from retm_desktop.app import Options, Program, prepare_qt, run_loop
from retm_desktop.domain.text import BilingualText
from retm_desktop.gui.setup.page import SetupPage
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.orders import Incoming, Source
from tests.benchmarks import many
from tests.benchmarks.children import SCREEN, NotMeasured, say
from tests.benchmarks.heartbeat import Heartbeat
from tests.gui import shop
from tests.waiting import until

_SETTLE_SECONDS = 1.0
_KEY_SECONDS = 0.06
_IDLE_SECONDS = 3.0

Change = Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class Tab:
    """One tab to measure: its module, what is typed into its search, what changes under it, and its part of Setup."""

    module: str
    typed: str
    change: "Callable[[Watch], Awaitable[Change]]"
    part: str = ""

    @property
    def is_there(self) -> bool:
        """Whether the tab's page can be imported."""
        try:
            importlib.import_module(self.module)
        except ImportError:
            return False
        return True


class Watch:
    """The program and the beat of its window."""

    def __init__(self, program: Program, *, explain: bool) -> None:
        self.program = program
        self.desk = program.desk
        self._explain = explain
        self._times = 0
        self.stalls: list[dict[str, object]] = []

    async def longest(self, what: str, act: Callable[[], Awaitable[None]]) -> float:
        """Return the longest stall in milliseconds until a while after `act`."""
        await asyncio.sleep(0.2)
        heart = Heartbeat(self.program.window, explain=self._explain)
        heart.start()
        await act()
        await asyncio.sleep(_SETTLE_SECONDS)
        heart.stop()
        self.stalls += [{"at": what, "ms": one.ms, "seen": one.seen[:40]} for one in heart.worst[:3]]
        return round(heart.longest_ms, 1)

    async def replaced(self, kind: Kind, made: Sequence[msgspec.Struct]) -> Change:
        """Return what reads the list of `kind` anew, with its first entry renamed."""
        self._times += 1
        name = BilingualText(f"Renamed {self._times}", f"باسم آخر {self._times}")
        changed = [msgspec.structs.replace(made[0], name=name), *made[1:]]
        pairs = [(each, msgspec.json.encode(each)) for each in changed]
        desk = self.desk
        return lambda: desk.catalogue.replace(desk.connection_id, kind, pairs, datetime.now(UTC))


def _list(kind: Kind, make: Callable[[], Sequence[msgspec.Struct]]) -> Callable[[Watch], Awaitable[Change]]:
    return lambda watch: watch.replaced(kind, make())


async def _order(watch: Watch) -> Change:
    now = datetime.now(UTC)
    made = shop.order("999999", created_at=now)
    desk = watch.desk
    return lambda: desk.orders.apply(
        desk.connection_id, [Incoming(made, msgspec.json.encode(made), source=Source.WEBHOOK, at=now)]
    )


async def _invoice(watch: Watch) -> Change:
    now = datetime.now(UTC)
    told = many.invoice(shop.order("999998", created_at=now), now)
    return lambda: watch.desk.invoices.apply(watch.desk.connection_id, [told])


async def _customer(watch: Watch) -> Change:
    desk = watch.desk
    changed = msgspec.structs.replace(many.customers()[0], phone="0509999999")
    pair = (changed, msgspec.json.encode(changed))
    return lambda: desk.catalogue.upsert(desk.connection_id, Kind.CUSTOMER, [pair], datetime.now(UTC))


async def _reward(watch: Watch) -> Change:
    return lambda: watch.desk.rewards.save(watch.desk.connection_id, many.reward(many.RECORDS))


def _records(kind: Kind, make: Callable[[], Sequence[msgspec.Struct]]) -> Callable[[Watch], Awaitable[Change]]:
    async def prepared(watch: Watch) -> Change:
        made = make()
        pairs = [(each, msgspec.json.encode(each)) for each in made]
        await watch.desk.catalogue.replace(watch.desk.connection_id, kind, pairs, datetime.now(UTC))
        return await watch.replaced(kind, made)

    return prepared


_SETUP = "retm_desktop.gui.records.page"
TABS: dict[str, Tab] = {
    "orders": Tab("retm_desktop.gui.orders.page", "sara 1", _order),
    "new_order": Tab("retm_desktop.gui.new_order.page", "kabsa 12", _list(Kind.PRODUCT, many.products)),
    "invoices": Tab("retm_desktop.gui.invoices.page", "10499", _invoice),
    "menu": Tab("retm_desktop.gui.menu.page", "kabsa 12", _list(Kind.PRODUCT, many.products)),
    "customers": Tab("retm_desktop.gui.customers.page", "sara 12", _customer),
    "rewards": Tab("retm_desktop.gui.rewards.page", "summer-12", _reward),
    "branches": Tab("retm_desktop.gui.branches.page", "olaya 12", _list(Kind.BRANCH, many.branches)),
    "devices": Tab("retm_desktop.gui.devices.page", "till 12", _list(Kind.DEVICE, many.devices)),
    "order types": Tab(_SETUP, "delivery 12", _records(Kind.ORDER_TYPE, many.order_types), "order_types"),
    "price lists": Tab(_SETUP, "prices 12", _records(Kind.PRICE_LIST, many.price_lists), "price_lists"),
    "payment methods": Tab(_SETUP, "card 12", _records(Kind.PAYMENT_METHOD, many.payment_methods), "payment_methods"),
    "charges": Tab(_SETUP, "fee 12", _records(Kind.CHARGE, many.charges), "charges"),
    "taxes": Tab(_SETUP, "vat 12", _records(Kind.TAX, many.taxes), "taxes"),
}


async def measure(program: Program, only: Sequence[str], *, explain: bool) -> None:
    """Open every tab, change what it shows, type into its search, choose a row; tell the longest stall of each."""
    watch = Watch(program, explain=explain)
    await until(lambda: program.house.vault_state is not None, 30)
    await asyncio.sleep(_SETTLE_SECONDS)
    idle = await watch.longest("idle", lambda: asyncio.sleep(_IDLE_SECONDS))
    told: dict[str, dict[str, float]] = {}
    skipped: list[str] = []
    for name, tab in TABS.items():
        if only and name not in only:
            continue
        if not tab.is_there:
            skipped.append(name)
            continue
        told[name] = await _tab(watch, name, tab)
    stalls = sorted(watch.stalls, key=lambda one: -float(str(one["ms"])))
    say(tabs=told, skipped=skipped, idle_ms=idle, stalls=stalls[:12])


async def _tab(watch: Watch, name: str, tab: Tab) -> dict[str, float]:
    tabs = watch.program.window.tabs
    change = await tab.change(watch)
    page: list[QWidget] = []
    if tab.part:
        # What Setup shows beside its lists is built before, whatever it costs: it lists nothing.
        tabs.show_tab("setup")

    async def opening() -> None:
        if tab.part:
            setup = tabs.show_tab("setup")
            assert isinstance(setup, SetupPage)
            page.append(setup.show_part(tab.part))
        else:
            page.append(tabs.show_tab(name))
        await _filled(page[0], name)

    async def reading() -> None:
        await change()

    async def searching() -> None:
        search = _found(page[0], QLineEdit, name)
        search.setFocus()
        for end in range(1, len(tab.typed) + 1):
            search.setText(tab.typed[:end])
            await asyncio.sleep(_KEY_SECONDS)
        await asyncio.sleep(_SETTLE_SECONDS)
        search.clear()

    async def choosing() -> None:
        view = _view(page[0], name)
        for row in (0, 1, 2):
            view.setCurrentIndex(view.model().index(row, 0))
            view.clicked.emit(view.currentIndex())
            await asyncio.sleep(0.3)

    async def scrolling() -> None:
        bar = _view(page[0], name).verticalScrollBar()
        for part in range(0, 101, 4):
            bar.setValue(bar.maximum() * part // 100)
            await asyncio.sleep(0.03)

    return {
        "opening": await watch.longest(f"{name}: opening", opening),
        "choosing": await watch.longest(f"{name}: choosing", choosing),
        "scrolling": await watch.longest(f"{name}: scrolling", scrolling),
        "searching": await watch.longest(f"{name}: searching", searching),
        "reading anew": await watch.longest(f"{name}: reading anew", reading),
    }


async def _filled(page: QWidget, name: str) -> None:
    with suppress(AssertionError):
        await until(lambda: _views(page), 20)
    if not _views(page):
        raise NotMeasured(f"nothing is listed on the tab {name}")


def _views(page: QWidget) -> list[QAbstractItemView]:
    return [v for v in page.findChildren(QAbstractItemView) if v.isVisible() and v.model() and v.model().rowCount() > 1]


def _view(page: QWidget, name: str) -> QAbstractItemView:
    views = sorted(_views(page), key=lambda view: -view.model().rowCount())
    if not views:
        raise NotMeasured(f"nothing is listed on the tab {name}")
    return views[0]


def _found(page: QWidget, kind: type[Any], name: str) -> Any:  # noqa: ANN401 - of that kind
    found = [each for each in page.findChildren(kind) if each.isVisible() and "search" in each.objectName()]
    if not found:
        raise NotMeasured(f"the tab {name} has no search")
    return found[0]


def main(home: Path, only: Sequence[str], *, explain: bool) -> int:
    """Open the window on `home` and measure."""
    app = prepare_qt()

    async def run() -> int:
        program = Program(app, Options(home=home, port=0))
        program.window.resize(*SCREEN)
        program.show()
        try:
            await measure(program, only, explain=explain)
        finally:
            await program.stop()
            await asyncio.sleep(0)
        return 0

    return run_loop(app, run)


if __name__ == "__main__":
    stocked, *more = sys.argv[1:]
    sys.exit(main(Path(stocked), [word for word in more if word != "explain"], explain="explain" in more))
