"""The local server that calls and browsers from outside reach: check, commit to the journal, answer, then tell others.

It has a thread and a loop of its own, so that a frozen window never costs an order.
"""

import asyncio
import logging
import secrets
import socket
import sys
import threading
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from retm_desktop.connect.provider import PROVIDERS, CallbackBy, Provider
from retm_desktop.domain.errors import DiskFull, UnreadableAnswer
from retm_desktop.listener.answers import answer, refusal
from retm_desktop.listener.journal_thread import JournalThread
from retm_desktop.listener.loopback import HOST, bound_socket
from retm_desktop.listener.loyalty import CHECK, REDEEM, Loyalty
from retm_desktop.listener.pages import Page, page
from retm_desktop.listener.payment_hint import PaymentHint
from retm_desktop.listener.protocol import GuardedProtocol
from retm_desktop.listener.questions import Questions
from retm_desktop.listener.reading import (
    MOST_TEXT,
    Refused,
    bearer,
    body_of,
    is_object,
    refuse_asking_too_much,
    sha256,
    unknown_token,
)
from retm_desktop.listener.redirect import landed
from retm_desktop.providers.retm.rewards import AllowedProductsForm, refused
from retm_desktop.store.journal import CheckRow, InstallVerdict, Journal
from retm_desktop.store.rewards import TillBook

log = logging.getLogger(__name__)

DEFAULT_PORT = 47600
HOOK_KINDS = ("invoice", "order", "menu", "customer", "error", CHECK, REDEEM)
"""The paths under /hooks/ that carry our token, and at once the kinds of the journal's rows."""
INSTALL_KIND = "install"
PAYMENT_KIND = "payment"
"""The path under /hooks/ whose calls are signed, and the kind of its rows."""

BODY_SECONDS = 5.0
JOURNAL_SECONDS = 9.0
"""RETM waits 10 s for a webhook (doc-400819): a disk that hangs is answered 503 before that."""
HEAD_BYTES = 8 * 1024
MOST_CONNECTIONS = 256
KEEP_ALIVE_SECONDS = 20
START_SECONDS = 5.0
STOP_SECONDS = 2.0

T = TypeVar("T")


class _Server(uvicorn.Server):
    """Uvicorn's server, which tells when it accepts."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.accepting = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.accepting.set()


class Listener:
    """Receives install callbacks and webhooks on 127.0.0.1 and commits them to the journal before answering.

    An install callback is a provider's POST, or the GET of a merchant's browser, which is shown a page.

    `last_heard` maps a kind ("install", "order", ...) to the time of its latest stored call.
    """

    def __init__(
        self,
        *,
        port: int,
        store_path: Path,
        seal: Callable[[bytes], bytes],
        on_stored: Callable[[str], None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        providers: Mapping[str, Provider] = PROVIDERS,
        open_journal: Callable[[Path], Journal] = Journal,
        turn: AbstractContextManager[object] | None = None,
        allowed_products: Callable[[], AllowedProductsForm] = lambda: AllowedProductsForm.ARRAY,
        verify_payment: Callable[[Mapping[str, str], bytes], PaymentHint | None] = lambda _headers, _body: None,
    ) -> None:
        """Prepare; nothing is opened before `start`.

        `seal` encrypts a callback's body before it is stored, and is called on another thread. `on_stored` is
        called with the kind on the listener's thread, after the commit and the answer; it must return at once. `turn`
        is held while the journal is written (see `Database.turn`).
        `verify_payment` is given headers (names in any case) and body of a payment's callback, on the listener's
        thread, and answers None for one that is not signed by an account of ours.
        """
        self.port = port
        self.last_heard: dict[str, datetime] = {}
        self._seal = seal
        self._on_stored = on_stored
        self._now = now
        self._providers = providers
        self._verify_payment = verify_payment
        self._store_path = store_path
        self._open_journal = open_journal
        self._turn = turn
        self._loyalty = Loyalty(allowed_products)
        self._book = TillBook(store_path)
        self._reading: set[asyncio.Timeout] = set()
        self._questions: Questions | None = None
        self._journal: JournalThread | None = None
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closing: asyncio.Event | None = None
        self._fault: BaseException | None = None

    @property
    def address(self) -> str:
        """The base address on this machine, for instance http://127.0.0.1:47600."""
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Bind, open the journal and return when calls are accepted.

        Raises PortTaken at once where another program has the port, and what the store raises on opening.
        """
        if self._thread is not None:
            return
        bound = bound_socket(self.port)
        journal = JournalThread(self._store_path, self._open_journal, self._turn)
        try:
            self._book.open()
            journal.open()
        except BaseException:
            bound.close()
            self._book.close()
            journal.abandon()
            raise
        self.port = bound.getsockname()[1]
        self._journal = journal
        self._fault = None
        self._server = server = _Server(self._config())
        self._thread = threading.Thread(target=self._run, args=(server, bound), name="listener", daemon=True)
        self._thread.start()
        if not server.accepting.wait(START_SECONDS) or self._fault is not None:
            fault = self._fault
            self.stop()
            raise RuntimeError("the listener does not start") from fault

    def stop(self) -> None:
        """Finish what is being answered, refuse the rest and close, within two seconds; harmless when not started."""
        thread, server, loop = self._thread, self._server, self._loop
        if thread is None or server is None:
            return
        server.should_exit = True
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._close)
        thread.join(STOP_SECONDS)
        if thread.is_alive():
            log.error("the listener's thread does not end")
            return
        if self._journal is not None:
            self._journal.close()
        self._book.close()
        self._thread = self._server = self._journal = self._loop = self._closing = None

    def _config(self) -> uvicorn.Config:
        return uvicorn.Config(
            self._application(),
            http=GuardedProtocol,
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            log_level="error",  # "Invalid HTTP request" is no warning here: anybody on this machine can cause it.
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=1,
            h11_max_incomplete_event_size=HEAD_BYTES,
        )

    def _run(self, server: _Server, bound: socket.socket) -> None:
        try:
            with asyncio.Runner(loop_factory=_own_loop) as runner:
                runner.run(self._serve(server, bound))
        except BaseException as error:
            self._fault = error
            log.exception("the listener ended")
        finally:
            bound.close()
            server.accepting.set()

    async def _serve(self, server: _Server, bound: socket.socket) -> None:
        self._loop = asyncio.get_running_loop()
        self._closing = asyncio.Event()
        self._questions = Questions(self._write_down)
        await server.serve([bound])
        await self._questions.end(STOP_SECONDS / 2)

    def _application(self) -> Starlette:
        hooks = [
            Route(f"/hooks/{kind}", self._check if kind == CHECK else self._hook(kind), methods=["POST"])
            for kind in HOOK_KINDS
        ]
        installs = [
            Route(f"/install/{name}", self._redirect(provider), methods=["GET"])
            if provider.callback_by is CallbackBy.BROWSER
            else Route(f"/install/{name}", self._install(provider), methods=["POST"])
            for name, provider in self._providers.items()
        ]
        payments = [
            Route(f"/hooks/{PAYMENT_KIND}", self._payment, methods=["POST"]),
            Route("/paid", _paid, methods=["GET"]),
        ]
        application = Starlette(
            routes=[*hooks, *payments, *installs, Route("/health", _health, methods=["GET"])],
            exception_handlers={HTTPException: _http_refusal, Refused: _ended, Exception: _fault},
        )
        # A redirect would repeat the Host header, and a POST does not survive one.
        application.router.redirect_slashes = False
        return application

    def _hook(self, kind: str) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        async def webhook(request: Request) -> Response:
            body = await self._body(request)
            token_hash = sha256(bearer(request))
            readable = is_object(body)

            def commit(journal: Journal) -> Response | None:
                if readable and kind != REDEEM:
                    return None if journal.append_heard(kind, token_hash, body, self._now()) else unknown_token()
                connection_id = journal.connection_of_token(token_hash)
                if connection_id is None:
                    return unknown_token()
                if not readable:
                    return _unreadable(kind)
                told = self._loyalty.redeem(journal, connection_id, body, self._now())
                return answer(*told, after=BackgroundTask(self._stored, kind))

            refused = await self._commit(commit, kind)
            return refused or answer(200, {}, after=BackgroundTask(self._stored, kind))

        return webhook

    async def _check(self, request: Request) -> Response:
        """A question of the till's changes nothing: it is answered first and goes into the journal then.

        Answered on this very thread, without waiting for the journal's disk or for a writer of the store.
        """
        body = await self._body(request)
        token_hash, now = sha256(bearer(request)), self._now()
        try:
            checked = self._loyalty.check(self._book, token_hash, body, now)
        except Exception as error:
            log.exception("the till's question could not be answered")
            raise Refused(refusal(503, "the book cannot be read")) from error
        if checked is None:
            return unknown_token()
        if not is_object(body):
            return _unreadable(CHECK)

        row = CheckRow(checked.connection_id, body, now, checked.outcome)
        after = BackgroundTask(self._questions.add, row) if self._questions is not None else None
        return answer(*checked.answer, after=after)

    async def _payment(self, request: Request) -> Response:
        """A payment changed, says a service that signs its calls: kept as a reason to ask, never as proof."""
        body = await self._body(request)
        try:
            hint = self._verify_payment(request.headers, body)
        except Exception as error:
            log.exception("a payment's callback could not be verified")
            raise Refused(refusal(503, "not verified")) from error
        if hint is None:
            return refusal(403, "the signature is not known")
        connection_id, kept, now = hint.connection_id, hint.body, self._now()
        await self._commit(lambda journal: journal.append(PAYMENT_KIND, connection_id, kept, now), PAYMENT_KIND)
        return answer(200, {}, after=BackgroundTask(self._stored, PAYMENT_KIND))

    def _redirect(self, provider: Provider) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        async def redirect(request: Request) -> Response:
            if request.method == "HEAD":
                return page(Page.UNKNOWN)  # Its head alone: a look-ahead uses nothing up.
            query: bytes = request.scope["query_string"]
            try:
                shown, changed = await self._commit(
                    lambda journal: landed(journal, provider, query, self._seal, self._now()), INSTALL_KIND
                )
            except Refused as refused:
                return page(Page.NOT_KEPT, refused.response.status_code)
            log.info("install redirect: %s", shown.name)
            status = 200 if shown in (Page.ALLOWED, Page.DENIED) else 403
            return page(shown, status, after=BackgroundTask(self._stored, INSTALL_KIND) if changed else None)

        return redirect

    def _install(self, provider: Provider) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        async def install(request: Request) -> Response:
            body = await self._body(request)
            if not is_object(body):
                return refusal(400, "the body is not a JSON object")
            try:
                callback = provider.parse_callback(body)
            except UnreadableAnswer:
                return refusal(400, "code and business_id are needed")
            if not callback.state or max(map(len, (callback.state, callback.code, callback.business_id))) > MOST_TEXT:
                return refusal(403, "the state is not known")
            token = secrets.token_urlsafe(32)

            def commit(journal: Journal) -> InstallVerdict:
                return journal.accept_install(
                    sha256(callback.state),
                    callback.business_id,
                    sha256(callback.code),
                    self._seal(body),
                    sha256(token),
                    self._now(),
                )

            verdict = await self._commit(commit, INSTALL_KIND)
            if verdict is not InstallVerdict.ACCEPTED:
                log.info("install callback refused: %s", verdict.name)
                return refusal(403, _REFUSALS[verdict])
            return answer(200, {"token": token}, after=BackgroundTask(self._stored, INSTALL_KIND))

        return install

    async def _body(self, request: Request) -> bytes:
        """Return the body; refuses what is too large or too slow, and what arrives while the listener closes."""
        closing = self._closing
        if closing is None or closing.is_set():
            raise Refused(refusal(503, "closing", close=True))
        refuse_asking_too_much(request)
        # No task of its own: a body that is here already, as a till's few bytes are, costs no turn of the loop.
        try:
            async with asyncio.timeout(BODY_SECONDS) as patience:
                self._reading.add(patience)
                try:
                    return await body_of(request)
                finally:
                    self._reading.discard(patience)
        except TimeoutError as error:
            if closing.is_set():
                raise Refused(refusal(503, "closing", close=True)) from error
            raise Refused(refusal(408, "the body took too long", close=True)) from error

    def _close(self) -> None:
        """Take in nothing more, and wait for no body that is still on its way."""
        if self._closing is not None and self._loop is not None:
            self._closing.set()
            for patience in self._reading:
                patience.reschedule(self._loop.time())

    async def _commit(self, work: Callable[[Journal], T], kind: str) -> T:
        """Run `work` on the journal's thread; what could not be stored is never acknowledged."""
        if self._journal is None:
            raise Refused(refusal(503, "closing", close=True))
        writing = asyncio.ensure_future(self._journal.do(work))
        try:
            return await asyncio.wait_for(asyncio.shield(writing), JOURNAL_SECONDS)
        except DiskFull as error:
            log.error("%s not stored: the disk is full", kind)
            raise Refused(refusal(507, "the disk is full")) from error
        except TimeoutError as error:
            # Should it still be written later, RETM's next attempt is a duplicate, which the store knows.
            writing.add_done_callback(_forget)
            log.error("%s not stored in time", kind)
            raise Refused(refusal(503, "not stored in time")) from error
        except Exception as error:
            log.exception("%s not stored", kind)
            raise Refused(refusal(503, "not stored")) from error

    async def _write_down(self, rows: Sequence[CheckRow]) -> None:
        with suppress(Refused):  # told in the log
            await self._commit(lambda journal: journal.append_checks(rows), CHECK)
            await self._stored(CHECK)

    async def _stored(self, kind: str) -> None:
        self.last_heard[kind] = self._now()
        try:
            self._on_stored(kind)
        except Exception:
            log.exception("%s is stored, but nobody could be told", kind)


_REFUSALS = {
    InstallVerdict.UNKNOWN_STATE: "the state is not known",
    InstallVerdict.EXPIRED: "the state has expired",
    InstallVerdict.USED: "the state has been used",
}


def _unreadable(kind: str) -> Response:
    """Return the answer to a body that is no JSON object; the till's cashier is told in the shape that is shown."""
    said = "the body is not a JSON object"
    return answer(400, refused(said)) if kind in (CHECK, REDEEM) else refusal(400, said)


def _own_loop() -> asyncio.AbstractEventLoop:
    """Return a plain loop by name: the policy may hand out the window's kind of loop."""
    if sys.platform == "win32":
        return asyncio.ProactorEventLoop()
    return asyncio.SelectorEventLoop()


async def _health(_request: Request) -> Response:
    return answer(200, {"ok": True})


async def _paid(_request: Request) -> Response:
    """A customer comes back from a checkout; whether it was paid is asked elsewhere, and not believed from here."""
    return page(Page.THANKS)


async def _ended(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Refused):
        raise error
    return error.response


async def _http_refusal(_request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return refusal(error.status_code, error.detail, headers=error.headers, close=True)


async def _fault(_request: Request, _error: Exception) -> Response:
    return refusal(500, "a fault of this program", close=True)


def _forget(writing: asyncio.Future[Any]) -> None:
    """Take note of a late result, so that asyncio does not complain that nobody did."""
    if not writing.cancelled() and (error := writing.exception()):
        log.error("a late journal row was not stored: %s", type(error).__name__)
