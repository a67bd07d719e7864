"""Secrets: a file sealed with one random key of the system's keyring, or memory for this run; never plain text."""

import asyncio
import base64
import errno
import hashlib
import json
import logging
import os
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import keyring
import keyring.errors
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from retm_desktop.domain.errors import DiskFull, KeyringUnavailable
from retm_desktop.store.vault_state import VaultState

T = TypeVar("T")

_log = logging.getLogger(__name__)

SERVICE = "retm-desktop"
_KEY_BYTES = 32
_NONCE_BYTES = 12
_FILE_MARK = b"RETM-VAULT-1\n"


class _Refused(Exception):
    """The keyring took a value and did not give it back."""


class Vault:
    """Keeps named secrets and seals small documents.

    `keyring_timeout` is in seconds and bounds each opening: a keyring may wait for a human. With `forget_after_run` the
    keyring is not touched at all.
    """

    def __init__(self, home: Path, *, keyring_timeout: float = 10.0, forget_after_run: bool = False) -> None:
        self._file = home / "vault.sealed"
        self._account = hashlib.sha256(str(home.absolute()).encode()).hexdigest()[:32]
        self._timeout = keyring_timeout
        self._forget = forget_after_run
        self._secrets: dict[str, str] = {}
        self._deleted: set[str] = set()
        # The newest key first. What was sealed before the keyring answered can be unsealed after it did.
        self._keys: tuple[ChaCha20Poly1305, ...] = (ChaCha20Poly1305(secrets.token_bytes(_KEY_BYTES)),)
        self._writing = asyncio.Lock()
        self.is_behind = False
        """True when the sealed file lacks what is in memory: the disk was full, see `catch_up`."""
        self.state = VaultState.MEMORY
        self.backend_name = ""
        self.lost_secrets = False
        """True when there was a sealed file that the keyring's key does not open: sign in again."""

    async def open(self) -> VaultState:
        """Ask the keyring and read the sealed file; may be called again later to try once more.

        What was put in memory meanwhile is kept and, if the keyring works now, written. Raises DiskFull.
        """
        if self._forget or self.state is VaultState.OK:
            return self.state
        backend = keyring.get_keyring()
        self.backend_name = getattr(backend, "name", type(backend).__name__)
        given_up = threading.Event()
        try:
            asking = _in_own_thread(lambda: self._key_from_keyring(given_up))
            key = await asyncio.wait_for(asking, self._timeout)
        except TimeoutError:
            # Nobody answered the prompt; the thread that waits for it ends with the program, and keeps no key any more.
            given_up.set()
            self.state = VaultState.LOCKED
        except keyring.errors.NoKeyringError:
            self.state = VaultState.ABSENT
        except (keyring.errors.KeyringLocked, keyring.errors.InitError):
            self.state = VaultState.LOCKED
        except Exception as error:
            _log.info("the keyring %s refuses: %s", self.backend_name, type(error).__name__)
            self.state = VaultState.REFUSED
        else:
            await self._use(key)
        return self.state

    async def catch_up(self) -> None:
        """Write what a full disk kept from the sealed file, once there is room; raises DiskFull."""
        if self.is_behind:
            await self._write()

    async def get(self, name: str) -> str | None:
        """Return the secret of this name, or None."""
        return self._secrets.get(name)

    async def put(self, name: str, value: str) -> None:
        """Keep a secret; on disk when this returns, if the keyring works.

        Raises DiskFull, after which the secret is still there until the program ends, and `is_behind` is set.
        """
        self._secrets[name] = value
        self._deleted.discard(name)
        await self._write()

    async def delete(self, name: str) -> None:
        """Forget a secret; nothing happens where there is none."""
        if self._secrets.pop(name, None) is not None:
            self._deleted.add(name)
            await self._write()

    async def delete_all(self, prefix: str) -> None:
        """Forget every secret whose name begins with `prefix`."""
        names = [name for name in self._secrets if name.startswith(prefix)]
        for name in names:
            del self._secrets[name]
        self._deleted.update(names)
        if names:
            await self._write()

    def seal(self, plain: bytes) -> bytes:
        """Return `plain` encrypted and authenticated; from any thread, in every state."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._keys[0].encrypt(nonce, plain, None)

    def unseal(self, sealed: bytes) -> bytes:
        """Return what was sealed; from any thread.

        Raises KeyringUnavailable when none of this run's keys opens it: it was sealed in memory by an earlier run, or
        the keyring's key has changed.
        """
        nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        for key in self._keys:
            with suppress(InvalidTag, ValueError):
                return key.decrypt(nonce, rest, None)
        raise KeyringUnavailable("sealed with a key that is gone")

    def _key_from_keyring(self, given_up: threading.Event) -> bytes:
        """Probe by writing, reading back and deleting, then get the key or make one; on a thread that may be left.

        Once `given_up`, it makes no key: an answered prompt wakes every thread that waited, and the last one's key
        would shut out what was sealed with the first one's. For the same reason each probe has a name of its own.
        """
        value = _text(secrets.token_bytes(_KEY_BYTES))
        probe = f"{self._account}.probe.{secrets.token_hex(4)}"
        keyring.set_password(SERVICE, probe, value)
        if keyring.get_password(SERVICE, probe) != value:
            raise _Refused
        keyring.delete_password(SERVICE, probe)
        held = keyring.get_password(SERVICE, self._account)
        if held is not None:
            key = base64.b64decode(held, validate=True)
            if len(key) == _KEY_BYTES:
                return key
        if given_up.is_set():
            raise _Refused
        key = secrets.token_bytes(_KEY_BYTES)
        keyring.set_password(SERVICE, self._account, _text(key))
        if keyring.get_password(SERVICE, self._account) != _text(key):
            raise _Refused
        return key

    async def _use(self, key: bytes) -> None:
        sealer = ChaCha20Poly1305(key)
        stored = await _in_own_thread(lambda: self._read_file(sealer))
        unwritten = bool(self._secrets or self._deleted)
        for name in self._deleted:
            stored.pop(name, None)
        self._secrets = stored | self._secrets
        self._keys = (sealer, *self._keys)
        self.state = VaultState.OK
        if unwritten:
            await self._write()

    def _read_file(self, sealer: ChaCha20Poly1305) -> dict[str, str]:
        try:
            content = self._file.read_bytes()
        except FileNotFoundError:
            return {}
        body = content.removeprefix(_FILE_MARK)
        try:
            document = json.loads(sealer.decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], _FILE_MARK))
        except (InvalidTag, ValueError):
            self.lost_secrets = True
            self._file.replace(self._file.with_name(self._file.name + ".unreadable"))
            _log.warning("the sealed secrets cannot be opened with the keyring's key; they were put aside")
            return {}
        return {str(name): str(value) for name, value in document.items()}

    async def _write(self) -> None:
        if self.state is not VaultState.OK:
            return
        async with self._writing:
            self.is_behind = True
            document = json.dumps(self._secrets).encode()
            nonce = secrets.token_bytes(_NONCE_BYTES)
            content = _FILE_MARK + nonce + self._keys[0].encrypt(nonce, document, _FILE_MARK)
            await _in_own_thread(lambda: _write_whole(self._file, content))
            self.is_behind = False


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _in_own_thread(fn: Callable[[], T]) -> "asyncio.Future[T]":
    """Run `fn` on a daemon thread: one that waits for a human must not hold up the end of the program."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            answered = fn()
        except BaseException as error:
            with suppress(Exception):
                future.set_exception(error)
        else:
            with suppress(Exception):
                future.set_result(answered)

    threading.Thread(target=run, name="vault", daemon=True).start()
    return asyncio.wrap_future(future)


def _write_whole(path: Path, content: bytes) -> None:
    """Replace the file in one step, readable by its owner only, and see it on the disk."""
    unfinished = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        if os.name == "posix":
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(str(error)) from error
        raise
