"""The PIN that a refund asks for: kept as a hash in the vault, a few tries, then a wait."""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from retm_desktop.connect.sealed import Secrets, connection_prefix, keep, kept
from retm_desktop.domain.errors import Rejected, WrongPin
from retm_desktop.domain.text import ascii_digits

LEAST_DIGITS, MOST_DIGITS = 4, 12
TRIES = 5
"""Wrong PINs in a row before one has to wait."""
WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=1)


class _Kept(msgspec.Struct, frozen=True):
    salt: str
    digest: str
    wrong: int = 0
    last_wrong: datetime | None = None


class RefundPin:
    """The PIN of one account on this computer."""

    def __init__(self, connection_id: int, vault: Secrets, now: Callable[[], datetime]) -> None:
        self._name = f"{connection_prefix(connection_id)}refund_pin"
        self._vault = vault
        self._now = now
        self._one_at_a_time = asyncio.Lock()

    async def is_set(self) -> bool:
        """Tell whether a PIN has been chosen."""
        return await kept(self._vault, self._name, _Kept) is not None

    async def choose(self, pin: str, present: str = "") -> None:
        """Set the PIN, or another one in place of `present`.

        Raises WrongPin for a wrong `present`, Rejected (field "pin": "digits") for anything but 4 to 12 digits.
        """
        digits = _digits(pin)
        if digits is None:
            raise Rejected("4 to 12 digits are wanted", {"pin": ("digits",)})
        if await self.is_set():
            await self.check(present)
        salt = secrets.token_bytes(16)
        await keep(self._vault, self._name, _Kept(salt.hex(), await _hashed(digits, salt)))

    async def check(self, pin: str) -> None:
        """Return when `pin` is right. Raises WrongPin, after some tries with the wait in seconds."""
        async with self._one_at_a_time:
            known = await kept(self._vault, self._name, _Kept)
            if known is None:
                raise WrongPin("no PIN is set")
            wait = self._wait(known)
            if wait is not None:
                raise WrongPin("too many wrong tries", wait)
            digest = await _hashed(_digits(pin) or "", bytes.fromhex(known.salt))
            if hmac.compare_digest(digest, known.digest):
                if known.wrong:
                    await keep(self._vault, self._name, _Kept(known.salt, known.digest))
                return
            wrong = msgspec.structs.replace(known, wrong=known.wrong + 1, last_wrong=self._now())
            await keep(self._vault, self._name, wrong)
            raise WrongPin("wrong", self._wait(wrong))

    def _wait(self, known: _Kept) -> float | None:
        """Return the seconds to wait before another try; each round of wrong tries doubles them."""
        if known.wrong < TRIES or known.last_wrong is None:
            return None
        wait = min(WAIT * 2 ** min(known.wrong - TRIES, 10), _LONGEST_WAIT)
        left = (known.last_wrong + wait - self._now()).total_seconds()
        return min(left, wait.total_seconds()) if left > 0 else None


def _digits(pin: str) -> str | None:
    digits = ascii_digits(pin).strip()
    return digits if digits.isascii() and digits.isdigit() and LEAST_DIGITS <= len(digits) <= MOST_DIGITS else None


async def _hashed(digits: str, salt: bytes) -> str:
    return (await asyncio.to_thread(hashlib.scrypt, digits.encode(), salt=salt, n=2**14, r=8, p=1)).hex()
