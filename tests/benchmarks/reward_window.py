"""In a child process: the program on screen with 1,000 rewards in its book, its window's thread idle or busy."""

import asyncio
import hashlib
import os
import sys
import threading
from decimal import Decimal
from pathlib import Path

from retm_desktop.app import STORE_NAME, Program
from retm_desktop.domain.rewards import Reward
from retm_desktop.store.database import connect
from tests.benchmarks.children import asked, say
from tests.benchmarks.connected import run
from tests.waiting import until

REWARDS = 1_000
TOKEN = "a-till-that-asks"
_LONGEST_BUSY_SECONDS = 60.0


async def measure(program: Program, home: Path) -> None:
    """Tell `listener` once it can be asked; on `busy` run Python on the window's thread until the next word."""
    busy = asked("busy")
    await until(lambda: program.house.vault_state is not None, 30)
    desk = program.desk
    await asyncio.gather(
        *(
            desk.rewards.save(desk.connection_id, Reward(code=f"CODE-{n:04}", amount=Decimal(20)))
            for n in range(REWARDS)
        )
    )
    await asyncio.to_thread(_give_token, home / STORE_NAME, desk.connection_id)
    await asyncio.sleep(1)
    say(listener=program.house.listener_address)
    await busy.wait()
    over = threading.Event()

    def hear() -> None:
        os.read(0, 4096)
        over.set()

    threading.Thread(target=hear, daemon=True).start()
    loop = asyncio.get_running_loop()
    end = loop.time() + _LONGEST_BUSY_SECONDS
    say(busy=True)
    while not over.is_set() and loop.time() < end:
        sum(range(1000))


def _give_token(store: Path, connection_id: int) -> None:
    connection = connect(store)
    sql = "INSERT INTO webhook_tokens (token_hash, connection_id, issued_at) VALUES (?, ?, '')"
    connection.execute(sql, (hashlib.sha256(TOKEN.encode()).digest(), connection_id))
    connection.close()


if __name__ == "__main__":
    sys.exit(run(measure))
