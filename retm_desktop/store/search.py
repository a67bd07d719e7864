"""Searching text the way people type it: either script, either digits, any spelling of a phone number."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from retm_desktop.domain.text import ascii_digits, fold, folded_phone, plain, searchable

_PHONE_LIKE = re.compile(r"[\d٠-٩۰-۹\s+()\-.]+")
_PHONE_PREFIX = re.compile(r"^(?:00966|966)?0?(?=5)")
_LEAST_PHONE_DIGITS = 5
_WHOLE_PHONE_DIGITS = 9
_PHONE_BEGINS, _FOREIGN_PHONE_BEGINS = "☎", "☎+"
_TRIGRAM = 3
_MOST_TRIGRAMS = 60


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Return `domain.text.fold` of `text` for a searched column; the same item names come again with every order.

    A NUL is left out: SQLite's tokenizer takes it for the end of the text.
    """
    return fold(text).replace("\0", "")


def searchable_phone(phone: str) -> str:
    """Return a phone for a searched column: its significant digits, and before them a sign that nothing else has.

    By the sign a number of which only 05 or +9665 has been typed so far is told from one with 5 in its middle.
    """
    digits = folded_phone(phone)
    sign = _PHONE_BEGINS if len(digits) == _WHOLE_PHONE_DIGITS else _FOREIGN_PHONE_BEGINS
    return f"{sign}{digits}" if digits else ""


def words_condition(column: str, text: str, *, signed_phones: bool = False) -> tuple[str, list[str]]:
    """Return an SQL condition, with its values, that is true where folded `column` holds every word of `text`.

    A text that looks like a phone number matches in any way of writing it. Where `column` holds its phones as
    `searchable_phone` (`signed_phones`), the first digits match as well: 0, 05, +9, +966, 00966 5 and so on.
    A text that asks for nothing gives an empty condition.
    """
    choices = _choices(text, signed_phones=signed_phones)
    if not choices:
        return "", []
    conditions = (" AND ".join([f"instr({column}, ?) > 0"] * len(choice)) for choice in choices)
    return f"({' OR '.join(conditions)})", [word for choice in choices for word in choice]


def trigrams_of(text: str, longer: Callable[[str], Sequence[str] | None] | None = None) -> str | None:
    """Return the FTS5 query that matches all that `words_condition` finds for `text`, and a little more.

    It is for an index of every three letters in a row that knows of each row only which three it has. `longer` gives
    those that begin with a word of one or two letters, None where they are too many. None where the index cannot
    help, an empty query where nothing can match.
    """
    found = []
    for choice in _choices(text, signed_phones=False):
        words = [word for word in choice if len(word) >= _TRIGRAM]
        parts = [f'"{_quoted(part)}"' for part in _parts(words)]
        if not words:
            if longer is None:
                return None
            for word in choice:
                among = longer(word)
                if among is None:
                    return None
                parts.append(" OR ".join(f'"{_quoted(part)}"' for part in among))
            if not all(parts):
                continue
        found.append(" AND ".join(f"({part})" for part in parts))
    return " OR ".join(f"({each})" for each in found)


def _parts(words: Sequence[str]) -> list[str]:
    """Return every three letters in a row of all `words`: the more of them, the fewer rows that only look alike."""
    parts = [word[at : at + _TRIGRAM] for word in words for at in range(len(word) - _TRIGRAM + 1)]
    return list(dict.fromkeys(parts))[:_MOST_TRIGRAMS]


def _quoted(part: str) -> str:
    return part.replace('"', '""')


def _choices(text: str, *, signed_phones: bool) -> list[tuple[str, ...]]:
    """Return the sets of words of which one has to be there as a whole."""
    words = tuple(word.lstrip("#") or word for word in searchable(text).replace("\0", "").split())
    choices = [words] if words else []
    if words and _PHONE_LIKE.fullmatch(plain(text)):
        parts = [(part,) for part in _parts_of_phone(text, signed=signed_phones)]
        # Where phones are what has digits, groups of digits are one number rather than several words.
        choices = list(dict.fromkeys(parts if signed_phones else [words, *parts])) if parts else []
        choices = [choice for choice in choices if not any(_finds_more(other, choice) for other in choices)]
    return choices


def _finds_more(other: tuple[str, ...], choice: tuple[str, ...]) -> bool:
    """Tell whether everything `choice` finds is found by `other` as well: the fewer comparisons, the faster."""
    return len(other) == 1 and other != choice and any(other[0] in word for word in choice)


def _parts_of_phone(text: str, *, signed: bool) -> list[str]:
    """Return what to look for when `text` is a phone or the beginning of one; nothing where it has no digit yet."""
    digits = "".join(re.findall(r"[0-9]", ascii_digits(text)))
    significant = _PHONE_PREFIX.sub("", folded_phone(text))
    parts = [digits] if digits else []
    if signed:
        parts += _beginning_of_phone(digits, abroad=plain(text).lstrip().startswith("+"))
    if len(significant) == _WHOLE_PHONE_DIGITS or (len(digits) >= _LEAST_PHONE_DIGITS and not signed):
        # Someone still typing 05… or +9665… has not reached nine digits yet; the prefix went off all the same.
        parts.append(significant)
    return parts


def _beginning_of_phone(digits: str, *, abroad: bool) -> list[str]:
    """Return how the `searchable_phone` of a number written with a prefix begins; `abroad`: a plus stood before it.

    What may still become the prefix of this country begins every phone.
    """
    if digits.startswith("00"):
        abroad, digits = True, digits[2:]
    if digits.startswith("966"):
        return [_PHONE_BEGINS + digits[3:].removeprefix("0")]
    if "966".startswith(digits) and (abroad or digits):
        return [_PHONE_BEGINS]
    if abroad:
        return [_FOREIGN_PHONE_BEGINS + digits]
    return [_PHONE_BEGINS + digits[1:]] if digits.startswith("0") else []
