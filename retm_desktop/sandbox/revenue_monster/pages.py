"""The pages people see: `pages/rm_*.html` with their words in English and Arabic."""

from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

_FOLDER = Path(__file__).parents[1] / "pages"
LANGUAGE = "_language"

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "practice": "Practice account",
        "other": "العربية",
        "consent": "Give access",
        "hello": "Signed in as",
        "wants": "wants to",
        "manage_payment": "Take payments, look them up, refund and cancel them",
        "manage_store": "See and change your stores",
        "get_merchant_profile": "See your company's profile and subscriptions",
        "get_user_profile": "See your name, phone number and e-mail address",
        "withdraw": "You can remove this access at any time in My Account.",
        "allow": "Allow",
        "cancel": "Cancel",
        "denied": "Access was not given",
        "denied_more": "Nothing was shared. You can close this page.",
        "refused": "This request cannot be answered",
        "refused_more": "The app asked in a way that Revenue Monster does not accept. Nothing was shared.",
        "checkout": "Pay for your order",
        "phone": "Your phone",
        "phone_more": "This page stands for the wallet app that scanned the code.",
        "pay": "Pay",
        "decline": "Decline",
        "order": "Order",
        "back": "Back to the restaurant",
        "SUCCESS": "Paid",
        "FAILED": "The payment was declined",
        "CANCELLED": "The payment was cancelled",
        "EXPIRED": "The time to pay is over",
        "ended": "Nothing more will be charged for this code.",
        "PENDING": "The payment is in process",
        "PENDING_more": "The wallet has not answered yet.",
        "nothing": "No such payment",
        "nothing_more": "Check the address, or scan the code again.",
    },
    "ar": {
        "practice": "حساب تدريبي",
        "other": "English",
        "consent": "منح الإذن",
        "hello": "تم تسجيل الدخول باسم",
        "wants": "يطلب الإذن بما يلي",
        "manage_payment": "تحصيل المدفوعات والبحث عنها وردها وإلغاؤها",
        "manage_store": "الاطلاع على متاجرك وتعديلها",
        "get_merchant_profile": "الاطلاع على ملف شركتك واشتراكاتها",
        "get_user_profile": "الاطلاع على اسمك ورقم هاتفك وبريدك الإلكتروني",
        "withdraw": "يمكنك إلغاء هذا الإذن في أي وقت من صفحة حسابي.",
        "allow": "سماح",
        "cancel": "إلغاء",
        "denied": "لم يُمنح الإذن",
        "denied_more": "لم تتم مشاركة أي بيانات. يمكنك إغلاق هذه الصفحة.",
        "refused": "لا يمكن الرد على هذا الطلب",
        "refused_more": "أرسل التطبيق طلباً لا تقبله Revenue Monster، ولم تتم مشاركة أي بيانات.",
        "checkout": "ادفع قيمة طلبك",
        "phone": "هاتفك",
        "phone_more": "تمثل هذه الصفحة تطبيق المحفظة الذي مسح الرمز.",
        "pay": "دفع",
        "decline": "رفض",
        "order": "الطلب",
        "back": "العودة إلى المطعم",
        "SUCCESS": "تم الدفع",
        "FAILED": "رُفضت عملية الدفع",
        "CANCELLED": "أُلغيت عملية الدفع",
        "EXPIRED": "انتهت مهلة الدفع",
        "ended": "لن يُخصم أي مبلغ آخر لهذا الرمز.",
        "PENDING": "عملية الدفع قيد التنفيذ",
        "PENDING_more": "لم ترد المحفظة بعد.",
        "nothing": "لا توجد عملية دفع كهذه",
        "nothing_more": "تحقق من العنوان أو امسح الرمز مرة أخرى.",
    },
}

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}


class Pages:
    """Fills in the pages for one request each; every value is escaped."""

    def show(self, request: Request, page: str, title: str, status: int = 200, /, **values: str) -> Response:
        """The page `rm_<page>.html` in its frame. `title` is a word; `scopes` become list items."""
        language = language_of(request)
        words = WORDS[language]
        query = dict(request.query_params)
        filled = {**{key: escape(value) for key, value in values.items()}, **words}
        filled |= {"title": words[title], "title_more": words.get(f"{title}_more", words["ended"]), "id": title.lower()}
        filled["here"] = escape(_here(request, query, language))
        filled["scopes"] = "".join(f"<li>{words[scope]}</li>" for scope in values.get("scopes", "").split())
        other = "en" if language == "ar" else "ar"
        frame = {
            "language": language,
            "direction": "rtl" if language == "ar" else "ltr",
            "title": words[title],
            "practice": words["practice"],
            "other": other,
            "other_words": words["other"],
            "other_url": escape(_here(request, query, other)),
            "body": _template(page).substitute(filled),
        }
        return HTMLResponse(_template("page").substitute(frame), status, _HEADERS)


def language_of(request: Request) -> str:
    """The language chosen on the page, or the browser's; English for others than the two."""
    accepted = "ar" if request.headers.get("Accept-Language", "").strip().lower().startswith("ar") else "en"
    chosen = request.query_params.get(LANGUAGE, accepted)
    return chosen if chosen in WORDS else "en"


def sent_to(address: str) -> Response:
    """A redirect to exactly this address."""
    return Response(status_code=302, headers={**_HEADERS, "Location": address})


def ringgit(sen: int) -> str:
    """An amount as people read it."""
    return f"RM {sen // 100}.{sen % 100:02d}"


@cache
def _template(name: str) -> Template:
    return Template((_FOLDER / f"rm_{name}.html").read_text("utf-8"))


def _here(request: Request, query: Mapping[str, str], language: str) -> str:
    return f"{request.url.path}?{urlencode({**query, LANGUAGE: language})}"
