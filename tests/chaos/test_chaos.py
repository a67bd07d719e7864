"""A short ordeal: twenty kills under load, elsewhere at each run (the whole one is `python -m tests.chaos`)."""

import secrets
from pathlib import Path

from tests.chaos.ordeal import Ordeal

KILLS = 20


def test_nothing_is_lost_doubled_or_stuck_after_twenty_kills(tmp_path: Path) -> None:
    """The restaurant's books decide; a failure is repeated with `python -m tests.chaos --kills 20 --seed N`."""
    seed = secrets.randbelow(1_000_000)
    outcome = Ordeal(tmp_path, seed).run(KILLS)
    assert not outcome.differences, f"seed {seed}:\n" + "\n".join(outcome.differences)
    assert len(outcome.wrecks) == KILLS
    totals = outcome.totals
    assert totals["created"], f"seed {seed}: the cashier made no order"
    assert totals["answered"], f"seed {seed}: no webhook was answered"
