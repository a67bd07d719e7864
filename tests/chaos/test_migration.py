"""The program killed while it migrates its store: afterwards it opens, has everything, and the copy is whole."""

import hashlib
import random
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from retm_desktop.store.database import Database
from retm_desktop.store.migrations import MIGRATIONS
from tests.chaos.killable import Killable, environment
from tests.chaos.wreck import whole

OLD = 3
"""The version the old store has; its schema is released and never changes."""
ORDERS = 6_000
KILLS = 6
_RAW = 900
"""Bytes of RETM's own document of an order, and of a webhook."""


@pytest.fixture(scope="module")
def old_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as the third version left it: orders with documents, timelines and actions, and a journal."""
    path = tmp_path_factory.mktemp("old") / "store.sqlite3"
    database = Database(path, migrations=MIGRATIONS[:OLD])
    database.open()
    database.write_soon(_fill).result()
    database.close()
    return path


@pytest.fixture(scope="module")
def undisturbed(old_store: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, float]:
    """What a migration nobody disturbs makes of it, and the seconds it takes."""
    path = Path(shutil.copy(old_store, tmp_path_factory.mktemp("undisturbed")))
    with Killable("tests.chaos.opening", str(path), environment=environment(path)) as child:
        child.wait("begun")
        begun = time.monotonic()
        child.wait("opened")
        seconds = time.monotonic() - begun
        assert child.end() == 0
    return _contents(path), seconds


@pytest.mark.skipif(len(MIGRATIONS) <= OLD, reason="there is no step after the third yet")
def test_killed_at_any_moment_of_a_migration_nothing_is_missing(
    old_store: Path, undisturbed: tuple[str, float], tmp_path: Path
) -> None:
    """Killed again and again on the way, on the same file, until it is through."""
    wanted, seconds = undisturbed
    seed = random.randrange(1_000_000)  # noqa: S311 - moments, no secrets
    chance = random.Random(seed)  # noqa: S311
    seen: list[int] = []
    for n in range(KILLS):
        path = tmp_path / f"{n}" / "store.sqlite3"
        path.parent.mkdir()
        shutil.copy(old_store, path)
        # The first is killed early for certain, once; the others anywhere, and again on the way.
        for _ in range(chance.randint(1, 3) if n else 1):
            _open_and_kill(path, chance.uniform(0, 1.05 if n else 0.1) * seconds)
        seen.append(_version(path))
        database = Database(path)
        database.open()
        database.close()
        where = f"seed {seed}, kill {n}, left at version {seen[-1]}"
        assert _contents(path) == wanted, where
        kept = database.copy_before_migration(OLD)
        assert kept.name == "store.v3.sqlite3"
        assert _version(kept) == OLD, where
        assert _contents(kept) == _contents(old_store), where
        assert not list(path.parent.glob("*.part*")), where
        shutil.rmtree(path.parent)
    assert OLD in seen, f"seed {seed}: no kill came before the end of the migration ({seen}, {seconds:.2f} s)"


def _open_and_kill(path: Path, after: float) -> None:
    with Killable("tests.chaos.opening", str(path), environment=environment(path)) as child:
        child.wait("begun")
        time.sleep(after)
        child.kill()


def _version(path: Path) -> int:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as store:
        return int(store.execute("PRAGMA user_version").fetchone()[0])


def _contents(path: Path) -> str:
    """Return a digest of everything in a store, which has to be whole."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(path)) as store:
        assert whole(store) == []
        for line in store.iterdump():
            digest.update(line.encode())
    return digest.hexdigest()


def _fill(store: sqlite3.Connection) -> None:
    store.execute(
        "INSERT INTO connections (id, provider, environment, business_id, label, currency, time_zone, state,"
        " environment_document) VALUES (1, 'retm', 'production', 'palmgrill', 'Palm Grill', 'SAR', 'Asia/Riyadh',"
        " 'connected', '{}')"
    )
    names, orders = _orders()
    _insert(store, "orders", names, orders)
    body = b"x" * _RAW
    keys = range(1, ORDERS + 1)
    _insert(store, "order_documents", ("order_key", "document", "raw"), ((key, b"{}", body) for key in keys))
    _insert(
        store,
        "order_events",
        ("order_key", "at", "source", "kind", "stage", "applied", "detail"),
        (
            (key, _at(key + later), source, kind, stage, 1, "")
            for key in keys
            for later, source, kind, stage in ((0, "poll", "stored", "new"), (1, "webhook", "stage", "preparing"))
        ),
    )
    _insert(
        store,
        "outbox",
        ("connection_id", "order_key", "kind", "target_stage", "intent", "state", "created_at", "next_try_at"),
        (
            (1, key, "move_order", "ready", b'{"type":"move_order","stage":"ready"}', "pending", _at(key), _at(key))
            for key in keys[::3]
        ),
    )
    _insert(
        store,
        "journal",
        ("kind", "connection_id", "received_at", "applied_at", "outcome", "body"),
        (("order", 1, _at(key), _at(key), "applied", body) for key in keys),
    )


def _orders() -> tuple[tuple[str, ...], Iterator[tuple[object, ...]]]:
    texts = ("device_id", "order_type_id", "customer_name_en", "customer_name_ar", "customer_phone", "note", "search")
    names = (
        *("connection_id", "retm_id", "number", "partner_reference", "branch_id", "stage", "stage_rank"),
        *("stage_since", "created_at", "updated_at", "refunded", "estimated", "total", "item_count"),
        *("summary_en", "summary_ar", "document_rank", "raw_digest", *texts),
    )
    rows = (
        (
            *(1, f"order-{key}", str(key), "", "branch", "preparing", 1, _at(key), _at(key), _at(key), 0, 0, "12.00"),
            *(2, "Kabsa", "كبسة", 1, b"", *(f"{name} {key}" for name in texts)),
        )
        for key in range(1, ORDERS + 1)
    )
    return names, rows


def _insert(store: sqlite3.Connection, table: str, names: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * len(names))
    store.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)  # noqa: S608 - ours


def _at(minutes: int) -> str:
    moment = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    return moment.isoformat(timespec="milliseconds")
