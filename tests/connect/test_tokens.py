"""The bearer token: kept, renewed once for all, and given up in words."""

import asyncio
from datetime import timedelta

import msgspec
import pytest
from keyring.errors import KeyringLocked

from retm_desktop.connect.sealed import ClientCredentials, connection_client, kept
from retm_desktop.connect.tokens import TokenKeeper, TokenState
from retm_desktop.domain.errors import (
    KeyringUnavailable,
    Offline,
    OperatorError,
    ServerFault,
    SignInExpired,
    WrongCredentials,
)
from retm_desktop.store.connections import ConnectionState
from retm_desktop.tour.keys import MemoryKeyring
from tests.connect.conftest import Office
from tests.connect.token_desk import DROP, REFUSED_CLIENT, REFUSED_CODE, Answer
from tests.waiting import until

HOUR = timedelta(hours=1)


async def connected(office: Office) -> TokenKeeper:
    """Return a keeper of a fresh connection whose token is "access-1"."""
    keeper = office.keeper(await office.connected())
    office.desk.asked.clear()
    return keeper


async def test_a_good_token_is_handed_out_without_asking(office: Office) -> None:
    keeper = await connected(office)
    assert [await keeper.token() for _ in range(3)] == ["access-1"] * 3
    assert office.desk.asked == []


async def test_a_token_is_renewed_a_minute_early_with_the_rotated_refresh_token(office: Office) -> None:
    keeper = await connected(office)
    office.time += HOUR - timedelta(seconds=61)
    assert await keeper.token() == "access-1"
    office.time += timedelta(seconds=2)
    assert await keeper.token() == "access-2"
    assert office.desk.asked == [
        {
            "grant_type": "refresh_token",
            "refresh_token": "refresh-1",
            "client_id": "client-id",
            "client_secret": "client-secret",
        }
    ]
    office.time += HOUR
    assert await keeper.token() == "access-3"
    assert office.desk.asked[1]["refresh_token"] == "refresh-2"
    # A new start goes on with the rotated one.
    await office.restart()
    (connection,) = await office.connections.all()
    office.time += HOUR
    assert await office.keeper(connection).token() == "access-4"
    assert office.desk.asked[2]["refresh_token"] == "refresh-3"


async def test_twenty_callers_share_one_refresh_and_a_cancelled_one_breaks_nobody(office: Office) -> None:
    keeper = await connected(office)
    office.desk.hold.clear()
    first = asyncio.create_task(keeper.renewed("access-1"))
    others = [asyncio.create_task(keeper.renewed("access-1")) for _ in range(19)]
    await until(lambda: office.desk.asked)
    first.cancel()
    office.desk.hold.set()
    assert await asyncio.gather(*others) == ["access-2"] * 19
    assert first.cancelled()
    assert len(office.desk.asked) == 1
    # Who comes late with the old token gets the new one, not another refresh.
    assert await keeper.renewed("access-1") == "access-2"
    assert len(office.desk.asked) == 1


async def test_a_refresh_nobody_waits_for_any_more_still_counts(office: Office) -> None:
    keeper = await connected(office)
    office.desk.hold.clear()
    only = asyncio.create_task(keeper.renewed("access-1"))
    await until(lambda: office.desk.asked)
    only.cancel()
    await asyncio.wait({only})
    office.desk.hold.set()
    await office.background.idle()
    assert await keeper.token() == "access-2"
    assert len(office.desk.asked) == 1


async def test_the_rotated_token_is_in_the_vault_before_it_is_used(office: Office) -> None:
    keeper = await connected(office)

    async def fails(_name: str, _value: str) -> None:
        raise ServerFault("the vault is closed")

    office.vault.put = fails  # type: ignore[method-assign,assignment]
    with pytest.raises(ServerFault):
        await keeper.renewed("access-1")
    assert await keeper.token() == "access-1"


@pytest.mark.parametrize(("answer", "error"), [(REFUSED_CODE, SignInExpired), (REFUSED_CLIENT, WrongCredentials)])
async def test_a_refused_refresh_means_sign_in_again_and_is_asked_once(
    office: Office, answer: Answer, error: type[OperatorError]
) -> None:
    keeper = await connected(office)
    office.desk.answers = [answer]
    refused = await asyncio.gather(*(keeper.renewed("access-1") for _ in range(5)), return_exceptions=True)
    assert [type(one) for one in refused] == [error] * 5
    for _ in range(2):
        with pytest.raises(error):
            await keeper.token()
    assert len(office.desk.asked) == 1
    assert office.refusals == [error.code]
    assert (await keeper.state()).refused == error.code
    (connection,) = await office.connections.all()
    assert connection.state is ConnectionState.SIGN_IN
    # Connected again, the same keeper goes on with the new tokens.
    begun = await office.begin()
    office.call_back(begun, code="new")
    await office.apply()
    await office.background.idle()
    assert await keeper.token() == "access-2"
    assert (await keeper.state()).refused == ""


async def test_without_a_refresh_token_retm_is_the_judge_of_the_end(office: Office) -> None:
    office.desk.with_refresh = False
    keeper = await connected(office)
    office.time += 2 * HOUR
    assert await keeper.token() == "access-1"
    with pytest.raises(SignInExpired):
        await keeper.renewed("access-1")
    with pytest.raises(SignInExpired):
        await keeper.token()
    assert office.signed_out == 1
    assert office.desk.asked == []


async def test_without_a_refresh_token_the_clients_own_grant_renews(office: Office) -> None:
    office.desk.with_refresh = False
    office.environment = msgspec.structs.replace(office.environment, grant="client_credentials")
    keeper = await connected(office)
    office.time += HOUR
    assert await keeper.token() == "access-2"
    assert office.desk.asked[0]["grant_type"] == "client_credentials"


async def test_an_early_refresh_that_fails_leaves_the_good_token_in_use(office: Office) -> None:
    keeper = await connected(office)
    office.time += HOUR - timedelta(seconds=30)
    office.desk.answers = [(503, {}), DROP]
    assert await keeper.token() == "access-1"
    assert await keeper.token() == "access-1"
    office.time += timedelta(seconds=31)
    await office.desk.close()
    with pytest.raises(Offline):
        await keeper.token()
    await office.desk.open()
    assert await keeper.token() == "access-2"
    assert office.signed_out == 0


async def test_an_unknown_outcome_of_a_refresh_is_not_told_as_one_of_the_callers_write(office: Office) -> None:
    keeper = await connected(office)
    office.desk.answers = [DROP]
    with pytest.raises(Offline):
        await keeper.renewed("access-1")


async def test_a_clock_that_is_put_back_does_not_keep_an_old_token_alive(office: Office) -> None:
    keeper = await connected(office)
    assert await keeper.token() == "access-1"
    office.time -= timedelta(days=30)
    assert await keeper.token() == "access-1"
    office.ticks += 3600
    assert await keeper.token() == "access-2"


async def test_a_clock_that_jumps_ahead_costs_one_refresh(office: Office) -> None:
    keeper = await connected(office)
    office.time += timedelta(days=30)
    assert await keeper.token() == "access-2"
    assert await keeper.token() == "access-2"
    office.time -= timedelta(days=30)
    assert await keeper.token() == "access-2"
    assert len(office.desk.asked) == 1


async def test_tokens_of_a_few_seconds_are_not_renewed_on_every_call(office: Office) -> None:
    office.desk.life = 20
    keeper = await connected(office)
    assert await keeper.token() == "access-2"
    office.time += timedelta(seconds=15)
    assert await keeper.token() == "access-2"
    office.time += timedelta(seconds=2)
    assert await keeper.token() == "access-3"


async def test_closing_in_the_middle_of_a_refresh_is_told_as_offline(office: Office) -> None:
    keeper = await connected(office)
    office.desk.hold.clear()
    asking = asyncio.create_task(keeper.renewed("access-1"))
    await until(lambda: office.desk.asked)
    await office.background.close()
    with pytest.raises(Offline):
        await asking


async def test_a_connection_without_tokens_has_to_sign_in(office: Office) -> None:
    connection = await office.connected()
    await office.vault.delete_all(f"connection.{connection.id}.")
    keeper = office.keeper(connection)
    for _ in range(2):
        with pytest.raises(SignInExpired):
            await keeper.token()
    assert office.signed_out == 1


async def test_a_locked_keyring_is_not_taken_for_an_ended_sign_in(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = await office.connected()
    await office.close()

    def locked(*_args: str) -> None:
        raise KeyringLocked("locked")

    with monkeypatch.context() as patch:
        patch.setattr(MemoryKeyring, "set_password", locked)
        await office.open()
        keeper = office.keeper(connection)
        with pytest.raises(KeyringUnavailable):
            await keeper.token()
    await office.vault.open()
    assert await keeper.token() == "access-1"
    assert office.signed_out == 0


async def test_the_state_tells_the_end_and_whether_it_can_be_renewed(office: Office) -> None:
    keeper = await connected(office)
    assert await keeper.state() == TokenState(office.time + HOUR, renewable=True)
    office.time += HOUR
    await keeper.token()
    assert await keeper.state() == TokenState(office.time + HOUR, renewable=True)


async def test_the_state_without_a_refresh_token_depends_on_the_grant(office: Office) -> None:
    office.desk.with_refresh = False
    connection = await office.connected()
    assert not (await office.keeper(connection).state()).renewable
    office.environment = msgspec.structs.replace(office.environment, grant="client_credentials")
    assert (await office.keeper(connection).state()).renewable


async def test_the_state_without_tokens_and_behind_a_locked_keyring(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = await office.connected()

    def locked(*_args: str) -> None:
        raise KeyringLocked("locked")

    await office.close()
    with monkeypatch.context() as patch:
        patch.setattr(MemoryKeyring, "set_password", locked)
        await office.open()
        assert await office.keeper(connection).state() == TokenState(refused="keyring_unavailable")
    await office.vault.open()
    assert (await office.keeper(connection).state()).refused == ""
    await office.vault.delete_all(f"connection.{connection.id}.")
    assert await office.keeper(connection).state() == TokenState(refused="sign_in_expired")


async def test_renewing_by_hand_asks_however_good_the_token_is(office: Office) -> None:
    told: list[int | None] = []
    keeper = office.keeper(await office.connected(), on_asked=lambda status, _seconds: told.append(status))
    office.desk.asked.clear()
    await keeper.renew()
    assert await keeper.token() == "access-2"
    assert office.desk.asked[0]["refresh_token"] == "refresh-1"
    office.desk.answers = [(503, {}), DROP, REFUSED_CLIENT]
    for error in (ServerFault, Offline, WrongCredentials):
        with pytest.raises(error):
            await keeper.renew()
    assert told == [200, 503, None, 401]


async def test_a_refusal_that_was_only_asked_for_leaves_a_good_token_in_use(office: Office) -> None:
    keeper = await connected(office)
    office.desk.answers = [REFUSED_CLIENT]
    with pytest.raises(WrongCredentials):
        await keeper.renew()
    assert await keeper.token() == "access-1"
    assert office.refusals == []
    assert await keeper.state() == TokenState(office.time + HOUR, renewable=True, doubted="wrong_credentials")
    # Once it ends, the refusal counts.
    office.time += HOUR
    office.desk.answers = [REFUSED_CLIENT]
    with pytest.raises(WrongCredentials):
        await keeper.token()
    assert office.refusals == ["wrong_credentials"]
    assert (await keeper.state()).refused == "wrong_credentials"


async def test_renewing_by_hand_after_a_refusal_tries_once_more(office: Office) -> None:
    keeper = await connected(office)
    office.desk.answers = [REFUSED_CODE, REFUSED_CODE]
    with pytest.raises(SignInExpired):
        await keeper.renewed("access-1")
    with pytest.raises(SignInExpired):
        await keeper.renew()
    with pytest.raises(SignInExpired):
        await keeper.token()
    assert len(office.desk.asked) == 2
    await keeper.renew()
    assert office.accepted == 1
    assert await keeper.token() == "access-2"
    assert (await keeper.state()).refused == ""


async def test_a_new_secret_goes_on_where_things_stood(office: Office) -> None:
    connection = await office.connected()
    keeper = office.keeper(connection)
    office.desk.answers = [REFUSED_CLIENT]
    with pytest.raises(WrongCredentials):
        await keeper.renewed("access-1")
    office.desk.asked.clear()

    await keeper.use_secret("the-new-one")
    assert [(asked["client_secret"], asked["refresh_token"]) for asked in office.desk.asked] == [
        ("the-new-one", "refresh-1")
    ]
    assert await keeper.token() == "access-2"
    assert office.accepted == 1
    assert (await keeper.state()).refused == ""
    # Kept for every renewal from now on, also beyond a restart.
    await office.restart()
    (again,) = await office.connections.all()
    assert again.state is ConnectionState.CONNECTED
    office.time += HOUR
    assert await office.keeper(again).token() == "access-3"
    assert office.desk.asked[-1]["client_secret"] == "the-new-one"


async def test_a_wrong_secret_keeps_the_one_before_and_what_works(office: Office) -> None:
    connection = await office.connected()
    keeper = office.keeper(connection)
    office.desk.answers = [REFUSED_CLIENT]
    with pytest.raises(WrongCredentials):
        await keeper.use_secret("wrong")
    assert await keeper.token() == "access-1"
    assert office.refusals == []
    assert await kept(office.vault, connection_client(connection.id), ClientCredentials) == ClientCredentials(
        "client-id", "client-secret"
    )
    assert await keeper.state() == TokenState(office.time + HOUR, renewable=True)
    # The token ends: it is renewed with the secret that was never in doubt.
    office.time += HOUR
    assert await keeper.token() == "access-2"
    assert office.desk.asked[-1]["client_secret"] == "client-secret"


async def test_a_wrong_secret_after_a_refusal_changes_nothing(office: Office) -> None:
    keeper = await connected(office)
    office.desk.answers = [REFUSED_CLIENT, REFUSED_CLIENT, DROP]
    with pytest.raises(WrongCredentials):
        await keeper.renewed("access-1")
    with pytest.raises(WrongCredentials):
        await keeper.use_secret("wrong")
    with pytest.raises(Offline):
        await keeper.use_secret("right, but nobody hears it")
    assert office.refusals == ["wrong_credentials"]
    assert office.accepted == 0
    with pytest.raises(WrongCredentials):
        await keeper.token()
    assert len(office.desk.asked) == 3
    assert (await keeper.state()).refused == "wrong_credentials"


async def test_the_right_secret_with_a_dead_refresh_token_wants_the_merchant(office: Office) -> None:
    keeper = await connected(office)
    office.desk.answers = [REFUSED_CLIENT, REFUSED_CODE]
    with pytest.raises(WrongCredentials):
        await keeper.renewed("access-1")
    with pytest.raises(SignInExpired):
        await keeper.use_secret("the-new-one")
    assert office.refusals == ["wrong_credentials", "sign_in_expired"]
    with pytest.raises(SignInExpired):
        await keeper.token()


async def test_a_new_secret_waits_for_the_refresh_under_way(office: Office) -> None:
    keeper = await connected(office)
    office.desk.hold.clear()
    office.desk.answers = [REFUSED_CLIENT]
    first = asyncio.create_task(keeper.renewed("access-1"))
    await until(lambda: office.desk.asked)
    entered = asyncio.create_task(keeper.use_secret("the-new-one"))
    await asyncio.sleep(0.05)
    assert len(office.desk.asked) == 1
    office.desk.hold.set()
    await entered
    with pytest.raises(WrongCredentials):
        await first
    assert [asked["client_secret"] for asked in office.desk.asked] == ["client-secret", "the-new-one"]
    assert await keeper.token() == "access-2"


async def test_callers_share_the_refresh_that_tries_a_secret(office: Office) -> None:
    keeper = await connected(office)
    office.desk.hold.clear()
    entered = asyncio.create_task(keeper.use_secret("the-new-one"))
    await until(lambda: office.desk.asked)
    others = [asyncio.create_task(keeper.renewed("access-1")) for _ in range(5)]
    await asyncio.sleep(0.05)
    office.desk.hold.set()
    await entered
    assert await asyncio.gather(*others) == ["access-2"] * 5
    assert len(office.desk.asked) == 1


async def test_a_new_secrets_token_is_in_the_vault_before_it_is_used(office: Office) -> None:
    connection = await office.connected()
    keeper = office.keeper(connection)

    async def fails(_name: str, _value: str) -> None:
        raise ServerFault("the vault is closed")

    put = office.vault.put
    office.vault.put = fails  # type: ignore[method-assign,assignment]
    with pytest.raises(ServerFault):
        await keeper.use_secret("the-new-one")
    assert await keeper.token() == "access-1"
    office.vault.put = put  # type: ignore[method-assign]
    client = await kept(office.vault, connection_client(connection.id), ClientCredentials)
    assert client is not None
    assert client.client_secret == "client-secret"


async def test_a_new_secret_with_the_clients_own_grant(office: Office) -> None:
    office.desk.with_refresh = False
    office.environment = msgspec.structs.replace(office.environment, grant="client_credentials")
    keeper = await connected(office)
    office.time += HOUR
    office.desk.answers = [REFUSED_CLIENT]
    with pytest.raises(WrongCredentials):
        await keeper.token()
    await keeper.use_secret("the-new-one")
    assert office.desk.asked[-1] == {
        "grant_type": "client_credentials",
        "client_id": "client-id",
        "client_secret": "the-new-one",
    }
    assert await keeper.token() == "access-2"


async def test_a_new_secret_without_refresh_token_wants_the_merchant(office: Office) -> None:
    office.desk.with_refresh = False
    keeper = await connected(office)
    with pytest.raises(SignInExpired):
        await keeper.renewed("access-1")
    with pytest.raises(SignInExpired):
        await keeper.use_secret("the-new-one")
    assert office.desk.asked == []


async def test_after_a_restart_the_state_of_before_is_known(office: Office) -> None:
    connection = await office.connected()
    await office.connections.set_state(connection.id, ConnectionState.NEW_SECRET)
    await office.restart()
    (again,) = await office.connections.all()
    keeper = office.keeper(again)
    assert (await keeper.state()).refused == "wrong_credentials"
    await keeper.use_secret("the-new-one")
    assert office.accepted == 1
    assert (await keeper.state()).refused == ""
