"""The owner of background tasks keeps them alive, reports what fails, and ends them."""

import asyncio
import gc

import pytest

from retm_desktop.domain.errors import Offline
from retm_desktop.sync.background import Background
from tests.waiting import until


async def test_a_task_nobody_holds_runs_to_its_end() -> None:
    background = Background()
    ended: list[str] = []

    async def work() -> None:
        await asyncio.sleep(0.01)
        gc.collect()
        ended.append("yes")

    background.spawn(work(), name="work")
    gc.collect()
    assert background.names == ["work"]
    await until(lambda: ended)
    await until(lambda: not background.names)


async def test_failures_are_reported_with_their_name() -> None:
    told: list[tuple[str, BaseException]] = []
    background = Background(lambda name, error: told.append((name, error)))
    offline, bug = Offline("no network"), KeyError("bug")

    async def fail(error: Exception) -> None:
        raise error

    background.spawn(fail(offline), name="pull")
    background.spawn(fail(bug), name="paint")
    await until(lambda: len(told) == 2)
    assert told == [("pull", offline), ("paint", bug)]


@pytest.mark.expects_log
async def test_a_failure_is_logged_when_nobody_can_be_told(caplog: pytest.LogCaptureFixture) -> None:
    def broken(name: str, error: BaseException) -> None:
        raise RuntimeError("no window yet")

    async def fail() -> None:
        raise KeyError("the cause")

    background = Background(broken)
    background.spawn(fail(), name="early")
    await until(lambda: "early failed" in caplog.text)
    assert "the cause" in caplog.text
    assert "no window yet" in caplog.text


async def test_replacing_cancels_the_task_of_the_same_name() -> None:
    background = Background()
    cancelled: list[str] = []

    async def search(word: str) -> str:
        try:
            await asyncio.sleep(60 if word == "bur" else 0)
        except asyncio.CancelledError:
            cancelled.append(word)
            raise
        return word

    first = background.spawn(search("bur"), name="search", replace=True)
    await asyncio.sleep(0)
    second = background.spawn(search("burger"), name="search", replace=True)
    assert await second == "burger"
    await asyncio.wait([first])
    assert cancelled == ["bur"]


@pytest.mark.expects_log
async def test_closing_waits_for_clean_up_and_names_what_will_not_end() -> None:
    background = Background()
    steps: list[str] = []
    let_go = asyncio.Event()

    async def tidy() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.01)
            steps.append("tidied")

    async def stubborn() -> None:
        while not let_go.is_set():
            try:
                await let_go.wait()
            except asyncio.CancelledError:
                steps.append("refused")

    background.spawn(tidy(), name="tidy")
    stays = background.spawn(stubborn(), name="stubborn")
    await asyncio.sleep(0)
    assert await background.close(grace=0.1) == ["stubborn"]
    assert sorted(steps) == ["refused", "tidied"]
    let_go.set()
    await stays


async def test_after_closing_nothing_starts() -> None:
    background = Background()
    await background.close()
    started: list[str] = []

    async def late() -> None:
        started.append("late")

    task = background.spawn(late(), name="late")
    await asyncio.wait([task])
    assert task.cancelled()
    assert not started
