"""A damaged store under the whole program: rebuilt from RETM, said so, what was unsent is sent, and sent once."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractItemView, QWidget

from retm_desktop.app import STORE_NAME
from retm_desktop.domain.errors import StoreDamaged
from retm_desktop.domain.stages import Stage
from retm_desktop.store.database import marker_of
from retm_desktop.store.orders import OrderQuery
from tests.end_to_end.conftest import OpenShop
from tests.end_to_end.processes import run_program
from tests.end_to_end.shop import Shop
from tests.end_to_end.test_offline import intent

pytestmark = pytest.mark.expects_log


def overwrite(path: Path, start: int, length: int) -> bytes:
    """Overwrite a part of the file; return all of it as it is now."""
    with path.open("rb+") as file:
        file.seek(start)
        file.write(b"\xa5" * length)
    return path.read_bytes()


async def test_orders_come_back_and_the_unsent_action_is_sent_once(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        placed = await shop.ask(shop.sandbox.place_order)
        row = await shop.stored(placed["id"])
        made = await intent(shop, "our-ref-rescue-1")
        stored = len(await shop.rows())
        offline = shop.sandbox.offline()
        await asyncio.to_thread(offline.__enter__)
        try:
            await shop.open_order(row.number)
            await shop.click("order_main_action")
            await shop.program.house.do(made)
            await shop.reads("header_unsent", "2 unsent")
            await shop.stop()
            damaged = overwrite(shop.home / STORE_NAME, 0, 4096)
            await shop.start()
            said = await shop.reads("store_notice_title", "has been rebuilt")
            assert said
            words = shop.text("store_notice_words")
            assert "restaurants 1, unsent actions 2" in words
            assert "read from RETM again" in words
            await shop.reads("header_unsent", "2 unsent")
        finally:
            await asyncio.to_thread(offline.__exit__, None, None, None)
        (kept,) = shop.home.glob("store.damaged-*.sqlite3")
        assert kept.name in words
        assert kept.read_bytes() == damaged
        await shop.in_stage(placed["id"], Stage.PREPARING)
        await shop.until_async(lambda: _made_and_none_unsent(shop, "our-ref-rescue-1"))
        await shop.nothing_lost()
        assert len(await shop.rows()) == stored + 1
        books = await shop.books()
        assert books["created_references"]["our-ref-rescue-1"] == 1
        assert [event["what"] for event in (await shop.book(placed["id"]))["events"]].count("delivery 2") == 1
        # Webhooks find their restaurant as before.
        later = await shop.ask(shop.sandbox.place_order)
        await shop.stored(later["id"])
        await shop.click("store_notice_close")
        await shop.restart()
        await shop.until(shop.cards)
        assert not shop.text("store_notice_title")


async def _made_and_none_unsent(shop: Shop, reference: str) -> bool:
    return (await shop.books())["created_references"].get(reference, 0) >= 1 and not await shop.unsent()


async def test_damage_met_while_running_is_said_and_repaired_on_the_spot(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        stored = len(await shop.rows())
        path = shop.home / STORE_NAME
        await shop.restart()
        await shop.online()
        database = shop.program._database
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'order_documents'"
        page = await database.read(lambda c: int(c.execute(sql).fetchone()[0]))
        overwrite(path, (page - 1) * 4096, 4096)
        # What is in memory is not read from the disk; this forgets it.
        await database.read(lambda c: c.execute("PRAGMA shrink_memory").fetchall())
        with pytest.raises(StoreDamaged):
            await _read_all(shop)
        await shop.reads("store_notice_title", "The stored data is damaged.")
        assert marker_of(path).exists()
        await shop.click("store_notice_button")
        await shop.until(shop.program.quit_requested.is_set)
        assert shop.program.wants_repair
        await shop.restart()
        await shop.see(QAbstractItemView, "orders_column_new")
        assert "rebuilt" in await shop.reads("store_notice_title", "rebuilt")
        await shop.nothing_lost()
        assert len(await shop.rows()) == stored
        assert not marker_of(path).exists()


async def _read_all(shop: Shop) -> None:
    desk = shop.program.desk
    for row in await desk.orders.page(OrderQuery(desk.connection_id), 0, 10_000):
        await desk.orders.details(row.key)


async def test_where_nothing_can_be_read_the_welcome_page_says_why(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        await shop.stop()
        path = shop.home / STORE_NAME
        path.write_bytes(b"nothing of it is left\n" * 4000)
        await shop.start()
        await shop.see(QWidget, "welcome_title")
        await shop.reads("store_notice_title", "nothing of it could be read")
        assert "connect the restaurant again" in shop.text("store_notice_words")
        assert next(shop.home.glob("store.damaged-*.sqlite3")).name in shop.text("store_notice_words")
        await shop.install()
        await shop.nothing_lost()


async def test_a_store_that_needs_room_to_be_rescued_is_refused_with_words(tmp_path: Path) -> None:
    home, told = tmp_path / "home", tmp_path / "told.json"
    home.mkdir()
    with (home / STORE_NAME).open("wb") as sparse:
        sparse.write(b"nothing of it is left")
        # Larger than any disk has room for; it takes up none.
        sparse.truncate(1 << 42)
    ended = await run_program("--home", str(home), told=told)
    assert ended.code == 3, ended.output
    assert "too full to repair" in ended.words
    (kept,) = home.glob("store.damaged-*.sqlite3")
    with kept.open("rb") as file:
        assert file.read(21) == b"nothing of it is left"


async def test_repair_now_starts_anew_in_the_same_process(tmp_path: Path) -> None:
    home, told = tmp_path / "home", tmp_path / "told.json"
    ended = await run_program("--home", str(home), "--port", "0", told=told, hand="repaired_start")
    assert ended.code == 0, ended.output
    assert ended.words.startswith("The stored data is damaged.")
    assert "has been rebuilt" in ended.words
    assert len(list(home.glob("store.damaged-*.sqlite3"))) == 1
