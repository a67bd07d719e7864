"""Where each endpoint stands today: paths that were moved, and endpoints that are forbidden."""

import re
from collections.abc import Iterable, Mapping

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_API = re.compile(r"(?P<before>(?:/[^/]+)?/api/v2/)(?P<path>.+)")


class Signposts:
    """Knows every endpoint by its path template (`products/{id}`), literal ones first.

    `moved` and `forbidden` are how the day begins; raises ValueError for a path no endpoint has.
    """

    def __init__(
        self, templates: Iterable[str], moved: Mapping[str, str] | None = None, forbidden: Iterable[str] = ()
    ) -> None:
        self._shapes = {template: _shape(template) for template in templates}
        self._moved: dict[str, str] = {}
        self._forbidden: set[str] = set()
        for old, new in (moved or {}).items():
            self.move(old, new)
        for path in forbidden:
            self.forbid(path)

    def move(self, old: str, new: str) -> None:
        """From now on the endpoint known as `old` answers at `new`; raises ValueError."""
        template, place = self._endpoint(old), new.strip("/")
        if not place or set(re.findall(r"{\w+}", place)) != set(re.findall(r"{\w+}", template)):
            raise ValueError(f"{new!r} cannot stand for {template!r}")
        self._moved.pop(template, None)
        if place != template:
            self._moved[template] = place

    def forbid(self, path: str) -> None:
        """Forbid an endpoint; raises ValueError for a path no endpoint has."""
        self._forbidden.add(self._endpoint(path))

    def allow(self, path: str | None) -> None:
        """Allow one endpoint again, or all."""
        if path is None:
            self._forbidden.clear()
        else:
            self._forbidden.discard(self._endpoint(path))

    def forbidden(self, template: str) -> bool:
        """Whether the endpoint answers 403."""
        return template in self._forbidden

    def resolve(self, path: str) -> str | None:
        """The path the endpoint was built with, for a path below `/api/v2/`; None where nothing stands now."""
        for template, place in self._moved.items():
            if found := _shape(place).fullmatch(path):
                return template.format(**found.groupdict())
        built = next((template for template, shape in self._shapes.items() if shape.fullmatch(path)), None)
        return None if built in self._moved else path

    def _endpoint(self, path: str) -> str:
        wanted = path.strip("/")
        if wanted in self._shapes:
            return wanted
        for template, place in self._moved.items():
            if place == wanted:
                return template
        raise ValueError(f"no endpoint at {path!r}")


class SignpostGate:
    """ASGI wrapper: leads a request to where its endpoint was built, or answers 404."""

    def __init__(self, app: ASGIApp, signposts: Signposts) -> None:
        self._app = app
        self._signposts = signposts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        found = _API.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is None:
            await self._app(scope, receive, send)
            return
        path = self._signposts.resolve(found["path"])
        if path is None:
            await JSONResponse({"message": "Not found."}, 404)(scope, receive, send)
            return
        await self._app({**scope, "path": found["before"] + path}, receive, send)


def _shape(template: str) -> re.Pattern[str]:
    pieces = re.split(r"{(\w+)}", template)
    names, texts = pieces[1::2], [re.escape(text) for text in pieces[::2]]
    holes = [f"(?P<{name}>[^/]+)" for name in names]
    return re.compile("".join(text + hole for text, hole in zip(texts, [*holes, ""], strict=True)))
