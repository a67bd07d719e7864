"""In a child process: the whole program on screen, connected to a practice restaurant without a browser."""

import asyncio
import logging
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from retm_desktop.app import STORE_NAME, Options, Program, prepare_qt, run_loop
from retm_desktop.providers.retm.environment import sandbox_environment
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import Connections
from retm_desktop.store.database import Database
from retm_desktop.store.installs import InstallStatus
from retm_desktop.store.orders import OrderQuery
from tests.benchmarks.children import SCREEN, NotMeasured, say
from tests.benchmarks.stocked import add_unreachable
from tests.waiting import until_async

_REFUSING_PORT = 9
_CLIENT = ("practice-client", "practice-secret")


async def install(program: Program, sandbox_url: str) -> int:
    """Connect the restaurant and return the connection's id; it is not shown yet, and nothing of it is read."""
    begun = await program.desk.installing.begin_install(sandbox_environment(sandbox_url), *_CLIENT)
    say(consent=begun.consent_address, listener=program.house.listener_address)

    async def ended() -> bool:
        found = await program.desk.installs.get(begun.install_id)
        return found is not None and found.status in (InstallStatus.CONNECTED, InstallStatus.FAILED)

    await until_async(ended, 60)
    found = await program.desk.installs.get(begun.install_id)
    if found is None or found.connection_id is None or found.status is not InstallStatus.CONNECTED:
        raise NotMeasured(f"the install failed: {found.reason if found else 'it is gone'}")
    return found.connection_id


async def pulled(program: Program, connection_id: int, orders: int, seconds: float) -> None:
    """Return when so many orders of the connection are stored; raises AssertionError after `seconds`."""

    async def whole() -> bool:
        return await program.desk.orders.count(OrderQuery(connection_id)) >= orders

    await until_async(whole, seconds, 0.1)


async def _with_a_restaurant(home: Path) -> None:
    """Have the program open on its board: from its welcome it would turn to a new restaurant by itself, at once."""
    database = Database(home / STORE_NAME)
    database.open()
    try:
        await add_unreachable(Connections(database, Changes()), _REFUSING_PORT)
    finally:
        database.close()


def run(measure: Callable[[Program, Path], Awaitable[None]], home: Path | None = None) -> int:
    """Show the program on a full-HD screen in `home` or a fresh one, let `measure` work, and end in good order."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    app = prepare_qt()
    with tempfile.TemporaryDirectory(prefix="retm-bench-", ignore_cleanup_errors=True) as fresh:
        used = home or Path(fresh)

        async def main() -> int:
            if home is None:
                await _with_a_restaurant(used)
            program = Program(app, Options(home=used, port=0))
            program.window.resize(*SCREEN)
            program.show()
            try:
                await measure(program, used)
            finally:
                await program.stop()
                await asyncio.sleep(0)
            return 0

        return run_loop(app, main)
