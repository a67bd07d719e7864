"""Pasting a code: what is missing is said at the field it belongs to."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from retm_desktop.connect.installer import Begun
from retm_desktop.domain.errors import CodeRefused, Rejected
from retm_desktop.gui.connect.paste import PasteDialog
from retm_desktop.gui.connect.providers import provider_words
from retm_desktop.gui.desk import Desk
from retm_desktop.providers.retm.environment import PRODUCTION
from tests.gui.conftest import FakeHouse, Show
from tests.gui.connect.found import found, is_there, press, words
from tests.waiting import until


@pytest.fixture
def paste(desk: Desk, show: Show) -> Iterator[PasteDialog]:
    window = QWidget()
    show(window)
    begun = Begun(7, "https://retm.sa/integrations/authorized", desk.now(), PRODUCTION)
    dialog = PasteDialog(desk, begun, window, provider_words("retm"))
    dialog.open()
    yield dialog
    dialog.close()


async def test_what_is_missing_is_said_at_its_field(house: FakeHouse, paste: PasteDialog) -> None:
    for fields, at, said in (
        ({"code": ("required",)}, "paste_code_error", "Paste the code first."),
        ({"business_id": ("required",)}, "paste_business_error", "The business id is needed as well"),
        ({"business_id": ("only letters",)}, "paste_business_error", "Letters, digits and hyphens only"),
    ):
        house.fail_with = Rejected("", fields)
        press(paste, "paste_accept")
        await until(partial(is_there, paste, at))
        assert said in words(paste, at)
        await until(lambda: found(paste, QWidget, "paste_accept").isEnabled())
    found(paste, QPlainTextEdit, "paste_code").setPlainText("<html>")
    house.fail_with = Rejected("", {"code": ("invalid",)})
    press(paste, "paste_accept")
    await until(lambda: "No installation code" in words(paste, "paste_code_error"))
    assert not is_there(paste, "paste_business_error")
    assert paste.isVisible()


async def test_other_failures_are_told_and_success_closes(house: FakeHouse, paste: PasteDialog) -> None:
    found(paste, QPlainTextEdit, "paste_code").setPlainText('{"code": "c-1", "business_id": "palm"}')
    house.fail_with = CodeRefused()
    press(paste, "paste_accept")
    await until(lambda: is_there(paste, "paste_notice"))
    assert "authorization code" in words(paste, "paste_notice_title")
    press(paste, "paste_accept")
    await until(lambda: not paste.isVisible())
    assert paste.result() == QDialog.DialogCode.Accepted
    assert house.calls[-1] == ("paste_code", 7, '{"code": "c-1", "business_id": "palm"}', "")
