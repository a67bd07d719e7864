"""All looks side by side, each of them bounded, told as they come in."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from retm_desktop.doctor.arrivals import (
    look_at_disk,
    look_at_last_order,
    look_at_outbox,
    look_at_store,
    look_at_webhooks,
)
from retm_desktop.doctor.books import Books, Restaurant, read_books
from retm_desktop.doctor.devices import SECONDS as DEVICE_SECONDS
from retm_desktop.doctor.devices import devices_command, look_at_devices
from retm_desktop.doctor.finding import NO_ANSWER, NOT_CHECKED, WAITS, Check, Finding, Level, finding
from retm_desktop.doctor.hearing import DEFAULT_PORT, look_at_listener, look_at_public_address
from retm_desktop.doctor.own_thread import in_own_thread
from retm_desktop.doctor.reach import (
    LANDMARKS,
    Place,
    Target,
    look_at_clock,
    look_at_internet,
    look_at_tls,
    look_up_name,
)
from retm_desktop.doctor.sealed_file import Sealed, read_sealed
from retm_desktop.doctor.token import look_at_running_token, look_at_stored_token
from retm_desktop.domain.errors import Rejected
from retm_desktop.providers.retm.environment import PRODUCTION, Environment
from retm_desktop.store.instants import utc_now
from retm_desktop.store.vault_state import VaultState
from retm_desktop.sync.inspector import Inspector

log = logging.getLogger(__name__)

SECONDS = 10.0
"""How long one look may take."""
_LONGER = dict.fromkeys((Check.SOUND, Check.PRINTER), DEVICE_SECONDS + 3.0)

_NEEDS: dict[Check, tuple[Check, ...]] = {
    Check.DNS: (Check.INTERNET,),
    Check.TLS: (Check.INTERNET, Check.DNS),
    Check.CLOCK: (Check.INTERNET, Check.DNS, Check.TLS),
    Check.TOKEN: (Check.INTERNET, Check.DNS, Check.TLS, Check.STORE),
    Check.PUBLIC_ADDRESS: (Check.INTERNET,),
    Check.WEBHOOKS: (Check.STORE,),
    Check.LAST_ORDER: (Check.STORE,),
    Check.OUTBOX: (Check.STORE,),
}
"""What has to be well before a look can tell anything of its own."""
_CONSEQUENCES: dict[Check, tuple[str, ...]] = {
    Check.DNS: ("not_found", "silent"),
    Check.TLS: ("no_connection",),
    Check.PUBLIC_ADDRESS: ("no_name", "not_reached"),
}
"""Findings that say nothing of their own where what they need is at fault."""
_OF_VAULT = {
    VaultState.OK: "ok",
    VaultState.LOCKED: "locked",
    VaultState.ABSENT: "absent",
    VaultState.REFUSED: "refused",
    VaultState.MEMORY: "memory",
    None: "opening",
}


@dataclass(frozen=True)
class Running:
    """What the program with a window knows of itself; each is asked when its look begins.

    `listens` tells whether its listener could be opened, at `port`.
    """

    port: int
    listens: bool
    vault_state: VaultState | None
    vault_backend: str
    inspector: Inspector | None


@dataclass(frozen=True)
class Patient:
    """What is examined: the data in `home`, and the program that runs there where this is it (`running`).

    `port` is the command line's word on the listener's port where no program is asked.
    """

    home: Path
    running: Running | None = None
    port: int | None = None
    now: Callable[[], datetime] = utc_now
    landmarks: Sequence[Place] = LANDMARKS
    devices: Sequence[str] = field(default_factory=devices_command)


class Examination:
    """One run over every check."""

    def __init__(self, patient: Patient) -> None:
        self._patient = patient
        self._running: dict[Check, asyncio.Task[Finding]] = {}
        self.zone = ZoneInfo(PRODUCTION.time_zone)
        """The restaurant's time zone, once its store has been read."""

    async def run(self, told: Callable[[Finding], None] = lambda _found: None) -> list[Finding]:
        """Look at everything, tell each finding as it comes, and return all of them in the checks' order.

        Takes as long as the slowest look, at most some 20 seconds; may be cancelled at any time.
        """
        patient = self._patient
        async with asyncio.TaskGroup() as group:
            books = group.create_task(self._books())
            sealed = group.create_task(self._sealed())
            devices = group.create_task(self._devices())

            async def target() -> Target:
                return target_of((await asyncio.shield(books)).restaurant)

            async def in_network(look: Callable[[Target], Finding]) -> Finding:
                where = await target()
                return await in_own_thread(lambda: look(where))

            async def listener() -> Finding:
                running, known = patient.running, await asyncio.shield(books)
                port = running.port if running else patient.port or known.port or DEFAULT_PORT
                ours = running.listens if running else None
                return await in_own_thread(lambda: look_at_listener(port, ours=ours))

            async def public_address() -> Finding:
                address = (await asyncio.shield(books)).public_address
                return await in_own_thread(lambda: look_at_public_address(address))

            async def token() -> Finding:
                known = await asyncio.shield(books)
                if not known.whole:
                    return finding(Check.TOKEN, WAITS)
                if patient.running:
                    return await look_at_running_token(known.restaurant, patient.running.inspector)
                kept = await asyncio.shield(sealed)
                return await in_own_thread(
                    lambda: look_at_stored_token(known.restaurant, kept, patient.now, known.paths)
                )

            async def keyring() -> Finding:
                running = patient.running
                if running:
                    code = _OF_VAULT[running.vault_state]
                    return finding(Check.KEYRING, code, backend=running.vault_backend)
                return (await asyncio.shield(sealed)).told()

            async def of_books(look: Callable[[Books], Finding]) -> Finding:
                return look(await asyncio.shield(books))

            async def device(check: Check) -> Finding:
                return (await asyncio.shield(devices))[check]

            now = patient.now
            looks: dict[Check, Callable[[], Awaitable[Finding]]] = {
                Check.INTERNET: lambda: in_network(lambda at: look_at_internet(at, patient.landmarks)),
                Check.DNS: lambda: in_network(look_up_name),
                Check.TLS: lambda: in_network(lambda at: look_at_tls(at, now())),
                Check.CLOCK: lambda: in_network(lambda at: look_at_clock(at, now)),
                Check.TOKEN: token,
                Check.LISTENER: listener,
                Check.PUBLIC_ADDRESS: public_address,
                Check.WEBHOOKS: lambda: of_books(look_at_webhooks),
                Check.LAST_ORDER: lambda: of_books(lambda known: look_at_last_order(known, now())),
                Check.OUTBOX: lambda: of_books(lambda known: look_at_outbox(known, now())),
                Check.STORE: lambda: of_books(look_at_store),
                Check.DISK: lambda: in_own_thread(lambda: look_at_disk(patient.home)),
                Check.KEYRING: keyring,
                Check.SOUND: lambda: device(Check.SOUND),
                Check.PRINTER: lambda: device(Check.PRINTER),
            }
            for check, look in looks.items():
                self._running[check] = group.create_task(self._bounded(check, look))
            telling = [group.create_task(self._told(check, told)) for check in looks]
        return [each.result() for each in telling]

    async def _bounded(self, check: Check, look: Callable[[], Awaitable[Finding]]) -> Finding:
        seconds = _LONGER.get(check, SECONDS)
        try:
            async with asyncio.timeout(seconds):
                return await look()
        except TimeoutError:
            return finding(check, NO_ANSWER, seconds=seconds)
        except Exception as error:
            log.exception("the look at %s failed", check.value)
            return finding(check, NOT_CHECKED, error=type(error).__name__)

    async def _told(self, check: Check, told: Callable[[Finding], None]) -> Finding:
        """Tell a finding once it is known whether it has a reason of its own."""
        found = await self._running[check]
        if found.code in (WAITS, NO_ANSWER, *_CONSEQUENCES.get(check, ())):
            above = [await self._running[each] for each in _NEEDS.get(check, ())]
            waits = any(each.level is Level.FAULT or each.code in (WAITS, "too_old") for each in above)
            if waits or found.code == WAITS:
                # Nothing above explains it: then no answer came, and that is a finding of its own.
                found = finding(check, WAITS if waits else NO_ANSWER, **({} if waits else {"seconds": SECONDS}))
        told(found)
        return found

    async def _books(self) -> Books:
        patient = self._patient
        try:
            books = await in_own_thread(lambda: read_books(patient.home, patient.now()))
        except Exception:
            log.exception("the store could not be looked into")
            return Books("unreadable")
        if books.restaurant is not None:
            self.zone = ZoneInfo(books.restaurant.time_zone)
        return books

    async def _sealed(self) -> Sealed:
        """Ask the keyring, where no running program knows the answer; one that waits for its owner is locked."""
        if self._patient.running:
            return Sealed("ok")
        try:
            async with asyncio.timeout(SECONDS - 2.0):
                return await in_own_thread(lambda: read_sealed(self._patient.home))
        except TimeoutError:
            return Sealed("locked")

    async def _devices(self) -> Mapping[Check, Finding]:
        return await look_at_devices(self._patient.devices)


def target_of(restaurant: Restaurant | None) -> Target:
    """Return where the restaurant's calls go; RETM's own host where there is none, or its address cannot be read."""
    if restaurant is not None:
        try:
            environment = msgspec.json.decode(restaurant.environment_document, type=Environment)
            return Target(environment.api_address(restaurant.business_id))
        except (msgspec.DecodeError, Rejected):
            log.info("the restaurant's address cannot be read")
    return Target(PRODUCTION.consent_url)
