"""What a kill left behind: read from a copy, so that the program itself recovers the file at its next start."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Wreck:
    """The state of a store after a kill; `faults` are what must never be."""

    aim: str
    sending: int = 0
    """Actions that were on their way."""
    unknown: int = 0
    waiting: int = 0
    """Webhooks in the journal that were not applied yet."""
    wal: int = 0
    """Bytes of the write-ahead log that the next start has to recover."""
    faults: list[str] = field(default_factory=list)


def look_at(store: Path, folder: Path, aim: str) -> Wreck:
    """Copy the store of a dead program into `folder` and look at it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    wal = store.with_name(store.name + "-wal")
    for file in (store, wal):
        if file.exists():
            shutil.copy(file, folder)
    with closing(sqlite3.connect(folder / store.name)) as copy:
        faults = whole(copy)
        return Wreck(
            aim,
            sending=_count(copy, "outbox WHERE state = 'sending'"),
            unknown=_count(copy, "outbox WHERE state = 'unknown'"),
            waiting=_count(copy, "journal WHERE applied_at IS NULL"),
            wal=wal.stat().st_size if wal.exists() else 0,
            faults=faults,
        )


def whole(store: sqlite3.Connection) -> list[str]:
    """Return what SQLite finds wrong with a store."""
    told = [row[0] for row in store.execute("PRAGMA integrity_check")]
    broken = [f"integrity_check: {one}" for one in told if one != "ok"]
    return broken + [f"foreign_key_check: {row}" for row in store.execute("PRAGMA foreign_key_check")]


def _count(store: sqlite3.Connection, what: str) -> int:
    return int(store.execute(f"SELECT count(*) FROM {what}").fetchone()[0])  # noqa: S608 - words of ours
