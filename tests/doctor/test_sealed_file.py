"""The keyring and the vault's file, looked at without a trace."""

from pathlib import Path

import keyring
import keyring.errors
import pytest

from retm_desktop.doctor.sealed_file import read_sealed
from retm_desktop.store.vault import Vault
from retm_desktop.tour.keys import MemoryKeyring
from tests.doctor.shop import listing


async def kept(home: Path) -> None:
    """Let the program keep a secret."""
    vault = Vault(home)
    await vault.open()
    await vault.put("connection.1.tokens", "very secret")


async def test_it_reads_what_the_vault_wrote_and_changes_nothing(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    await kept(tmp_path)
    files, entries = listing(tmp_path), dict(memory_keyring.entries)
    sealed = read_sealed(tmp_path)
    assert (sealed.state, sealed.secrets) == ("ok", {"connection.1.tokens": "very secret"})
    assert "very secret" not in repr(sealed)
    assert (listing(tmp_path), memory_keyring.entries) == (files, entries)


def test_a_keyring_that_was_never_used_gets_no_key(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    assert read_sealed(tmp_path).state == "unused"
    assert memory_keyring.entries == {}
    assert listing(tmp_path) == {}


async def test_a_file_whose_key_is_gone_is_told_and_left(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    await kept(tmp_path)
    before, entries = listing(tmp_path), dict(memory_keyring.entries)
    memory_keyring.entries.clear()
    assert read_sealed(tmp_path).state == "lost"
    memory_keyring.entries = dict.fromkeys(entries, "AAAA")
    assert read_sealed(tmp_path).state == "lost"
    assert listing(tmp_path) == before


@pytest.mark.parametrize("harm", [b"", b"RETM-VAULT-1\n", b"RETM-VAULT-1\n" + b"\x00" * 60, b"\xff" * 60])
async def test_a_file_that_does_not_open_is_told_and_left(tmp_path: Path, harm: bytes) -> None:
    await kept(tmp_path)
    (tmp_path / "vault.sealed").write_bytes(harm)
    assert read_sealed(tmp_path).state == "lost"
    assert listing(tmp_path) == {"vault.sealed": harm}


@pytest.mark.parametrize(
    ("raised", "state"),
    [
        (keyring.errors.NoKeyringError("none"), "absent"),
        (keyring.errors.KeyringLocked("locked"), "locked"),
        (keyring.errors.InitError("prompt"), "locked"),
        (OSError("the bus is gone"), "refused"),
    ],
)
def test_a_keyring_that_does_not_answer_is_told_by_why(tmp_path: Path, raised: Exception, state: str) -> None:
    class Troubled(MemoryKeyring):
        def get_password(self, service: str, username: str) -> str | None:
            raise raised

    keyring.set_keyring(Troubled())
    sealed = read_sealed(tmp_path)
    assert sealed.state == state
    assert sealed.told().figures["backend"]
