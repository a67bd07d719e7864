"""How large the store's file is beside the documents RETM told.

The file is checkpointed and holds the whole store of a stocked home: the columns lists show, filter and search by with
all their indexes, RETM's own document and ours of every order (both compressed), the timeline, the ledger, and the
lists (branches, menu, 20,000 customers). Orders came from a poll, so that there is no journal. The reference is the sum
of RETM's documents as they came, uncompressed and without the pages around them.
"""

import sqlite3
from contextlib import closing

from retm_desktop.app import STORE_NAME
from tests.benchmarks.figures import Figure, Notes
from tests.benchmarks.stocked import Homes

SIZE_BAR = 2.5
"""Times RETM's own documents."""
_LARGEST = 12


def size(_repeats: int, homes: Homes, orders: int) -> list[Figure]:
    """Measure the bytes of the store's file for an order; the notes tell the largest tables and indexes."""
    stocked = homes.stocked(orders)
    store = homes.of(orders) / STORE_NAME
    with closing(sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True)) as connection:
        try:
            parts = connection.execute(
                "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT ?", (_LARGEST,)
            ).fetchall()
        except sqlite3.OperationalError:  # Not every SQLite is built with it.
            parts = []
    notes: Notes = {"lines_an_order": round(stocked.lines / orders, 2)}
    notes |= {f"bytes_an_order_{name}": round(taken / orders) for name, taken in parts}
    ours, raw = store.stat().st_size / orders, stocked.raw_bytes / orders
    return [Figure("store's file for an order", "bytes", [ours], [raw], SIZE_BAR, True, notes=notes)]
