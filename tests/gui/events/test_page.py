"""The events page: what arrived, what became of it, and applying it again."""

import asyncio
import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from retm_desktop.domain.errors import DiskFull
from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.events.page import EventsPage
from retm_desktop.gui.widgets.paged_model import ROW_ROLE
from retm_desktop.store.events import EventRow
from retm_desktop.store.instants import to_text
from retm_desktop.store.journal import Journal, JournalReader
from tests.benchmarks.heartbeat import Heartbeat
from tests.gui.conftest import Clock, FakeHouse, MakeDesk, Show
from tests.gui.connect.found import found, is_there, press
from tests.waiting import until

CUSTOMER = {
    "event": "customer.updated",
    "reference": "b0b7c5de-2d50-4f0a-9a8b-64c3c1a0e9f2",
    "customer": {"id": 3071, "name": "Huda Nasser", "phone": "0500000002"},
    "token": "s3cr3t",
}


class Post:
    """Brings messages, as the listener stores them, and marks what became of them."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self._desk, self._clock = desk, clock
        self._reader = JournalReader(desk.events._database, clock)
        self._journal = Journal(desk.events._database.path)
        self._journal.open()

    def close(self) -> None:
        self._journal.close()

    async def bring(self, kind: str, body: object, outcome: str = "applied", detail: str = "", minutes: int = 0) -> int:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        number = self._journal.append(kind, self._desk.connection_id, raw, self._clock() - timedelta(minutes=minutes))
        if outcome:
            await self.mark(number, outcome, detail)
        self._desk.events.heard()
        return number

    async def mark(self, number: int, outcome: str, detail: str = "") -> None:
        await self._reader.mark([number], outcome, detail)
        self._desk.events.heard()

    async def seal(self, number: int) -> None:
        await self._desk.events._database.write(
            lambda c: c.execute("UPDATE journal SET sealed = 1 WHERE id = ?", (number,)).rowcount
        )

    def many(self, count: int) -> None:
        """Bring many at once."""
        rows = [
            (
                ("order", "invoice", "customer")[n % 3],
                self._desk.connection_id,
                to_text(self._clock() - timedelta(seconds=n)),
                json.dumps({"event": "order.delivery.updated", "reference": f"ref-{n}", "padding": "x" * 900}).encode(),
                "applied",
                to_text(self._clock()),
            )
            for n in range(count)
        ]
        self._desk.events._database.write_soon(
            lambda c: (
                c.executemany(
                    "INSERT INTO journal (kind, connection_id, received_at, body, outcome, applied_at)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    rows,
                ).rowcount
            )
        ).result()


@pytest.fixture
def post(desk: Desk, clock: Clock) -> Iterator[Post]:
    made = Post(desk, clock)
    yield made
    made.close()


def words(page: QWidget, name: str) -> str:
    return plain(found(page, QLabel, name).text()).replace("\u200b", "")


async def on_screen(desk: Desk, show: Show, total: int, *, width: int = 940) -> EventsPage:
    page = EventsPage(desk)
    show(page, width, 720)
    await until(lambda: page._known and page.table.total == total)
    return page


def rows(page: EventsPage) -> list[EventRow]:
    model = page.table.model()
    return [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]


def texts(page: EventsPage) -> list[list[str]]:
    return [page.table.row_as_text(row).split("\t") for row in rows(page)]


async def pick(page: EventsPage, event_id: int) -> None:
    number = next(n for n, row in enumerate(rows(page)) if row.id == event_id)
    index = page.table.model().index(number, 0)
    page.table.scrollTo(index)
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=page.table.visualRect(index).center())
    await until(lambda: page.detail.event_id == event_id and page.detail.isVisible())


async def test_nothing_has_arrived(desk: Desk, show: Show) -> None:
    page = await on_screen(desk, show, 0)
    assert is_there(page, "events_empty")
    assert "none is missed" in words(page, "events_empty_words")
    assert words(page, "events_count") == ""


async def test_messages_are_listed_in_words_newest_first(desk: Desk, post: Post, show: Show) -> None:
    await post.bring("invoice", {"event": "order.created", "reference": "r-1"}, minutes=60 * 24)
    await post.bring("order", {"event": "order.polished", "reference": "r-2"}, "unknown event", "order.polished", 9)
    await post.bring("order", {"event": "order.delivery.updated"}, "unknown order: pulling", minutes=8)
    await post.bring("menu", b"nonsense", "unreadable", "not JSON", 7)
    await post.bring("customer", CUSTOMER, "failed", "KeyError", 6)
    await post.bring("reward/check", {"reward_code": "SUMMER-204"}, "good", minutes=5)
    await post.bring("reward/redeem", {"reward_code": "SUMMER-204"}, "refused: used_up", minutes=4)
    await post.bring("error", {"code": 503, "endpoint": "https://x.example/hooks/order"}, minutes=3)
    await post.bring("install", {"code": "c"}, "repeated", minutes=2)
    await post.bring("party", {"event": "party.time"}, "somehow odd", minutes=1)
    await post.bring("order", {"event": "order.delivery.created", "reference": "r-3"}, "")
    page = await on_screen(desk, show, 11, width=1180)
    assert texts(page) == [
        ["20:14", "Order", "order.delivery.created", "r-3", "Waiting"],
        ["20:13", "party", "party.time", "", "somehow odd"],
        ["20:12", "Install callback", "", "", "Repeated"],
        ["20:11", "Failure told by RETM", "https://x.example/hooks/order", "", "Applied"],
        ["20:10", "Reward redeemed", "SUMMER-204", "", "Refused: used up"],
        ["20:09", "Reward asked for", "SUMMER-204", "", "Good"],
        ["20:08", "Customer", "customer.updated", CUSTOMER["reference"], "Failed"],
        ["20:07", "Menu", "", "", "Unreadable"],
        ["20:06", "Order", "order.delivery.updated", "", "Unknown order"],
        ["20:05", "Order", "order.polished", "r-2", "Unknown event"],
        ["2026-02-02 20:14", "Invoice", "order.created", "r-1", "Applied"],
    ]
    assert words(page, "events_count") == "11 messages"


async def test_new_messages_appear_by_themselves_and_outcomes_change(desk: Desk, post: Post, show: Show) -> None:
    page = await on_screen(desk, show, 0)
    number = await post.bring("order", {"event": "order.delivery.updated"}, "")
    await until(lambda: page.table.total == 1)
    assert is_there(page, "events_list")
    await pick(page, number)
    assert words(page, "event_outcome") == "Waiting"
    await post.mark(number, "unknown order: pulling")
    await until(lambda: texts(page)[0][-1] == "Unknown order")
    await until(lambda: words(page, "event_outcome") == "Unknown order")
    assert "were read from RETM because of it" in words(page, "event_sentence")


async def test_messages_are_filtered_and_searched(desk: Desk, post: Post, show: Show) -> None:
    await post.bring("order", {"event": "order.delivery.updated", "order": {"order_reference": "512"}})
    odd = await post.bring("order", {"event": "order.polished"}, "unknown event")
    customer = await post.bring("customer", CUSTOMER)
    page = await on_screen(desk, show, 3)

    async def shown(ids: list[int]) -> None:
        await until(lambda: [row.id for row in rows(page) if row] == ids and page.table.total == len(ids))

    press(page, "events_trouble")
    await shown([odd])
    kind = found(page, QComboBox, "events_kind")
    kind.setCurrentIndex(kind.findData("customer"))
    await until(lambda: is_there(page, "events_nothing"))
    press(page, "events_nothing_button")
    await until(lambda: page.table.total == 3)
    assert kind.currentText() == "All kinds"
    assert not found(page, QPushButton, "events_trouble").isChecked()
    search = found(page, QLineEdit, "events_search")
    page.focus_search()
    assert search.hasFocus()
    QTest.keyClicks(search, "B0B7c5de")
    await shown([customer])
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    search.setText("zzz")
    await until(lambda: is_there(page, "events_nothing"))


async def test_filters_are_remembered(desk: Desk, post: Post, show: Show) -> None:
    await post.bring("order", {"event": "a"})
    await post.bring("order", {"event": "b"}, "failed")
    await post.bring("menu", {"event": "c"}, "failed")
    page = await on_screen(desk, show, 3)
    kind = found(page, QComboBox, "events_kind")
    kind.setCurrentIndex(kind.findData("order"))
    press(page, "events_trouble")
    await until(lambda: page.table.total == 1)
    again = await on_screen(desk, show, 1)
    assert found(again, QPushButton, "events_trouble").isChecked()
    assert found(again, QComboBox, "events_kind").currentText() == "Order"


async def test_the_document_hides_people_until_asked_and_again_on_leaving(desk: Desk, post: Post, show: Show) -> None:
    other = await post.bring("menu", {"event": "menu.updated"})
    number = await post.bring("customer", CUSTOMER)
    page = await on_screen(desk, show, 2)
    await pick(page, number)
    assert words(page, "event_title") == "Customer"
    assert words(page, "event_name") == "customer.updated"
    assert words(page, "event_reference") == CUSTOMER["reference"]
    assert "Arrived 2026-02-03 20:14:00" in words(page, "event_figures")
    found(page, QAbstractButton, "event_copy_reference").click()
    assert QGuiApplication.clipboard().text() == CUSTOMER["reference"]
    text = found(page, QPlainTextEdit, "event_document_text")
    await until(lambda: "customer.updated" in text.toPlainText())
    for hidden in ("Huda", "0500000002", "s3cr3t"):
        assert hidden not in text.toPlainText()
    found(page, QAbstractButton, "event_document_personal").click()
    await until(lambda: "Huda Nasser" in text.toPlainText())
    assert "s3cr3t" not in text.toPlainText()
    found(page, QAbstractButton, "event_document_copy").click()
    assert "0500000002" in QGuiApplication.clipboard().text()

    await pick(page, other)
    await until(lambda: "menu.updated" in text.toPlainText())
    await pick(page, number)
    await until(lambda: "customer.updated" in text.toPlainText())
    assert "Huda" not in text.toPlainText()
    found(page, QAbstractButton, "event_document_personal").click()
    await until(lambda: "Huda Nasser" in text.toPlainText())
    page.hide()
    page.show()
    await until(lambda: "customer.updated" in text.toPlainText())
    assert "Huda" not in text.toPlainText()


async def test_applying_again_tells_the_outcome_once_it_is_known(
    desk: Desk, house: FakeHouse, post: Post, clock: Clock, show: Show
) -> None:
    number = await post.bring("order", {"event": "order.delivery.updated"}, "failed", "KeyError")
    page = await on_screen(desk, show, 1)
    await pick(page, number)
    assert words(page, "event_why") == "KeyError"
    press(page, "event_apply_again")
    await until(lambda: ("apply_again", number) in house.calls)
    again = found(page, QPushButton, "event_apply_again")
    # News of something else is no outcome.
    await post.bring("menu", {"event": "menu.updated"})
    await until(lambda: page.table.total == 2)
    await asyncio.sleep(0.1)
    assert not is_there(page, "event_notice")
    assert not again.isEnabled()
    await desk.events.apply_again(number)
    await until(lambda: words(page, "event_outcome") == "Waiting")
    assert not is_there(page, "event_notice")
    clock.forward(minutes=1)
    await post.mark(number, "applied")
    await until(lambda: is_there(page, "event_notice"))
    assert words(page, "event_notice_title") == "Applied again: Applied"
    assert again.isEnabled()


async def test_applying_again_that_fails_is_told(desk: Desk, house: FakeHouse, post: Post, show: Show) -> None:
    number = await post.bring("order", {"event": "x"}, "failed")
    page = await on_screen(desk, show, 1)
    await pick(page, number)
    house.fail_with = DiskFull()
    press(page, "event_apply_again")
    await until(lambda: is_there(page, "event_notice"))
    assert words(page, "event_notice_title") == "The disk is full."
    assert found(page, QPushButton, "event_apply_again").isEnabled()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("install", "it holds an authorization code, which is sealed"),
        ("reward/check", "the till was answered when it asked"),
        ("reward/redeem", "the till was answered when it asked"),
    ],
)
async def test_what_cannot_be_applied_again_says_why(desk: Desk, post: Post, show: Show, kind: str, said: str) -> None:
    number = await post.bring(kind, {"code": "the-code"})
    if kind == "install":
        await post.seal(number)
    page = await on_screen(desk, show, 1)
    await pick(page, number)
    assert not is_there(page, "event_apply_again")
    assert said in words(page, "event_why_not")
    assert is_there(page, "event_document_text") == (kind != "install")


async def test_the_keyboard_walks_opens_copies_and_closes(desk: Desk, post: Post, show: Show) -> None:
    first = await post.bring("order", {"event": "order.first"})
    second = await post.bring("order", {"event": "order.second"})
    page = await on_screen(desk, show, 2)
    await pick(page, second)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    await until(lambda: page.detail.event_id == first)
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "order.first" in QGuiApplication.clipboard().text()
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.detail.isVisible()
    assert page.table.hasFocus()
    await pick(page, second)
    press(page, "event_close")
    assert not page.detail.isVisible()


async def test_another_restaurant_starts_anew(desk: Desk, house: FakeHouse, post: Post, show: Show) -> None:
    number = await post.bring("order", {"event": "order.first"})
    page = await on_screen(desk, show, 1)
    await pick(page, number)
    house.active = None
    desk.bridge.active_changed.emit()
    await until(lambda: is_there(page, "events_empty"))
    assert not page.detail.isVisible()


async def test_five_thousand_messages_stall_nothing(desk: Desk, post: Post, show: Show) -> None:
    post.many(5_000)
    await asyncio.sleep(0.1)
    heart = Heartbeat(desk.bridge)
    heart.start()
    page = await on_screen(desk, show, 5_000)
    bar = page.table.verticalScrollBar()
    for place in (0.2, 0.9, 0.5, 1.0, 0.0):
        bar.setValue(round(bar.maximum() * place))
        await asyncio.sleep(0.05)
    await until(lambda: all(rows(page)[:10]))
    for text in ("ref-4999", "order", ""):
        found(page, QLineEdit, "events_search").setText(text)
        await asyncio.sleep(0.3)
    await until(lambda: page.table.total == 5_000)
    heart.stop()
    print(f"longest stall: {heart.longest_ms:.0f} ms")
    assert heart.longest_ms < 250


@pytest.mark.parametrize("look", [("en", "dark", 1.0), ("ar", "light", 1.0), ("ar", "dark", 1.25)])
async def test_nothing_is_wider_than_its_place(
    make_desk: MakeDesk, clock: Clock, show: Show, look: tuple[str, str, float]
) -> None:
    language, theme, scale = look
    desk = await make_desk(language, theme, scale=scale)
    post = Post(desk, clock)
    number = await post.bring("error", {"code": 503, "endpoint": f"https://{'orders' * 9}.example.com/hooks/order"})
    page = await on_screen(desk, show, 1)
    await pick(page, number)
    post.close()
    scroll = page.detail.scroller
    assert scroll.widget().minimumSizeHint().width() <= scroll.viewport().width()
    assert page.minimumSizeHint().width() <= 900 * scale
