"""Documents of others made fit to be shown: secrets never, personal data only when it was asked for."""

import msgspec

HIDDEN = "••••"
LONGEST_SHOWN = 200_000
"""Characters of a document that are shown at the most."""

_SECRETS = frozenset(
    {
        "access_token",
        "refresh_token",
        "client_secret",
        "secret",
        "token",
        "code",
        "password",
        "authorization",
        "id_token",
    }
)
_CODES_THAT_ARE_NONE = frozenset({"reward_code", "zatca_payment_code", "error_code"})
_PERSONAL = frozenset(
    {
        *("phone", "mobile", "email", "customer_number", "name_localized", "address", "latitude", "longitude"),
        *("driver_name", "driver_phone", "customer_name", "customer_phone"),
    }
)
_PERSONS = frozenset({"customer", "driver", "user", "cashier"})


def shown_document(body: bytes, *, personal: bool = False) -> str:
    """Return a JSON document indented for reading, anything else as text; at most `LONGEST_SHOWN` characters.

    Tokens, codes and secrets are always hidden. Names, phones, e-mail and postal addresses of people are hidden unless
    `personal` asks for them; a body that is not JSON may hold anything, and is hidden whole then.
    """
    try:
        document = msgspec.json.decode(body)
    except (msgspec.DecodeError, ValueError, RecursionError):
        text = body.decode("utf-8", "replace")
        return text[:LONGEST_SHOWN] if personal or _is_harmless(text) else HIDDEN
    cleaned = _cleaned(document, personal=personal, of_person=False)
    return msgspec.json.format(msgspec.json.encode(cleaned), indent=2).decode()[:LONGEST_SHOWN]


def _is_harmless(text: str) -> bool:
    # A server's error page says what went wrong and is what a technician has to see.
    return text.lstrip()[:1] in ("", "<")


def _cleaned(value: object, *, personal: bool, of_person: bool) -> object:
    if isinstance(value, dict):
        return {key: _member(str(key), inner, personal, of_person) for key, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner, personal=personal, of_person=of_person) for inner in value]
    return value


def _member(key: str, value: object, personal: bool, of_person: bool) -> object:
    word = key.casefold()
    # The error webhook's `code` is a number (doc-401133); an authorization code never is.
    secret = word in _SECRETS and not (word == "code" and isinstance(value, int))
    if secret and word not in _CODES_THAT_ARE_NONE:
        return HIDDEN if value not in (None, "") else value
    private = word in _PERSONAL or (of_person and word in ("name", "note"))
    if private and not personal and value not in (None, "", [], {}):
        return HIDDEN
    return _cleaned(value, personal=personal, of_person=of_person or word in _PERSONS)
