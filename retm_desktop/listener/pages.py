"""The few pages a person sees in a browser that was sent here: in English and Arabic, the same whatever came in."""

import base64
import hashlib
from enum import Enum
from string import Template

from starlette.background import BackgroundTask
from starlette.responses import Response

from retm_desktop.listener.answers import SECURITY_HEADERS


class Page(Enum):
    """A page: its sign, whether it names the program, and title and words in English and Arabic."""

    ALLOWED = (
        "good",
        True,
        ("Access was allowed", "RETM Desktop completes the connection. You can close this window."),
        ("تم السماح بالوصول", "يكمل برنامج RETM Desktop الربط الآن. يمكنك إغلاق هذه النافذة."),
    )
    DENIED = (
        "no",
        True,
        ("Access was not allowed", "Nothing was connected. You can close this window."),
        ("لم يتم السماح بالوصول", "لم يتم ربط أي حساب. يمكنك إغلاق هذه النافذة."),
    )
    UNKNOWN = (
        "no",
        True,
        ("Nobody waits for this answer", "Nothing was changed. To connect, begin again in RETM Desktop."),
        ("لا أحد ينتظر هذا الرد", "لم يتغير أي شيء. ابدأ الربط من جديد في برنامج RETM Desktop."),
    )
    USED = (
        "no",
        True,
        (
            "This answer has been used",
            "Nothing was changed. If the account is not connected, begin again in RETM Desktop.",
        ),
        ("سبق استخدام هذا الرد", "لم يتغير أي شيء. إذا لم يكتمل الربط فابدأ من جديد في برنامج RETM Desktop."),
    )
    EXPIRED = (
        "no",
        True,
        ("The time ran out", "Nothing was connected. Begin again in RETM Desktop."),
        ("انتهت المهلة", "لم يتم ربط أي حساب. ابدأ الربط من جديد في برنامج RETM Desktop."),
    )
    NOT_KEPT = (
        "no",
        True,
        ("This could not be stored", "Load this page again in a moment. If that does not help, begin again."),
        ("تعذر حفظ هذا الرد", "أعد تحميل الصفحة بعد قليل. إن لم ينجح ذلك فابدأ الربط من جديد."),
    )
    THANKS = (
        "thanks",
        False,
        ("Thank you", "You can close this window."),
        ("شكراً لك", "يمكنك إغلاق هذه النافذة."),
    )


_STYLE = """
:root { color-scheme: light dark; --page: #f4f6f8; --card: #ffffff; --line: #dfe4ea; --ink: #111827; --soft: #4b5563;
  --good: #0b7a6f; --good-wash: #e1f2f0; --no: #92580a; --no-wash: #fdf1dc; }
@media (prefers-color-scheme: dark) { :root { --page: #0c131c; --card: #141d28; --line: #263343; --ink: #e8edf2;
  --soft: #a7b3c1; --good: #46c7b9; --good-wash: #123537; --no: #fbbf24; --no-wash: #35290f; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; padding: 1.5rem; display: grid; place-items: center; background: var(--page);
  color: var(--ink); font: 1.0625rem/1.6 "Segoe UI", "Noto Sans", "Noto Sans Arabic", "Geeza Pro", system-ui,
  sans-serif; }
main { width: 100%; max-width: 52rem; padding: 2.25rem 2rem 1.75rem; background: var(--card); text-align: center;
  border: 1px solid var(--line); border-radius: 1.25rem; box-shadow: 0 .75rem 2.5rem rgb(0 0 0 / 8%); }
svg { width: 4.25rem; height: 4.25rem; padding: 1.1rem; border-radius: 50%; fill: none; stroke: currentColor;
  stroke-width: 2.5; stroke-linecap: round; stroke-linejoin: round; }
.good svg, .thanks svg { color: var(--good); background: var(--good-wash); }
.no svg { color: var(--no); background: var(--no-wash); }
.languages { display: grid; grid-template-columns: 1fr 1fr; margin-top: 1.5rem; }
section { padding: 0 1.5rem; }
section + section { border-inline-end: 1px solid var(--line); }
h1 { margin: 0 0 .35rem; font-size: 1.375rem; line-height: 1.35; }
p { margin: 0; color: var(--soft); }
footer { margin-top: 1.75rem; font-size: .875rem; font-weight: 600; color: var(--soft); }
@media (max-width: 40rem) { .languages { grid-template-columns: 1fr; gap: 1.25rem; } section { padding: 0; }
  section + section { border-inline-end: 0; border-top: 1px solid var(--line); padding-top: 1.25rem; } }
"""
_SIGNS = {
    "good": "M4 12.5l5.5 5.5L20 6.5",
    "no": "M12 4.5v9.5M12 19v.01",
    "thanks": "M7 9v.01M17 9v.01M6.5 14.5c1.4 2 3.3 3 5.5 3s4.1-1 5.5-3",
}
"""A tick, a warning, and a smile: to who comes back from a checkout nothing may look like a payment that was made."""

_FRAME = Template(
    """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>$style</style>
</head>
<body class="$sign">
<main>
<svg viewBox="0 0 24 24" aria-hidden="true"><path d="$path"/></svg>
<div class="languages">
<section lang="en" dir="ltr"><h1>$english_title</h1><p>$english_words</p></section>
<section lang="ar" dir="rtl"><h1>$arabic_title</h1><p>$arabic_words</p></section>
</div>
$footer</main>
</body>
</html>
"""
)
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

PAGE_HEADERS = SECURITY_HEADERS | {
    "Content-Language": "en, ar",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}
"""Only the one style that is known runs: no script, no picture, no address of anybody else's."""


def page(which: Page, status: int = 200, *, after: BackgroundTask | None = None) -> Response:
    """Return a page; `after` runs once it has been sent."""
    sign, names_program, (english_title, english_words), (arabic_title, arabic_words) = which.value
    document = _FRAME.substitute(
        title=f"{english_title} · {arabic_title}",
        style=_STYLE,
        sign=sign,
        path=_SIGNS[sign],
        english_title=english_title,
        english_words=english_words,
        arabic_title=arabic_title,
        arabic_words=arabic_words,
        footer="<footer>RETM Desktop</footer>\n" if names_program else "",
    )
    return Response(document, status, headers=PAGE_HEADERS, media_type="text/html", background=after)
