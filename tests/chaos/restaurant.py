"""A practice restaurant in a process of its own, which outlives the killed program, and what happens in it alone."""

import http.client
import json
import os
import random
import sys
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from retm_desktop.sandbox import SandboxSettings, running_sandbox
from tests.chaos.cashier import moved_by_restaurant
from tests.chaos.killable import Killable, tell

_CANCELLED, _DELIVERED = 3, 7
_WAY = (2, 4, 6, _DELIVERED)
"""The delivery codes an order of the restaurant's own passes through, after its first."""
_PATIENCE = 30.0


class Restaurant:
    """The running restaurant and its levers; use it in a `with` block."""

    def __init__(self, *, seed: int, orders: int, retry_spacing: float = 0.1) -> None:
        """`orders` lie in its past; `retry_spacing` seconds lie between a webhook's first and second attempt.

        Raises NeverTold when it does not start.
        """
        arguments = (str(seed), str(orders), str(retry_spacing))
        self._process = Killable("tests.chaos.restaurant", *arguments, environment=os.environ)
        try:
            self.url: str = self._process.wait("listening")["listening"]
        except BaseException:
            self._process.kill()
            raise

    def __enter__(self) -> Self:
        """Hand the running restaurant out."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Close it."""
        self._process.end()

    def pull(self, lever: str, query: str = "", **arguments: object) -> Any:  # noqa: ANN401 - any JSON
        """Pull a lever and return its answer; raises ValueError where it is refused."""
        # A connection for each call: one that was kept may be closed at its other end just now.
        line = http.client.HTTPConnection("127.0.0.1", urlsplit(self.url).port or 80, timeout=_PATIENCE)
        try:
            path = f"/_sandbox/{lever.replace('_', '-')}"
            body = b"" if query else json.dumps(arguments).encode()
            line.request("POST", f"{path}?{query}" if query else path, body, {"Content-Type": "application/json"})
            answer = line.getresponse()
            content = answer.read()
        finally:
            line.close()
        if answer.status != 200:
            raise ValueError(f"{path} was answered {answer.status}: {content[:200]!r}")
        return json.loads(content)

    def consent(self, listener: str, address: str) -> dict[str, Any]:
        """Press Allow for the program whose listener is at `listener`, and return what came of it."""
        self.pull("set_partner", url=listener)
        outcome: dict[str, Any] = self.pull("consent", urlsplit(address).query)
        return outcome

    def books(self) -> dict[str, Any]:
        """Return the restaurant's own truth."""
        books: dict[str, Any] = self.pull("books")
        return books


class Trade:
    """The restaurant's day: guests order, the kitchen moves the orders that are its own, and now and then one is off.

    While the program runs an order is moved by the restaurant or by the cashier, never by both: a restaurant's lever
    may move an order back.
    """

    def __init__(self, restaurant: Restaurant, chance: random.Random) -> None:
        self._restaurant = restaurant
        self._chance = chance
        self._placed: list[str] = []
        self._open: dict[str, int] = {}
        self.happened = {"placed": 0, "moved": 0, "cancelled": 0}

    def happen(self) -> None:
        """One thing, by chance."""
        share = self._chance.random()
        if share < 0.4 or len(self._placed) < 5:
            self.order()
        elif share < 0.9:
            self._move()
        else:
            self._cancel()

    def order(self) -> None:
        """A guest orders."""
        placed: str = self._restaurant.pull("place_order")["id"]
        self._placed.append(placed)
        if moved_by_restaurant(placed):
            self._open[placed] = 0
        self.happened["placed"] += 1

    def close(self) -> None:
        """Close the day: every open order is delivered, one of the cashier's making is cancelled."""
        for order in self._restaurant.books()["orders"]:
            if order["delivery_status"] in (_CANCELLED, _DELIVERED):
                continue
            if order["origin"] == "partner":
                self._restaurant.pull("cancel", order_id=order["id"], reason="nobody came for it")
            else:
                self._restaurant.pull("advance", order_id=order["id"], delivery_status=_DELIVERED)
        self._open.clear()

    def rush(self, orders: int) -> None:
        """Many guests order, and most of them have eaten already: what a program finds after an outage."""
        for _ in range(orders):
            self.order()
            if self._open and self._chance.random() < 0.8:
                self._advance(next(iter(self._open)), len(_WAY) - 1)

    def _move(self) -> None:
        if not self._open:
            self.order()
            return
        moved = self._chance.choice(list(self._open))
        self._advance(moved, self._open[moved])

    def _advance(self, moved: str, step: int) -> None:
        self._restaurant.pull("advance", order_id=moved, delivery_status=_WAY[step])
        self._open[moved] = step + 1
        if step + 1 == len(_WAY):
            del self._open[moved]
        self.happened["moved"] += 1

    def _cancel(self) -> None:
        gone = self._chance.choice(self._placed[-40:])
        self._placed.remove(gone)
        self._open.pop(gone, None)
        self._restaurant.pull("cancel", order_id=gone, reason="the kitchen has run out")
        self.happened["cancelled"] += 1


def main(seed: int, orders: int, retry_spacing: float) -> None:
    """Run a restaurant in which nothing happens by itself until standard input says a line or closes."""
    settings = SandboxSettings(seed=seed, orders=orders, rate=0, retry_spacing=retry_spacing, token_life=86_400)
    with running_sandbox(settings) as sandbox:
        sandbox.pause()
        tell(listening=sandbox.url)
        sys.stdin.readline()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
