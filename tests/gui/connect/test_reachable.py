"""The addresses one has to know: which are taken, and what is copied."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from retm_desktop.gui.connect.denial import reports_denial
from retm_desktop.gui.connect.reachable import Reachable, public_address
from retm_desktop.gui.desk import Desk
from retm_desktop.store.settings import PUBLIC_ADDRESS
from tests.gui.conftest import Show
from tests.gui.connect.found import found, is_there, press


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://orders.example.com/", "https://orders.example.com"),
        (" orders.example.com ", "https://orders.example.com"),
        ("https://example.com:8443/till", "https://example.com:8443/till"),
        ("", ""),
        ("ftp://example.com", None),
        ("https://", None),
        ("https://example.com:port", None),
        ("https://example.com/?a=1", None),
        ("https://user@example.com", None),
        ("not an address", None),
    ],
)
def test_only_what_a_server_could_call_is_an_address(typed: str, kept: str | None) -> None:
    assert public_address(typed) == kept


async def test_a_public_address_is_kept_and_leads_the_others(desk: Desk, show: Show) -> None:
    view = Reachable(desk, prefix="setup")
    show(view)
    field = found(view, QLineEdit, "setup_public_address")
    field.setText("nonsense address")
    field.editingFinished.emit()
    assert is_there(view, "setup_public_address_error")
    assert desk.settings.get(PUBLIC_ADDRESS, str, "") == ""
    field.clear()
    QTest.keyClicks(field, "orders.example.com/\r")
    assert desk.settings.get(PUBLIC_ADDRESS, str, "") == "https://orders.example.com"
    assert not is_there(view, "setup_public_address_error")
    press(view, "setup_copy_install_address")
    assert QGuiApplication.clipboard().text() == "https://orders.example.com/install/retm"
    press(view, "setup_copy_hook_addresses")
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0] == "https://orders.example.com/hooks/order"
    assert len(copied) == 7
    press(view, "setup_copy_listener_address")
    assert QGuiApplication.clipboard().text() == desk.house.listener_address


@pytest.mark.parametrize(
    ("address", "title", "is_denial"),
    [
        ("https://retm.sa/integrations/authorized", "Access denied", True),
        ("https://retm.sa/integrations/authorized", "تم رفض الإذن", True),
        ("https://retm.sa/integrations/authorized?error=access_denied", "RETM", True),
        ("https://retm.sa/integrations/authorized", "RETM Marketplace", False),
        ("https://retm.sa/integrations/authorized", "Access granted", False),
    ],
)
def test_a_refusal_is_noticed_by_title_or_address(address: str, title: str, is_denial: bool) -> None:
    assert reports_denial(address, title) is is_denial
