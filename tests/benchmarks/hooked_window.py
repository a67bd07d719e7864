"""In a child process: the whole program on screen over a full store, answering webhooks that carry its token."""

import asyncio
import hashlib
import sys
from contextlib import closing
from pathlib import Path

from retm_desktop.app import STORE_NAME, Options, Program, prepare_qt, run_loop
from retm_desktop.store.database import connect
from tests.benchmarks.children import SCREEN, asked, say
from tests.waiting import until, until_async

TOKEN = "a-restaurant-that-tells"
_APPLY_SECONDS = 120.0


async def measure(program: Program, home: Path) -> None:
    """Tell `listener` once it can be called; on `end` wait until every webhook is applied, and tell what was kept."""
    ended = asked("end")
    await until(lambda: program.house.vault_state is not None, 30)
    store = home / STORE_NAME
    await asyncio.to_thread(_give_token, store, program.desk.connection_id)
    await asyncio.sleep(2)
    say(listener=program.house.listener_address)
    await ended.wait()

    async def all_applied() -> bool:
        return not await asyncio.to_thread(_one, store, "SELECT count(*) FROM journal WHERE applied_at IS NULL")

    await until_async(all_applied, _APPLY_SECONDS, 0.2)
    rows = await asyncio.to_thread(_one, store, "SELECT count(*) FROM journal WHERE kind IN ('order', 'invoice')")
    different = "SELECT count(*) FROM (SELECT DISTINCT kind, body FROM journal WHERE kind IN ('order', 'invoice'))"
    twice = "SELECT count(*) FROM (SELECT retm_id FROM orders WHERE retm_id <> '' GROUP BY retm_id HAVING count(*) > 1)"
    say(
        kept=rows,
        different=await asyncio.to_thread(_one, store, different),
        orders_twice=await asyncio.to_thread(_one, store, twice),
        orders=await asyncio.to_thread(_one, store, "SELECT count(*) FROM orders"),
    )


def _one(store: Path, sql: str) -> int:
    with closing(connect(store, read_only=True)) as connection:
        return int(connection.execute(sql).fetchone()[0])


def _give_token(store: Path, connection_id: int) -> None:
    with closing(connect(store)) as connection:
        sql = "INSERT INTO webhook_tokens (token_hash, connection_id, issued_at) VALUES (?, ?, '')"
        connection.execute(sql, (hashlib.sha256(TOKEN.encode()).digest(), connection_id))


def main(home: Path) -> int:
    """Open the window on `home` and answer."""
    app = prepare_qt()

    async def run() -> int:
        program = Program(app, Options(home=home, port=0))
        program.window.resize(*SCREEN)
        program.show()
        try:
            await measure(program, home)
        finally:
            await program.stop()
            await asyncio.sleep(0)
        return 0

    return run_loop(app, run)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
