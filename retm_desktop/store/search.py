"""Searching text the way people type it: either script, either digits, any spelling of a phone number."""

import re
from functools import lru_cache

from retm_desktop.domain.text import fold, folded_phone, searchable

_PHONE_LIKE = re.compile(r"[\d٠-٩۰-۹\s+()\-.]+")
_PHONE_PREFIX = re.compile(r"^(?:00966|966)?0?(?=5)")
_LEAST_PHONE_DIGITS = 5

folded = lru_cache(maxsize=8192)(fold)
"""`domain.text.fold` with a memory: the same item names come again with every order."""


def words_condition(column: str, text: str) -> tuple[str, list[str]]:
    """Return an SQL condition, with its values, that is true where folded `column` holds every word of `text`.

    A text that looks like a phone number matches in any way of writing it. An empty text gives an empty condition.
    """
    words = [word.lstrip("#") or word for word in searchable(text).split()]
    if not words:
        return "", []
    condition = " AND ".join([f"instr({column}, ?) > 0"] * len(words))
    phone = folded_phone(text) if _PHONE_LIKE.fullmatch(text) else ""
    # Someone still typing 05… or +9665… has not reached nine digits yet, so the prefix goes off here as well.
    significant = _PHONE_PREFIX.sub("", phone)
    if len(phone) < _LEAST_PHONE_DIGITS or words == [significant]:
        return f"({condition})", words
    return f"(({condition}) OR instr({column}, ?) > 0)", [*words, significant]
