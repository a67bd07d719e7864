"""The process that is tested: it tries one item after the other, and tells each before it begins the next."""

import asyncio
import hashlib
import inspect
import logging
import secrets
import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import httpx
import msgspec
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from retm_desktop.app import STORE_NAME, Options, Program, prepare_qt, run_loop
from retm_desktop.log import redacted
from retm_desktop.self_test import core, screen
from retm_desktop.self_test.items import INFORMATION, Broken, Item, Line, tell
from retm_desktop.store.instants import to_text, utc_now
from retm_desktop.tour.hand import NotSeen, until

SECONDS = 60.0
"""How long one item may take."""
_LEAST_COLOURS = 8
Work = Callable[[], str | Awaitable[str]]


def run_inside(home: Path) -> int:
    """Try everything; return 0 where all of it works. Uses `home` alone, and a keyring in memory."""
    errors = _Errors()
    logging.getLogger().addHandler(errors)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    tried = _Tried()
    asyncio.run(_below_the_window(tried, home))
    app = prepare_qt()
    tried.now("qt", screen.qt)
    tried.now("fonts", screen.fonts)
    tried.now("icons", screen.icons)
    tried.now("illustrations", screen.illustrations)
    tried.now("sounds", screen.sounds)
    tried.now("translations", lambda: screen.translations(app))
    tried.now("arabic_text", screen.arabic_text)
    tried.now("printing", lambda: screen.printing(home))

    async def with_window() -> int:
        window = _Window(home)
        try:
            await tried.soon("window", lambda: window.open(app))
            await tried.soon("listener", window.listener)
            await tried.soon("browser", screen.browser)
        finally:
            await window.close()
        return 0

    run_loop(app, with_window)
    tried.now("log", errors.told)
    return 0 if tried.all_well else 1


async def _below_the_window(tried: "_Tried", home: Path) -> None:
    await tried.soon("sqlite", core.sqlite)
    await tried.soon("store", lambda: core.store(home))
    await tried.soon("tls", lambda: core.tls(home))
    await tried.soon("system_keyring", core.system_keyring)
    # Loading a keyring is offering it: the system's own is chosen before this one is known.
    from retm_desktop.tour.keys import use_tour_keyring  # noqa: PLC0415

    use_tour_keyring()
    await tried.soon("vault", lambda: core.vault(home))


class _Tried:
    """Tells each item as it begins and as it ends."""

    def __init__(self) -> None:
        self.all_well = True

    def now(self, name: str, work: Callable[[], str]) -> None:
        """Try what blocks."""
        begun = self._begin(name)
        try:
            detail, ok = work(), True
        except Exception as error:
            detail, ok = _why(error), False
        self._end(name, begun, detail, ok=ok)

    async def soon(self, name: str, work: Work) -> None:
        """Try what may have to be awaited, `SECONDS` at most."""
        begun = self._begin(name)
        try:
            async with asyncio.timeout(SECONDS):
                answered = work()
                detail, ok = await answered if inspect.isawaitable(answered) else answered, True
        except TimeoutError:
            detail, ok = f"not done after {SECONDS:.0f} s", False
        except Exception as error:
            detail, ok = _why(error), False
        self._end(name, begun, detail, ok=ok)

    def _begin(self, name: str) -> float:
        tell(Line(begins=name))
        return time.monotonic()

    def _end(self, name: str, begun: float, detail: str, *, ok: bool) -> None:
        information = name in INFORMATION
        self.all_well = self.all_well and (ok or information)
        tell(Line(item=Item(name, ok, detail, round(time.monotonic() - begun, 3), information)))


def _why(error: Exception) -> str:
    named = str(error) if isinstance(error, Broken | NotSeen) else f"{type(error).__name__}: {error}"
    return redacted(named)[:400]


class _Window:
    """The real program on a folder of its own, without a restaurant, so that it calls nobody."""

    def __init__(self, home: Path) -> None:
        self._home = home / "program"
        self._program: Program | None = None

    async def open(self, app: QApplication) -> str:
        """Show the window in both languages, painted, with its network part up."""
        self._home.mkdir()
        program = self._program = Program(app, Options(home=self._home, port=0))
        program.show()
        await until(lambda: program.house.vault_state is not None, "the network part")
        error = program.house.listener_error
        if error is not None:
            raise Broken(f"the listener does not start: {error}")
        sizes = []
        for language in ("en", "ar"):
            program.house.use_language("ar" if language == "ar" else "en")
            await asyncio.sleep(0.2)
            image = program.window.grab().toImage()
            if _colours(image) < _LEAST_COLOURS:
                raise Broken(f"the window is not painted ({language})")
            sizes.append(f"{image.width()}x{image.height()}")
        return f"painted in both languages, {sizes[0]}"

    async def listener(self) -> str:
        """Ask for its health, send a webhook, and find it in the store; one without our token is refused."""
        program = self._program
        if program is None:
            raise Broken("there is no window")
        address, desk = program.house.listener_address, program.desk
        number = await desk.connections.add("retm", "self-test", "self-test", environment_document=b"{}")
        token = secrets.token_urlsafe(32)
        await asyncio.to_thread(_admit, self._home / STORE_NAME, number, token)
        body = msgspec.json.encode({"event": "self-test", "reference": "self-test"})
        async with httpx.AsyncClient(trust_env=False, timeout=10.0) as client:
            health = await client.get(f"{address}/health")
            if health.status_code != 200 or health.json() != {"ok": True}:
                raise Broken(f"its health is {health.status_code}")
            stranger = await client.post(f"{address}/hooks/menu", content=body, headers={"Authorization": "Bearer no"})
            told = await client.post(
                f"{address}/hooks/menu", content=body, headers={"Authorization": f"Bearer {token}"}
            )
        if stranger.status_code < 400 or told.status_code != 200:
            raise Broken(f"a webhook was answered {told.status_code}, one of a stranger {stranger.status_code}")
        if "menu" not in await desk.events.last_by_kind(number):
            raise Broken("the webhook is not in the store")
        return "health answered, a webhook stored, a stranger refused"

    async def close(self) -> None:
        """End the program in its own stages."""
        if self._program is not None:
            await self._program.stop()


def _admit(path: Path, connection_id: int, token: str) -> None:
    """Issue a webhook token as an install would: an install needs a provider to ask."""
    digest = hashlib.sha256(token.encode()).digest()
    with closing(sqlite3.connect(path, timeout=10.0, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO webhook_tokens (token_hash, connection_id, issued_at) VALUES (?, ?, ?)",
            (digest, connection_id, to_text(utc_now())),
        )


def _colours(image: QImage) -> int:
    step = max(1, image.width() // 160)
    return len({image.pixel(x, y) for x in range(0, image.width(), step) for y in range(0, image.height(), step)})


class _Errors(logging.Handler):
    """Keeps what the program logs as errors: nothing of it belongs into a run in which nothing is wrong."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._kept: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._kept.append(redacted(f"{record.name}: {record.getMessage()}")[:200])

    def told(self) -> str:
        """Return that all was quiet."""
        if self._kept:
            raise Broken("; ".join(self._kept[:5]))
        return "no errors"
