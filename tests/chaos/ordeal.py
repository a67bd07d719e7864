"""Kills the working program again and again, and starts it again each time, on one home and one port."""

import random
import signal
import socket
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from retm_desktop.app import STORE_NAME
from tests.chaos.audit import Act, differences
from tests.chaos.killable import LONGEST, Killable, NeverTold, Told, environment
from tests.chaos.relay import DeafRelay
from tests.chaos.restaurant import Restaurant, Trade
from tests.chaos.wreck import Wreck, look_at

ORDERS = 40
"""So many orders lie in the restaurant's past."""
FAULTS = {
    "drop": 0.06,
    "error": 0.05,
    "truncate": 0.04,
    "throttle": 0.02,
    "latency": 0.04,
    "webhook-duplicate": 0.05,
    "webhook-late": 0.05,
    "webhook-disorder": 0.05,
}
"""The line's faults and their shares: one call in five is spoiled."""
BACKLOG = (20, 80)
"""So many orders at least and at most come during an outage, before a kill in the middle of the pull: two pages."""
CONVERGE_SECONDS = 240.0
"""The program has so long to agree with the books after the last kill: a bound against hangs, not a measure."""
STILL_SECONDS = 40.0
"""When nothing has changed for so long, nothing will."""
_SLOW_MS = 150
_HOLD = 0.15
_LOOK_EVERY = 0.5
_DRAIN_EVERY = 0.05


class Aim(StrEnum):
    """Where a kill is meant to strike."""

    START = "start, before the window is painted"
    NETWORK = "start, between paint and network"
    PULL = "pull of a backlog"
    OUTBOX = "outbox at work on a slow line"
    JOURNAL = "webhook, between journal and answer"
    WORK = "anything else at work"


SHARES = {Aim.START: 0.15, Aim.NETWORK: 0.12, Aim.PULL: 0.13, Aim.OUTBOX: 0.2, Aim.JOURNAL: 0.15, Aim.WORK: 0.25}


@dataclass
class Outcome:
    """What a whole run brought: `differences` is empty when the books agree."""

    seed: int
    wrecks: list[Wreck] = field(default_factory=list)
    totals: dict[str, int] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)
    seconds: float = 0.0
    converged: float = 0.0
    """Seconds from the last start to the agreement with the books."""


class Ordeal:
    """One home, one restaurant and one series of kills; the seed decides where each strikes."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.home = folder / "home"
        self._folder = folder
        self._port = free_port()
        self._relay = DeafRelay()
        self._chance = random.Random(seed)  # noqa: S311 - the same kills at every run of a seed
        self._acts: dict[str, Act] = {}
        self._giving_up: set[int] = set()
        self._bugs: list[str] = []
        self._starts: list[float] = []
        self.outcome = Outcome(seed)

    def run(self, kills: int, progress: Callable[[int, Aim], None] = lambda _n, _aim: None) -> Outcome:
        """Connect, kill so many times, let the program come to rest and compare; raises NeverTold where it hangs."""
        begun = time.monotonic()
        with self._relay, Restaurant(seed=self.outcome.seed, orders=ORDERS) as restaurant:
            self._connect(restaurant)
            trade = Trade(restaurant, self._chance)
            restaurant.pull("set_faults", faults=FAULTS)
            for n in range(kills):
                aim = self._chance.choices(list(SHARES), list(SHARES.values()))[0]
                progress(n, aim)
                self._live_and_die(n, aim, restaurant, trade)
            restaurant.pull("set_faults", faults={})
            self._come_to_rest(restaurant)
            self.outcome.totals |= trade.happened
        self.outcome.seconds = time.monotonic() - begun
        return self.outcome

    def _program(self, task: str, seed: str, extra: str = "") -> Killable:
        arguments = (str(self.home), str(self._port), task, seed, extra)
        return Killable("tests.chaos.program", *arguments, environment=environment(self.home), heard=self._hear)

    def _connect(self, restaurant: Restaurant) -> None:
        with self._program("install", "0", restaurant.url) as program:
            program.wait("painted")
            self._starts.append(time.monotonic() - program.begun)
            told = program.wait("consent")
            outcome = restaurant.consent(told["listener"], told["consent"])
            if outcome["outcome"] != "granted":
                raise NeverTold(f"the install was not granted: {outcome}")
            program.wait("ready")
            program.end()

    def _live_and_die(self, n: int, aim: Aim, restaurant: Restaurant, trade: Trade) -> None:
        chance = self._chance
        if aim is Aim.PULL:
            self._outage(restaurant, trade)
        hold = str(_HOLD) if aim is Aim.JOURNAL else ""
        with self._program("work", f"{self.outcome.seed}.{n}", hold) as program:
            if aim is Aim.START:
                # To the very end of a usual start, so that some are killed while their window is being made.
                self._trade_for(chance.uniform(0, 1.1) * statistics.median(self._starts[-9:]), trade)
            else:
                program.wait("painted")
                self._starts.append(time.monotonic() - program.begun)
                if aim is Aim.NETWORK:
                    self._trade_for(chance.uniform(0, 0.4), trade)
                else:
                    if not program.wait("network")["heard"]:
                        self.outcome.differences.append(f"life {n}: the port was taken, nothing listened")
                    self._work(aim, program, restaurant, trade)
            program.kill()
            if aim is Aim.OUTBOX:
                restaurant.pull("set_latency", milliseconds=0)
            self._expect_killed(n, program)
        wreck = look_at(self.home / STORE_NAME, self._folder / "wreck", aim.name)
        self.outcome.wrecks.append(wreck)
        self.outcome.differences += [f"life {n}, {aim.name}: {fault}" for fault in wreck.faults]

    def _outage(self, restaurant: Restaurant, trade: Trade) -> None:
        """While the program is down the day ends and another begins, and none of its webhooks is kept by anybody."""
        restaurant.pull("set_faults", faults={})
        restaurant.pull("set_partner", url=self._relay.url)
        if self._chance.random() < 0.7:
            trade.close()
        trade.rush(self._chance.randint(*BACKLOG))
        deadline = time.monotonic() + LONGEST
        while any(one["outcome"] == "waiting" for one in restaurant.books()["deliveries"]):
            if time.monotonic() > deadline:
                raise NeverTold("the restaurant's webhooks did not come to an end")
            time.sleep(_DRAIN_EVERY)
        restaurant.pull("set_partner", url=f"http://127.0.0.1:{self._port}")
        restaurant.pull("set_faults", faults=FAULTS)

    def _work(self, aim: Aim, program: Killable, restaurant: Restaurant, trade: Trade) -> None:
        """Let the program work until the moment of its kill."""
        chance = self._chance
        match aim:
            case Aim.PULL:
                time.sleep(chance.uniform(0, 0.6))
            case Aim.OUTBOX:
                restaurant.pull("set_latency", milliseconds=_SLOW_MS)
                wanted = chance.randint(1, 6)
                program.wait_for(lambda told: _nth(told, "kept", wanted), f"{wanted} acts")
                time.sleep(chance.uniform(0, 2 * _SLOW_MS / 1000))
            case Aim.JOURNAL:
                for _ in range(chance.randint(1, 3)):
                    trade.happen()
                program.wait("journal")
                time.sleep(chance.uniform(0, 3 * _HOLD))
            case _:
                self._trade_for(chance.uniform(0.2, 2.5), trade)

    def _trade_for(self, seconds: float, trade: Trade) -> None:
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if left > 0.05:
                trade.happen()
            time.sleep(max(0.0, min(self._chance.uniform(0.03, 0.15), deadline - time.monotonic())))

    def _expect_killed(self, n: int, program: Killable) -> None:
        if program.code != -signal.SIGKILL:
            self.outcome.differences.append(f"life {n} ended by itself with {program.code}: {program.stray}")

    def _come_to_rest(self, restaurant: Restaurant) -> None:
        with self._program("watch", "rest") as program:
            program.wait("network")
            moved = begun = time.monotonic()
            before: list[str] = []
            while found := self._compare(restaurant):
                now = time.monotonic()
                moved = now if found != before else moved
                if now - begun > CONVERGE_SECONDS or now - moved > STILL_SECONDS or program.code is not None:
                    break
                before = found
                time.sleep(_LOOK_EVERY)
            self.outcome.converged = time.monotonic() - program.begun
            program.end()
            if program.code:
                found.append(f"the last program ended with {program.code}: {program.stray}")
        # Once more, with the store closed as a polite end leaves it.
        found = self._compare(restaurant) or found
        self.outcome.differences += found + [f"unexpected error: {bug}" for bug in self._bugs]

    def _compare(self, restaurant: Restaurant) -> list[str]:
        return differences(
            self.home / STORE_NAME,
            restaurant.books(),
            self._acts,
            self._giving_up,
            relay=self._relay.url,
            totals=self.outcome.totals,
        )

    def _hear(self, told: Told) -> None:
        if "asked" in told:
            self._acts[told["asked"]] = Act(told["kind"], told["reference"], told["stage"])
        elif "kept" in told:
            self._acts[told["kept"]].action = told["action"]
        elif "giving_up" in told:
            self._giving_up.add(told["giving_up"])
        elif "bug" in told:
            self._bugs.append(told["bug"])


def free_port() -> int:
    """Return a port of loopback that was free a moment ago."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _nth(told: list[Told], key: str, wanted: int) -> Told | None:
    found = [one for one in told if key in one]
    return found[wanted - 1] if len(found) >= wanted else None
