"""A second RETM over real HTTP, deliberately unlike the practice restaurant and just as true to the reference.

Other paths where RETM's are only assumed, another pagination for every list, other containers, numbers and text the
other way round, ids spelt differently from list to list, 201 in several wrappings, and an error body of its own for
every kind of refusal. What it is sent is held against `documented.BODIES`, and an id is known only as it was spelt.
"""

import contextlib
import email.utils
import json
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from retm_desktop.providers.retm.endpoints import ENDPOINTS, Mark
from retm_desktop.providers.retm.environment import Environment
from tests.providers.documented import BODIES
from tests.providers.other_books import Books
from tests.providers.other_papers import ZONE, Document, Papers
from tests.providers.other_reading import Asked, Reading, Refused
from tests.providers.other_writing import Writing, complaining
from tests.providers.serving import hosting

BUSINESS, CLIENT_ID = "Other-Grill-7", "other-client"

ELSEWHERE = {
    "orders": "/order/index",
    "cancel_order": "/order/abort",
    "update_delivery_status": "/delivery/status",
    "products": "/catalog/products",
    "menu": "/catalog/whole.json",
    "branches": "/stores",
    "devices": "/stores/tills",
    "order_types": "/order-types",
    "create_order_type": "/order-types",
    "customers": "/crm/customers/list",
    "token": "/login/token",
}
"""Paths that are others here, as an environment's `paths` tells: assumed ones, and the token's."""

assert all(ENDPOINTS[name].mark is Mark.ASSUMED for name in ELSEWHERE if name != "token")


class Broken(Response):
    """Promises its whole body, sends half of it and drops the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the first half."""
        del scope, receive
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": bytes(self.body[: len(self.body) // 2]), "more_body": True})


class OtherRetm:
    """The server and its levers. `faults` may hold throttle, error, drop, truncate and expire."""

    def __init__(self) -> None:
        self.books = Books()
        self.papers = Papers()
        self.client_secret = "other-secret"
        self.faults: frozenset[str] = frozenset()
        self.access: set[str] = set()
        self.refresh: set[str] = set()
        self.codes: set[str] = set()
        self.calls: Counter[str] = Counter()
        self.bugs: list[Exception] = []
        self.answers: dict[str, Callable[[Asked], object]] = {
            "token": self._token,
            **Reading(self.books, self.papers).answers(),
            **Writing(self.books, self.papers).answers(),
        }
        assert set(self.answers) == set(ENDPOINTS)

    def app(self) -> Starlette:
        """Every endpoint of the table; literal paths before those with an id."""
        paths = {name: ELSEWHERE.get(name, ENDPOINTS[name].path) for name in self.answers}
        routes = [
            Route(f"/t/{{business}}{path}", self._endpoint(name), methods=[ENDPOINTS[name].method])
            for name, path in sorted(paths.items(), key=lambda entry: "{id}" in entry[1])
        ]
        return Starlette(routes=routes, exception_handlers={404: _nowhere, 405: _nowhere})

    def environment(self, address: str) -> Environment:
        """Where it is, as an environment file would say it."""
        return Environment(
            name="other",
            label="Other",
            consent_url=f"{address}/consent",
            token_url=f"{address}/t/{{business_id}}{ENDPOINTS['token'].path}",
            api_url=f"{address}/t/{{business_id}}",
            paths=ELSEWHERE,
            time_zone=str(ZONE),
        )

    def new_code(self) -> str:
        """Grant access: an authorization code for one exchange."""
        code = secrets.token_urlsafe(9)
        self.codes.add(code)
        return code

    # Answering

    def _endpoint(self, name: str) -> Callable[[Request], object]:
        async def answered(request: Request) -> Response:
            self.calls[name] += 1
            if "throttle" in self.faults:
                later = email.utils.format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
                return PlainTextResponse("Slow down.", 429, {"Retry-After": later})
            if "error" in self.faults:
                return HTMLResponse("<h1>Bad gateway</h1>", 502)
            try:
                answer = await self._answer(name, request)
            except Refused as refused:
                answer = refused.answer
            except Exception as bug:
                self.bugs.append(bug)
                raise
            answer.headers["Date"] = email.utils.format_datetime(datetime.now(UTC), usegmt=True)
            if "drop" in self.faults:
                return Broken(answer.body, answer.status_code)
            if "truncate" in self.faults:
                return Response(bytes(answer.body[: len(answer.body) // 2]), answer.status_code)
            return answer

        return answered

    async def _answer(self, name: str, request: Request) -> Response:
        if request.path_params["business"] != BUSINESS:
            raise Refused(HTMLResponse("<title>No such shop</title>", 404))
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if "expire" in self.faults:
            self.access.discard(token)
        if name != "token" and token not in self.access:
            raise Refused(HTMLResponse("<h1>401</h1> who are you?", 401))
        query = request.query_params
        asked = Asked(int(query.get("page", 1)), int(query.get("per_page", 10)), request.path_params.get("id", ""))
        if name in BODIES:
            asked.body = await self._body(name, request)
        made = self.answers[name](asked)
        if isinstance(made, Response):
            return made
        created = ENDPOINTS[name].method == "POST" and name != "token"
        mark = b"\xef\xbb\xbf" if name == "branches" else b""
        return Response(mark + json.dumps(made).encode(), 201 if created else 200, media_type="text/html")

    async def _body(self, name: str, request: Request) -> Document:
        try:
            body: object = json.loads(await request.body())
        except ValueError:
            raise Refused(PlainTextResponse("not JSON", 400)) from None
        complaints = BODIES[name](body, "")
        if complaints:
            raise Refused(complaining(name, complaints))
        assert isinstance(body, dict)
        return body

    def _token(self, asked: Asked) -> object:
        body = asked.body
        if (body["client_id"], body["client_secret"]) != (CLIENT_ID, self.client_secret):
            raise Refused(JSONResponse({"error": {"code": "invalid_client", "message": "Unknown partner"}}, 400))
        token = f"{len(self.access)}|{secrets.token_urlsafe(9)}"
        match body["grant_type"]:
            case "authorization_code":
                if body.get("code") not in self.codes:
                    raise Refused(PlainTextResponse("That code is of no use.", 422))
                self.codes.discard(str(body["code"]))
                held = secrets.token_urlsafe(9)
                self.refresh.add(held)
                self.access.add(token)
                return {"data": {"refresh_token": held, "scope": ["*"], "expires_in": "7200", "access_token": token}}
            case "refresh_token":
                if body.get("refresh_token") not in self.refresh:
                    raise Refused(JSONResponse({"errors": ["The refresh token was revoked."]}, 400))
            case "client_credentials":
                pass
            case _:
                raise Refused(PlainTextResponse("no such grant", 400))
        self.access.add(token)
        return {"expires_in": 900.0, "access_token": token}


async def _nowhere(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    return HTMLResponse("<h1>Nothing is here</h1>", status)


@contextlib.contextmanager
def running_other() -> Iterator[tuple[OtherRetm, Environment]]:
    """Run another RETM at an address of its own."""
    other = OtherRetm()
    with hosting(other.app()) as address:
        try:
            yield other, other.environment(address)
        finally:
            for bug in other.bugs:
                raise bug
