"""Which store takes the payments of which branch: from the branch, from the store, and kept."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from retm_desktop.domain.business import Branch
from retm_desktop.domain.errors import DiskFull
from retm_desktop.domain.text import BilingualText as Both
from retm_desktop.gui.desk import Desk
from retm_desktop.store.catalogue import Kind
from retm_desktop.sync.payments.session import PaymentSession
from tests.gui import shop
from tests.gui.conftest import Clock, FakeHouse, MakeDesk, Show
from tests.gui.payment_stores.account import Screen, connect_account, opened, opened_stores
from tests.sync.payments.counter import Counter
from tests.waiting import until

BANGSAR, AMPANG = "7700000000000000001", "7700000000000000002"
OLAYA, CORNICHE, KHOBAR = shop.BRANCHES


@pytest.fixture
def counter() -> Counter:
    """A service with two stores."""
    return Counter()


@pytest.fixture
async def session(desk: Desk, counter: Counter) -> PaymentSession:
    """The connected account."""
    return await connect_account(desk, counter)


async def links(desk: Desk) -> dict[str, str]:
    session = desk.house.payments
    assert session is not None
    return await desk.payment_stores.links(session.connection.id, desk.connection_id)


async def with_choice(desk: Desk, show: Show) -> Screen:
    """Show the first branch with the choice of its store."""
    screen = await opened(desk, show)
    await until(lambda: screen.there("branch_store") and screen.choice.count() == 3)
    return screen


async def store_opened(desk: Desk, show: Show, row: int = 0) -> Screen:
    """Show a store with the branches it may take the payments of."""
    screen = await opened_stores(desk, show)
    await until(lambda: len(screen.names()) == 2)
    await screen.open(row)
    await until(lambda: len(screen.branches.names) == 3 and _is_laid_out(screen))
    return screen


def _is_laid_out(screen: Screen) -> bool:
    view = screen.branches.list
    return view.viewport().height() >= 3 * view.sizeHintForRow(0)


def lacks(screen: Screen) -> list[bool]:
    return [screen.page._list._model.lacks_store(branch) for branch in screen.page._list.branches]


async def test_a_branch_is_linked_at_once_and_choosing_again_takes_it_back(
    desk: Desk, session: PaymentSession, show: Show
) -> None:
    screen = await with_choice(desk, show)
    assert screen.choices() == ["No store", "Kedai Bangsar", "Kedai Ampang"]
    assert screen.choice.currentIndex() == 0
    assert screen.said("branch_store_hint") == "Payments of this branch's orders go to this store."
    assert not screen.there("branch_store_said")
    screen.choose_store(2)
    await until(lambda: screen.there("branch_store_said"))
    assert screen.said("branch_store_said") == "From now on they go to Kedai Ampang."
    assert await links(desk) == {"branch-olaya": AMPANG}
    await until(lambda: lacks(screen) == [False, True, True])
    assert screen.choice.currentIndex() == 2
    screen.choose_store(0)
    await until(lambda: screen.said("branch_store_said") == "From now on they go to no store.")
    assert await links(desk) == {}
    await until(lambda: lacks(screen) == [True, True, True])


async def test_every_branch_has_a_store_of_its_own(desk: Desk, session: PaymentSession, show: Show) -> None:
    screen = await with_choice(desk, show)
    screen.choose_store(1)
    await until(lambda: screen.there("branch_store_said"))
    view = screen.page._list
    view.setCurrentIndex(view.model().index(1, 0))
    assert screen.choice.currentIndex() == 0
    assert not screen.there("branch_store_said")
    screen.choose_store(2)
    await until(lambda: screen.there("branch_store_said"))
    assert await links(desk) == {"branch-olaya": BANGSAR, "branch-corniche": AMPANG}


async def test_links_survive_a_reading_and_end_with_their_store(
    desk: Desk, counter: Counter, session: PaymentSession, clock: Clock, show: Show
) -> None:
    screen = await with_choice(desk, show)
    screen.choose_store(2)
    await until(lambda: screen.there("branch_store_said"))
    before = session.read_at
    counter.shops.reverse()
    clock.forward(minutes=1)
    session.refresh()
    await until(lambda: session.read_at != before and screen.choices()[1] == "Kedai Ampang")
    assert screen.choice.currentIndex() == 1
    assert await links(desk) == {"branch-olaya": AMPANG}
    counter.shops = counter.shops[1:]
    session.refresh()
    await until(lambda: screen.choices() == ["No store", "Kedai Bangsar"])
    assert screen.choice.currentIndex() == 0
    await until(lambda: lacks(screen) == [True, True, True])


async def test_what_was_not_written_does_not_look_chosen(
    desk: Desk, session: PaymentSession, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = await with_choice(desk, show)
    told: list[object] = []
    desk.bridge.error_told.connect(told.append)

    async def full(*_args: object) -> None:
        raise DiskFull("no room")

    monkeypatch.setattr(desk.payment_stores, "link", full)
    screen.choose_store(1)
    await until(lambda: told)
    assert screen.choice.currentIndex() == 0
    assert not screen.there("branch_store_said")


async def test_an_account_without_stores_offers_none(desk: Desk, counter: Counter, show: Show) -> None:
    counter.shops = []
    await connect_account(desk, counter)
    screen = await opened(desk, show)
    await until(lambda: screen.there("branch_store"))
    assert screen.choices() == ["No store"]
    assert not screen.choice.isEnabled()
    assert "has no store" in screen.said("branch_store_hint")


async def test_a_store_takes_several_branches(desk: Desk, session: PaymentSession, show: Show) -> None:
    screen = await store_opened(desk, show)
    assert screen.ticked() == []
    screen.click_branch("Riyadh – Olaya")
    await until(lambda: screen.ticked() == ["Riyadh – Olaya"])
    assert screen.said("store_said") == "Payments of Riyadh – Olaya go to this store now."
    screen.click_branch("Khobar – Corniche")
    await until(lambda: screen.ticked() == ["Riyadh – Olaya", "Khobar – Corniche"])
    assert await links(desk) == {"branch-olaya": BANGSAR, "branch-khobar": BANGSAR}
    assert screen.said("store_branch_count") == "2"
    await until(lambda: [row[-1] for row in screen.rows()] == ["2", "0"])
    screen.click_branch("Riyadh – Olaya")
    await until(lambda: screen.ticked() == ["Khobar – Corniche"])
    assert screen.said("store_said") == "Payments of Riyadh – Olaya go to no store now."
    assert await links(desk) == {"branch-khobar": BANGSAR}


async def test_a_branch_of_another_store_says_so_and_moves(desk: Desk, session: PaymentSession, show: Show) -> None:
    await desk.payment_stores.link(session.connection.id, desk.connection_id, "BRANCH-KHOBAR", AMPANG)
    screen = await store_opened(desk, show)
    model = screen.branches.list.model()
    said = [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(3)]
    assert said == ["Riyadh – Olaya", "Jeddah – Corniche", "Khobar – Corniche, now Kedai Ampang"]
    screen.click_branch("Khobar – Corniche")
    await until(lambda: screen.ticked() == ["Khobar – Corniche"])
    assert await links(desk) == {"branch-khobar": BANGSAR}
    await screen.open(1)
    assert screen.ticked() == []


async def test_the_keyboard_ticks_and_unticks(desk: Desk, session: PaymentSession, show: Show) -> None:
    screen = await store_opened(desk, show)
    view = screen.branches.list
    view.setFocus()
    view.setCurrentIndex(view.model().index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_Space)
    await until(lambda: screen.ticked() == ["Jeddah – Corniche"])
    QTest.keyClick(view, Qt.Key.Key_Space)
    await until(lambda: screen.ticked() == [])
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not screen.there("store_detail")


async def test_linked_branches_come_first_and_stay_where_they_are(
    desk: Desk, session: PaymentSession, show: Show
) -> None:
    await desk.payment_stores.link(session.connection.id, desk.connection_id, KHOBAR.id, BANGSAR)
    screen = await store_opened(desk, show)
    assert screen.branches.names == ["Khobar – Corniche", "Riyadh – Olaya", "Jeddah – Corniche"]
    screen.click_branch("Jeddah – Corniche")
    await until(lambda: screen.ticked() == ["Khobar – Corniche", "Jeddah – Corniche"])
    assert screen.branches.names == ["Khobar – Corniche", "Riyadh – Olaya", "Jeddah – Corniche"]
    # The same branches, read once more, do not run away from under a hand.
    before = screen.page._branches
    desk.bridge.catalogue_changed.emit()
    await until(lambda: screen.page._branches is not before)
    assert screen.branches.names == ["Khobar – Corniche", "Riyadh – Olaya", "Jeddah – Corniche"]
    await screen.open(1)
    assert screen.branches.names == ["Riyadh – Olaya", "Jeddah – Corniche", "Khobar – Corniche"]


async def test_many_branches_are_searched(desk: Desk, session: PaymentSession, show: Show) -> None:
    screen = await store_opened(desk, show)
    assert not screen.there("store_branches_search")
    many = [Branch(f"b{n}", Both(f"Branch {n}", f"فرع {n}")) for n in range(300)]
    pairs = [(each, msgspec.json.encode(each)) for each in many]
    await desk.catalogue.replace(desk.connection_id, Kind.BRANCH, pairs, desk.now())
    await until(lambda: screen.there("store_branches_search"))
    assert len(screen.branches.names) == 300
    search = screen.find(QLineEdit, "store_branches_search")
    search.setText("branch 29")
    await until(lambda: len(screen.branches.names) == 13)
    screen.click_branch("Branch 290")
    await until(lambda: screen.ticked() == ["Branch 290"])
    search.setText("Tabuk")
    await until(lambda: screen.there("store_branches_none"))
    assert "Tabuk" in screen.said("store_branches_none")


async def test_another_restaurants_links_are_its_own(
    desk: Desk, house: FakeHouse, session: PaymentSession, show: Show
) -> None:
    first = house.active
    assert first is not None
    await desk.payment_stores.link(session.connection.id, first.id, OLAYA.id, BANGSAR)
    screen = await with_choice(desk, show)
    await until(lambda: screen.choice.currentIndex() == 1)
    key = await desk.connections.add(provider="retm", environment="production", business_id="other")
    house.active = await desk.connections.get(key)
    await shop.stock(desk)
    desk.bridge.active_changed.emit()
    await until(lambda: screen.there("branch_store") and screen.choice.currentIndex() == 0)
    assert lacks(screen) == [True, True, True]
    house.active = first
    desk.bridge.active_changed.emit()
    await until(lambda: screen.choice.currentIndex() == 1)


async def test_in_arabic_what_was_linked_is_said_by_name(make_desk: MakeDesk, counter: Counter, show: Show) -> None:
    desk = await make_desk(language="ar")
    await connect_account(desk, counter)
    screen = await store_opened(desk, show)
    screen.click_branch("الرياض – العليا")
    await until(lambda: screen.ticked() == ["الرياض – العليا"])
    assert "الرياض – العليا" in screen.said("store_said")
    screen.page.grab()
