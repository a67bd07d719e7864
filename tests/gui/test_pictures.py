"""Pictures over real HTTP: fetched once whoever wants them, kept within a limit, a stand-in for what is no picture."""

import asyncio
import os
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage
from starlette.requests import Request
from starlette.responses import Response

from retm_desktop.gui import pictures as room
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.picture_folder import PictureFolder
from retm_desktop.gui.pictures import LIMIT_KEY, Pictures
from retm_desktop.gui.products.grid import ProductGrid
from retm_desktop.network import Network
from retm_desktop.providers import transport
from retm_desktop.providers.transport import http_client
from tests.benchmarks.heartbeat import Heartbeat
from tests.gui.conftest import Show
from tests.gui.shop import PRODUCTS
from tests.providers.serving import Seen, serving, stop_serving
from tests.waiting import until

SMALL, LARGE = QSize(40, 30), QSize(80, 60)


def png(width: int = 64, height: int = 48, color: Qt.GlobalColor = Qt.GlobalColor.red) -> bytes:
    """Return a picture of one colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(color)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


class Shop:
    """A server of pictures, and what was asked of it: bodies by path, statuses by path where they are not 200."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}
        self.statuses: dict[str, int] = {}
        self.slow = 0.0
        self.address = ""
        self.seen = Seen()
        self.there = True

    def answer(self, request: Request, _seen: Seen) -> Response:
        time.sleep(self.slow)
        path = request.url.path
        return Response(self.bodies.get(path, png()), self.statuses.get(path, 200), media_type="image/png")

    def asked(self) -> Counter[str]:
        """Return how often each path was asked for."""
        return Counter(path for _, path, _ in self.seen)


@pytest.fixture(scope="module", autouse=True)
def _server_stopped_at_the_end() -> Iterator[None]:
    yield
    stop_serving()


@pytest.fixture
async def shop(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Shop]:
    """A server, asked through the program's own way of fetching pictures."""
    monkeypatch.setattr(transport, "_BACKOFF", 0.0)
    shop = Shop()
    with serving(shop.answer) as (address, seen):
        shop.address, shop.seen = address, seen
        async with http_client(timeout=5.0) as http:
            shop.http = http  # type: ignore[attr-defined]
            yield shop


def pictures_of(desk: Desk, shop: Shop, folder: Path) -> Pictures:
    """Return what a program that has just started would have."""
    http: httpx.AsyncClient = shop.http  # type: ignore[attr-defined]
    network = SimpleNamespace(_http=http)

    async def fetch(address: str, limit: int) -> bytes:
        return await Network.fetch_picture(network, address, limit)  # type: ignore[arg-type]

    return Pictures(folder, desk.background, lambda: fetch if shop.there else None)


async def shown(pictures: Pictures, address: str, size: QSize = SMALL) -> None:
    await until(lambda: pictures.pixmap(address, size) is not None)


async def quiet(desk: Desk) -> None:
    """Return when no picture is on its way any more."""
    await until(lambda: not [name for name in desk.background.names if name.startswith("pictures.")])


def kept_in(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def bytes_in(folder: Path) -> int:
    return sum(file.stat().st_size for file in kept_in(folder))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "seen"


async def test_a_picture_is_fetched_once_for_all_sizes_views_and_starts(desk: Desk, shop: Shop, folder: Path) -> None:
    pictures = pictures_of(desk, shop, folder)
    told: list[str] = []
    pictures.arrived.connect(told.append)
    tea = f"{shop.address}/tea.png"
    shop.slow = 0.1
    for _ in range(5):
        assert pictures.pixmap(tea, SMALL) is None
        assert pictures.pixmap(tea, LARGE) is None
        await asyncio.sleep(0.01)
    await until(lambda: pictures.pixmap(tea, SMALL) and pictures.pixmap(tea, LARGE))
    small, large = pictures.pixmap(tea, SMALL), pictures.pixmap(tea, LARGE)
    assert small is not None and small.size() == SMALL
    assert large is not None and large.size() == LARGE
    assert set(told) == {tea}
    for _ in range(2):
        again = pictures_of(desk, shop, folder)
        await shown(again, tea)
        await shown(again, tea, LARGE)
    assert shop.asked() == {"/tea.png": 1}


async def test_what_is_on_disk_is_shown_without_any_network(desk: Desk, shop: Shop, folder: Path) -> None:
    tea = f"{shop.address}/tea.png"
    await shown(pictures_of(desk, shop, folder), tea)
    shop.there = False
    await shown(pictures_of(desk, shop, folder), tea)
    assert shop.asked() == {"/tea.png": 1}


@pytest.mark.parametrize("status", [404, 403, 422])
async def test_what_is_not_there_is_not_asked_for_again_in_this_run(
    desk: Desk, shop: Shop, folder: Path, status: int
) -> None:
    shop.statuses["/gone.png"] = status
    pictures = pictures_of(desk, shop, folder)
    for _ in range(5):
        assert pictures.pixmap(f"{shop.address}/gone.png", SMALL) is None
        await quiet(desk)
        pictures.retry_failed()
    assert shop.asked() == {"/gone.png": 1}
    shop.statuses.clear()
    await shown(pictures_of(desk, shop, folder), f"{shop.address}/gone.png")


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>no</html>", png()[:40], b"\x89PNG\r\n\x1a\n" + b"x" * 200],
    ids=["empty", "html", "cut", "bad"],
)
async def test_a_broken_picture_stays_a_stand_in_and_is_not_kept(
    desk: Desk, shop: Shop, folder: Path, body: bytes
) -> None:
    shop.bodies["/broken.png"] = body
    pictures = pictures_of(desk, shop, folder)
    for _ in range(3):
        assert pictures.pixmap(f"{shop.address}/broken.png", SMALL) is None
        await quiet(desk)
    assert shop.asked() == {"/broken.png": 1}
    assert kept_in(folder) == []


async def test_a_huge_picture_is_neither_downloaded_nor_opened(
    desk: Desk, shop: Shop, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_PICTURE_LIMIT", 2_000)
    monkeypatch.setattr(room, "_MOST_PIXELS", 1_000_000)
    shop.bodies |= {"/heavy.png": png() + b"x" * 3_000, "/wide.png": png(1200, 900)}
    pictures = pictures_of(desk, shop, folder)
    assert len(shop.bodies["/wide.png"]) < 20_000, "a small file that opens to millions of pixels"
    monkeypatch.setattr(room, "_PICTURE_LIMIT", 20_000)
    for path in ("/heavy.png", "/wide.png"):
        monkeypatch.setattr(room, "_PICTURE_LIMIT", 2_000 if path == "/heavy.png" else 20_000)
        assert pictures.pixmap(f"{shop.address}{path}", SMALL) is None
        await quiet(desk)
        assert pictures.pixmap(f"{shop.address}{path}", SMALL) is None
    assert shop.asked() == {"/heavy.png": 1, "/wide.png": 1}


@pytest.mark.parametrize(
    "address", ["http://example.org/a.png", "ftp://x/a.png", "no address", "http://[", "https://a:b/c"]
)
async def test_an_address_that_cannot_be_used_is_a_stand_in(desk: Desk, shop: Shop, folder: Path, address: str) -> None:
    pictures = pictures_of(desk, shop, folder)
    assert pictures.pixmap(address, SMALL) is None
    await quiet(desk)
    assert pictures.pixmap(address, SMALL) is None
    assert pictures.pixmap("", SMALL) is None
    assert desk.background.names == []
    assert not shop.seen


async def test_a_fault_or_a_lost_line_is_tried_again_when_the_network_is_back(
    desk: Desk, shop: Shop, folder: Path
) -> None:
    shop.statuses["/tea.png"] = 500
    pictures = pictures_of(desk, shop, folder)
    tea = f"{shop.address}/tea.png"
    pictures.pixmap(tea, SMALL)
    await quiet(desk)
    tried = shop.asked()["/tea.png"]
    for _ in range(5):
        assert pictures.pixmap(tea, SMALL) is None
        await quiet(desk)
    assert shop.asked()["/tea.png"] == tried, "not at every paint"
    shop.statuses.clear()
    told: list[str] = []
    pictures.arrived.connect(told.append)
    pictures.retry_failed()
    assert told == [tea], "the views are told to ask again"
    await shown(pictures, tea)


async def test_a_picture_wanted_before_the_network_starts_comes_with_it(desk: Desk, shop: Shop, folder: Path) -> None:
    shop.there = False
    pictures = pictures_of(desk, shop, folder)
    tea = f"{shop.address}/tea.png"
    assert pictures.pixmap(tea, SMALL) is None
    await quiet(desk)
    shop.there = True
    pictures.retry_failed()
    await shown(pictures, tea)


async def test_a_picture_damaged_on_disk_is_fetched_anew(desk: Desk, shop: Shop, folder: Path) -> None:
    tea = f"{shop.address}/tea.png"
    await shown(pictures_of(desk, shop, folder), tea)
    [kept] = kept_in(folder)
    kept.write_bytes(b"rubbish")
    await shown(pictures_of(desk, shop, folder), tea)
    assert shop.asked() == {"/tea.png": 2}
    assert kept.read_bytes() == png()


@pytest.fixture
def blocked(folder: Path) -> Path:
    """A file where the folder should be."""
    folder.write_text("")
    return folder


async def test_a_disk_that_refuses_costs_nobody_a_picture(desk: Desk, shop: Shop, blocked: Path) -> None:
    folder = blocked
    await shown(pictures_of(desk, shop, folder), f"{shop.address}/tea.png")


# The limit


def test_the_least_recently_used_go_first(folder: Path) -> None:
    kept = PictureFolder(folder, 3_000)
    for name in "abc":
        kept.keep(name, name.encode() * 1_000)
    assert kept.read("a") == b"a" * 1_000
    kept.keep("d", b"d" * 1_000)
    assert [name for name in "abcd" if kept.read(name)] == ["a", "c", "d"]
    kept.keep("e", b"e" * 1_500)
    assert [name for name in "abcde" if kept.read(name)] == ["d", "e"]
    assert bytes_in(folder) == 2_500


def test_the_order_of_use_outlives_the_program(folder: Path) -> None:
    before = PictureFolder(folder, 10_000)
    for number, name in enumerate("abc"):
        before.keep(name, b"x" * 1_000)
        made = max(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)
        os.utime(made, (1_000 + number, 1_000 + number))
    assert before.read("a")
    (folder / "left.part").write_bytes(b"x" * 9_000)
    after = PictureFolder(folder, 2_000)
    after.keep_within(2_000)
    assert not (folder / "left.part").exists()
    assert [name for name in "abc" if after.read(name)] == ["a", "c"]


def test_the_same_picture_again_counts_once_and_one_beyond_the_limit_not_at_all(folder: Path) -> None:
    kept = PictureFolder(folder, 2_500)
    for body in (b"x" * 1_000, b"y" * 2_000, b"z" * 500):
        kept.keep("a", body)
    kept.keep("b", b"b" * 2_000)
    assert kept.read("a") == b"z" * 500
    kept.keep("huge", b"h" * 2_501)
    assert kept.read("huge") is None and kept.read("b")


async def test_the_limit_is_a_setting_and_holds_for_the_whole_folder(
    desk: Desk, shop: Shop, folder: Path, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_MB", 1_000)
    for number in range(8):
        shop.bodies[f"/{number}.png"] = png() + b"\0" * (900 - len(png()))
    pictures = pictures_of(desk, shop, folder)
    parts = {name: getattr(desk, name) for name in desk.__dataclass_fields__}
    desk.settings.set(LIMIT_KEY, 4)
    grid = ProductGrid(Desk(**{**parts, "pictures": pictures}), name="grid")
    show(grid)
    for number in range(8):
        await shown(pictures, f"{shop.address}/{number}.png")
    assert len(kept_in(folder)) == 4 and bytes_in(folder) <= 4_000
    desk.settings.set(LIMIT_KEY, 2)
    await until(lambda: bytes_in(folder) <= 2_000)


# Never in the way


async def test_hundreds_of_pictures_do_not_hold_the_window_up(desk: Desk, shop: Shop, folder: Path, show: Show) -> None:
    photo = png(1600, 1200, Qt.GlobalColor.blue)
    pictures = pictures_of(desk, shop, folder)
    parts = {name: getattr(desk, name) for name in desk.__dataclass_fields__}
    grid = ProductGrid(Desk(**{**parts, "pictures": pictures}), name="grid")
    import msgspec

    many = [msgspec.structs.replace(PRODUCTS[n % 8], id=f"p{n}", image=f"{shop.address}/{n}.png") for n in range(300)]
    shop.bodies |= {f"/{n}.png": photo for n in range(300)}
    heart = Heartbeat(grid)
    heart.start()
    show(grid, 1000, 700)
    grid.show_products(many)
    bar = grid.verticalScrollBar()
    for part in range(0, 101, 5):
        bar.setValue(bar.maximum() * part // 100)
        await asyncio.sleep(0.05)
    last = f"{shop.address}/299.png"
    await until(lambda: shop.asked()["/299.png"] == 1)
    await quiet(desk)
    heart.stop()
    assert last and max(shop.asked().values()) == 1
    assert heart.longest_ms < 250


async def test_what_is_on_screen_now_comes_before_what_was_scrolled_past(desk: Desk, shop: Shop, folder: Path) -> None:
    shop.slow = 0.05
    pictures = pictures_of(desk, shop, folder)
    for number in range(400):
        pictures.pixmap(f"{shop.address}/{number}.png", SMALL)
    await shown(pictures, f"{shop.address}/399.png")
    order = [path for _, path, _ in shop.seen]
    assert order.index("/399.png") < 8, "the newest wish is the first to be met"
    await quiet(desk)
    assert len(shop.seen) <= 130, "and what nobody looks at any more is not fetched"
