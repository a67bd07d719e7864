"""Pictures of the doctor's dialog: a well restaurant, and one that is in trouble."""

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea

from retm_desktop.gui.doctor.dialog import DoctorDialog
from retm_desktop.sandbox import Sandbox
from retm_desktop.tour.hand import until

if TYPE_CHECKING:
    from tests.pictures import Studio


class DoctorPictures:
    """Photographs the dialog over a studio's program."""

    def __init__(self, studio: "Studio", sandbox: Sandbox) -> None:
        self._studio = studio
        self._sandbox = sandbox

    async def take(self) -> None:
        """As things stand, then with orders that may not be read and a public address that leads nowhere."""
        hand, desk = self._studio.hand, self._studio.program.desk
        await hand.click("tab_setup")
        await hand.click("setup_nav_connection")
        await hand.click("connection_view_overview")
        await hand.click("doctor_open")
        await self._ended()
        await self._studio.shoot("doctor")
        await hand.click("doctor_close")
        before = desk.settings.get("listener.public_address", str, "")
        desk.settings.set("listener.public_address", "https://orders.najd-kitchen.invalid")
        await asyncio.to_thread(self._sandbox.forbid, "/orders/list")
        await hand.click("doctor_open")
        await self._ended()
        await self._studio.shoot("doctor-faults")
        scroll = await hand.see(QScrollArea, "doctor_lines")
        scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())
        await self._studio.shoot("doctor-faults-end")
        await hand.click("doctor_close")
        await asyncio.to_thread(self._sandbox.allow)
        desk.settings.set("listener.public_address", before)
        await hand.click("setup_nav_program")

    async def _ended(self) -> None:
        dialog = await self._studio.hand.see(DoctorDialog, "doctor_dialog")
        await until(lambda: not dialog.runs, "the end of the examination")
