"""The command line of the practice restaurant: `retm-sandbox`, or `python -m retm_desktop.sandbox`."""

import argparse
import contextlib
import json
import logging
import os
import signal
import sys
import threading
from types import FrameType

from retm_desktop.sandbox.running import running_sandbox
from retm_desktop.sandbox.settings import FAULT_NAMES, SandboxSettings


def _fault(text: str) -> tuple[str, float]:
    name, _, probability = text.partition("=")
    try:
        return name, float(probability)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected NAME=probability, not {text!r}") from None


def _move(text: str) -> tuple[str, str]:
    old, equals, new = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"expected OLD=NEW, not {text!r}")
    return old, new


def _parser() -> argparse.ArgumentParser:
    default = SandboxSettings()
    parser = argparse.ArgumentParser(prog="retm-sandbox", description="A practice restaurant that speaks RETM's API.")
    parser.add_argument("--port", type=int, default=default.port, help="0 takes a free port")
    parser.add_argument("--seed", type=int, default=default.seed)
    parser.add_argument("--orders", type=int, default=default.orders, help="orders already in its past")
    parser.add_argument("--rate", type=float, default=default.rate, help="new orders a minute, 0 for none")
    parser.add_argument("--latency", type=int, default=default.latency_ms, metavar="MS")
    parser.add_argument(
        "--fault",
        type=_fault,
        action="append",
        default=[],
        metavar="NAME=PROBABILITY",
        help=f"repeatable; {', '.join(sorted(FAULT_NAMES))}",
    )
    parser.add_argument("--token-life", type=float, default=default.token_life, metavar="SECONDS")
    parser.add_argument("--partner", default=default.partner, metavar="URL", help="base of the app's listener")
    parser.add_argument("--client-id", default=default.client_id)
    parser.add_argument("--client-secret", default=default.client_secret)
    parser.add_argument("--speed", type=float, default=default.speed, help="simulated seconds a real second")
    for name in ("customers", "products", "branches", "devices"):
        parser.add_argument(f"--{name}", type=int, default=0, metavar="N", help=f"grow the list of {name} to N")
    parser.add_argument("--invoices", type=int, default=0, metavar="N", help="as --orders: each has its invoice")
    parser.add_argument("--move-path", type=_move, action="append", default=[], metavar="OLD=NEW", help="repeatable")
    parser.add_argument("--forbid", action="append", default=[], metavar="PATH", help="repeatable; answers 403")
    parser.add_argument("--rm-transactions", type=int, default=default.rm_transactions, metavar="N")
    parser.add_argument("--rm-token-life", type=float, default=default.rm_token_life, metavar="SECONDS")
    parser.add_argument("--rm-checkout-life", type=float, default=default.rm_checkout_life, metavar="SECONDS")
    parser.add_argument(
        "--rm-auto-pay", type=float, metavar="SECONDS", help="shown payment codes are paid by themselves"
    )
    parser.add_argument("--no-refresh-token", action="store_true", help="token answers carry no refresh token")
    parser.add_argument("--until-stdin-closes", action="store_true", help="end when standard input ends")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run until told to end; prints one JSON line once it listens. Returns the exit code."""
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        settings = SandboxSettings(
            port=given.port,
            seed=given.seed,
            orders=given.orders,
            rate=given.rate,
            latency_ms=given.latency,
            faults=dict(given.fault),
            token_life=given.token_life,
            partner=given.partner,
            client_id=given.client_id,
            client_secret=given.client_secret,
            speed=given.speed,
            refresh_token=not given.no_refresh_token,
            customers=given.customers,
            products=given.products,
            branches=given.branches,
            devices=given.devices,
            invoices=given.invoices,
            moved_paths=dict(given.move_path),
            forbidden_paths=given.forbid,
            rm_transactions=given.rm_transactions,
            rm_token_life=given.rm_token_life,
            rm_checkout_life=given.rm_checkout_life,
            rm_auto_pay_seconds=given.rm_auto_pay,
        )
    except ValueError as wrong:
        parser.error(str(wrong))
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    ending = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ending.set()

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    if given.until_stdin_closes:
        threading.Thread(target=_watch_stdin, args=(ending,), name="stdin", daemon=True).start()
    try:
        with running_sandbox(settings) as sandbox:
            answer = {
                "listening": sandbox.url,
                "business_id": sandbox.business_id,
                "client_id": sandbox.client_id,
                "client_secret": sandbox.client_secret,
            }
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()
            # A wait without end would keep Ctrl+C from being seen on Windows.
            while not ending.wait(0.5):
                pass
    except (OSError, ValueError) as trouble:
        sys.stderr.write(f"retm-sandbox: {trouble}\n")
        return 1
    return 0


def _watch_stdin(ending: threading.Event) -> None:
    # Read past `sys.stdin`: a thread that holds its lock at exit makes Python abort.
    with contextlib.suppress(OSError):
        while os.read(sys.stdin.fileno(), 4096):
            pass
    ending.set()


if __name__ == "__main__":
    sys.exit(main())
