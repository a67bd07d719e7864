"""A reading for what is no longer wanted ends at once; one for the same is followed by one more."""

import asyncio

import pytest
from PySide6.QtWidgets import QWidget

from retm_desktop.gui.newest_reading import NewestReading
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.sync.background import Background
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("qapp")


async def test_the_newest_wish_is_read_and_no_other() -> None:
    view, background = QWidget(), Background()
    wanted, begun, ended = ["a"], list[str](), list[str]()
    go_on = asyncio.Event()

    async def read() -> None:
        begun.append(wanted[0])
        of = wanted[0]
        await go_on.wait()
        ended.append(of)

    reading = NewestReading(ViewTasks(view, background), "reading", wanted=lambda: wanted[0], read=read)
    for text in ("a", "a", "b", "b", "b"):
        wanted[0] = text
        reading.ask()
        await asyncio.sleep(0.01)
    assert begun == ["a", "b"]
    go_on.set()
    await until(lambda: ended == ["b", "b"])
    reading.ask()
    await until(lambda: ended == ["b"] * 3)
    assert begun == ["a", "b", "b", "b"]
    assert await background.close() == []
