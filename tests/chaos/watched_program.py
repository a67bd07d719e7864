"""The program with a watcher: it tells each thing it has reached, and every bug, and lets the cashier in."""

import asyncio
import random
from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from PySide6.QtWidgets import QApplication

from retm_desktop.app import Options, Program
from retm_desktop.domain.business import Branch
from retm_desktop.domain.menu import Product
from retm_desktop.listener.journal_thread import JournalThread
from retm_desktop.providers.retm.environment import sandbox_environment
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.installs import InstallRecord
from retm_desktop.store.journal import Journal
from retm_desktop.store.vault import Vault
from retm_desktop.sync import session
from retm_desktop.sync.pace import Pace
from tests.benchmarks.children import asked
from tests.chaos.cashier import Cashier
from tests.chaos.killable import LONGEST, tell
from tests.waiting import until_async

T = TypeVar("T")

CLIENT = ("practice-client", "practice-secret")
QUICK = Pace(
    poll=0.5,
    idle_poll=1.0,
    debounce=0.02,
    shortest=0.1,
    invoices=5.0,
    reconcile=5.0,
    catalogue=60.0,
    menu_debounce=0.05,
    settle=0.5,
    resend=0.1,
    slowest_resend=0.5,
)
"""The sync's waits, shortened so that a life of two seconds sees all of them: what is awaited is the same."""
_STEP = 0.1


class WatchedProgram(Program):
    """A program with a task (see `tests.chaos.program`), which ends when standard input says "end" or closes."""

    def __init__(self, app: QApplication, options: Options, *, task: str, seed: str, extra: str) -> None:
        vars(session)["Pace"] = lambda: QUICK
        self._task = task
        self._seed = seed
        self._extra = extra
        if task in ("work", "watch"):
            _tell_of_webhooks(float(extra or 0))
        else:
            _tell_of_secrets()
        super().__init__(app, options)
        tell(opened=True)

    def show(self) -> None:
        """Put the window on screen; the task begins at its paint, as a person would."""
        self.window.painted.connect(self._begin)
        super().show()

    def report_bug(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None = None) -> None:
        """Tell of a bug, beside logging it."""
        tell(bug=f"{kind.__name__}: {error}")
        super().report_bug(kind, error, trace)

    def _begin(self) -> None:
        tell(painted=True)
        for name, work in (("end", self._end()), ("reached", self._reached()), ("task", self._work())):
            self._background.spawn(work, name=f"chaos.{name}")

    async def _end(self) -> None:
        await asked("end").wait()
        self.quit_requested.set()

    async def _reached(self) -> None:
        network = await self._started.whole()
        tell(network=True, listener=self.house.listener_address, heard=network.listener is not None)

    async def _work(self) -> None:
        match self._task:
            case "work":
                await Cashier(self, random.Random(self._seed), self._seed).work()  # noqa: S311 - a script, no secret
            case "watch":
                cashier = Cashier(self, random.Random(self._seed), self._seed)  # noqa: S311
                while True:
                    await cashier.clear_refused()
                    await asyncio.sleep(_STEP)
            case "install":
                await self._install()
            case _:
                await self._follow(0)

    async def _install(self) -> None:
        begun = await self.desk.installing.begin_install(sandbox_environment(self._extra), *CLIENT)
        tell(consent=begun.consent_address, listener=self.house.listener_address)
        await self._follow(begun.install_id)

    async def _follow(self, install_id: int) -> None:
        """Tell every state the install passes through, and show the restaurant once it is connected."""
        said = ""
        while True:
            found = await self._install_of(install_id)
            if found is not None and found.status != said:
                said = found.status
                tell(install=said, reason=found.reason)
            if found is not None and found.status.is_finished:
                break
            await asyncio.sleep(0.005)
        if found.connection_id is None:
            return
        await self.house.switch(found.connection_id)
        await until_async(self._has_menu, LONGEST, _STEP)
        tell(ready=True)

    async def _install_of(self, install_id: int) -> InstallRecord | None:
        if install_id:
            return await self.desk.installs.get(install_id)
        return await self.desk.installs.latest()

    async def _has_menu(self) -> bool:
        number = self.desk.connection_id
        products = await self.desk.catalogue.all(number, Kind.PRODUCT, Product)
        return bool(products) and bool(await self.desk.catalogue.all(number, Kind.BRANCH, Branch))


def _tell_of_webhooks(rest: float) -> None:
    """Have the listener tell of each webhook once it is on disk, and rest so many seconds before it is answered."""
    do = JournalThread.do

    async def told(thread: JournalThread, work: Callable[[Journal], T]) -> T:
        done = await do(thread, work)
        tell(journal=True)
        await asyncio.sleep(rest)
        return done

    setattr(JournalThread, "do", told)  # noqa: B010 - a checker refuses the plain assignment


def _tell_of_secrets() -> None:
    """Have the vault tell the name of each secret once it is on disk."""
    put = Vault.put

    async def told(vault: Vault, name: str, value: str) -> None:
        await put(vault, name, value)
        tell(secret=name)

    setattr(Vault, "put", told)  # noqa: B010
