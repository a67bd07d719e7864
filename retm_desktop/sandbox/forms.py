"""Reads the small bodies partners send, with every wrong field named at once."""

from typing import Any

from retm_desktop.sandbox.entries import Words
from retm_desktop.sandbox.money import mills

Document = dict[str, Any]
FieldErrors = dict[str, list[str]]


class Invalid(Exception):
    """A body that breaks the rules: `errors` by field."""

    def __init__(self, errors: FieldErrors) -> None:
        super().__init__("The given data was invalid.")
        self.errors = errors


class Form:
    """One body; what is wrong with it is collected until `done`."""

    def __init__(self, body: Document) -> None:
        self._body = body
        self._errors: FieldErrors = {}

    def name(self) -> Words:
        """`name.en` and `name.ar`, both required (api-5053420). A name that exists already is no error:
        nothing documents that RETM refuses one.
        """
        name = self._body.get("name")
        if not isinstance(name, dict):
            self.wrong("name", "The name field is required.")
            return Words("", "")
        for key in ("en", "ar"):
            if not isinstance(name.get(key), str) or not name[key].strip():
                self.wrong(f"name.{key}", f"The name.{key} field is required.")
        return words_of(name)

    def number(self, key: str, allowed: range) -> int:
        """An integer (or its digits as text, or for a flag a boolean) inside `allowed`."""
        value = self._body.get(key)
        if isinstance(value, bool) and allowed == range(2):
            return int(value)
        if isinstance(value, str) and value.isdecimal():
            value = int(value)
        if value in (None, ""):
            self.wrong(key, f"The {key} field is required.")
        elif isinstance(value, bool) or not isinstance(value, int):
            self.wrong(key, f"The {key} must be an integer.")
        elif value not in allowed:
            self.wrong(key, f"The selected {key} is invalid.")
        else:
            return value
        return 0

    def amount(self, key: str) -> int:
        """A non-negative amount, in thousandths."""
        amount = mills(self._body.get(key))
        if self._body.get(key) in (None, ""):
            self.wrong(key, f"The {key} field is required.")
        elif amount is None or amount < 0:
            self.wrong(key, f"The {key} must be a number.")
        else:
            return amount
        return 0

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value = self._body.get(key)
        if isinstance(value, str) and value.strip():
            return value
        self.wrong(key, f"The {key} field is required.")
        return ""

    def wrong(self, key: str, message: str) -> None:
        """Note a problem with one field."""
        self._errors.setdefault(key, []).append(message)

    def done(self) -> None:
        """Raises Invalid when anything was wrong."""
        if self._errors:
            raise Invalid(self._errors)


def words_of(value: Document) -> Words:
    """A text from `{en, ar}`, either of which may be missing."""
    return Words(str(value.get("en") or ""), str(value.get("ar") or ""))
