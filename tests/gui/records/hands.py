"""What the tests of the lists do with a page: open it, fill its form, and play RETM's part."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from retm_desktop.domain.intents import Record
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.records.form import RecordForm
from retm_desktop.gui.records.page import RecordsPage
from retm_desktop.gui.widgets.row_table import RowTable
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.outbox import Action
from tests.gui.conftest import Show
from tests.gui.connect.found import found, is_there, press
from tests.waiting import until


async def opened(desk: Desk, show: Show, kind: Kind, *, width: int = 944, height: int = 736) -> RecordsPage:
    """Show the page of a kind, and wait until it has read the store."""
    page = RecordsPage(desk, kind)
    show(page, width, height)
    await until(lambda: page._known)
    return page


def table(page: QWidget) -> RowTable:
    return found(page, RowTable, page.objectName().replace("_page", "_list"))


def model(page: QWidget) -> QAbstractItemModel:
    return table(page).model()


def cells(page: QWidget, row: int) -> list[str]:
    """Return what a row says, as it is shown."""
    return [str(model(page).index(row, column).data()) for column in range(model(page).columnCount())]


def click_row(page: QWidget, row: int) -> None:
    view = table(page)
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


async def form_of(page: RecordsPage, name: str) -> RecordForm:
    """Press the button of this name and return the form it opens."""
    press(page, name)
    await until(lambda: is_there(page, "record_form"))
    return found(page, RecordForm, "record_form")


def type_in(form: QWidget, name: str, words: str) -> None:
    """Replace what a field holds, as a hand would, and go on."""
    field = found(form, QLineEdit, name)
    field.setFocus()
    field.selectAll()
    if words.isascii():
        QTest.keyClicks(field, words)
    else:
        # A test's keyboard has Latin letters only; the field tells the same as for keys.
        field.insert(words)
        field.textEdited.emit(field.text())
    QTest.keyClick(field, Qt.Key.Key_Tab)


def error(form: QWidget, name: str) -> str:
    """Return what is said to be wrong with a field, "" where nothing is."""
    told = found(form, QLabel, f"{name}_error")
    return told.text() if not told.isHidden() else ""


async def put(page: RecordsPage, desk: Desk, kind: Kind) -> Action:
    """Return the one action that waits, once its card is shown."""
    name = page.objectName().removesuffix("_page")
    actions = await desk.outbox.open_records(desk.connection_id, kind)
    assert len(actions) == 1
    await until(lambda: is_there(page, f"{name}_action_{actions[0].id}"))
    return actions[0]


async def make_at_retm(desk: Desk, action: Action, made: Record) -> None:
    """Play RETM: it made the record."""
    assert await desk.outbox.sending(action.id)
    await desk.outbox.done_record(action.id, made, b'{"uuid": "made"}', desk.now())
