"""Text that exists in English and Arabic, and the digits both scripts write."""

from typing import Literal

import msgspec

Language = Literal["en", "ar"]

_TO_ASCII_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


class BilingualText(msgspec.Struct, frozen=True):
    """A name or description in English and Arabic; either may be empty (api-11176971 shows both cases)."""

    en: str = ""
    ar: str = ""

    def in_language(self, language: Language) -> str:
        """Return the text in `language`, or in the other one where it is missing; may be empty."""
        first, second = (self.ar, self.en) if language == "ar" else (self.en, self.ar)
        return first or second

    def __bool__(self) -> bool:
        return bool(self.en or self.ar)


def ascii_digits(text: str) -> str:
    """Return `text` with Arabic-Indic digits and separators written as 0-9, dot and comma."""
    return text.translate(_TO_ASCII_DIGITS)


def plain(text: str) -> str:
    """Return `text` without invisible direction marks: what is stored, copied, sent or exported."""
    return text.translate(_INVISIBLE)


def searchable(*parts: str) -> str:
    """Fold `parts` into one line for searching: case, digits, Arabic letter forms and marks evened out."""
    return fold(" ".join(part for part in parts if part))


_ARABIC_FORMS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None}
)
_ARABIC_MARKS = dict.fromkeys(range(0x064B, 0x0653))


def fold(text: str) -> str:
    """Return the form of `text` that two spellings of one word share."""
    return plain(ascii_digits(text)).translate(_ARABIC_FORMS).translate(_ARABIC_MARKS).casefold()


def folded_phone(text: str) -> str:
    """Return a Saudi phone number's significant digits: 05…, 5…, +9665… and ٠٥… all give 5….

    Anything else keeps its digits; no digit at all gives an empty string.
    """
    digits = "".join(c for c in ascii_digits(text) if c.isascii() and c.isdigit())
    for prefix in ("009660", "9660", "00966", "966", "0"):
        if digits.startswith(prefix) and len(digits) - len(prefix) == 9:
            return digits[len(prefix) :]
    return digits
