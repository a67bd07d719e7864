"""Connecting payments: what is entered, what is refused, and the way from consent to success."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from retm_desktop.connect.provider import PROVIDERS, CredentialKind
from retm_desktop.domain.errors import ClockWrong, ConsentDenied, Offline, PortTaken, Rejected
from retm_desktop.domain.text import plain
from retm_desktop.gui.connect.dialog import ConnectDialog
from retm_desktop.gui.connect.providers import PROVIDER_WORDS, provider_words
from retm_desktop.gui.desk import Desk, Practice
from retm_desktop.providers.retm.environment import BUILT_IN as RETM
from retm_desktop.providers.revenue_monster.environment import BUILT_IN, practice_environment
from retm_desktop.store.connections import ConnectionState
from retm_desktop.store.installs import InstallStatus
from tests.gui.conftest import Clock, FakeHouse, MakeDesk, Show
from tests.gui.connect import keys
from tests.gui.connect.conftest import Browsers, OpenDialog
from tests.gui.connect.found import found, is_there, press, words
from tests.waiting import until

REDIRECT = "http://127.0.0.1:47600/install/revenue-monster"
KEY_NAMES = ("private_key", "server_public_key")


@pytest.fixture
def offered(house: FakeHouse) -> None:
    """Let the house offer both providers."""
    house.environments = {**RETM, **BUILT_IN}


@pytest.fixture
def dialog(open_dialog: OpenDialog, offered: None) -> ConnectDialog:
    """A connect dialog in which Revenue Monster was chosen."""
    opened = open_dialog()
    press(opened, "connect_provider_revenue-monster")
    return opened


def paste(dialog: ConnectDialog, name: str, text: str) -> None:
    """Press a key's "Paste" with `text` in the clipboard."""
    QGuiApplication.clipboard().setText(text)
    press(dialog, f"connect_{name}_paste")


def enter(dialog: ConnectDialog) -> None:
    """Enter all that is needed."""
    found(dialog, QLineEdit, "connect_client_id").setText(" 7000000000000000001 ")
    found(dialog, QLineEdit, "connect_client_secret").setText("s3cret")
    paste(dialog, "private_key", keys.private_key())
    paste(dialog, "server_public_key", keys.public_key())


async def at_consent(dialog: ConnectDialog, browsers: Browsers) -> None:
    await until(lambda: browsers.made and browsers.made[-1].opened)
    # The bridge tells of the begun install a moment later; a test that ends before that would leave it in the air.
    await asyncio.sleep(0.08)


async def latest(desk: Desk) -> int:
    install = await desk.installs.latest()
    assert install is not None
    return install.id


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_provider_has_a_row_of_words_for_all_it_asks(qapp: object, name: str) -> None:
    assert PROVIDER_WORDS.keys() == PROVIDERS.keys()
    told = provider_words(name)
    assert list(told.fields) == [field.name for field in PROVIDERS[name].fields]
    for field in PROVIDERS[name].fields:
        said = told.fields[field.name]
        assert said.caption and said.missing
        assert bool(said.read) is (field.kind is CredentialKind.KEY)
    assert told.glyphs.keys() >= (RETM if name == "retm" else BUILT_IN).keys()


async def test_each_provider_shows_its_own_environments_and_fields(open_dialog: OpenDialog, offered: None) -> None:
    dialog = open_dialog()
    assert found(dialog, QAbstractButton, "connect_provider_retm").isChecked()
    assert is_there(dialog, "connect_environment_staging") and is_there(dialog, "connect_reachable")
    assert not any(is_there(dialog, f"connect_{name}") for name in KEY_NAMES)
    found(dialog, QLineEdit, "connect_client_id").setText("app-7")

    press(dialog, "connect_provider_revenue-monster")
    assert words(dialog, "connect_where_title") == "Connect payments"
    assert found(dialog, QAbstractButton, "connect_continue").text() == "Continue to Revenue Monster"
    assert is_there(dialog, "connect_environment_revenue-monster")
    assert "No real money" in words(dialog, "connect_environment_revenue-monster-sandbox_words")
    assert all(is_there(dialog, f"connect_{name}_box") for name in KEY_NAMES)
    assert not is_there(dialog, "connect_environment_staging") and not is_there(dialog, "connect_reachable")
    assert found(dialog, QLineEdit, "connect_client_id").text() == ""
    paste(dialog, "private_key", keys.private_key())

    press(dialog, "connect_provider_retm")
    assert words(dialog, "connect_where_title") == "Connect a restaurant"
    assert found(dialog, QLineEdit, "connect_client_id").text() == "app-7"
    assert not is_there(dialog, "connect_private_key") and not is_there(dialog, "connect_redirect_address")
    press(dialog, "connect_provider_revenue-monster")
    assert is_there(dialog, "connect_private_key_state"), "what was given is still there"


async def test_where_there_is_only_one_provider_nobody_is_asked(open_dialog: OpenDialog, house: FakeHouse) -> None:
    house.environments = dict(RETM)
    dialog = open_dialog()
    assert not is_there(dialog, "connect_provider_retm")
    assert is_there(dialog, "connect_client_id")


async def test_what_is_missing_is_said_at_every_field(dialog: ConnectDialog, house: FakeHouse) -> None:
    press(dialog, "connect_continue")
    for name in ("client_id", "client_secret", *KEY_NAMES):
        assert words(dialog, f"connect_{name}_error") == provider_words("revenue-monster").fields[name].missing
        assert is_there(dialog, f"connect_{name}_error")
    assert house.calls == []
    enter(dialog)
    assert not any(is_there(dialog, f"connect_{name}_error") for name in ("client_id", "client_secret", *KEY_NAMES))


async def test_what_is_refused_below_the_edge_comes_into_view(dialog: ConnectDialog) -> None:
    enter(dialog)
    press(dialog, "connect_server_public_key_clear")
    dialog.resize(dialog.width(), 420)
    found(dialog, QScrollArea, "connect_where_scroll").verticalScrollBar().setValue(0)
    await until(lambda: found(dialog, QWidget, "connect_server_public_key_box").visibleRegion().isEmpty())
    press(dialog, "connect_continue")
    await until(lambda: not found(dialog, QWidget, "connect_server_public_key_error").visibleRegion().isEmpty())


@pytest.mark.parametrize(
    ("name", "offered_key", "said"),
    [
        ("private_key", keys.encrypted_key, "protected with a password"),
        ("private_key", keys.public_key, "This is a public key"),
        ("private_key", keys.elliptic_key, "not of the kind RSA"),
        ("private_key", lambda: "not a key at all", "No key can be read"),
        ("private_key", lambda: "A" * 20_001, "too long"),
        ("private_key", lambda: "  ", "no text to paste"),
        ("server_public_key", keys.private_key, "This is a private key"),
        ("server_public_key", keys.short_public_key, "too short"),
    ],
)
async def test_every_key_that_is_none_is_refused_in_words(
    dialog: ConnectDialog, name: str, offered_key: Callable[[], str], said: str
) -> None:
    key = offered_key()
    paste(dialog, name, key)
    assert said in words(dialog, f"connect_{name}_error")
    assert not is_there(dialog, f"connect_{name}_state")
    assert [other for other in KEY_NAMES if is_there(dialog, f"connect_{other}_error")] == [name]
    assert key.strip() not in everything_shown(dialog) or not key.strip()
    paste(dialog, name, keys.private_key() if name == "private_key" else keys.public_key())
    assert is_there(dialog, f"connect_{name}_state") and not is_there(dialog, f"connect_{name}_error")


def everything_shown(dialog: ConnectDialog) -> str:
    """Return all texts of the dialog."""
    texts = [each.text() for each in dialog.findChildren(QLabel)]
    texts += [each.text() for each in dialog.findChildren(QLineEdit)]
    texts += [each.toPlainText() for each in dialog.findChildren(QPlainTextEdit)]
    return "\n".join(texts)


async def test_a_key_that_was_taken_is_not_shown_and_can_be_cleared(dialog: ConnectDialog, house: FakeHouse) -> None:
    key = keys.private_key()
    box = found(dialog, QPlainTextEdit, "connect_private_key_box")
    QGuiApplication.clipboard().setText(key)
    box.setFocus()
    QTest.keySequence(box, QKeySequence(QKeySequence.StandardKey.Paste))
    assert words(dialog, "connect_private_key_state") == "Private key read"
    assert not is_there(dialog, "connect_private_key_box")
    assert key[40:80] not in everything_shown(dialog)
    press(dialog, "connect_private_key_clear")
    assert is_there(dialog, "connect_private_key_box") and box.toPlainText() == ""
    box.undo()
    assert box.toPlainText() == ""
    press(dialog, "connect_continue")
    assert is_there(dialog, "connect_private_key_error")
    assert house.calls == []


async def test_a_key_may_be_typed_line_by_line(dialog: ConnectDialog) -> None:
    box = found(dialog, QPlainTextEdit, "connect_server_public_key_box")
    lines = keys.public_key().strip().splitlines()
    for line in lines[:-1]:
        box.appendPlainText(line)
        assert is_there(dialog, "connect_server_public_key_box")
    box.appendPlainText(lines[-1])
    assert is_there(dialog, "connect_server_public_key_state")
    press(dialog, "connect_server_public_key_clear")
    box.setPlainText("".join(lines[1:-1]))
    assert is_there(dialog, "connect_server_public_key_box"), "whether a bare text is whole is known when one goes on"
    press(dialog, "connect_continue")
    assert is_there(dialog, "connect_server_public_key_state")


async def choose(dialog: ConnectDialog, path: Path, *, gone: bool = False) -> None:
    """Answer "Choose a file…" with `path`, which may have gone meanwhile."""
    press(dialog, "connect_private_key_file")
    await until(lambda: (box := dialog.findChild(QFileDialog)) and box.isVisible())
    answer(found(dialog, QFileDialog, "connect_private_key_file_dialog"), path, gone=gone)
    await until(lambda: dialog.findChild(QFileDialog) is None)


def answer(chooser: QFileDialog, path: Path, *, gone: bool) -> None:
    """Enter the file's name and accept; Qt refuses one that is not there, so it is taken away behind the dialog."""
    found(chooser, QLineEdit, "fileNameEdit").setText(str(path))
    chooser.accept()
    if gone:
        path.unlink()


async def test_a_key_comes_from_a_file(dialog: ConnectDialog, tmp_path: Path) -> None:
    path = tmp_path / "private.pem"
    path.write_bytes(b"\xef\xbb\xbf" + keys.private_key().replace("\n", "\r\n").encode())
    await choose(dialog, path)
    await until(lambda: is_there(dialog, "connect_private_key_state"))
    assert not is_there(dialog, "connect_private_key_error")


@pytest.mark.parametrize(
    ("content", "gone", "said"),
    [
        (b"-" * 20_001, False, "too large"),
        (b"\x00\xff\xfe\x80" * 50, False, "No key can be read"),
        (b"key", True, "cannot be read"),
    ],
)
async def test_files_that_hold_no_key_are_refused_in_words(
    dialog: ConnectDialog, tmp_path: Path, content: bytes, gone: bool, said: str
) -> None:
    path = tmp_path / "private.pem"
    path.write_bytes(content)
    await choose(dialog, path, gone=gone)
    await until(lambda: is_there(dialog, "connect_private_key_error"))
    assert said in words(dialog, "connect_private_key_error")


async def test_choosing_no_file_changes_nothing(dialog: ConnectDialog) -> None:
    press(dialog, "connect_private_key_file")
    await until(lambda: (box := dialog.findChild(QFileDialog)) and box.isVisible())
    found(dialog, QFileDialog, "connect_private_key_file_dialog").reject()
    await until(lambda: dialog.findChild(QFileDialog) is None)
    assert is_there(dialog, "connect_private_key_box") and not is_there(dialog, "connect_private_key_error")


async def test_the_redirect_address_is_shown_to_the_letter_and_copied(
    dialog: ConnectDialog, desk: Desk, house: FakeHouse
) -> None:
    address = found(dialog, QLineEdit, "connect_redirect_address")
    assert address.text() == REDIRECT and address.isReadOnly()
    assert "to the letter" in words(dialog, "connect_redirect_words")
    found(dialog, QWidget, "connect_copy_redirect").setFocus()
    press(dialog, "connect_copy_redirect")
    assert QGuiApplication.clipboard().text() == REDIRECT
    house.listener_address = "http://127.0.0.1:47601"
    desk.bridge.listener_changed.emit()
    assert address.text() == "http://127.0.0.1:47601/install/revenue-monster"


async def test_what_was_entered_goes_to_the_provider(
    dialog: ConnectDialog, house: FakeHouse, browsers: Browsers
) -> None:
    enter(dialog)
    press(dialog, "connect_environment_revenue-monster-sandbox")
    press(dialog, "connect_continue")
    await at_consent(dialog, browsers)
    given = {"private_key": keys.private_key(), "server_public_key": keys.public_key()}
    assert house.calls == [("begin_install", "revenue-monster-sandbox", "7000000000000000001", "s3cret", given)]
    assert "Sign in to Revenue Monster" in words(dialog, "connect_consent_words")
    assert found(dialog, QAbstractButton, "connect_paste").text() == "Paste the address"
    press(dialog, "connect_external")
    assert "as soon as Revenue Monster answers" in words(dialog, "connect_elsewhere_words")


async def test_refused_fields_are_named_where_they_are(dialog: ConnectDialog, house: FakeHouse) -> None:
    enter(dialog)
    house.fail_with = Rejected("", {"private_key": ("too_short",), "client_id": ("too_long",)})
    press(dialog, "connect_continue")
    await until(lambda: is_there(dialog, "connect_private_key_error"))
    assert "too short" in words(dialog, "connect_private_key_error")
    assert words(dialog, "connect_client_id_error") == "This is too long."
    assert not is_there(dialog, "connect_server_public_key_error") and not is_there(dialog, "connect_notice")
    assert is_there(dialog, "connect_server_public_key_state"), "the good key need not be given again"
    await until(lambda: found(dialog, QWidget, "connect_continue").isEnabled())
    paste(dialog, "private_key", keys.private_key())
    house.fail_with = Rejected("", {"redirect_uri": ("unknown",)})
    press(dialog, "connect_continue")
    await until(lambda: is_there(dialog, "connect_notice"))
    assert "redirect_uri" in words(dialog, "connect_notice_words")


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(minutes=7), "This computer's clock is 7 min ahead."),
        (timedelta(minutes=-125), "This computer's clock is 2:05 h behind."),
        (None, "This computer's clock is wrong."),
    ],
)
async def test_a_wrong_clock_is_told_with_its_figures(
    dialog: ConnectDialog, house: FakeHouse, ahead: timedelta | None, said: str
) -> None:
    enter(dialog)
    house.fail_with = ClockWrong(ahead=ahead)
    press(dialog, "connect_continue")
    await until(lambda: is_there(dialog, "connect_notice"))
    assert plain(words(dialog, "connect_notice_title")) == said


async def test_troubles_name_the_service_that_has_them(dialog: ConnectDialog, house: FakeHouse) -> None:
    enter(dialog)
    house.fail_with = Offline()
    press(dialog, "connect_continue")
    await until(lambda: is_there(dialog, "connect_notice"))
    assert words(dialog, "connect_notice_title") == "Revenue Monster cannot be reached."
    assert "RETM" not in words(dialog, "connect_notice_words")
    house.listener_error = PortTaken(port=47600)
    press(dialog, "connect_provider_retm")
    assert "asking RETM" not in words(dialog, "connect_notice_words")
    assert "47600" in words(dialog, "connect_notice_title")
    press(dialog, "connect_where_cancel")
    assert dialog.result() == QDialog.DialogCode.Rejected


async def pasting(dialog: ConnectDialog, browsers: Browsers) -> QDialog:
    """Go on to the consent page, and open the dialog for pasting."""
    enter(dialog)
    press(dialog, "connect_continue")
    await at_consent(dialog, browsers)
    press(dialog, "connect_paste")
    return found(dialog, QDialog, "paste_dialog")


async def test_the_address_of_the_browser_is_pasted_without_a_business_id(
    dialog: ConnectDialog, desk: Desk, house: FakeHouse, browsers: Browsers
) -> None:
    pasted = await pasting(dialog, browsers)
    assert f"begins with\n{REDIRECT}\n" in plain(words(pasted, "paste_words"))
    assert not is_there(pasted, "paste_business")
    for typed, reason, said in (
        ("", "required", "Paste the address first."),
        ("http://127.0.0.1:47600/", "invalid", "No code can be read"),
    ):
        found(pasted, QPlainTextEdit, "paste_code").setPlainText(typed)
        house.fail_with = Rejected("", {"code": (reason,)})
        press(pasted, "paste_accept")
        await until(lambda said=said: said in words(pasted, "paste_code_error"))  # type: ignore[misc]
        await until(lambda: found(pasted, QWidget, "paste_accept").isEnabled())
    house.fail_with = Rejected("", {"business_id": ("required",)})
    press(pasted, "paste_accept")
    await until(lambda: is_there(pasted, "paste_notice"))
    assert "Revenue Monster refused" in words(pasted, "paste_notice_title")
    await until(lambda: found(pasted, QWidget, "paste_accept").isEnabled())
    address = f"{REDIRECT}?code=c-1&state=s-1"
    found(pasted, QPlainTextEdit, "paste_code").setPlainText(address)
    press(pasted, "paste_accept")
    install = await latest(desk)
    await until(lambda: ("paste_code", install, address, "") in house.calls)
    await until(lambda: dialog.findChild(QDialog, "paste_dialog") is None)


async def test_a_pasted_refusal_closes_the_dialog_it_was_pasted_into(
    dialog: ConnectDialog, house: FakeHouse, browsers: Browsers
) -> None:
    pasted = await pasting(dialog, browsers)
    found(pasted, QPlainTextEdit, "paste_code").setPlainText(f"{REDIRECT}?error=access_denied")
    house.fail_with = ConsentDenied()
    press(pasted, "paste_accept")
    await until(lambda: dialog.findChild(QDialog, "paste_dialog") is None)


async def test_cancelling_gives_the_install_up(
    dialog: ConnectDialog, desk: Desk, house: FakeHouse, browsers: Browsers
) -> None:
    enter(dialog)
    press(dialog, "connect_continue")
    await at_consent(dialog, browsers)
    install = await latest(desk)
    press(dialog, "connect_cancel")
    assert not dialog.isVisible() and browsers.made[0].is_shut
    await until(lambda: ("cancel_install", install) in house.calls)


async def test_what_the_listener_hinders_is_said_before_one_waits_in_vain(
    dialog: ConnectDialog, house: FakeHouse, browsers: Browsers
) -> None:
    enter(dialog)
    house.listener_error = PortTaken(port=47600)
    press(dialog, "connect_continue")
    await at_consent(dialog, browsers)
    assert "47600" in words(dialog, "connect_page_notice_title")
    assert "paste the address by hand" in words(dialog, "connect_page_notice_words")
    browsers.made[0].failed.emit("400")
    assert "redirect address" in words(dialog, "connect_page_notice_words")


async def connected(desk: Desk, install: int, label: str = "") -> int:
    """Let the install end well, as the network part would."""
    await desk.installs.set_status(install, InstallStatus.EXCHANGING)
    key = await desk.connections.add("revenue-monster", "revenue-monster", "7000000000000000001", label=label)
    await desk.connections.set_state(key, ConnectionState.CONNECTED, desk.now())
    await desk.installs.set_status(
        install, InstallStatus.CONNECTED, connection_id=key, business_id="7000000000000000001"
    )
    return key


@pytest.mark.parametrize(("label", "named"), [("Kedai Sdn Bhd", "Kedai Sdn Bhd"), ("", "7000000000000000001")])
async def test_success_tells_whose_account_it_is_and_leads_to_payments(
    dialog: ConnectDialog, desk: Desk, browsers: Browsers, label: str, named: str
) -> None:
    told: list[int] = []
    dialog.connected.connect(told.append)
    enter(dialog)
    press(dialog, "connect_continue")
    await at_consent(dialog, browsers)
    key = await connected(desk, await latest(desk), label)
    await until(lambda: is_there(dialog, "connect_done"))
    assert plain(words(dialog, "connect_outcome")) == f"{named} is connected"
    assert "Link its stores to your branches" in words(dialog, "connect_outcome_words")
    assert found(dialog, QAbstractButton, "connect_done").text() == "Open payments"
    press(dialog, "connect_done")
    assert told == [key] and dialog.result() == QDialog.DialogCode.Accepted


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("wrong_credentials", "Revenue Monster refuses the client id or the client secret."),
        ("clock_wrong", "This computer's clock is wrong."),
        ("signature_refused", "Revenue Monster refuses our signature"),
        ("offline", "Revenue Monster cannot be reached."),
    ],
)
async def test_a_bad_end_names_the_service_and_keeps_what_was_entered(
    dialog: ConnectDialog, desk: Desk, browsers: Browsers, reason: str, said: str
) -> None:
    enter(dialog)
    press(dialog, "connect_continue")
    await at_consent(dialog, browsers)
    await desk.installs.set_status(await latest(desk), InstallStatus.FAILED, reason)
    await until(lambda: is_there(dialog, "connect_again"))
    assert words(dialog, "connect_outcome").startswith(said)
    press(dialog, "connect_again")
    assert is_there(dialog, "connect_private_key_state")
    assert found(dialog, QLineEdit, "connect_client_secret").text() == "s3cret"


def practice() -> Practice:
    return Practice(
        practice_environment("http://127.0.0.1:9"),
        "7000000000000000009",
        "practice-secret",
        {"private_key": keys.private_key(), "server_public_key": keys.public_key()},
    )


async def test_practice_payments_begin_at_once_and_close_by_themselves(
    desk: Desk, house: FakeHouse, browsers: Browsers, open_dialog: OpenDialog
) -> None:
    dialog = open_dialog(practice=practice())
    told: list[int] = []
    dialog.connected.connect(told.append)
    await at_consent(dialog, browsers)
    begun = ("begin_install", "practice-payments", "7000000000000000009", "practice-secret", practice().keys)
    assert house.calls == [begun]
    assert "practice on this computer" in words(dialog, "connect_consent_words")
    key = await connected(desk, await latest(desk), "Practice payments")
    await until(lambda: told == [key])
    assert not dialog.isVisible()


async def test_a_practice_that_cannot_begin_says_why_with_figures(house: FakeHouse, open_dialog: OpenDialog) -> None:
    house.fail_with = ClockWrong(ahead=timedelta(days=3))
    dialog = open_dialog(practice=practice())
    await until(lambda: is_there(dialog, "connect_again"))
    assert plain(words(dialog, "connect_outcome")) == "This computer's clock is 3 d ahead."


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_every_step_can_be_shown_from_right_to_left(
    make_desk: MakeDesk, browsers: Browsers, show: Show, clock: Clock, theme: str
) -> None:
    desk = await make_desk(language="ar", theme=theme)
    assert isinstance(desk.house, FakeHouse)
    desk.house.environments = {**RETM, **BUILT_IN}
    window = QWidget()
    show(window)
    dialog = ConnectDialog(desk, window, browser=browsers.make, open_external=browsers.open_outside)
    dialog.open()
    press(dialog, "connect_provider_revenue-monster")
    assert dialog.layoutDirection() == Qt.LayoutDirection.RightToLeft
    for name in ("connect_client_id", "connect_redirect_address", "connect_private_key_box"):
        assert found(dialog, QWidget, name).layoutDirection() == Qt.LayoutDirection.LeftToRight
    press(dialog, "connect_continue")
    enter(dialog)
    press(dialog, "connect_continue")
    await at_consent(dialog, browsers)
    press(dialog, "connect_paste")
    found(dialog, QDialog, "paste_dialog").reject()
    install = await latest(desk)
    await desk.installs.set_status(install, InstallStatus.CODE_RECEIVED)
    await until(lambda: is_there(dialog, "connect_steps"))
    await connected(desk, install, "Kedai")
    await until(lambda: is_there(dialog, "connect_done"))
    assert "Kedai" in words(dialog, "connect_outcome")
    dialog.close()
    await asyncio.sleep(0)
