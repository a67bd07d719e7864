"""The window's own bad days: a port that is taken, a second start, a store it must not touch, being rebuilt."""

import asyncio
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from retm_desktop.app import STORE_NAME
from retm_desktop.domain.errors import DiskFull, OperatorError
from retm_desktop.domain.stages import Stage
from retm_desktop.gui.instance import Instance
from retm_desktop.network import Network
from tests.end_to_end.conftest import OpenSandbox, OpenShop, lasting_threads
from tests.end_to_end.processes import run_program
from tests.end_to_end.shop import Clock, Shop


@pytest.mark.expects_log
async def test_a_taken_port_is_named_and_orders_come_by_polling(open_shop: OpenShop) -> None:
    async with open_shop(home="first", connected=False, orders=0) as first:
        port = int(first.program.house.listener_address.rpartition(":")[2])
        async with open_shop(home="second", connected=False, port=port) as second:
            begun = await second.program.desk.installing.begin_install(
                second.environment, second.sandbox.client_id, second.sandbox.client_secret
            )
            await second.ask(second.sandbox.set_partner, "http://127.0.0.1:9")
            answer = await second.allow(begun.consent_address)
            await second.program.desk.installing.paste_code(
                begun.install_id, answer["code"], second.sandbox.business_id
            )
            await second.program.house.switch(await second.connected())
            await second.online()
            said = await second.reads("listener_notice_title", "Another program uses the port")
            assert f"({port})" in said
            assert "asking RETM every few seconds" in second.text("listener_notice_words")
            placed = await second.ask(second.sandbox.place_order)
            row = await second.stored(placed["id"])
            await second.open_order(row.number)
            await second.click("order_main_action")
            await second.in_stage(placed["id"], Stage.PREPARING)
            await second.nothing_lost()
            await second.click("listener_notice_button")
            await second.see(QWidget, "setup_page")


async def test_a_second_start_raises_the_first_window(open_shop: OpenShop) -> None:
    async with open_shop(connected=False, orders=0) as shop:
        instance = Instance(shop.home)
        assert instance.own()
        raised: list[bool] = []
        instance.raised.connect(lambda: raised.append(True))
        instance.raised.connect(shop.program.raise_window)
        try:
            shop.program.window.showMinimized()
            ended = await run_program("--home", str(shop.home))
            assert ended.code == 0, ended.output
            await shop.until(lambda: raised)
            await shop.until(lambda: not shop.program.window.isMinimized())
            assert shop.program.window.isVisible()
        finally:
            instance.close()


async def test_a_store_of_a_newer_program_is_refused_and_not_touched(open_shop: OpenShop, tmp_path: Path) -> None:
    async with open_shop() as shop:
        home, told = shop.home, tmp_path / "told.json"
        stored = len(await shop.rows())
        await shop.stop()
        path = home / STORE_NAME
        with closing(sqlite3.connect(path)) as connection:
            (known,) = connection.execute("PRAGMA user_version").fetchone()
            connection.execute("PRAGMA user_version = 9999")
            connection.commit()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = files_of(home)
        ended = await run_program("--home", str(home), told=told)
        assert ended.code == 3, ended.output
        assert "newer version of this program" in ended.words
        assert "It was not touched." in ended.words
        assert files_of(home) == before

        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA user_version = {known}")
            connection.commit()
        await shop.start()
        assert len(await shop.rows()) == stored


async def test_a_store_of_another_program_is_refused_with_words(tmp_path: Path) -> None:
    home, told = tmp_path / "home", tmp_path / "told.json"
    home.mkdir()
    with closing(sqlite3.connect(home / STORE_NAME)) as other:
        other.execute("CREATE TABLE theirs (a)")
    before = (home / STORE_NAME).read_bytes()
    ended = await run_program("--home", str(home), told=told)
    assert ended.code == 3, ended.output
    assert "The stored data cannot be read." in ended.words
    assert (home / STORE_NAME).read_bytes() == before


def files_of(home: Path) -> dict[str, bytes]:
    """Return every file of the data folder, but for the log."""
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and "log" not in path.relative_to(home).parts
    }


async def test_language_and_theme_change_at_run_time_keep_the_tab(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        placed = await shop.ask(shop.sandbox.place_order)
        await shop.stored(placed["id"])
        await shop.click("tab_menu")
        await shop.see(QAbstractItemView, "menu_grid")
        await shop.click("header_language")
        await shop.until(lambda: QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        grid = await shop.see(QAbstractItemView, "menu_grid")
        await shop.until(lambda: grid.model().rowCount() >= 60)
        assert shop.find(QAbstractItemView, "orders_column_new") is None
        await shop.click("header_theme")
        await shop.until(lambda: shop.program.desk.theme.name == "dark")
        await shop.see(QAbstractItemView, "menu_grid")
        # What arrives now arrives in the new window.
        later = await shop.ask(shop.sandbox.place_order)
        row = await shop.stored(later["id"])
        await shop.click("tab_orders")
        await shop.open_order(row.number)
        await shop.restart()
        assert shop.program.desk.theme.name == "dark"
        assert QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        shop.program.house.use_theme("light")
        shop.program.house.use_language("en")
        await shop.until(lambda: QApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight)
        await shop.reads("header_badge", "Online")
        await shop.nothing_lost()


def threads_of_the_system() -> int:
    """Count this process's threads as the system sees them, those of Qt included."""
    return sum(1 for _ in Path("/proc/self/task").iterdir())


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="only Linux lists a process's threads like this")
async def test_twenty_starts_and_ends_leave_nothing_behind(
    qapp: QApplication, tmp_path: Path, clock: Clock, open_sandbox: OpenSandbox
) -> None:
    sandbox = open_sandbox()
    shop = Shop(qapp, sandbox, tmp_path / "home", clock)
    await shop.start()
    await shop.install()
    await shop.stop()
    python, system = lasting_threads(), threads_of_the_system()
    for cycle in range(20):
        await shop.start()
        if cycle % 3 == 0:
            await shop.until(shop.cards)
        await shop.stop()
    await shop.until(lambda: lasting_threads() <= python)
    await shop.until(lambda: threads_of_the_system() <= system)
    assert [window for window in QApplication.topLevelWidgets() if window.isVisible()] == []


async def test_a_start_that_is_closed_before_its_network_is_up_ends_cleanly(
    qapp: QApplication, tmp_path: Path, clock: Clock, open_sandbox: OpenSandbox
) -> None:
    shop = Shop(qapp, open_sandbox(orders=0), tmp_path / "home", clock)
    before = lasting_threads()
    for turns in (0, 1, 3, 10):
        await shop.start(wait=False)
        for _ in range(turns):
            await shop.turn()
        await shop.stop()
    await shop.until(lambda: lasting_threads() <= before)


async def test_an_unexpected_error_is_told_once_and_its_report_can_be_copied(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        log = shop.home / "log" / "retm-desktop.log"
        log.parent.mkdir(exist_ok=True)
        log.write_text("the end of the log", "utf-8")
        told: list[object] = []
        shop.program.desk.bridge.error_told.connect(told.append)
        logging.disable(logging.CRITICAL)
        try:
            for _ in range(2):
                shop.program.report_bug(ValueError, ValueError("odd"))
        finally:
            logging.disable(logging.NOTSET)
        assert len(told) == 1
        await shop.reads("window_notice_title", "Something unexpected happened.")
        await shop.click("window_notice_button")
        copied = QApplication.clipboard().text()
        assert copied.startswith("RETM Desktop")
        assert copied.endswith("the end of the log")


async def test_a_network_part_that_does_not_start_keeps_nobody_waiting(
    open_shop: OpenShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_network: Network) -> None:
        raise DiskFull("no space for the listener's journal")

    monkeypatch.setattr(Network, "start", fail)
    async with open_shop(connected=False, wait=False) as shop:
        with pytest.raises(OperatorError, match="did not start"):
            await asyncio.wait_for(shop.program.desk.installing.start_practice(), 20)
