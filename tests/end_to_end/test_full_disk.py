"""A full disk: refused so that RETM comes again, said in words, nothing damaged, all here once there is room."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import msgspec
import pytest

from retm_desktop.app import STORE_NAME
from retm_desktop.domain.errors import DiskFull
from retm_desktop.domain.stages import Stage
from retm_desktop.store.database import Database
from retm_desktop.store.migrations import MIGRATIONS
from tests.end_to_end.conftest import OpenShop
from tests.end_to_end.full_disk import SmallDisk, SmallStore, fill, make_room, small_disk
from tests.end_to_end.processes import run_program
from tests.end_to_end.shop import Shop
from tests.end_to_end.test_offline import intent

pytestmark = pytest.mark.expects_log

MEGABYTES = 24


@pytest.fixture
def disks() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.mark.parametrize("kind", ["disk", "store"])
async def test_a_full_disk_loses_nothing_and_goes_on_by_itself(
    open_shop: OpenShop, tmp_path: Path, disks: ExitStack, kind: str
) -> None:
    if kind == "disk":
        disks.enter_context(small_disk(tmp_path / "home", MEGABYTES))
    async with open_shop() as shop:
        first = await shop.ask(shop.sandbox.place_order)
        row = await shop.stored(first["id"])
        await shop.open_order(row.number)
        large = msgspec.structs.replace(await intent(shop, "our-ref-full-1"), note="x" * 20_000)
        disk = SmallDisk(shop) if kind == "disk" else SmallStore(shop)
        await disk.fill()
        # What was acknowledged is stored; what is not stored is refused, so that RETM delivers it again.
        assert set(await _until_refused(shop)) == {200, 507}
        missed = [(await shop.ask(shop.sandbox.place_order))["id"] for _ in range(5)]
        await shop.reads("store_notice_title", "The disk is full")
        assert "goes on by itself" in shop.text("store_notice_words")
        # An act that could not be kept is not shown as one that was.
        with pytest.raises(DiskFull):
            await shop.program.house.do(large)
        network = shop.program._started.network
        assert network is not None
        if kind == "disk":
            with pytest.raises(DiskFull):
                await network.vault.put("probe", "x" * 20_000)
            await shop.click("order_main_action")
            await shop.reads("orders_notice_title", "The disk is full")
        assert await shop.unsent() == []
        assert not [one for one in await shop.rows() if one.partner_reference == "our-ref-full-1"]
        assert _is_sound(shop.home / STORE_NAME)

        await disk.make_room()
        await shop.until(lambda: not shop.text("store_notice_title"))
        await shop.until(lambda: not network.vault.is_behind)
        for one in missed:
            await shop.stored(one)
        await shop.nothing_lost()
        assert (await shop.ask(shop.sandbox.send_webhook, "order", {"event": "nothing.we.know"}))["status"] == 200
        await shop.click("order_main_action")
        await shop.in_stage(first["id"], Stage.PREPARING)
        assert _is_sound(shop.home / STORE_NAME)
        await shop.restart()
        await shop.nothing_lost()


async def _until_refused(shop: Shop) -> list[int]:
    """Send what takes up the room that is left inside the store's own files, in ever smaller pieces."""
    statuses: list[int] = []
    for size in (100_000, 3_000, 10):
        statuses.append(200)
        while statuses[-1] != 507:
            assert len(statuses) < 3000
            body = {"event": "nothing.we.know", "padding": "x" * size}
            statuses.append((await shop.ask(shop.sandbox.send_webhook, "order", body))["status"])
    return statuses


def _is_sound(path: Path) -> bool:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


async def test_a_disk_that_is_full_at_the_start_is_said_and_nothing_is_touched(
    tmp_path: Path, disks: ExitStack
) -> None:
    home, told = disks.enter_context(small_disk(tmp_path / "home", 8)), tmp_path / "told.json"
    database = Database(home / STORE_NAME)
    database.open()
    database.close()
    before = (home / STORE_NAME).read_bytes()
    fill(home)
    ended = await run_program("--home", str(home), told=told)
    assert ended.code == 3, ended.output
    assert "The disk is full." in ended.words
    assert (home / STORE_NAME).read_bytes() == before
    make_room(home)
    database.open()
    database.close()


async def test_a_disk_that_fills_during_a_migration_leaves_the_old_version(tmp_path: Path, disks: ExitStack) -> None:
    home, told = disks.enter_context(small_disk(tmp_path / "home", 8)), tmp_path / "told.json"
    old = Database(home / STORE_NAME, migrations=MIGRATIONS[:2])
    old.open()
    await old.write(lambda c: c.execute("INSERT INTO settings VALUES ('kept', randomblob(2500000))").rowcount)
    old.close()
    for room in (0, 40_000, 400_000):
        fill(home)
        with (home / "ballast").open("rb+") as file:
            file.truncate((home / "ballast").stat().st_size - room)
        ended = await run_program("--home", str(home), told=told)
        assert ended.code == 3, ended.output
        assert "The disk is full." in ended.words
        assert not list(home.glob("*.part"))
        make_room(home)
        with closing(sqlite3.connect(home / STORE_NAME)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (2,)
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    new = Database(home / STORE_NAME)
    new.open()
    assert new.read_now(lambda c: c.execute("SELECT length(value) FROM settings").fetchall()) == [(2500000,)]
    new.close()
