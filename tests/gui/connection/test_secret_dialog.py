"""Entering the client secret RETM issued in place of ours."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from retm_desktop.domain.errors import Offline, Rejected, ServerFault, SignInExpired, WrongCredentials
from retm_desktop.domain.intents import CancelOrder
from retm_desktop.domain.text import plain
from retm_desktop.gui.connection.secret_dialog import SecretDialog
from retm_desktop.gui.desk import Desk
from retm_desktop.sync.status import Link, Status
from tests.gui.conftest import FakeHouse, Show
from tests.gui.connect.found import found, is_there, press
from tests.gui.connection.conftest import FakeInspector
from tests.gui.shop import deliver, order
from tests.waiting import until


def words(dialog: QWidget, name: str) -> str:
    return plain(found(dialog, QLabel, name).text())


@pytest.fixture
def window(show: Show) -> QWidget:
    """What the dialog stands in front of."""
    made = QWidget()
    show(made)
    return made


async def opened(desk: Desk, parent: QWidget) -> SecretDialog:
    dialog = SecretDialog(desk, parent)
    dialog.open()
    await until(lambda: words(dialog, "secret_waiting"))
    return dialog


async def wait_for_sending(desk: Desk, count: int) -> None:
    for n in range(count):
        (key,) = await deliver(desk, order(str(700 + n), created_at=desk.now()))
        await desk.house.do(CancelOrder(""), key)


async def test_the_right_secret_is_used_and_what_waited_is_counted(
    desk: Desk, house: FakeHouse, inspector: FakeInspector, window: QWidget
) -> None:
    await wait_for_sending(desk, 2)
    house.tell_status(Status(link=Link.SIGN_IN, error_code="wrong_credentials"))
    dialog = await opened(desk, window)
    assert "replaces secrets that others may have seen" in words(dialog, "secret_words")
    assert "developer portal" in words(dialog, "secret_words")
    assert words(dialog, "secret_waiting") == "Waiting here and sent as soon as RETM accepts the secret: 2."
    field = found(dialog, QLineEdit, "secret_value")
    assert field.echoMode() is QLineEdit.EchoMode.Password
    inspector.hold.clear()
    QTest.keyClicks(field, "  the-new-one ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    go = found(dialog, QPushButton, "secret_use")
    assert go.text() == "Trying it at RETM…"
    assert not go.isEnabled()
    await until(lambda: inspector.secrets == ["the-new-one"])
    inspector.hold.set()
    await until(lambda: is_there(dialog, "secret_done"))
    assert words(dialog, "connect_outcome") == "RETM accepts the new secret"
    assert words(dialog, "connect_outcome_words") == "What waited is being sent now: 2."
    press(dialog, "secret_done")
    assert not dialog.isVisible()


async def test_without_a_refusal_it_is_simply_tried(desk: Desk, inspector: FakeInspector, window: QWidget) -> None:
    dialog = await opened(desk, window)
    assert words(dialog, "secret_words") == "It is tried at RETM before it is kept."
    assert words(dialog, "secret_waiting") == "Nothing waits to be sent."
    QGuiApplication.clipboard().setText(" pasted-secret\n")
    press(dialog, "secret_secret_paste")
    field = found(dialog, QLineEdit, "secret_value")
    assert field.text() == "pasted-secret"
    press(dialog, "secret_secret_show")
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    press(dialog, "secret_use")
    await until(lambda: is_there(dialog, "secret_done"))
    assert inspector.secrets == ["pasted-secret"]
    assert words(dialog, "connect_outcome_words") == "Everything goes on as before."


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (WrongCredentials(), "RETM refuses this secret too. The one before is kept"),
        (Rejected("wanted", {"client_secret": ("wanted",)}), "Enter the client secret from RETM's developer portal."),
    ],
)
async def test_a_secret_that_is_none_is_refused_at_the_field(
    desk: Desk, inspector: FakeInspector, window: QWidget, error: WrongCredentials | Rejected, said: str
) -> None:
    dialog = await opened(desk, window)
    inspector.trouble = error
    field = found(dialog, QLineEdit, "secret_value")
    QTest.keyClicks(field, "wrong")
    press(dialog, "secret_use")
    await until(lambda: said in words(dialog, "secret_value_error"))
    assert field.isEnabled()
    assert field.text() == "wrong"
    inspector.trouble = None
    press(dialog, "secret_use")
    await until(lambda: is_there(dialog, "secret_done"))


@pytest.mark.parametrize(
    ("error", "said"),
    [(Offline(), "RETM cannot be reached."), (ServerFault(), "RETM has a fault of its own right now.")],
)
async def test_a_secret_that_could_not_be_tried_is_told_in_words(
    desk: Desk, inspector: FakeInspector, window: QWidget, error: Offline | ServerFault, said: str
) -> None:
    dialog = await opened(desk, window)
    inspector.trouble = error
    QTest.keyClicks(found(dialog, QLineEdit, "secret_value"), "right")
    press(dialog, "secret_use")
    await until(lambda: is_there(dialog, "secret_notice"))
    assert words(dialog, "secret_notice_title") == said
    assert found(dialog, QPushButton, "secret_use").isEnabled()


async def test_where_the_merchant_has_to_allow_access_again_it_leads_there(
    desk: Desk, inspector: FakeInspector, window: QWidget
) -> None:
    dialog = await opened(desk, window)
    asked: list[bool] = []
    dialog.connect_requested.connect(lambda: asked.append(dialog.isVisible()))
    inspector.trouble = SignInExpired()
    QTest.keyClicks(found(dialog, QLineEdit, "secret_value"), "right")
    press(dialog, "secret_use")
    await until(lambda: is_there(dialog, "secret_notice"))
    assert "allow access again" in words(dialog, "secret_notice_title")
    press(dialog, "secret_notice_button")
    assert asked == [False]


async def test_before_the_network_has_started_it_says_so(desk: Desk, window: QWidget) -> None:
    dialog = await opened(desk, window)
    QTest.keyClicks(found(dialog, QLineEdit, "secret_value"), "right")
    press(dialog, "secret_use")
    await until(lambda: is_there(dialog, "secret_notice"))
    assert "has not opened its connection" in words(dialog, "secret_notice_title")


async def test_escape_leaves_everything_as_it_was(desk: Desk, inspector: FakeInspector, window: QWidget) -> None:
    dialog = await opened(desk, window)
    asked: list[str] = []
    dialog.connect_requested.connect(lambda: asked.append("connect"))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await asyncio.sleep(0)
    assert not dialog.isVisible()
    assert inspector.secrets == []
    assert asked == []
