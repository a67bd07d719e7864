"""The consent page a merchant sees, and what Allow and Deny do (doc-400757)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from retm_desktop.sandbox.books import Books, Install
from retm_desktop.sandbox.restaurant import Restaurant
from retm_desktop.sandbox.tokens import Tokens
from retm_desktop.sandbox.webhooks import Courier

Document = dict[str, Any]

_FOLDER = Path(__file__).parent / "pages"
_LANGUAGE = "_language"

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "market": "RETM Marketplace",
        "practice": "Practice restaurant",
        "ask": "RETM Desktop would like access to {restaurant}",
        "may": "If you allow it, RETM Desktop can:",
        "may_orders": "See your orders and invoices",
        "may_write": "Make, update and cancel orders",
        "may_menu": "Read your menu, branches, devices and payment methods",
        "may_customers": "See your customers' names and phone numbers",
        "may_hooks": "Be told at once when something changes",
        "end": "You can withdraw this at any time in your marketplace settings.",
        "allow": "Allow",
        "deny": "Deny",
        "other": "العربية",
        "granted": "Access granted",
        "granted_more": "{restaurant} is now connected. You can return to the app.",
        "settings": "Open the app's settings",
        "denied": "Access denied",
        "denied_more": "Nothing was shared. You can close this page.",
        "failed": "The install was not completed",
        "failed_more": "The app did not answer in time, or answered with an error. Nothing was connected.",
        "again": "Try again",
        "manual": "Connect by hand with this installation code",
        "unknown": "Unknown app",
        "unknown_more": "No app with this client id is registered. Check the client id and start again.",
    },
    "ar": {
        "market": "متجر تطبيقات RETM",
        "practice": "مطعم تدريبي",
        "ask": "يطلب تطبيق RETM Desktop الوصول إلى {restaurant}",
        "may": "عند السماح، يستطيع التطبيق:",
        "may_orders": "الاطلاع على الطلبات والفواتير",
        "may_write": "إنشاء الطلبات وتحديثها وإلغاؤها",
        "may_menu": "قراءة القائمة والفروع والأجهزة وطرق الدفع",
        "may_customers": "الاطلاع على أسماء العملاء وأرقام جوالاتهم",
        "may_hooks": "تلقي إشعار فوري عند حدوث أي تغيير",
        "end": "يمكنك إلغاء هذا الإذن في أي وقت من إعدادات المتجر.",
        "allow": "سماح",
        "deny": "رفض",
        "other": "English",
        "granted": "تم منح الإذن",
        "granted_more": "تم ربط {restaurant}. يمكنك العودة إلى التطبيق.",
        "settings": "فتح إعدادات التطبيق",
        "denied": "تم رفض الإذن",
        "denied_more": "لم تتم مشاركة أي بيانات. يمكنك إغلاق هذه الصفحة.",
        "failed": "لم يكتمل التثبيت",
        "failed_more": "لم يستجب التطبيق في الوقت المحدد أو أجاب بخطأ، ولم يتم الربط.",
        "again": "إعادة المحاولة",
        "manual": "الربط يدوياً باستخدام رمز التثبيت هذا",
        "unknown": "تطبيق غير معروف",
        "unknown_more": "لا يوجد تطبيق مسجل بهذا المعرّف. تحقق من المعرّف ثم ابدأ من جديد.",
    },
}

_ALLOWANCES = ("may_orders", "may_write", "may_menu", "may_customers", "may_hooks")


@dataclass
class Outcome:
    """How pressing Allow ended: `granted` or `failed`, the partner's status (0 = no answer in time)."""

    outcome: str
    status: int
    code: str
    link: str | None = None


class Consent:
    """Serves `/integrations/authorized` and performs the install behind it."""

    def __init__(self, restaurant: Restaurant, books: Books, tokens: Tokens, courier: Courier) -> None:
        self._restaurant = restaurant
        self._books = books
        self._tokens = tokens
        self._courier = courier
        self._page = Template((_FOLDER / "consent.html").read_text("utf-8"))

    def routes(self) -> list[Route]:
        """The page and its form."""
        return [Route("/integrations/authorized", self._serve, methods=["GET", "POST"])]

    async def allow(self, extra: dict[str, str]) -> Outcome:
        """Give consent: make a code, call the partner's success endpoint, remember its answer."""
        code = self._tokens.new_code()
        status, answer = await self._courier.call_installed(code, extra)
        if status != 200:
            self._books.installs.append(Install(_now(), "failed", status, False, None))
            return Outcome("failed", status, code)
        token, url = answer.get("token"), answer.get("url")
        self._courier.token = token if isinstance(token, str) and token else None
        self._courier.installed = True
        link = _with_token(url, self._courier.token) if isinstance(url, str) else None
        self._books.installs.append(
            Install(
                _now(),
                "granted",
                status,
                self._courier.token is not None,
                url if isinstance(url, str) else None,
            )
        )
        return Outcome("granted", status, code, link)

    async def _serve(self, request: Request) -> Response:
        query = dict(request.query_params)
        language = query.pop(_LANGUAGE, None) or _preferred(request.headers.get("Accept-Language", ""))
        if language not in _WORDS:
            language = "en"
        client_id = query.pop("client_id", None)
        here = {"client_id": client_id or "", **query}
        if client_id != self._tokens.client_id:
            return self._message(language, here, "unknown", status=400)
        if request.method == "GET":
            return self._question(language, here)
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        if form.get("decision") != ["allow"]:
            return self._message(language, here, "denied")
        outcome = await self.allow(query)
        if outcome.outcome == "granted":
            link = ""
            if outcome.link:
                words = _WORDS[language]["settings"]
                link = f'<a class="button" id="settings" href="{escape(outcome.link)}">{words}</a>'
            return self._message(language, here, "granted", link)
        again, manual = _WORDS[language]["again"], _WORDS[language]["manual"]
        return self._message(
            language,
            here,
            "failed",
            f'<a class="button" id="again" href="{escape(_here(here, language))}">{again}</a>'
            f"<details><summary>{manual}</summary>"
            f'<code id="code" dir="ltr">{escape(outcome.code)}</code></details>',
        )

    def _question(self, language: str, here: dict[str, str]) -> Response:
        words = _WORDS[language]
        allowances = "".join(f"<li>{words[key]}</li>" for key in _ALLOWANCES)
        body = (
            f"<h1>{words['ask'].format(restaurant=self._name(language))}</h1><p>{words['may']}</p><ul>{allowances}</ul>"
            f'<form method="post" action="{escape(_here(here, language))}">'
            f'<button class="button" id="allow" name="decision" value="allow">{words["allow"]}</button>'
            f'<button class="button plain" id="deny" name="decision" value="deny">{words["deny"]}</button>'
            f'</form><p class="small">{words["end"]}</p>'
        )
        return self._html(language, here, "question", body, 200)

    def _message(self, language: str, here: dict[str, str], what: str, more: str = "", status: int = 200) -> Response:
        words = _WORDS[language]
        text = words[f"{what}_more"].format(restaurant=self._name(language))
        mark = {"granted": "✓", "denied": "–"}.get(what, "!")
        body = (
            f'<div id="{what}" class="outcome"><span class="mark {what}" aria-hidden="true">{mark}</span>'
            f"<h1>{words[what]}</h1><p>{text}</p>{more}</div>"
        )
        return self._html(language, here, what, body, status)

    def _html(self, language: str, here: dict[str, str], title: str, body: str, status: int) -> Response:
        words = _WORDS[language]
        other = "en" if language == "ar" else "ar"
        page = self._page.substitute(
            language=language,
            direction="rtl" if language == "ar" else "ltr",
            title=escape(words.get(title, words["market"])),
            market=words["market"],
            practice=words["practice"],
            restaurant=escape(self._name(language)),
            other=other,
            other_words=words["other"],
            other_url=escape(_here(here, other)),
            body=body,
        )
        policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
        return HTMLResponse(
            page,
            status,
            {
                "Content-Security-Policy": policy,
                "Cache-Control": "no-store",
                "Referrer-Policy": "no-referrer",
            },
        )

    def _name(self, language: str) -> str:
        return self._restaurant.name.ar if language == "ar" else self._restaurant.name.en


def _here(query: dict[str, str], language: str) -> str:
    return "/integrations/authorized?" + urlencode({**query, _LANGUAGE: language})


def _preferred(accepted: str) -> str:
    return "ar" if accepted.strip().lower().startswith("ar") else "en"


def _with_token(url: str, token: str | None) -> str | None:
    """The app's settings page with the token in its query (doc-400757); None for anything but http(s)."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return None
    query = "&".join(piece for piece in (parts.query, urlencode({"token": token}) if token else "") if piece)
    return urlunsplit(parts._replace(query=query))


def _now() -> str:
    return datetime.now(UTC).isoformat()
