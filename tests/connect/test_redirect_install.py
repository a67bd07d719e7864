"""Connecting by the merchant's browser, where any attempt burns the code: payments."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import msgspec
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from retm_desktop.connect.browser_rules import may_visit
from retm_desktop.connect.installer import CONSENT_TIME, Begun
from retm_desktop.connect.provider import PROVIDERS
from retm_desktop.connect.sealed import ClientCredentials, connection_client, kept
from retm_desktop.domain.errors import (
    ClockWrong,
    ConsentDenied,
    ConsentExpired,
    Offline,
    Rejected,
    SignInExpired,
    StateMismatch,
)
from retm_desktop.listener.pages import Page
from retm_desktop.listener.redirect import landed
from retm_desktop.providers.revenue_monster.environment import Environment, practice_environment
from retm_desktop.store.connections import ConnectionRecord, ConnectionState
from retm_desktop.store.installs import InstallRecord, InstallStatus
from retm_desktop.store.journal import Journal
from tests.connect.conftest import Office
from tests.connect.payment_desk import DROP, PaymentDesk, refused
from tests.connect.test_installer import contents
from tests.connect.token_desk import Answer
from tests.waiting import until

CLIENT_ID, CLIENT_SECRET = "7000000000000000001", "portal-secret-0001"
REDIRECT = "http://127.0.0.1:47600/install/revenue-monster"


@dataclass(frozen=True)
class Keys:
    """What the portal shows: our private key, once as PKCS#1, and the service's public one."""

    private: str
    old_private: str
    server: str
    entered: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="session")
def keys() -> Keys:
    own, server = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    private, old = (
        own.private_bytes(Encoding.PEM, shape, NoEncryption()).decode()
        for shape in (PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL)
    )
    public = server.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return Keys(private, old, public, {"private_key": private, "server_public_key": public})


class Payments:
    """The acts of an operator who connects payments, on an office."""

    def __init__(self, office: Office, desk: PaymentDesk, keys: Keys) -> None:
        self.office = office
        self.desk = desk
        self.keys = keys

    @property
    def environment(self) -> Environment:
        """The desk's environment, as it is chosen."""
        return practice_environment(self.desk.url)

    async def begin(self, secret: str = CLIENT_SECRET) -> Begun:
        return await self.office.installer.begin(self.environment, CLIENT_ID, secret, self.keys.entered)

    def land(self, begun: Begun | None = None, **query: str) -> Page:
        """Come back with a query as the listener takes it in; the state is the install's unless another is given."""
        said = ({"state": self.office.state_of(begun)} if begun is not None else {}) | query
        return self.reach(urlencode(said).encode())

    def reach(self, query: bytes) -> Page:
        journal = Journal(self.office.home / "store.sqlite3")
        journal.open()
        try:
            provider = PROVIDERS[Environment.provider]
            return landed(journal, provider, query, self.office.vault.seal, self.office.time)[0]
        finally:
            journal.close()

    async def allowed(self, begun: Begun, code: str = "pay-code") -> InstallRecord:
        """Come back with a code, and return the install once nothing goes on any more."""
        assert self.land(begun, code=code) is Page.ALLOWED
        await self.office.apply()
        await self.office.background.idle()
        return await self.office.install(begun)

    async def connection(self) -> ConnectionRecord:
        (connection,) = await self.office.connections.all("payments")
        return connection


@pytest_asyncio.fixture
async def payments(office: Office, keys: Keys) -> AsyncIterator[Payments]:
    """Give a payment service that answers, beside the office."""
    desk = PaymentDesk(office.now)
    await desk.open()
    yield Payments(office, desk, keys)
    await desk.close()


async def test_what_the_browser_brings_becomes_a_connection_with_the_accounts_name(payments: Payments) -> None:
    office = payments.office
    begun = await payments.begin()
    asked = parse_qs(urlsplit(begun.consent_address).query)
    assert (asked["clientId"], asked["redirectUri"], asked["responseType"]) == ([CLIENT_ID], [REDIRECT], ["code"])
    assert may_visit(begun.consent_address, begun.environment)
    assert may_visit(f"{REDIRECT}?code=x&state=y", begun.environment), "the browser has to be let back to us"
    assert (await office.install(begun)).business_id == CLIENT_ID
    assert payments.desk.asked == []
    install = await payments.allowed(begun)
    assert (install.status, install.business_id) == (InstallStatus.CONNECTED, CLIENT_ID)
    connection = await payments.connection()
    assert connection.id == install.connection_id
    assert (connection.provider, connection.business_id, connection.state) == (
        "revenue-monster",
        CLIENT_ID,
        ConnectionState.CONNECTED,
    )
    assert (connection.label, connection.currency, connection.serves) == ("Najd Kitchen Sdn. Bhd.", "MYR", "payments")
    assert payments.desk.asked == [
        {
            "grantType": "authorization_code",
            "code": "pay-code",
            "redirectUri": REDIRECT,
            "basic": f"{CLIENT_ID}:{CLIENT_SECRET}",
        }
    ]
    assert await office.connections.all() == [], "it is no restaurant with orders"


async def test_the_vault_holds_tokens_and_keys_and_nothing_of_the_install(payments: Payments, keys: Keys) -> None:
    install = await payments.allowed(await payments.begin())
    vault = payments.office.vault
    connection = await payments.connection()
    client = await kept(vault, connection_client(connection.id), ClientCredentials)
    assert client == ClientCredentials(CLIENT_ID, CLIENT_SECRET, keys.entered)
    assert "pay-access-1" in str(await vault.get(f"connection.{connection.id}.tokens"))
    for name in ("client", "code", "tokens"):
        assert await vault.get(f"install.{install.id}.{name}") is None
    for shown in (repr(client), repr(await payments.begin())):
        assert CLIENT_SECRET not in shown
        assert "PRIVATE" not in shown
        assert "state=" not in shown


async def test_the_public_address_is_where_payments_are_told(payments: Payments) -> None:
    begun = await payments.begin()
    assert isinstance(begun.environment, Environment)
    assert begun.environment.notify_url == "http://127.0.0.1:47600/hooks/payment"
    payments.office.public_address = "https://shop.tunnel.example"
    begun = await payments.begin()
    assert isinstance(begun.environment, Environment)
    assert begun.environment.notify_url == "https://shop.tunnel.example/hooks/payment"
    assert begun.environment.redirect_uri == REDIRECT, "the browser is on this computer"
    document = (await payments.office.install(begun)).environment_document
    assert msgspec.json.decode(document, type=Environment) == begun.environment
    fixed = msgspec.structs.replace(
        payments.environment, redirect_uri="http://localhost:9/x", notify_url="https://n.example"
    )
    begun = await payments.office.installer.begin(fixed, CLIENT_ID, CLIENT_SECRET, payments.keys.entered)
    assert begun.environment == fixed


async def test_a_refusal_ends_the_install_and_forgets_its_secrets(payments: Payments) -> None:
    office = payments.office
    begun = await payments.begin()
    for _ in range(2):
        assert payments.land(begun, error="access_denied") is Page.DENIED
    install = await office.install(begun)
    assert (install.status, install.reason) == (InstallStatus.DENIED, "consent_denied")
    assert await office.vault.get(f"install.{install.id}.client") is not None
    await office.installer.settle()
    assert await office.vault.get(f"install.{install.id}.client") is None
    assert payments.land(begun, code="pay-code") is Page.USED
    assert payments.desk.asked == []


async def test_secrets_of_a_refused_install_are_forgotten_after_a_crash_too(payments: Payments) -> None:
    begun = await payments.begin()
    payments.land(begun, error="access_denied")
    await payments.office.restart()
    await payments.office.installer.resume()
    assert await payments.office.vault.get(f"install.{begun.install_id}.client") is None


async def test_whatever_comes_without_a_code_is_a_refusal(payments: Payments) -> None:
    begun = await payments.begin()
    assert payments.land(begun) is Page.DENIED
    assert (await payments.office.install(begun)).status is InstallStatus.DENIED


async def test_states_that_are_unknown_used_or_too_old_store_nothing(payments: Payments) -> None:
    office = payments.office
    begun = await payments.begin()
    for query in (
        b"",
        b"code=pay-code",
        b"code=pay-code&state=",
        b"code=pay-code&state=guessed",
        b"error=access_denied",
        b"error=access_denied&state=guessed",
        b"code=pay-code&state=" + b"x" * 5000,
        b"%ff%00&&&=&state",
    ):
        assert payments.reach(query) is Page.UNKNOWN, query
    assert (await office.install(begun)).status is InstallStatus.WAITING
    assert await office.rows() == []
    assert payments.land(begun, code="x" * 5000) is Page.UNKNOWN
    await payments.allowed(begun)
    assert payments.land(begun, code="another") is Page.USED
    late = await payments.begin()
    office.time += CONSENT_TIME
    assert payments.land(late, code="pay-code") is Page.EXPIRED
    assert payments.land(late, error="access_denied") is Page.EXPIRED
    assert (await office.install(late)).status is InstallStatus.EXPIRED
    assert len(payments.desk.asked) == 1


async def test_a_page_that_is_loaded_again_is_good_again_and_exchanges_nothing(payments: Payments) -> None:
    begun = await payments.begin()
    await payments.allowed(begun)
    for _ in range(3):
        assert (await payments.allowed(begun)).status is InstallStatus.CONNECTED
    assert len(payments.desk.asked) == 1


async def test_a_crash_between_redirect_and_exchange_is_resumed_with_the_one_exchange(payments: Payments) -> None:
    office = payments.office
    begun = await payments.begin()
    payments.land(begun, code="pay-code")
    await office.restart()
    await office.installer.resume()
    assert payments.desk.asked == []
    assert (await office.install(begun)).status is InstallStatus.CODE_RECEIVED
    await office.apply()
    await office.background.idle()
    assert (await office.install(begun)).status is InstallStatus.CONNECTED
    assert len(payments.desk.asked) == 1


async def test_a_crash_during_the_exchange_ends_the_install_and_nothing_is_asked_again(payments: Payments) -> None:
    office = payments.office
    begun = await payments.begin()
    payments.land(begun, code="pay-code")
    payments.desk.hold.clear()
    await office.apply()
    await until(lambda: payments.desk.asked)
    await office.restart()
    assert (await office.install(begun)).status is InstallStatus.EXCHANGING
    payments.desk.hold.set()
    await office.installer.resume()
    await office.apply()
    await office.background.idle()
    install = await office.install(begun)
    assert (install.status, install.reason) == (InstallStatus.FAILED, "code_refused")
    assert len(payments.desk.asked) == 1
    assert await office.vault.get(f"install.{install.id}.code") is None
    assert await office.connections.all("payments") == []


async def crash(*_args: object) -> None:
    raise asyncio.CancelledError


async def test_a_crash_after_the_tokens_came_asks_for_the_name_alone(payments: Payments) -> None:
    office = payments.office
    begun = await payments.begin()
    payments.land(begun, code="pay-code")
    office.connections.set_label = crash  # type: ignore[method-assign,assignment]
    await office.apply()
    await office.background.idle()
    await office.restart()
    await office.installer.resume()
    await office.background.idle()
    assert (await office.install(begun)).status is InstallStatus.CONNECTED
    assert len(payments.desk.asked) == 1
    assert (await payments.connection()).label == "Najd Kitchen Sdn. Bhd."


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (DROP, "code_refused"),
        ((500, b""), "code_refused"),
        ((503, {"error": {"code": "TEMPORARY_UNAVAILABLE"}}), "code_refused"),
        ((429, {"message": "slow down"}), "code_refused"),
        ((200, b"<html>"), "code_refused"),
        ((200, {"tokenType": "Bearer"}), "code_refused"),
        (refused("InvalidCode"), "code_refused"),
        (refused("INVALID_CLIENT", 401), "wrong_credentials"),
        (refused("InvalidScope", 403), "forbidden"),
    ],
)
async def test_an_exchange_that_brings_no_tokens_is_never_repeated(
    payments: Payments, answer: Answer, reason: str
) -> None:
    payments.desk.answers = [answer]
    install = await payments.allowed(await payments.begin())
    assert (install.status, install.reason) == (InstallStatus.FAILED, reason)
    assert len(payments.desk.asked) == 1
    assert payments.office.pauses == []
    assert await payments.office.connections.all("payments") == []
    # Nothing stands in the way of a second attempt.
    assert (await payments.allowed(await payments.begin(), code="second")).status is InstallStatus.CONNECTED


async def test_the_code_is_kept_until_there_is_a_network_and_used_once(payments: Payments) -> None:
    office = payments.office
    begun = await payments.begin()
    await payments.desk.close()
    pause = office.pause

    async def until_the_network_is_back(seconds: float) -> None:
        await pause(seconds)
        assert (await office.install(begun)).status is InstallStatus.CODE_RECEIVED
        if len(office.pauses) == 3:
            await payments.desk.open()

    office.pause = until_the_network_is_back  # type: ignore[method-assign]
    assert (await payments.allowed(begun)).status is InstallStatus.CONNECTED
    assert office.pauses[0] < office.pauses[1] < office.pauses[2]
    assert len(payments.desk.asked) == 1


async def test_a_network_that_stays_away_ends_the_install_before_the_code_is_used(payments: Payments) -> None:
    begun = await payments.begin()
    await payments.desk.close()
    install = await payments.allowed(begun)
    assert (install.status, install.reason) == (InstallStatus.FAILED, "offline")
    assert sum(payments.office.pauses) < timedelta(minutes=10).total_seconds()


async def test_a_wrong_clock_is_told_before_consent_and_nothing_is_begun(payments: Payments) -> None:
    office = payments.office
    waiting = await payments.begin()
    payments.desk.skew = timedelta(minutes=3)
    with pytest.raises(ClockWrong) as caught:
        await payments.begin()
    assert caught.value.ahead == timedelta(minutes=-3)
    await payments.desk.close()
    with pytest.raises(Offline):
        await payments.begin()
    assert (await office.installs.latest()) == await office.install(waiting)
    assert (await office.install(waiting)).status is InstallStatus.WAITING


async def test_a_clock_that_went_wrong_meanwhile_burns_no_code(payments: Payments) -> None:
    begun = await payments.begin()
    payments.desk.skew = timedelta(minutes=-3)
    install = await payments.allowed(begun)
    assert (install.status, install.reason) == (InstallStatus.FAILED, "clock_wrong")
    assert payments.desk.asked == []


@pytest.mark.parametrize(
    ("code", "reason"), [("INVALID_SIGNATURE", "signature_refused"), ("TOKEN_INVALID", "sign_in_expired")]
)
async def test_a_key_the_service_does_not_take_ends_the_install(payments: Payments, code: str, reason: str) -> None:
    payments.desk.merchant = refused(code, 401)
    install = await payments.allowed(await payments.begin())
    assert (install.status, install.reason) == (InstallStatus.FAILED, reason)
    assert await payments.office.connections.all("payments") == []
    assert payments.desk.paths.count("/rm/open/v3/merchant") == 1


@pytest.mark.parametrize("answer", [refused("NOT_PERMITTED", 403), (200, b"<html>"), refused("SYSTEM_ERROR", 500)])
async def test_a_name_that_is_not_told_keeps_nobody_from_connecting(payments: Payments, answer: Answer) -> None:
    payments.desk.merchant = answer
    assert (await payments.allowed(await payments.begin())).status is InstallStatus.CONNECTED
    assert (await payments.connection()).label == CLIENT_ID


async def test_connecting_again_keeps_the_account_and_a_failure_its_tokens(payments: Payments) -> None:
    office = payments.office
    await payments.allowed(await payments.begin())
    first = await payments.connection()
    await office.connections.set_active(first.id)
    await office.connections.set_currency(first.id, "SGD")
    payments.desk.answers = [refused("InvalidCode")]
    assert (await payments.allowed(await payments.begin(), code="b")).status is InstallStatus.FAILED
    assert await payments.connection() == msgspec.structs.replace(first, currency="SGD")
    assert "pay-access-1" in str(await office.vault.get(f"connection.{first.id}.tokens"))
    assert (await payments.allowed(await payments.begin(), code="c")).status is InstallStatus.CONNECTED
    again = await payments.connection()
    assert (again.id, again.currency) == (first.id, "SGD")
    assert "pay-access-2" in str(await office.vault.get(f"connection.{first.id}.tokens"))
    await office.installer.disconnect(first.id)
    assert await office.connections.all("payments") == []
    assert await office.vault.get(f"connection.{first.id}.client") is None


async def test_orders_and_payments_are_connected_side_by_side(payments: Payments) -> None:
    office = payments.office
    restaurant = await office.connected()
    await payments.allowed(await payments.begin())
    account = await payments.connection()
    assert await office.connections.all() == [restaurant]
    assert await office.connections.active_id() == restaurant.id
    assert await office.connections.active_id("payments") == account.id
    # The next attempt of either kind takes the place of the one that waits.
    waiting = await payments.begin()
    await office.begin()
    assert (await office.install(waiting)).status is InstallStatus.CANCELLED


@pytest.mark.parametrize(
    "text",
    [
        "pay-code",
        "\u200e pay-code \n",
        f"{REDIRECT}?code=pay-code&state=STATE",
        f"{REDIRECT}?code=pay-code",
        "?code=pay-code&state=STATE",
        "code=pay-code",
    ],
)
async def test_a_pasted_address_or_code_connects(payments: Payments, text: str) -> None:
    office = payments.office
    begun = await payments.begin()
    await office.installer.paste(begun.install_id, text.replace("STATE", quote(office.state_of(begun))))
    await office.background.idle()
    install = await office.install(begun)
    assert (install.status, install.business_id) == (InstallStatus.CONNECTED, CLIENT_ID)
    assert [asked["code"] for asked in payments.desk.asked] == ["pay-code"]
    assert (await payments.connection()).serves == "payments"


async def test_what_cannot_be_pasted_is_told_and_the_install_waits_on(payments: Payments) -> None:
    office = payments.office
    begun = await payments.begin()
    for text in ("", "two words", REDIRECT, begun.consent_address, f"{REDIRECT}?state={office.state_of(begun)}"):
        with pytest.raises(Rejected) as caught:
            await office.installer.paste(begun.install_id, text)
        assert list(caught.value.fields) == ["code"], text
    for text in (f"{REDIRECT}?code=pay-code&state=forged", f"{REDIRECT}?error=access_denied&state=forged"):
        with pytest.raises(StateMismatch):
            await office.installer.paste(begun.install_id, text)
    assert (await office.install(begun)).status is InstallStatus.WAITING
    assert payments.desk.asked == []
    office.time += CONSENT_TIME
    with pytest.raises(ConsentExpired):
        await office.installer.paste(begun.install_id, "pay-code")


@pytest.mark.parametrize("query", ["error=access_denied&state=STATE", "errorCode=ACCESS_DENIED"])
async def test_a_pasted_refusal_ends_the_install(payments: Payments, query: str) -> None:
    office = payments.office
    begun = await payments.begin()
    address = f"{REDIRECT}?{query.replace('STATE', quote(office.state_of(begun)))}"
    with pytest.raises(ConsentDenied):
        await office.installer.paste(begun.install_id, address)
    assert (await office.install(begun)).status is InstallStatus.DENIED
    assert await office.vault.get(f"install.{begun.install_id}.client") is None


async def test_what_was_entered_is_judged_field_by_field(payments: Payments, keys: Keys) -> None:
    installer = payments.office.installer
    with pytest.raises(Rejected) as caught:
        await installer.begin(payments.environment, " \u200f", "")
    wanted = ("client_id", "client_secret", "private_key", "server_public_key")
    assert caught.value.fields == dict.fromkeys(wanted, ("required",))
    swapped = {"private_key": keys.server, "server_public_key": keys.private}
    with pytest.raises(Rejected) as caught:
        await installer.begin(payments.environment, CLIENT_ID, CLIENT_SECRET, swapped)
    assert caught.value.fields == {"private_key": ("public_instead",), "server_public_key": ("private_instead",)}
    assert "KEY" not in str(caught.value)
    assert await payments.office.installs.latest() is None
    assert payments.desk.paths == [], "nobody is asked before everything is there"


async def test_keys_are_kept_in_one_form_whatever_was_pasted(payments: Payments, keys: Keys) -> None:
    begun = await payments.office.installer.begin(
        payments.environment,
        f" {CLIENT_ID}\n",
        CLIENT_SECRET,
        {"private_key": keys.old_private.replace("\n", " "), "server_public_key": keys.server, "other": "left out"},
    )
    await payments.allowed(begun)
    name = connection_client((await payments.connection()).id)
    client = await kept(payments.office.vault, name, ClientCredentials)
    assert client is not None
    assert client.client_id == CLIENT_ID
    assert client.keys == keys.entered
    load_pem_private_key(client.keys["private_key"].encode(), None)


async def test_a_token_is_renewed_with_the_keys_left_alone(payments: Payments, keys: Keys) -> None:
    office = payments.office
    await payments.allowed(await payments.begin())
    connection = await payments.connection()
    keeper = office.keeper(connection, environment=msgspec.Raw(connection.environment_document))
    assert await keeper.token() == "pay-access-1"
    assert await keeper.renewed("pay-access-1") == "pay-access-2"
    assert payments.desk.asked[1] == {
        "grantType": "refresh_token",
        "refreshToken": "pay-refresh-1",
        "basic": f"{CLIENT_ID}:{CLIENT_SECRET}",
    }
    await keeper.use_secret("portal-secret-0002")
    client = await kept(office.vault, connection_client(connection.id), ClientCredentials)
    assert client == ClientCredentials(CLIENT_ID, "portal-secret-0002", keys.entered)
    payments.desk.answers = [refused("TOKEN_EXPIRED", 401)]
    with pytest.raises(SignInExpired):
        await keeper.renewed("pay-access-3")
    assert (await payments.connection()).state is ConnectionState.SIGN_IN


async def test_nothing_secret_is_in_the_home_folder_or_the_log(
    payments: Payments, tmp_path: Path, caplog: pytest.LogCaptureFixture, keys: Keys
) -> None:
    caplog.set_level(logging.DEBUG)
    begun = await payments.begin()
    await payments.allowed(begun, code="pay-code-91")
    payments.desk.answers = [DROP]
    other = await payments.begin("second-secret")
    await payments.allowed(other, code="second-code-92")
    denied = await payments.begin()
    payments.land(denied, error="said-error-93")
    states = [payments.office.state_of(one) for one in (begun, other, denied)]
    secrets = ["pay-code-91", "second-code-92", "said-error-93", CLIENT_SECRET, "second-secret", *states]
    secrets += ["pay-access-1", "pay-refresh-1", "PRIVATE KEY", *keys.private.splitlines()[1:3]]
    disk = contents(tmp_path)
    assert b"Najd Kitchen" in disk
    for secret in secrets:
        assert secret.encode() not in disk
        assert secret not in caplog.text


def test_documents_of_before_there_were_keys_are_read_unchanged() -> None:
    before = b'{"client_id": "c", "client_secret": "s"}'
    assert msgspec.json.decode(before, type=ClientCredentials) == ClientCredentials("c", "s", {})
