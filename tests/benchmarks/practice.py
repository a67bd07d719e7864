"""A practice restaurant in a process of its own, and its levers, for the measuring process."""

import http.client
import json
import time
from typing import Any, Self
from urllib.parse import urlsplit

from tests.benchmarks.children import Child, NotMeasured

_START_SECONDS = 90.0
_KEPT_SECONDS = 2.0
"""The practice restaurant hangs up on a line that was not used for five; one that is closed opens by itself."""


class PracticeRestaurant:
    """Runs the sandbox with a still kitchen; use it in a `with` block. Raises NotMeasured when it does not start."""

    def __init__(self, orders: int) -> None:
        self._child = Child(
            "retm_desktop.sandbox", "--port", "0", "--rate", "0", "--until-stdin-closes", "--orders", str(orders)
        )
        try:
            _, started = self._child.told("listening", _START_SECONDS)
            self.url: str = started["listening"]
            self.business_id: str = started["business_id"]
            # A still kitchen: with its clock running it would move the orders of its past on by itself.
            self._used_at = time.monotonic()
            self._line = http.client.HTTPConnection("127.0.0.1", urlsplit(self.url).port or 80, timeout=20)
            self.pull("pause")
        except BaseException:
            self._child.__exit__(None, None, None)
            raise

    def __enter__(self) -> Self:
        """Hand the running restaurant out."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close it."""
        self._line.close()
        self._child.__exit__(None, None, None)

    def pull(self, lever: str, query: str = "", **arguments: object) -> Any:  # noqa: ANN401 - any JSON
        """Pull a lever over HTTP and return its answer; raises NotMeasured when it is refused."""
        name = f"/_sandbox/{lever.replace('_', '-')}"
        body = b"" if query else json.dumps(arguments).encode()
        if time.monotonic() - self._used_at > _KEPT_SECONDS:
            self._line.close()
        self._used_at = time.monotonic()
        self._line.request("POST", f"{name}?{query}" if query else name, body, {"Content-Type": "application/json"})
        answer = self._line.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise NotMeasured(f"{name} was answered {answer.status}: {content[:200]!r}")
        return json.loads(content)

    def consent(self, listener: str, consent_address: str) -> None:
        """Press Allow for the program whose listener is at `listener`; raises NotMeasured when nothing is granted."""
        self.pull("set_partner", url=listener)
        outcome = self.pull("consent", urlsplit(consent_address).query)
        if outcome["outcome"] != "granted":
            raise NotMeasured(f"the install was not granted: {outcome}")
