"""The connection page on screen, and its table under a hand."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from retm_desktop.domain.text import plain
from retm_desktop.gui.connection.page import ConnectionPage
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.paged_model import ROW_ROLE
from retm_desktop.sync.inspector import EndpointState
from tests.gui.conftest import Show
from tests.gui.connect.found import found, is_there, press
from tests.waiting import until


def words(page: QWidget, name: str) -> str:
    return plain(found(page, QLabel, name).text()).replace("\u200b", "").replace("\u00a0", " ")


async def on_screen(desk: Desk, show: Show, *, endpoints: bool = False, width: int = 940) -> ConnectionPage:
    page = ConnectionPage(desk)
    show(page, width, 720)
    if endpoints:
        press(page, "connection_view_endpoints")
        await until(lambda: page.endpoints.table.total or is_there(page, "connection_starting"))
    await asyncio.sleep(0.02)
    return page


def rows(page: ConnectionPage) -> list[EndpointState]:
    model = page.endpoints.table.model()
    return [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]


def row_text(page: ConnectionPage, name: str) -> str:
    row = next(row for row in rows(page) if row.endpoint.name == name)
    return page.endpoints.table.row_as_text(row).replace("\u00a0", " ")


async def pick(page: ConnectionPage, name: str) -> None:
    """Click the row of an endpoint."""
    number = next(n for n, row in enumerate(rows(page)) if row.endpoint.name == name)
    table, detail = page.endpoints.table, page.endpoints.detail
    index = table.model().index(number, 0)
    table.scrollTo(index)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    await until(lambda: detail.endpoint == name and detail.isVisible())
