"""From consent to tokens, and everything that can come in between."""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import pytest
from keyring.errors import KeyringLocked

from retm_desktop.connect.exchange import CODE_LIFE
from retm_desktop.connect.installer import CONSENT_TIME
from retm_desktop.domain.errors import ConsentExpired, Rejected, StateMismatch
from retm_desktop.store.connections import ConnectionState
from retm_desktop.store.installs import InstallStatus
from retm_desktop.store.journal import InstallVerdict
from retm_desktop.tour.keys import MemoryKeyring
from tests.connect.conftest import Office
from tests.connect.token_desk import DROP, REFUSED_CLIENT, REFUSED_CODE, Answer
from tests.waiting import until


def contents(home: Path) -> bytes:
    """Return every byte of every file in the home folder."""
    return b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())


async def test_a_callback_becomes_a_connection_with_its_secrets_in_the_vault(office: Office) -> None:
    begun = await office.begin()
    assert begun.consent_address.startswith(f"{office.desk.url}/integrations/authorized?client_id=client-id&state=")
    assert begun.expires_at == office.time + CONSENT_TIME
    assert len(office.state_of(begun)) == 43
    assert office.call_back(begun) is InstallVerdict.ACCEPTED
    await office.apply()
    await office.background.idle()
    install = await office.install(begun)
    assert (install.status, install.business_id) == (InstallStatus.CONNECTED, "palmgrill")
    (connection,) = await office.connections.all()
    assert connection.id == install.connection_id
    assert (connection.state, connection.connected_at) == (ConnectionState.CONNECTED, office.time)
    assert office.desk.asked == [
        {
            "grant_type": "authorization_code",
            "code": "the-code",
            "client_id": "client-id",
            "client_secret": "client-secret",
        }
    ]
    assert office.desk.paths == ["/palmgrill/api/oAuth/token"]
    assert "access-1" in str(await office.vault.get(f"connection.{connection.id}.tokens"))
    assert "client-secret" in str(await office.vault.get(f"connection.{connection.id}.client"))
    for name in ("client", "code", "tokens"):
        assert await office.vault.get(f"install.{install.id}.{name}") is None


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (REFUSED_CLIENT, "wrong_credentials"),
        (REFUSED_CODE, "code_refused"),
        ((200, b"<html>"), "unreadable_answer"),
        ((200, {"token": "x"}), "unreadable_answer"),
    ],
)
async def test_a_refused_exchange_fails_with_its_reason_and_forgets_the_secrets(
    office: Office, answer: Answer, reason: str
) -> None:
    office.desk.answers = [answer]
    begun = await office.begin()
    office.call_back(begun)
    await office.apply()
    await office.background.idle()
    install = await office.install(begun)
    assert (install.status, install.reason) == (InstallStatus.FAILED, reason)
    assert len(office.desk.asked) == 1
    assert await office.vault.get(f"install.{install.id}.client") is None
    assert await office.vault.get(f"install.{install.id}.code") is None
    assert await office.connections.all() == []
    # Nothing stands in the way of a second attempt.
    await office.connected()


async def test_a_failed_attempt_leaves_a_connected_restaurant_alone(office: Office) -> None:
    connection = await office.connected()
    office.desk.answers = [REFUSED_CODE]
    begun = await office.begin()
    office.call_back(begun, code="another-code")
    await office.apply()
    await office.background.idle()
    assert (await office.install(begun)).status is InstallStatus.FAILED
    again = await office.connections.get(connection.id)
    assert again is not None
    assert again.state is ConnectionState.CONNECTED
    assert "access-1" in str(await office.vault.get(f"connection.{connection.id}.tokens"))


async def test_an_unreachable_token_endpoint_is_tried_again(office: Office) -> None:
    begun = await office.begin()
    office.call_back(begun)
    await office.desk.close()
    pause = office.pause

    async def until_the_network_is_back(seconds: float) -> None:
        await pause(seconds)
        if len(office.pauses) == 3:
            await office.desk.open()

    office.pause = until_the_network_is_back  # type: ignore[method-assign]
    await office.apply()
    await office.background.idle()
    assert (await office.install(begun)).status is InstallStatus.CONNECTED
    assert office.pauses[0] < office.pauses[1] < office.pauses[2]


async def test_a_network_that_stays_away_ends_the_install_when_the_code_is_old(office: Office) -> None:
    begun = await office.begin()
    office.call_back(begun)
    await office.desk.close()
    await office.apply()
    await office.background.idle()
    install = await office.install(begun)
    assert (install.status, install.reason) == (InstallStatus.FAILED, "offline")
    assert sum(office.pauses) < timedelta(minutes=10).total_seconds()


async def test_an_exchange_of_unknown_outcome_is_repeated_once(office: Office) -> None:
    office.desk.answers = [DROP]
    await office.connected()
    assert len(office.desk.asked) == 2
    office.desk.answers = [DROP, REFUSED_CODE]
    begun = await office.begin()
    office.call_back(begun, code="b")
    await office.apply()
    await office.background.idle()
    assert (await office.install(begun)).reason == "code_refused"
    office.desk.answers = [DROP, DROP, DROP]
    begun = await office.begin()
    office.call_back(begun, code="c")
    await office.apply()
    await office.background.idle()
    assert (await office.install(begun)).reason == "outcome_unknown"
    assert len(office.desk.asked) == 6


async def test_a_throttled_exchange_waits_as_long_as_told(office: Office) -> None:
    office.desk.answers = [(429, {"message": "slow down"})]
    await office.connected()
    assert len(office.pauses) == 1


async def test_a_crash_between_callback_and_exchange_is_resumed(office: Office) -> None:
    begun = await office.begin()
    office.call_back(begun)
    await office.restart()
    await office.installer.resume()
    assert office.desk.asked == []
    assert (await office.install(begun)).status is InstallStatus.CODE_RECEIVED
    await office.apply()
    await office.background.idle()
    assert (await office.install(begun)).status is InstallStatus.CONNECTED


async def test_a_crash_during_the_exchange_is_resumed_with_one_repeat(office: Office) -> None:
    begun = await office.begin()
    office.call_back(begun)
    office.desk.hold.clear()
    await office.apply()
    await until(lambda: office.desk.asked)
    await office.restart()
    assert (await office.install(begun)).status is InstallStatus.EXCHANGING
    assert await office.rows() == []
    office.desk.hold.set()
    await office.installer.resume()
    await office.background.idle()
    assert (await office.install(begun)).status is InstallStatus.CONNECTED
    assert len(office.desk.asked) == 2


async def test_a_crash_after_the_tokens_came_needs_no_second_exchange(office: Office) -> None:
    begun = await office.begin()
    office.call_back(begun)

    async def dies(*_args: object) -> None:
        raise asyncio.CancelledError

    office.connections.set_state = dies  # type: ignore[method-assign,assignment]
    await office.apply()
    await office.background.idle()
    await office.restart()
    await office.installer.resume()
    await office.background.idle()
    assert (await office.install(begun)).status is InstallStatus.CONNECTED
    assert len(office.desk.asked) == 1


async def test_secrets_that_are_gone_end_the_install_with_that_reason(
    office: Office, tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    begun = await office.begin()
    office.call_back(begun)
    await office.close()
    memory_keyring.entries.clear()
    (tmp_path / "vault.sealed").unlink()
    await office.open()
    await office.apply()
    install = await office.install(begun)
    assert (install.status, install.reason) == (InstallStatus.FAILED, "keyring_unavailable")


async def test_secrets_that_are_gone_end_an_interrupted_exchange_too(
    office: Office, tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    begun = await office.begin()
    office.call_back(begun)
    office.desk.hold.clear()
    await office.apply()
    await until(lambda: office.desk.asked)
    await office.close()
    memory_keyring.entries.clear()
    (tmp_path / "vault.sealed").unlink()
    await office.open()
    await office.installer.resume()
    install = await office.install(begun)
    assert (install.status, install.reason) == (InstallStatus.FAILED, "keyring_unavailable")


async def test_a_locked_keyring_is_waited_for(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = await office.begin()
    office.call_back(begun)
    waiting = await office.begin()
    await office.close()

    def locked(*_args: str) -> None:
        raise KeyringLocked("locked")

    with monkeypatch.context() as patch:
        patch.setattr(MemoryKeyring, "set_password", locked)
        await office.open()
        await office.installer.resume()
        await office.apply()
        assert (await office.install(begun)).status is InstallStatus.CODE_RECEIVED
    await office.vault.open()
    await office.installer.resume()
    await office.background.idle()
    assert (await office.install(begun)).status is InstallStatus.CONNECTED
    assert (await office.install(waiting)).status is InstallStatus.WAITING


async def test_a_code_nobody_can_use_any_more_does_not_stay_for_ever(office: Office) -> None:
    begun = await office.begin()
    office.call_back(begun)
    await office.journal.mark([row.id for row in await office.rows()], "failed")
    await office.installer.expire_due()
    assert (await office.install(begun)).status is InstallStatus.CODE_RECEIVED
    office.time += CODE_LIFE
    await office.installer.expire_due()
    install = await office.install(begun)
    assert (install.status, install.reason) == (InstallStatus.FAILED, "keyring_unavailable")


async def test_a_repeated_callback_changes_nothing(office: Office) -> None:
    begun = await office.begin()
    office.call_back(begun)
    rows = await office.rows()
    office.desk.hold.clear()
    for _ in range(2):
        await office.installer.received(rows[0])
    office.desk.hold.set()
    await office.background.idle()
    await office.installer.received(rows[0])
    await office.background.idle()
    assert len(office.desk.asked) == 1


async def test_a_second_start_cancels_the_first_and_its_secrets(office: Office) -> None:
    first = await office.begin()
    second = await office.begin()
    assert (await office.install(first)).status is InstallStatus.CANCELLED
    assert await office.vault.get(f"install.{first.install_id}.client") is None
    assert office.call_back(first) is not InstallVerdict.ACCEPTED
    assert office.call_back(second) is InstallVerdict.ACCEPTED


async def test_consent_that_does_not_come_expires(office: Office) -> None:
    begun = await office.begin()
    await office.installer.expire_due()
    assert (await office.install(begun)).status is InstallStatus.WAITING
    office.time += CONSENT_TIME
    await office.installer.expire_due()
    install = await office.install(begun)
    assert (install.status, install.reason) == (InstallStatus.EXPIRED, "consent_expired")
    assert await office.vault.get(f"install.{begun.install_id}.client") is None
    with pytest.raises(ConsentExpired):
        await office.installer.paste(begun.install_id, "code", "palmgrill")


async def test_denied_and_cancelled_are_told_apart(office: Office) -> None:
    begun = await office.begin()
    await office.installer.denied(begun.install_id)
    install = await office.install(begun)
    assert (install.status, install.reason) == (InstallStatus.DENIED, "consent_denied")
    begun = await office.begin()
    await office.installer.cancel(begun.install_id)
    await office.installer.denied(begun.install_id)
    assert (await office.install(begun)).status is InstallStatus.CANCELLED


async def test_an_exchange_can_be_cancelled(office: Office) -> None:
    begun = await office.begin()
    office.call_back(begun)
    office.desk.hold.clear()
    await office.apply()
    await until(lambda: office.desk.asked)
    await office.installer.cancel(begun.install_id)
    office.desk.hold.set()
    await office.background.idle()
    assert (await office.install(begun)).status is InstallStatus.CANCELLED
    assert await office.vault.get(f"install.{begun.install_id}.code") is None
    assert await office.connections.all() == []


async def test_missing_credentials_are_told_field_by_field(office: Office) -> None:
    with pytest.raises(Rejected) as caught:
        await office.installer.begin(office.environment, " \u200f", "secret")
    assert list(caught.value.fields) == ["client_id"]
    assert await office.installs.latest() is None


@pytest.mark.parametrize(
    ("text", "business_id"),
    [
        ("the-code", "palmgrill"),
        ("\u200e the-code \n", " palmgrill "),
        ('{"code": "the-code", "business_id": "palmgrill", "data": []}', ""),
        ('{"code": "the-code", "business_id": "palmgrill", "data": {"state": "STATE"}}', ""),
        ('{"code": "the-code"}', "palmgrill"),
        ("https://partner.example/done?code=the-code&business_id=palmgrill&state=STATE", ""),
        ("code=the-code&business_id=palmgrill", ""),
    ],
)
async def test_a_pasted_code_connects_in_every_form(office: Office, text: str, business_id: str) -> None:
    begun = await office.begin()
    await office.installer.paste(begun.install_id, text.replace("STATE", office.state_of(begun)), business_id)
    await office.background.idle()
    install = await office.install(begun)
    assert (install.status, install.business_id) == (InstallStatus.CONNECTED, "palmgrill")
    assert office.desk.asked[0]["code"] == "the-code"


@pytest.mark.parametrize(
    ("text", "business_id", "field"),
    [
        ("the-code", "", "business_id"),
        ("the-code", "palm/grill", "business_id"),
        ("", "palmgrill", "code"),
        ("two words", "palmgrill", "code"),
        ("https://retm.sa/?error=access_denied", "palmgrill", "code"),
        ('{"code": ', "palmgrill", "code"),
        ('{"business_id": "palmgrill"}', "", "code"),
    ],
)
async def test_a_paste_that_lacks_something_says_what(office: Office, text: str, business_id: str, field: str) -> None:
    begun = await office.begin()
    with pytest.raises(Rejected) as caught:
        await office.installer.paste(begun.install_id, text, business_id)
    assert field in caught.value.fields
    assert (await office.install(begun)).status is InstallStatus.WAITING
    assert office.desk.asked == []


async def test_a_pasted_state_of_another_install_is_refused(office: Office) -> None:
    begun = await office.begin()
    with pytest.raises(StateMismatch):
        await office.installer.paste(
            begun.install_id, '{"code": "c", "business_id": "palmgrill", "data": {"state": "forged"}}'
        )
    assert office.desk.asked == []


async def test_a_pasted_code_survives_a_crash(office: Office) -> None:
    begun = await office.begin()
    office.desk.hold.clear()
    await office.installer.paste(begun.install_id, "the-code", "palmgrill")
    await office.restart()
    office.desk.hold.set()
    await office.installer.resume()
    await office.background.idle()
    assert (await office.install(begun)).status is InstallStatus.CONNECTED


async def test_disconnecting_forgets_the_secrets_and_keeps_the_row(office: Office) -> None:
    connection = await office.connected()
    await office.installer.disconnect(connection.id)
    assert await office.connections.all() == []
    assert await office.vault.get(f"connection.{connection.id}.tokens") is None
    assert await office.vault.get(f"connection.{connection.id}.client") is None
    assert (await office.connected()).id == connection.id


async def test_no_secret_is_in_the_home_folder_or_the_log(
    office: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    begun = await office.begin()
    office.desk.answers = [DROP]
    office.call_back(begun)
    await office.apply()
    await office.background.idle()
    office.desk.answers = [REFUSED_CODE]
    other = await office.begin("second-secret")
    office.call_back(other, code="second-code")
    await office.apply()
    await office.background.idle()
    secrets = ["the-code", "second-code", "client-secret", "second-secret", "access-1", "refresh-1"]
    secrets += [office.state_of(begun), office.state_of(other)]
    disk = contents(tmp_path)
    assert b"palmgrill" in disk
    for secret in secrets:
        assert secret.encode() not in disk
        assert secret not in caplog.text
