"""A look into the vault's file and the system's keyring that writes, makes and moves nothing.

`Vault.open` is for the program that owns the file: it tries the keyring by writing to it, and makes a key where there
is none.
"""

import base64
import hashlib
import json
from pathlib import Path

import keyring
import keyring.errors
import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from retm_desktop.doctor.finding import Check, Finding, finding
from retm_desktop.store.vault import SERVICE

_MARK = b"RETM-VAULT-1\n"
_NONCE_BYTES = 12


class Sealed(msgspec.Struct, frozen=True):
    """What could be read. `state` is a code of Check.KEYRING, `backend` the keyring's name."""

    state: str
    backend: str = ""
    secrets: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"Sealed(state={self.state!r}, {len(self.secrets)} secrets)"

    def told(self) -> Finding:
        """Return it as a finding."""
        return finding(Check.KEYRING, self.state, backend=self.backend)


def read_sealed(home: Path) -> Sealed:
    """Read the secrets of the program whose data is in `home`; blocks while a locked keyring asks its owner."""
    backend = keyring.get_keyring()
    name = str(getattr(backend, "name", type(backend).__name__))[:80]
    account = hashlib.sha256(str(home.absolute()).encode()).hexdigest()[:32]
    try:
        held = backend.get_password(SERVICE, account)
    except keyring.errors.NoKeyringError:
        return Sealed("absent", name)
    except (keyring.errors.KeyringLocked, keyring.errors.InitError):
        return Sealed("locked", name)
    except Exception:
        # A keyring's own libraries raise whatever they like.
        return Sealed("refused", name)
    try:
        content = (home / "vault.sealed").read_bytes()
    except FileNotFoundError:
        return Sealed("ok" if held else "unused", name)
    except OSError:
        return Sealed("lost", name)
    if held is None:
        return Sealed("lost", name)
    body = content.removeprefix(_MARK)
    try:
        sealer = ChaCha20Poly1305(base64.b64decode(held, validate=True))
        document = json.loads(sealer.decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], _MARK))
        return Sealed("ok", name, {str(key): str(value) for key, value in document.items()})
    except (InvalidTag, ValueError, AttributeError):
        return Sealed("lost", name)
