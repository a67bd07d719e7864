"""Long work in slices."""

import asyncio
import time

from retm_desktop.slices import in_slices


async def test_the_loop_goes_on_while_many_things_are_worked_on() -> None:
    turns = 0

    async def turn() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    def work(number: int) -> int:
        time.sleep(0.004)
        return number * 2

    turning = asyncio.get_running_loop().create_task(turn())
    done = await in_slices(work, range(20))
    turning.cancel()
    assert done == [number * 2 for number in range(20)]
    assert turns >= 5
