"""Finds the hidden levers of the practice restaurant and lets tests and tools pull them."""

import inspect
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Document = dict[str, Any]


class Control:
    """Runs on the server's loop. Every public coroutine of the subjects is a lever: `/_sandbox/<name>`.

    Names have hyphens over HTTP and underscores in process. `client_id` says which client may use the
    consent page's own query.
    """

    def __init__(self, subjects: Sequence[object], client_id: str) -> None:
        self._client_id = client_id
        self._levers = dict(lever for subject in subjects for lever in _levers_of(subject))

    def routes(self) -> list[Route]:
        """One POST route per lever; the books answer GET too, `consent` takes the page's own query."""
        found = []
        for name in self._levers:
            methods = ["GET", "POST"] if name in ("books", "rm_books") else ["POST"]
            found.append(Route(f"/_sandbox/{name.replace('_', '-')}", self._endpoint(name), methods=methods))
        return found

    def lever(self, name: str) -> Callable[..., Awaitable[Any]]:
        """One lever by name; raises ValueError when there is none."""
        if name not in self._levers:
            raise ValueError(f"no such lever: {name!r}")
        return self._levers[name]

    def _endpoint(self, name: str) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            if "Origin" in request.headers:
                # Any page in any browser on this machine could pull these levers; programs send no Origin.
                return Response(status_code=403)
            arguments: Document = {}
            content = await request.body()
            try:
                if name == "consent" and request.query_params:
                    extra = dict(request.query_params)
                    if extra.pop("client_id", None) != self._client_id:
                        raise ValueError("unknown client_id")
                    arguments = {"extra": extra}
                elif content:
                    arguments = msgspec.json.decode(content, type=Document)
                answer = await self.lever(name)(**arguments)
            except (ValueError, TypeError) as wrong:
                return Response(msgspec.json.encode({"message": str(wrong)}), 400, media_type="application/json")
            return Response(msgspec.json.encode(answer), media_type="application/json")

        return endpoint


def _levers_of(subject: object) -> Iterator[tuple[str, Callable[..., Awaitable[Any]]]]:
    for name, lever in inspect.getmembers(subject, inspect.iscoroutinefunction):
        if not name.startswith("_"):
            yield name, lever
