"""All looks at once: side by side, bounded, told as they come, and what follows from what."""

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import msgspec
import pytest

from retm_desktop.connect.sealed import connection_tokens
from retm_desktop.doctor import examination
from retm_desktop.doctor.devices import line_of
from retm_desktop.doctor.examination import Examination, Patient, Running, target_of
from retm_desktop.doctor.finding import LEVELS, Check, Finding, Level
from retm_desktop.providers.retm.environment import PRODUCTION
from retm_desktop.store.vault import Vault
from retm_desktop.store.vault_state import VaultState
from retm_desktop.tour.keys import MemoryKeyring
from tests.doctor.servers import HOST, Web, free_port, silent, web
from tests.doctor.shop import Shop, listing
from tests.doctor.test_devices import python
from tests.waiting import until

BOTH = python(*(f"print({line_of(check, 'none')!r})" for check in (Check.SOUND, Check.PRINTER)))


@pytest.fixture
def retm() -> Iterator[Web]:
    with web() as server:
        yield server


def patient(home: Path, **fields: object) -> Patient:
    """Return a patient whose landmarks are not there, and whose devices are asked in no time."""
    given: dict[str, object] = {"landmarks": (), "devices": BOTH, "port": free_port()}
    return Patient(home=home, **(given | fields))  # type: ignore[arg-type]


async def examined(one: Patient) -> dict[Check, Finding]:
    return {found.check: found for found in await Examination(one).run()}


def codes(found: dict[Check, Finding]) -> dict[Check, str]:
    return {check: one.code for check, one in found.items()}


async def keep_token(shop: Shop, number: int) -> None:
    vault = Vault(shop.home)
    await vault.open()
    ends = datetime.now(UTC) + timedelta(hours=1)
    await vault.put(connection_tokens(number), f'{{"access_token":"good","expires_at":"{ends.isoformat()}"}}')


async def test_a_well_program_is_well_in_every_point(tmp_path: Path, retm: Web) -> None:
    shop = Shop(tmp_path)
    number = await shop.connect(retm.address)
    await keep_token(shop, number)
    await shop.sell(number, [datetime.now(UTC) - timedelta(minutes=1)])
    with web() as listener:
        listener.body = b'{"ok": true}'
        found = await examined(patient(tmp_path, port=listener.server_address[1]))
    shop.close()
    assert list(found) == list(Check)
    assert codes(found) == dict.fromkeys(Check, "ok") | {
        Check.INTERNET: "not_needed",
        Check.DNS: "not_needed",
        Check.TLS: "not_used",
        Check.PUBLIC_ADDRESS: "not_set",
        Check.WEBHOOKS: "none_expected",
        Check.LAST_ORDER: "little_history",
        Check.SOUND: "none",
        Check.PRINTER: "none",
    }


async def test_nothing_at_home_is_made_or_changed(tmp_path: Path, retm: Web, memory_keyring: MemoryKeyring) -> None:
    shop = Shop(tmp_path)
    await keep_token(shop, await shop.connect(retm.address))
    shop.close()
    files, entries = listing(tmp_path), dict(memory_keyring.entries)
    await examined(patient(tmp_path))
    assert (listing(tmp_path), memory_keyring.entries) == (files, entries)
    assert not (tmp_path / "other").exists()
    await examined(patient(tmp_path / "other"))
    assert not (tmp_path / "other").exists()


async def test_no_request_asks_for_a_token(tmp_path: Path, retm: Web) -> None:
    shop = Shop(tmp_path)
    await keep_token(shop, await shop.connect(retm.address))
    retm.status = 401
    found = await examined(patient(tmp_path))
    shop.close()
    assert found[Check.TOKEN].code == "refused"
    assert sorted({(method, path.partition("?")[0]) for method, path, _headers in retm.asked}) == [
        ("GET", "/palmgrill/api/v2/orders/list"),
        ("HEAD", "/"),
    ]


async def test_one_cable_is_one_fault_and_not_five(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    number = await shop.connect()
    elsewhere = msgspec.structs.replace(PRODUCTION, api_url="https://{business_id}.retm.invalid/api/v2")
    await shop.connections.add("retm", "sandbox", "palmgrill", environment_document=msgspec.json.encode(elsewhere))
    await keep_token(shop, number)
    found = await examined(patient(tmp_path))
    shop.close()
    assert found[Check.INTERNET].level is Level.FAULT
    waits = [check for check, one in found.items() if one.code == "waits"]
    assert waits == [Check.DNS, Check.TLS, Check.CLOCK, Check.TOKEN]
    assert [check for check, one in found.items() if one.level is Level.FAULT] == [Check.INTERNET]


async def test_a_service_that_takes_calls_and_says_nothing_is_a_finding_of_its_own(tmp_path: Path) -> None:
    with silent() as port:
        shop = Shop(tmp_path)
        await keep_token(shop, await shop.connect(f"http://{HOST}:{port}"))
        begun = time.monotonic()
        found = await examined(patient(tmp_path))
        shop.close()
    assert found[Check.TLS].code == "not_used"
    assert (found[Check.TOKEN].code, found[Check.TOKEN].counts) == ("no_answer", True)
    assert time.monotonic() - begun < 60


async def test_a_store_that_cannot_be_read_leaves_what_depends_on_it_waiting(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite3").write_bytes(b"no database at all" * 100)
    found = await examined(patient(tmp_path))
    assert found[Check.STORE].code == "damaged"
    for check in (Check.TOKEN, Check.WEBHOOKS, Check.LAST_ORDER, Check.OUTBOX):
        assert found[check].code == "waits"


async def test_a_clock_that_is_off_is_found_with_all_the_rest(tmp_path: Path, retm: Web) -> None:
    retm.date = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    shop = Shop(tmp_path)
    await shop.connect(retm.address)
    found = await examined(patient(tmp_path))
    shop.close()
    assert (found[Check.CLOCK].code, found[Check.CLOCK].level) == ("wrong", Level.FAULT)


@pytest.mark.parametrize("state", [*VaultState, None])
async def test_the_running_program_tells_of_its_own_vault_and_port(
    tmp_path: Path, state: VaultState | None, memory_keyring: MemoryKeyring
) -> None:
    port = free_port()
    running = Running(port=port, listens=True, vault_state=state, vault_backend="keys", inspector=None)
    found = await examined(patient(tmp_path, running=running, port=None))
    assert found[Check.KEYRING].code == ("opening" if state is None else state.value)
    assert (found[Check.LISTENER].code, found[Check.LISTENER].figures["port"]) == ("closed", port)
    assert memory_keyring.entries == {}


@pytest.mark.expects_log
async def test_a_look_that_fails_is_told_and_takes_no_other_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object) -> Finding:
        raise ZeroDivisionError

    monkeypatch.setattr(examination, "look_at_disk", broken)
    found = await examined(patient(tmp_path))
    assert (found[Check.DISK].code, found[Check.DISK].figures) == ("not_checked", {"error": "ZeroDivisionError"})
    assert found[Check.STORE].code == "missing"
    assert "the look at disk failed" in caplog.text


async def test_findings_are_told_as_they_come_and_a_hanging_look_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examination, "_LONGER", {Check.SOUND: 0.5, Check.PRINTER: 0.5})
    slow = python("import time", "time.sleep(300)")
    told: list[Check] = []
    found = await Examination(patient(tmp_path, devices=slow)).run(lambda one: told.append(one.check))
    by_check = {one.check: one for one in found}
    assert by_check[Check.SOUND].code == "no_answer"
    assert set(told) == set(Check)
    assert told.index(Check.DISK) < told.index(Check.SOUND)


async def test_a_run_that_is_cancelled_ends_at_once_with_its_process(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    slow = python("import time, pathlib", f"pathlib.Path({str(begun)!r}).touch()", "time.sleep(300)")
    told: list[Finding] = []
    running = asyncio.create_task(Examination(patient(tmp_path / "home", devices=slow)).run(told.append))
    await until(lambda: begun.exists() and told, timeout=60)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(running, 10)
    count = len(told)
    await asyncio.sleep(0.1)
    assert len(told) == count < len(Check)


def test_every_finding_has_a_level_and_every_check_can_be_well() -> None:
    assert set(LEVELS) == set(Check)
    for check, levels in LEVELS.items():
        assert Level.OK in levels.values(), check
        assert {"waits", "no_answer", "not_checked"} <= set(levels)


def test_without_a_restaurant_retms_own_host_is_looked_for() -> None:
    assert target_of(None).host == "retm.sa"
    assert target_of(None).secure
