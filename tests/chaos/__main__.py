"""Kills the program at random moments under load: `python -m tests.chaos [--kills N] [--seed N] [--out FILE]`."""

import argparse
import json
import secrets
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.figures import machine
from tests.chaos.killable import NeverTold
from tests.chaos.ordeal import Aim, Ordeal, Outcome


def parser() -> argparse.ArgumentParser:
    """Return the command line's parser."""
    made = argparse.ArgumentParser(prog="python -m tests.chaos", description="Kill the program and check the books.")
    made.add_argument("--kills", type=int, default=200, metavar="N")
    made.add_argument("--seed", type=int, metavar="N", help="the kills of an earlier run; by chance unless given")
    made.add_argument("--out", type=Path, default=Path("out", "chaos.json"), metavar="FILE")
    return made


def table(outcome: Outcome) -> str:
    """Return what was done and what was found, in lines."""
    totals = outcome.totals
    lines = [f"{'killed during':<40} {'kills':>6} {'sending':>8} {'not applied':>12} {'WAL left':>9}"]
    for aim in Aim:
        wrecks = [wreck for wreck in outcome.wrecks if wreck.aim == aim.name]
        found = (sum(w.sending > 0 for w in wrecks), sum(w.waiting > 0 for w in wrecks), sum(w.wal > 0 for w in wrecks))
        lines.append(f"{aim:<40} {len(wrecks):>6} {found[0]:>8} {found[1]:>12} {found[2]:>9}")
    lines += [
        "",
        f"orders    {totals.get('orders', 0)}, of which the restaurant placed {totals.get('placed', 0)},"
        f" the cashier made {totals.get('created', 0)}",
        f"acts      {totals.get('asked', 0)} asked, {totals.get('kept', 0)} kept,"
        f" {totals.get('refused', 0)} refused by RETM as overtaken",
        f"webhooks  {totals.get('webhooks', 0)} in {totals.get('attempts', 0)} attempts, {totals.get('answered', 0)}"
        f" answered 200, {totals.get('journalled', 0)} in the journal",
        f"time      {outcome.seconds:.0f} s, agreed with the books {outcome.converged:.1f} s after the last start",
        f"result    {'the books agree' if not outcome.differences else f'{len(outcome.differences)} DIFFERENCES'}",
    ]
    return "\n".join(lines)


def main() -> int:
    """Run, print, write; 1 when the books do not agree, and then the home is kept beside the JSON."""
    given = parser().parse_args()
    seed = given.seed if given.seed is not None else secrets.randbelow(1_000_000)
    sys.stdout.write(f"{given.kills} kills, seed {seed}\n")
    sys.stdout.flush()
    with tempfile.TemporaryDirectory(prefix="retm-chaos-", ignore_cleanup_errors=True) as folder:
        ordeal = Ordeal(Path(folder), seed)
        try:
            outcome = ordeal.run(given.kills, _progress)
        except NeverTold as silence:
            outcome = ordeal.outcome
            outcome.differences.append(str(silence))
        given.out.parent.mkdir(parents=True, exist_ok=True)
        told = asdict(outcome) | {"machine": machine(), "agreed": not outcome.differences}
        given.out.write_text(json.dumps(told, indent=1, ensure_ascii=False), "utf-8")
        if outcome.differences:
            kept = given.out.with_name(f"chaos-{seed}")
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(ordeal.home, kept)
            sys.stdout.write(f"\nthe home is kept at {kept}\n")
    sys.stdout.write(f"\n{table(outcome)}\n")
    for difference in outcome.differences:
        sys.stdout.write(f"  {difference}\n")
    return 1 if outcome.differences else 0


def _progress(n: int, aim: Aim) -> None:
    sys.stderr.write(f"\r{n + 1}: {aim:<40}")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
