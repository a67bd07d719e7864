"""The vault over keyrings that work, are absent, locked, slow or unwilling: nothing is ever on disk in plain text."""

import asyncio
import base64
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.backends.null
import keyring.errors
import pytest

from retm_desktop.domain.errors import DiskFull, KeyringUnavailable
from retm_desktop.store.vault import SERVICE, Vault, VaultState
from retm_desktop.tour.keys import MemoryKeyring

SECRET = "s3cret-refresh-token-d41d8cd98f00b204"


class Locked(MemoryKeyring):
    """Nobody has unlocked the wallet yet."""

    unlocked = False

    def get_password(self, service: str, username: str) -> str | None:
        if not self.unlocked:
            raise keyring.errors.KeyringLocked("locked")
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        if not self.unlocked:
            raise keyring.errors.InitError("Failed to create the collection: Prompt dismissed")
        super().set_password(service, username, password)


class RefusesLarge(MemoryKeyring):
    """Holds as much as Windows does."""

    limit = 1280

    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password) > self.limit:
            raise OSError(1783, "The stub received bad data")
        super().set_password(service, username, password)


class RefusesAll(RefusesLarge):
    """Holds next to nothing."""

    limit = 8


class Forgets(MemoryKeyring):
    """Takes everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class SlowPrompt(MemoryKeyring):
    """Waits for a human."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()

    def set_password(self, service: str, username: str, password: str) -> None:
        self.answered.wait(30)
        super().set_password(service, username, password)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home folder in which no secret may ever be found."""
    home = tmp_path / "home"
    home.mkdir()
    yield home
    for file in home.rglob("*"):
        content = file.read_bytes()
        assert SECRET.encode() not in content, file
        assert base64.b64encode(SECRET.encode())[:20] not in content, file


def names(home: Path) -> list[str]:
    return sorted(file.name for file in home.iterdir())


async def opened(home: Path) -> Vault:
    vault = Vault(home)
    assert await vault.open() is VaultState.OK
    return vault


async def test_secrets_are_there_again_after_a_restart(home: Path, memory_keyring: MemoryKeyring) -> None:
    vault = await opened(home)
    await vault.put("connection.1.tokens", SECRET)
    await vault.put("connection.1.client", "سر")
    await vault.put("connection.12.client", "x")
    again = await opened(home)
    assert await again.get("connection.1.tokens") == SECRET
    assert await again.get("connection.2.tokens") is None
    assert again.unseal(vault.seal(b"code")) == b"code"
    await again.delete_all("connection.1.")
    await again.delete("connection.9.tokens")
    last = await opened(home)
    assert [await last.get(f"connection.{n}") for n in ("1.tokens", "1.client", "12.client")] == [None, None, "x"]
    # One short key in the keyring, whatever the number of secrets, and no probe left behind.
    ((service, _account),) = memory_keyring.entries
    assert service == SERVICE
    assert len(next(iter(memory_keyring.entries.values()))) < 64
    if os.name == "posix":
        assert stat.S_IMODE((home / "vault.sealed").stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR


async def test_two_homes_have_two_keys(home: Path, tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    first, second = await opened(home), await opened(tmp_path / "other")
    assert len(memory_keyring.entries) == 2
    with pytest.raises(KeyringUnavailable):
        second.unseal(first.seal(b"code"))


@pytest.mark.parametrize(
    ("backend", "state"),
    [
        (keyring.backends.fail.Keyring, VaultState.ABSENT),
        (keyring.backends.null.Keyring, VaultState.REFUSED),
        (Locked, VaultState.LOCKED),
        (RefusesAll, VaultState.REFUSED),
        (Forgets, VaultState.REFUSED),
    ],
    ids=["absent", "null", "locked", "refuses", "forgets"],
)
async def test_without_a_keyring_secrets_live_for_this_run_only(
    home: Path, backend: type[keyring.backend.KeyringBackend], state: VaultState
) -> None:
    keyring.set_keyring(backend())
    vault = Vault(home)
    assert await vault.open() is vault.state is state
    assert vault.backend_name
    await vault.put("connection.1.tokens", SECRET)
    assert await vault.get("connection.1.tokens") == SECRET
    assert vault.unseal(vault.seal(b"code")) == b"code"
    assert names(home) == []
    assert await Vault(home).get("connection.1.tokens") is None


async def test_a_keyring_that_holds_little_holds_enough(home: Path) -> None:
    keyring.set_keyring(RefusesLarge())
    vault = await opened(home)
    for number in range(50):
        await vault.put(f"connection.{number}.tokens", SECRET * 40)
    assert await (await opened(home)).get("connection.49.tokens") == SECRET * 40


async def test_a_prompt_nobody_answers_is_a_locked_keyring(home: Path) -> None:
    backend = SlowPrompt()
    keyring.set_keyring(backend)
    vault = Vault(home, keyring_timeout=0.05)
    turns = 0

    async def count_turns() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0.001)
            turns += 1

    counting = asyncio.ensure_future(count_turns())
    assert await vault.open() is VaultState.LOCKED
    counting.cancel()
    # The loop went on while the keyring waited.
    assert turns > 1
    await vault.put("a", SECRET)
    assert all(thread.daemon for thread in threading.enumerate() if thread.name == "vault")
    backend.answered.set()
    assert await vault.open() is VaultState.OK
    assert await (await opened(home)).get("a") == SECRET


async def test_unlocking_later_joins_memory_and_file(home: Path) -> None:
    backend = Locked()
    backend.unlocked = True
    keyring.set_keyring(backend)
    before = await opened(home)
    for name in ("kept", "replaced", "deleted"):
        await before.put(name, "old")
    backend.unlocked = False
    vault = Vault(home)
    assert await vault.open() is VaultState.LOCKED
    await vault.put("replaced", SECRET)
    await vault.put("deleted", SECRET)
    await vault.delete("deleted")
    sealed = vault.seal(b"code")
    backend.unlocked = True
    assert await vault.open() is VaultState.OK
    assert vault.unseal(sealed) == b"code"
    for one in (vault, await opened(home)):
        assert [await one.get(name) for name in ("kept", "replaced", "deleted")] == ["old", SECRET, None]


async def test_forgetting_after_the_run_never_asks_the_keyring(home: Path, memory_keyring: MemoryKeyring) -> None:
    vault = Vault(home, forget_after_run=True)
    assert await vault.open() is VaultState.MEMORY
    await vault.put("a", SECRET)
    assert vault.unseal(vault.seal(b"code")) == b"code"
    assert memory_keyring.entries == {}
    assert names(home) == []


@pytest.mark.expects_log
@pytest.mark.parametrize("harm", ["another key", "cut short", "one bit"])
async def test_a_file_that_does_not_open_is_put_aside(home: Path, memory_keyring: MemoryKeyring, harm: str) -> None:
    await (await opened(home)).put("a", SECRET)
    file = home / "vault.sealed"
    if harm == "another key":
        memory_keyring.entries.clear()
    elif harm == "cut short":
        file.write_bytes(file.read_bytes()[:20])
    else:
        content = bytearray(file.read_bytes())
        content[-1] ^= 1
        file.write_bytes(content)
    vault = await opened(home)
    assert vault.lost_secrets
    assert await vault.get("a") is None
    assert names(home) == ["vault.sealed.unreadable"]
    await vault.put("a", SECRET)
    assert not (await opened(home)).lost_secrets


async def test_a_full_disk_keeps_the_old_file_and_the_new_secret_for_this_run(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = await opened(home)
    await vault.put("a", "old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("retm_desktop.store.vault.os.fsync", full)
        with pytest.raises(DiskFull):
            await vault.put("a", SECRET)
    assert names(home) == ["vault.sealed"]
    assert await vault.get("a") == SECRET
    assert await (await opened(home)).get("a") == "old"
    # Once there is room, what is in memory is written without another word.
    assert vault.is_behind
    await vault.catch_up()
    assert not vault.is_behind
    assert await (await opened(home)).get("a") == SECRET


async def test_many_writes_at_once_all_arrive(home: Path) -> None:
    vault = await opened(home)
    await asyncio.gather(*(vault.put(f"name {number}", SECRET) for number in range(20)))
    again = await opened(home)
    assert [await again.get(f"name {number}") for number in range(20)] == [SECRET] * 20


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(200)])
def test_what_was_not_sealed_here_does_not_open(home: Path, sealed: bytes) -> None:
    with pytest.raises(KeyringUnavailable):
        Vault(home).unseal(sealed)
