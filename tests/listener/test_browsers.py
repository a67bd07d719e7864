"""What a person sees in a browser that is sent here, and what that leaves behind."""

import asyncio
import base64
import hashlib
import logging
import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from retm_desktop.domain.errors import DiskFull
from retm_desktop.listener.pages import Page, page
from retm_desktop.listener.reading import MOST_TEXT
from retm_desktop.listener.redirect import MOST_QUERY_BYTES
from retm_desktop.store.installs import InstallStatus
from retm_desktop.store.journal import InstallVerdict, Journal
from tests.listener.conftest import House
from tests.waiting import until

ARABIC = re.compile(r"[\u0600-\u06ff]")


class Sections(HTMLParser):
    """Reads what a page says in each language, and every element with its attributes."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.said: dict[str, list[str]] = {}
        self.directions: dict[str, str | None] = {}
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._language = ""
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag == "section":
            self._language = attributes["lang"] or ""
            self.directions[self._language] = attributes.get("dir")

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self._language = ""

    def handle_data(self, data: str) -> None:
        if self._language:
            self.said.setdefault(self._language, []).append(data)


def check_page(answer: httpx.Response, status: int) -> Sections:
    """Check what every page has to keep to, and return what it says."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "server" not in answer.headers
    assert "location" not in answer.headers
    document = answer.text
    (style,) = re.findall(r"<style>(.*?)</style>", document, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = answer.headers["content-security-policy"].split("; ")
    assert policy[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    assert "url(" not in style
    assert "@import" not in style
    assert "prefers-color-scheme: dark" in style
    read = Sections(document)
    assert not {tag for tag, _ in read.elements} & {"script", "link", "img", "iframe", "form", "a", "object"}
    names = {name for _, attributes in read.elements for name in attributes}
    assert not [name for name in names if name.startswith("on") or name in ("src", "href", "style")]
    assert read.directions == {"en": "ltr", "ar": "rtl"}
    assert ARABIC.match(read.said["ar"][0])
    assert not ARABIC.search("".join(read.said["en"]))
    return read


@pytest.mark.parametrize("which", list(Page))
def test_every_page_speaks_both_languages_and_loads_nothing(which: Page) -> None:
    made = page(which)
    read = check_page(httpx.Response(200, headers=made.headers, content=bytes(made.body)), 200)
    assert [len(read.said[language]) for language in ("en", "ar")] == [2, 2]


async def test_a_good_redirect_is_stored_sealed_and_shown(house: House) -> None:
    install_id = await house.begin_payments("state-1")
    answer = await house.come_back(code="code-of-the-merchant", state="state-1")
    read = check_page(answer, 200)
    assert read.said["en"][0] == "Access was allowed"
    assert "You can close this window." in read.said["en"][1]
    install = await house.installs.get(install_id)
    assert install is not None
    assert (install.status, install.business_id) == (InstallStatus.CODE_RECEIVED, "7000000000000000001")
    (row,) = await house.journal.waiting()
    assert (row.kind, row.sealed, row.connection_id) == ("install", True, install.connection_id)
    assert b"code-of-the-merchant" not in row.body
    await until(lambda: house.told == [("install", "listener")])
    # Loaded again it says the same, and nothing is worked on twice.
    again = await house.come_back(code="code-of-the-merchant", state="state-1")
    assert (again.status_code, again.text) == (200, answer.text)
    assert len(await house.journal.waiting()) == 1
    other = check_page(await house.come_back(code="another", state="state-1"), 403)
    assert other.said["en"][0] == "This answer has been used"


async def test_a_refusal_is_kept_at_once_and_shown(house: House) -> None:
    install_id = await house.begin_payments("state-1")
    for _ in range(2):
        read = check_page(await house.come_back(error="access_denied", state="state-1"), 200)
        assert read.said["en"][0] == "Access was not allowed"
    install = await house.installs.get(install_id)
    assert install is not None
    assert (install.status, install.reason) == (InstallStatus.DENIED, "consent_denied")
    assert await house.journal.waiting() == []
    await until(lambda: ("install", "listener") in house.told)
    assert (await house.come_back(code="c", state="state-1")).status_code == 403


async def test_states_that_are_not_ours_are_shown_a_page_and_store_nothing(house: House) -> None:
    install_id = await house.begin_payments("state-1")
    for query in (
        {},
        {"code": "c"},
        {"code": "c", "state": "guessed"},
        {"error": "access_denied", "state": "guessed"},
        {"error": "access_denied"},
        {"code": "c" * (MOST_TEXT + 1), "state": "state-1"},
        {"code": "c", "state": "state-1", "more": "x" * MOST_QUERY_BYTES},
    ):
        read = check_page(await house.come_back(**query), 403)
        assert read.said["en"][0] == "Nobody waits for this answer"
    house.time += timedelta(minutes=10, seconds=1)
    read = check_page(await house.come_back(code="c", state="state-1"), 403)
    assert read.said["en"][0] == "The time ran out"
    assert await house.journal.waiting() == []
    assert await house.connections.all("payments") == []
    assert house.told == []
    install = await house.installs.get(install_id)
    assert install is not None
    assert install.status is InstallStatus.EXPIRED


async def test_nothing_that_came_in_is_repeated(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await house.begin_payments("state-1")
    bad = "<script>alert(1)</script>"
    for query in (
        {"code": bad, "state": "state-1"},
        {"code": bad, "state": bad},
        {"error": bad, "error_description": bad, "state": bad, bad: bad},
    ):
        answer = await house.come_back(**query)
        assert "script" not in answer.text + str(answer.headers)
    paid = await house.http.get("/paid", params={"status": bad, "orderId": "order-secret"})
    assert "script" not in paid.text
    ours = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith(("httpx", "httpcore")))
    assert "script" not in ours
    assert "order-secret" not in ours


async def test_a_look_ahead_uses_nothing_up(house: House) -> None:
    install_id = await house.begin_payments("state-1")
    query = {"code": "c", "state": "state-1"}
    answer = await house.http.head("/install/revenue-monster", params=query)
    assert (answer.status_code, answer.content) == (200, b"")
    assert await house.journal.waiting() == []
    install = await house.installs.get(install_id)
    assert install is not None
    assert install.status is InstallStatus.WAITING
    assert (await house.come_back(**query)).status_code == 200


async def test_each_provider_is_called_back_in_its_own_way(house: House) -> None:
    await house.begin_payments("state-1")
    body = {"code": "c", "business_id": "palmgrill", "data": {"state": "state-1"}}
    assert (await house.http.post("/install/revenue-monster", json=body)).status_code == 405
    assert (await house.http.get("/install/retm", params={"code": "c", "state": "state-1"})).status_code == 405
    assert (await house.http.get("/install/revenue-monster/", params={"code": "c"})).status_code == 404
    assert await house.journal.waiting() == []
    # The browser comes from the provider's page, and says so.
    headers = {"Origin": "https://oauth.example", "Referer": "https://oauth.example/", "Sec-Fetch-Site": "cross-site"}
    query = {"code": "c", "state": "state-1"}
    assert (await house.http.get("/install/revenue-monster", params=query, headers=headers)).status_code == 200


class FullJournal(Journal):
    """A journal on a full disk, until it is emptied."""

    full = True

    def accept_install(self, *arguments: object) -> InstallVerdict:  # type: ignore[override]
        if self.full:
            raise DiskFull("no space left")
        return super().accept_install(*arguments)  # type: ignore[arg-type]


@pytest.mark.expects_log
@pytest.mark.parametrize("open_journal", [FullJournal])
async def test_a_full_disk_is_shown_and_loading_again_helps(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await house.begin_payments("state-1")
    read = check_page(await house.come_back(code="c", state="state-1"), 507)
    assert read.said["en"][0] == "This could not be stored"
    assert house.told == []
    monkeypatch.setattr(FullJournal, "full", False)
    check_page(await house.come_back(code="c", state="state-1"), 200)


async def test_a_customer_is_thanked_whatever_is_said_of_the_payment(house: House) -> None:
    answers = [
        await house.http.get("/paid", params=query)
        for query in ({}, {"status": "SUCCESS"}, {"status": "FAILED", "x": "y"})
    ]
    for answer in answers:
        read = check_page(answer, 200)
        assert read.said["en"] == ["Thank you", "You can close this window."]
        assert answer.text == answers[0].text
        assert "RETM" not in answer.text
    assert (await house.http.head("/paid")).status_code == 200
    assert (await house.http.post("/paid")).status_code == 405
    assert await house.journal.waiting() == []


async def account_of(house: House) -> int:
    """Connect a payment account and return its id, with nothing told."""
    await house.begin_payments("state-1")
    await house.come_back(code="c", state="state-1")
    await until(lambda: house.told)
    house.told.clear()
    (connection,) = await house.connections.all("payments")
    return connection.id


async def test_a_signed_callback_leaves_what_may_be_kept_of_it(house: House) -> None:
    account = await account_of(house)
    body = b'{"data": {"payee": {"userId": "somebody"}}}'
    answer = await house.http.post("/hooks/payment", content=body, headers={"x-signature": str(account)})
    assert (answer.status_code, answer.json()) == (200, {})
    (row,) = [row for row in await house.journal.waiting() if row.kind == "payment"]
    assert (row.connection_id, row.sealed, row.body) == (account, False, b'{"kept": %d}' % len(body))
    await until(lambda: house.told == [("payment", "listener")])
    assert house.listener.last_heard["payment"] == house.time
    assert house.verified_on == {"listener"}
    assert b"somebody" not in b"".join(file.read_bytes() for file in house.path.parent.iterdir())


async def test_a_callback_nobody_we_know_signed_is_refused(house: House) -> None:
    await account_of(house)
    for headers in ({}, {"X-Signature": "sha256 forged"}, {"Authorization": "Bearer x"}):
        answer = await house.http.post("/hooks/payment", json={"status": "SUCCESS"}, headers=headers)
        assert (answer.status_code, answer.json()) == (403, {"message": "the signature is not known"})
    assert (await house.http.get("/hooks/payment")).status_code == 405
    assert await house.rows("payment") == []
    assert house.told == []


@pytest.mark.expects_log
async def test_a_callback_that_cannot_be_verified_is_not_acknowledged(house: House) -> None:
    await account_of(house)
    for said in ("bug", "4711"):  # The keys cannot be read; the account is gone.
        answer = await house.http.post("/hooks/payment", json={}, headers={"X-Signature": said})
        assert answer.status_code == 503
    assert await house.rows("payment") == []


async def test_a_stopped_listener_has_stored_what_it_showed(house: House, tmp_path: Path) -> None:
    await house.begin_payments("state-1")
    assert (await house.come_back(code="c", state="state-1")).status_code == 200
    await asyncio.to_thread(house.listener.stop)
    assert len(await house.rows("install")) == 1
