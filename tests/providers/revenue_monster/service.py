"""A small Revenue Monster on a real socket that proves each signature for itself, for one test each."""

import base64
import contextlib
import datetime
import hashlib
import json
from collections.abc import Callable, Iterator
from email.utils import format_datetime

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from retm_desktop.providers.revenue_monster.environment import Environment, practice_environment
from tests.providers.serving import hosting

NOW = datetime.datetime(2026, 1, 1, 0, 0, tzinfo=datetime.UTC)
"""What the clocks show, unless a test says otherwise: 1767225600."""


class Asked(msgspec.Struct, frozen=True):
    """A request as it came: `path` with its query, `body` read, `nonce` and `token` from the headers."""

    method: str
    path: str
    body: object
    nonce: str
    token: str
    headers: dict[str, str] = {}


Answer = Callable[[Asked], Response]


def refused(code: str, status: int = 400, **more: object) -> Response:
    """Return the envelope of a failure."""
    return JSONResponse({"error": {"code": code, "message": f"about {code}"}, **more}, status)


def one(item: object) -> Response:
    """Return the envelope of one object."""
    return JSONResponse({"item": item, "code": "SUCCESS"})


class Service:
    """Answers what `answer` says to whoever signs rightly; `asked` is what came, refused requests too."""

    def __init__(self, public_key: rsa.RSAPublicKey) -> None:
        self.public_key = public_key
        self.asked: list[Asked] = []
        self.answer: Answer = lambda _asked: one({})
        self.time = NOW
        self.tells_time = True
        self._nonces: set[str] = set()
        self.address = ""

    @property
    def environment(self) -> Environment:
        """Where the service is."""
        return practice_environment(self.address)

    async def handle(self, request: Request) -> Response:
        """Answer one request."""
        raw = request.scope["raw_path"].decode()
        path = f"{raw}?{request.url.query}" if request.url.query else raw
        body = await request.body()
        asked = Asked(
            request.method,
            path.removeprefix("/rm/open").removeprefix("/rm/oauth"),
            json.loads(body) if body else None,
            request.headers.get("X-Nonce-Str", ""),
            request.headers.get("Authorization", ""),
            dict(request.headers),
        )
        self.asked.append(asked)
        fault = self._fault(request, path, body) if path.startswith("/rm/open") else None
        answer = fault or self.answer(asked)
        if self.tells_time:
            answer.headers["Date"] = format_datetime(self.time, usegmt=True)
        return answer

    def _fault(self, request: Request, path: str, body: bytes) -> Response | None:
        nonce, timestamp = request.headers.get("X-Nonce-Str", ""), request.headers.get("X-Timestamp", "")
        timely = abs(int(timestamp or 0) - self.time.timestamp()) <= 120
        fresh = len(nonce) == 32 and nonce.isalnum() and nonce not in self._nonces
        self._nonces.add(nonce)
        url = f"http://{request.headers['Host']}{path}"
        named = f"nonceStr={nonce}&requestUrl={url}&signType=sha256&timestamp={timestamp}"
        signed = self._is_signed(request.headers.get("X-Signature", ""), request.method, body, named)
        if signed and timely and fresh and request.headers.get("Content-Type") == "application/json":
            return None
        header = {
            "X-Nonce-Str": {"currentValue": nonce, "isValid": fresh, "remark": ""},
            "X-Timestamp": {"currentValue": timestamp, "isValid": timely, "remark": ""},
        }
        return refused("INVALID_REQUEST_SIGNATURE", 400, debug={"requestHeader": header})

    def _is_signed(self, header: str, method: str, body: bytes, named: str) -> bool:
        data = ""
        if body:
            again = json.dumps(json.loads(body), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            for letter in "<>&":
                again = again.replace(letter, f"\\u{ord(letter):04x}")
            data = f"data={base64.b64encode(again.encode()).decode()}&"
        digest = hashlib.sha256(f"{data}method={method.lower()}&{named}".encode()).digest()
        kind, _, signature = header.partition(" ")
        try:
            self.public_key.verify(base64.b64decode(signature), digest, PKCS1v15(), Prehashed(SHA256()))
        except (InvalidSignature, ValueError):
            return False
        return kind == "sha256"


@contextlib.contextmanager
def running(public_key: rsa.RSAPublicKey) -> Iterator[Service]:
    """Serve a Revenue Monster that knows the application's public key."""
    service = Service(public_key)
    methods = ["GET", "POST", "PATCH", "DELETE"]
    with hosting(Starlette(routes=[Route("/{path:path}", service.handle, methods=methods)])) as address:
        service.address = address
        yield service
