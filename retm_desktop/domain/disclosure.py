"""Documents of others made fit to be shown: secrets never, personal data only when it was asked for."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice

import msgspec

HIDDEN = "••••"
LONGEST_SHOWN = 100_000
"""Characters of a document that are shown at the most."""
_LONGEST_READ = 16 * 1024 * 1024
"""Bytes: a larger document is not taken apart, only its beginning is shown as text."""
_PIECE = 64 * 1024
"""Bytes: larger values are taken apart one level at a time, since reading one holds every other thread up."""
_MOST_PIECES = 64
"""Larger values that are taken apart: each is read through once more for it."""
_MOST_PARTS = 20_000
"""Values and members of a document that are gone through; what is shown at the most has fewer."""

_NO_SECRETS = frozenset({"tokentype", "rewardcode", "zatcapaymentcode", "errorcode"})
"""Members that are named like secrets and are none."""
_SHORT_CODE = re.compile(r"\d{1,6}")
"""What a `code` may look like and still be no authorization code: an HTTP status, an error's number."""
_PERSONAL = frozenset(
    {
        *("phone", "mobile", "telephone", "tel", "whatsapp", "email", "customernumber", "namelocalized", "address"),
        *("latitude", "longitude", "lat", "lng", "birthdate", "birthday", "nationalid"),
        *("firstname", "lastname", "fullname", "nickname"),
        *("drivername", "driverphone", "customername", "customerphone"),
    }
)
_PERSONS = frozenset({"customer", "customers", "driver", "user", "cashier", "employee", "recipient"})
_OF_A_PERSON = frozenset({"name", "note", "notes"})
"""Personal inside a person, harmless elsewhere: a product has a name as well."""
_NOTHING: tuple[object, ...] = (None, "", [], {})
_SIGNS_OF_A_PERSON = frozenset({"email", "namelocalized", "mobile", "birthdate", "birthday", "nationalid"})
"""Members that only people have: a list of customers does not say that it is one."""

# Bounded everywhere: a text of one endless word must not cost more than any other.
_SECRET_TEXTS = (
    re.compile(r"(?i)\b(bearer\s+)[\w.~+/=-]+"),
    re.compile(
        r"(?i)([\"']?\b[\w-]{0,40}(?:token|secret|password|authorization|api[_-]?key|code)[\"']?\s*[=:]\s*[\"']?)"
        r"(?!\d{1,6}\b)[^\s\"'&,;<>}\])]{4,}"
    ),
    re.compile(r"()\b(?:eyJ[\w-]{8,}|whk_[\w-]{8,})[\w.-]*"),
)
_PERSONAL_TEXTS = (
    re.compile(r"()(?<![\w.-])(?:\+|00)?(?:966[\s-]?|0)5\d(?:[\s-]?\d){7}\b"),
    re.compile(r"()(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"),
)

_Decoder = msgspec.json.Decoder(float_hook=Decimal)
"""Numbers stay as they were written: `5.000` is not the same answer as `5.0`."""
_Members = msgspec.json.Decoder(dict[str, msgspec.Raw])
_Items = msgspec.json.Decoder(list[msgspec.Raw])
_Encoder = msgspec.json.Encoder(decimal_format="number")


class Disclosed(msgspec.Struct, frozen=True):
    """A document fit to be shown; `cut` says that there is more of it."""

    text: str
    cut: bool = False


def disclosed(body: bytes, *, personal: bool = False) -> Disclosed:
    """Return a JSON document indented for reading, anything else as text; at most `LONGEST_SHOWN` characters.

    Tokens, codes and secrets are always hidden. Names, phones, e-mail and postal addresses of people are hidden unless
    `personal` asks for them; a body that is neither JSON nor a page may hold anything, and is hidden whole then.
    Takes a tenth of a second for a megabyte: not for the window's own thread.
    """
    if len(body) <= _LONGEST_READ:
        try:
            document = msgspec.Raw(body.removeprefix(b"\xef\xbb\xbf"))
            cleaner = _Cleaner(personal=personal)
            cleaned = cleaner.clean(document, of_person=False)
            text = msgspec.json.format(_Encoder.encode(cleaned), indent=2).decode()
        except (msgspec.DecodeError, ValueError, ArithmeticError, RecursionError):
            pass  # Half a document, or one that is nested a thousand deep.
        else:
            return Disclosed(text[:LONGEST_SHOWN], cleaner.left <= 0 or len(text) > LONGEST_SHOWN)
    text = body[: 4 * LONGEST_SHOWN].decode("utf-8", "replace")
    cut = len(text) > LONGEST_SHOWN or len(body) > 4 * LONGEST_SHOWN
    text = text[:LONGEST_SHOWN]
    if not personal and not _is_harmless(text):
        return Disclosed(HIDDEN, cut)
    return Disclosed(_scrubbed(text, _SECRET_TEXTS if personal else (*_SECRET_TEXTS, *_PERSONAL_TEXTS)), cut)


def _is_harmless(text: str) -> bool:
    # A server's error page says what went wrong and is what a technician has to see.
    return text.lstrip()[:1] in ("", "<")


def _scrubbed(text: str, patterns: Sequence[re.Pattern[str]]) -> str:
    for pattern in patterns:
        text = pattern.sub(lambda found: f"{found.group(1)}{HIDDEN}", text)
    return text


class _Cleaner:
    """Takes out of a document what may not be shown, and its end where it has more than `left` parts."""

    def __init__(self, *, personal: bool) -> None:
        self.left = _MOST_PARTS
        self._pieces = 0
        self._personal = personal
        self._patterns = (_SECRET_TEXTS[0], _SECRET_TEXTS[2], *(() if personal else _PERSONAL_TEXTS))

    def clean(self, value: object, *, of_person: bool) -> object:
        """Return what may be shown of a value."""
        if isinstance(value, msgspec.Raw):
            value = self._opened(bytes(value))
        self.left -= 1
        if isinstance(value, dict):
            members = [(key, _word(key), inner) for key, inner in islice(value.items(), max(self.left, 0))]
            of_person = of_person or any(word in _SIGNS_OF_A_PERSON for _, word, _ in members)
            return {key: self._member(word, inner, of_person) for key, word, inner in members if self.left > 0}
        if isinstance(value, list):
            return [self.clean(inner, of_person=of_person) for inner in value if self.left > 0]
        if isinstance(value, str):
            if len(value) > LONGEST_SHOWN:
                self.left = 0
            return _scrubbed(value[:LONGEST_SHOWN], self._patterns)
        return value

    def _opened(self, raw: bytes) -> object:
        """Return the value of a document: whole where it is small, else with what is in it still to be opened."""
        if len(raw) > _PIECE:
            self._pieces += 1
            if self._pieces > _MOST_PIECES:
                self.left = 0
                return None
            match raw.lstrip()[:1]:
                case b"{":
                    return _Members.decode(raw)
                case b"[":
                    return _Items.decode(raw)
        return _Decoder.decode(raw)

    def _member(self, word: str, value: object, of_person: bool) -> object:
        if isinstance(value, msgspec.Raw):
            value = self._opened(bytes(value))
        if value in _NOTHING:
            return value
        private = word in _PERSONAL or (of_person and word in _OF_A_PERSON)
        if _is_secret(word, value) or (private and not self._personal):
            self.left -= 1
            return HIDDEN
        return self.clean(value, of_person=of_person or word in _PERSONS)


def _is_secret(word: str, value: object) -> bool:
    if word in _NO_SECRETS:
        return False
    if word == "code":
        # The error webhook's `code` is a number (doc-401133); an authorization code never is.
        return not (isinstance(value, int) or (isinstance(value, str) and _SHORT_CODE.fullmatch(value)))
    return any(part in word for part in ("token", "secret", "password", "authorization", "apikey"))


def _word(key: object) -> str:
    return "".join(letter for letter in str(key).casefold() if letter.isalnum())
