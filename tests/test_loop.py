"""The Qt loop lives through many steps (see docs/decisions/0001)."""

import asyncio

from PySide6.QtWidgets import QApplication


async def test_twenty_thousand_steps(qapp: QApplication) -> None:
    steps = 0
    for _ in range(20_000):
        await asyncio.sleep(0)
        steps += 1
    assert steps == 20_000
