"""The connect dialog follows the stored install from consent to its end, whatever brought it there."""

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QProgressBar

from retm_desktop.domain.errors import Offline, PortTaken
from retm_desktop.gui.connect.dialog import ConnectDialog
from retm_desktop.gui.desk import Desk
from retm_desktop.store.connections import ConnectionState
from retm_desktop.store.installs import InstallStatus
from tests.gui.conftest import Clock, FakeHouse
from tests.gui.connect.conftest import PRACTICE, Browsers, OpenDialog
from tests.gui.connect.found import found, is_there, press, words
from tests.waiting import until, until_async


async def latest(desk: Desk) -> int:
    install = await desk.installs.latest()
    assert install is not None
    return install.id


async def at_consent(dialog: ConnectDialog, browsers: Browsers, made: int = 1) -> None:
    await until(lambda: len(browsers.made) == made and browsers.made[-1].opened)
    # The bridge tells of the begun install a moment later; a test that ends before that would leave it in the air.
    await asyncio.sleep(0.08)


async def test_one_types_what_is_needed_and_gets_the_consent_page(
    desk: Desk, house: FakeHouse, browsers: Browsers, open_dialog: OpenDialog
) -> None:
    dialog = open_dialog()
    press(dialog, "connect_continue")
    assert is_there(dialog, "connect_client_id_error") and is_there(dialog, "connect_client_secret_error")
    assert house.calls == []
    press(dialog, "connect_environment_staging")
    found(dialog, QLineEdit, "connect_client_id").setText(" app-7 ")
    secret = found(dialog, QLineEdit, "connect_client_secret")
    assert secret.echoMode() == QLineEdit.EchoMode.Password
    QGuiApplication.clipboard().setText("s3cret\n")
    press(dialog, "connect_secret_paste")
    press(dialog, "connect_secret_show")
    assert (secret.text(), secret.echoMode()) == ("s3cret", QLineEdit.EchoMode.Normal)
    press(dialog, "connect_continue")
    await at_consent(dialog, browsers)
    assert house.calls == [("begin_install", "staging", "app-7", "s3cret")]
    assert browsers.made[0].opened == ["https://stg.retm.sa/integrations/authorized?client_id=app-7&state=test"]
    shown = found(dialog, QLineEdit, "connect_address")
    assert shown.text() == "https://stg.retm.sa/integrations/authorized"
    assert shown.isReadOnly()


async def test_credentials_of_the_environment_are_filled_in(
    open_dialog: OpenDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETM_CLIENT_ID", "app-9")
    monkeypatch.setenv("RETM_CLIENT_SECRET", "from-outside")
    dialog = open_dialog()
    assert found(dialog, QLineEdit, "connect_client_id").text() == "app-9"
    assert found(dialog, QLineEdit, "connect_client_secret").text() == "from-outside"


async def test_an_install_that_cannot_begin_is_told_in_the_form(house: FakeHouse, open_dialog: OpenDialog) -> None:
    dialog = open_dialog()
    found(dialog, QLineEdit, "connect_client_id").setText("app-7")
    found(dialog, QLineEdit, "connect_client_secret").setText("s3cret")
    house.fail_with = Offline()
    press(dialog, "connect_continue")
    await until(lambda: is_there(dialog, "connect_notice"))
    assert "cannot be reached" in words(dialog, "connect_notice_title")
    press(dialog, "connect_where_cancel")
    assert dialog.result() == QDialog.DialogCode.Rejected


async def test_from_consent_to_connected(
    desk: Desk, browsers: Browsers, open_dialog: OpenDialog, house: FakeHouse
) -> None:
    dialog = open_dialog()
    connected: list[int] = []
    dialog.connected.connect(connected.append)
    found(dialog, QLineEdit, "connect_client_id").setText("app-7")
    found(dialog, QLineEdit, "connect_client_secret").setText("s3cret")
    press(dialog, "connect_continue")
    await at_consent(dialog, browsers)
    browsers.made[0].progressed.emit(40)
    assert found(dialog, QProgressBar, "connect_progress").value() == 40
    install = await latest(desk)
    await desk.installs.set_status(install, InstallStatus.CODE_RECEIVED, business_id="palm-grill")
    await until(lambda: is_there(dialog, "connect_steps"))
    assert browsers.made[0].is_shut
    await desk.installs.set_status(install, InstallStatus.EXCHANGING)
    key = await desk.connections.add("retm", "production", "palm-grill", label="Palm Grill")
    await desk.connections.set_state(key, ConnectionState.CONNECTED, desk.now())
    await desk.installs.set_status(install, InstallStatus.CONNECTED, connection_id=key)
    await until(lambda: is_there(dialog, "connect_done"))
    assert "Palm Grill" in words(dialog, "connect_outcome")
    assert "palm-grill" in words(dialog, "connect_outcome_note")
    assert connected == []
    press(dialog, "connect_done")
    assert connected == [key]
    assert not dialog.isVisible()
    assert ("cancel_install", install) not in house.calls


async def test_practice_begins_at_once_and_closes_by_itself(
    desk: Desk, house: FakeHouse, browsers: Browsers, open_dialog: OpenDialog
) -> None:
    dialog = open_dialog(practice=PRACTICE)
    connected: list[int] = []
    dialog.connected.connect(connected.append)
    await at_consent(dialog, browsers)
    assert house.calls == [("begin_install", "sandbox", "practice-client", "practice-secret")]
    key = await desk.connections.add("retm", "sandbox", "practice")
    await desk.installs.set_status(await latest(desk), InstallStatus.CONNECTED, connection_id=key)
    await until(lambda: connected == [key])
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ((InstallStatus.DENIED, ""), "Access was not granted."),
        ((InstallStatus.EXPIRED, ""), "The consent was not finished within ten minutes."),
        ((InstallStatus.FAILED, "wrong_credentials"), "RETM refuses the client id or the client secret."),
        ((InstallStatus.FAILED, "offline"), "RETM cannot be reached."),
        ((InstallStatus.CANCELLED, ""), "This attempt was ended."),
    ],
)
async def test_every_bad_end_has_words_and_another_try(
    desk: Desk, browsers: Browsers, open_dialog: OpenDialog, end: tuple[InstallStatus, str], said: str
) -> None:
    dialog = open_dialog(practice=PRACTICE)
    await at_consent(dialog, browsers)
    await desk.installs.set_status(await latest(desk), *end)
    await until(lambda: is_there(dialog, "connect_again"))
    assert words(dialog, "connect_outcome") == said
    assert browsers.made[0].is_shut
    press(dialog, "connect_again")
    await at_consent(dialog, browsers, made=2)


async def test_another_try_keeps_what_was_typed(desk: Desk, browsers: Browsers, open_dialog: OpenDialog) -> None:
    dialog = open_dialog()
    found(dialog, QLineEdit, "connect_client_id").setText("app-7")
    found(dialog, QLineEdit, "connect_client_secret").setText("wrong")
    press(dialog, "connect_continue")
    await at_consent(dialog, browsers)
    await desk.installs.set_status(await latest(desk), InstallStatus.FAILED, "wrong_credentials")
    await until(lambda: is_there(dialog, "connect_again"))
    press(dialog, "connect_again")
    assert is_there(dialog, "connect_client_id")
    assert found(dialog, QLineEdit, "connect_client_id").text() == "app-7"


async def test_leaving_gives_the_install_up(
    desk: Desk, house: FakeHouse, browsers: Browsers, open_dialog: OpenDialog
) -> None:
    dialog = open_dialog(practice=PRACTICE)
    await at_consent(dialog, browsers)
    install = await latest(desk)
    press(dialog, "connect_cancel")
    assert not dialog.isVisible()
    assert browsers.made[0].is_shut
    await until(lambda: ("cancel_install", install) in house.calls)


async def test_a_dialog_closed_before_the_install_began_leaves_none_behind(
    desk: Desk, house: FakeHouse, open_dialog: OpenDialog
) -> None:
    dialog = open_dialog(practice=PRACTICE)
    dialog.close()
    await until(lambda: any(call[0] == "cancel_install" for call in house.calls))


async def test_closing_does_not_take_back_an_install_under_way(
    desk: Desk, house: FakeHouse, browsers: Browsers, open_dialog: OpenDialog
) -> None:
    dialog = open_dialog(practice=PRACTICE)
    await at_consent(dialog, browsers)
    await desk.installs.set_status(await latest(desk), InstallStatus.EXCHANGING)
    dialog.close()
    await until(lambda: not any("give_up" in name for name in desk.background.names))
    assert not any(call[0] == "cancel_install" for call in house.calls)


async def test_a_refusal_on_the_page_is_handed_on(
    desk: Desk, house: FakeHouse, browsers: Browsers, open_dialog: OpenDialog
) -> None:
    dialog = open_dialog(practice=PRACTICE)
    await at_consent(dialog, browsers)
    install = await latest(desk)
    browsers.made[0].denied.emit()
    await until(lambda: ("consent_denied", install) in house.calls)


async def test_time_runs_out_even_where_nobody_says_so(
    clock: Clock, browsers: Browsers, open_dialog: OpenDialog
) -> None:
    dialog = open_dialog(practice=PRACTICE)
    await at_consent(dialog, browsers)
    assert "10:00" in words(dialog, "connect_remaining")
    clock.forward(minutes=10)
    await until(lambda: is_there(dialog, "connect_again"))
    assert words(dialog, "connect_outcome") == "The consent was not finished within ten minutes."


async def test_the_operators_own_browser(browsers: Browsers, open_dialog: OpenDialog) -> None:
    dialog = open_dialog(practice=PRACTICE)
    await at_consent(dialog, browsers)
    press(dialog, "connect_external")
    assert browsers.outside == browsers.made[0].opened
    assert is_there(dialog, "connect_external_again") and not is_there(dialog, "connect_external")
    press(dialog, "connect_copy_address")
    assert QGuiApplication.clipboard().text() == browsers.outside[0]
    press(dialog, "connect_show_here")
    assert is_there(dialog, "connect_external")
    browsers.desktop_has_one = False
    press(dialog, "connect_external")
    assert words(dialog, "connect_page_notice_title") == "No browser could be opened."


async def test_without_an_embedded_browser_the_other_ways_stay(browsers: Browsers, open_dialog: OpenDialog) -> None:
    browsers.broken = True
    dialog = open_dialog(practice=PRACTICE)
    await until(lambda: is_there(dialog, "connect_page_notice"))
    assert "built-in browser" in words(dialog, "connect_page_notice_title")
    assert not is_there(dialog, "connect_show_here")
    press(dialog, "connect_external_again")
    assert len(browsers.outside) == 1
    assert is_there(dialog, "connect_paste") and is_there(dialog, "connect_cancel")


async def test_trouble_of_the_page_is_told_with_a_way_on(browsers: Browsers, open_dialog: OpenDialog) -> None:
    dialog = open_dialog(practice=PRACTICE)
    await at_consent(dialog, browsers)
    browser = browsers.made[0]
    troubles: tuple[tuple[Callable[[], None], str], ...] = (
        (lambda: browser.failed.emit("ERR_CONNECTION_REFUSED"), "did not load"),
        (lambda: browser.untrusted.emit("retm.sa"), "not safe"),
        (browser.crashed.emit, "stopped working"),
    )
    for trouble, said in troubles:
        reloads = browser.reloads
        trouble()
        assert said in words(dialog, "connect_page_notice_title")
        press(dialog, "connect_page_notice_button")
        assert browser.reloads == reloads + 1
        assert not is_there(dialog, "connect_page_notice")
    browser.refused.emit("accounts.example.com")
    assert "accounts.example.com" in words(dialog, "connect_page_notice_title")
    press(dialog, "connect_page_notice_button")
    assert browsers.outside


async def test_a_taken_port_is_said_before_one_waits_in_vain(
    house: FakeHouse, browsers: Browsers, open_dialog: OpenDialog
) -> None:
    house.listener_error = PortTaken(port=47600)
    dialog = open_dialog(practice=PRACTICE)
    await at_consent(dialog, browsers)
    assert "47600" in words(dialog, "connect_page_notice_title")


async def test_the_paste_dialog_belongs_to_the_install(
    desk: Desk, house: FakeHouse, browsers: Browsers, open_dialog: OpenDialog
) -> None:
    dialog = open_dialog(practice=PRACTICE)
    await at_consent(dialog, browsers)
    press(dialog, "connect_paste")
    pasted = found(dialog, QDialog, "paste_dialog")
    found(pasted, QLineEdit, "paste_business").setText("palm-grill")
    press(pasted, "paste_accept")
    install = await latest(desk)
    await until(lambda: ("paste_code", install, "", "palm-grill") in house.calls)
    await until_async(lambda: _closed(dialog))


async def _closed(dialog: ConnectDialog) -> bool:
    await asyncio.sleep(0)
    return dialog.findChild(QDialog, "paste_dialog") is None
