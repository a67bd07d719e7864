"""The currency of a restaurant, which RETM does not tell."""

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from retm_desktop.domain.text import plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.setup.restaurants import CURRENCIES
from retm_desktop.gui.setup.this_program import ThisProgram
from tests.gui.conftest import Clock, FakeHouse, Show
from tests.gui.connect.found import found, is_there, words
from tests.gui.takings.account import PaymentDesk
from tests.waiting import until, until_async


def choose(page: QWidget, connection_id: int, code: str) -> None:
    box = found(page, QComboBox, f"setup_currency_{connection_id}")
    box.setCurrentIndex(box.findData(code))
    box.activated.emit(box.currentIndex())


async def test_the_currency_is_chosen_and_used_at_once(desk: Desk, house: FakeHouse, show: Show) -> None:
    other = await desk.connections.add("retm", "staging", "other", label="Other", currency="LBP")
    active = desk.connection_id
    page = ThisProgram(desk)
    show(page)
    await until(lambda: is_there(page, f"setup_currency_{other}"))
    await asyncio.sleep(0.08)
    await until(lambda: is_there(page, f"setup_currency_{active}"))
    box = found(page, QComboBox, f"setup_currency_{active}")
    assert [plain(box.itemText(n)) for n in range(box.count())] == list(CURRENCIES)
    assert box.currentData() == "SAR"
    assert "does not tell" in words(page, "setup_currency_hint")
    assert found(page, QComboBox, f"setup_currency_{other}").currentData() == "LBP", "what it has stays on offer"
    choose(page, active, "SAR")
    choose(page, active, "MYR")
    await until(lambda: house.calls == [("switch", active)])
    record = await desk.connections.get(active)
    assert record is not None
    assert record.currency == "MYR"
    choose(page, other, "AED")

    async def changed() -> bool:
        kept = await desk.connections.get(other)
        return kept is not None and kept.currency == "AED"

    await until_async(changed)
    assert house.calls == [("switch", active)], "one that is not on screen is not switched to"
    await until(lambda: found(page, QComboBox, f"setup_currency_{other}").currentData() == "AED")


async def test_a_payment_account_is_no_restaurant(desk: Desk, show: Show, clock: Clock, tmp_path: Path) -> None:
    record = await PaymentDesk(desk, clock, tmp_path).connect()
    page = ThisProgram(desk)
    show(page)
    await until(lambda: is_there(page, f"setup_restaurant_{desk.connection_id}"))
    await asyncio.sleep(0.08)
    assert not is_there(page, f"setup_restaurant_{record.id}")
    assert not is_there(page, f"setup_currency_{record.id}")
