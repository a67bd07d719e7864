"""Reading what an operator pastes in place of a callback: a code, the callback's JSON, or an address."""

import re
from urllib.parse import parse_qs, urlsplit

import msgspec

from retm_desktop.connect.provider import Provider
from retm_desktop.connect.terms import CallbackBy, InstallCallback
from retm_desktop.domain.errors import Rejected, UnreadableAnswer
from retm_desktop.domain.text import plain

_LONGEST = 20_000
_QUERY = re.compile(r"(?:^|[?&])code=")
_REFUSAL = re.compile(r"(?:^|[?&])(?:error|reason|message)", re.IGNORECASE)
"""How the parameters of a refusal begin (RFC 6749, 4.1.2.1, and what is seen beside it)."""


def read_pasted(text: str, business_id: str, provider: Provider) -> InstallCallback:
    """Return what `text` says; a `business_id` that was typed, or is known, wins over one that was pasted.

    The three forms: a code alone; JSON with code, business_id and data; an address, or the part after its "?",
    with code= and business_id=. Raises Rejected with the fields "code" or "business_id" where one is missing. An
    address the merchant's browser was sent to may say `denied` instead of a code.
    """
    text, typed = plain(text).strip(), plain(business_id).strip()
    if not text or len(text) > _LONGEST:
        raise Rejected("nothing that can be a code", {"code": ("required",)})
    is_address = text.startswith(("http://", "https://"))
    if text.startswith("{"):
        found = _from_json(text, provider)
    elif provider.callback_by is CallbackBy.BROWSER and (is_address or _QUERY.search(text)):
        found = _from_redirect(text, provider)
    elif _QUERY.search(text):
        found = _from_query(text)
    elif any(sign.isspace() for sign in text) or is_address:
        raise Rejected("not a code", {"code": ("invalid",)})
    else:
        found = InstallCallback(text, "")
    if not (found.code or found.denied):
        raise Rejected("no code", {"code": ("required",)})
    if not (typed or found.business_id):
        raise Rejected("no business", {"business_id": ("required",)})
    return msgspec.structs.replace(found, business_id=typed or found.business_id)


def _from_redirect(text: str, provider: Provider) -> InstallCallback:
    try:
        query = urlsplit(text).query or text.lstrip("?")
        found = provider.parse_callback(query.encode("utf-8", "replace"))
    except (ValueError, UnreadableAnswer) as error:
        raise Rejected("not an address with a code", {"code": ("invalid",)}) from error
    if found.denied and not _REFUSAL.search(query):
        # More likely another address, that of the consent page say, than a refusal without a word.
        raise Rejected("not an address with a code", {"code": ("invalid",)})
    return found


def _from_json(text: str, provider: Provider) -> InstallCallback:
    try:
        return provider.parse_callback(text.encode("utf-8", "replace"))
    except UnreadableAnswer:
        pass
    try:
        document = msgspec.json.decode(text)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise Rejected("not complete", {"code": ("invalid",)}) from error
    code, business = (document.get(key) for key in ("code", "business_id"))
    return InstallCallback(code if isinstance(code, str) else "", business if isinstance(business, str) else "")


def _from_query(text: str) -> InstallCallback:
    try:
        values = parse_qs(urlsplit(text).query or text.lstrip("?"), max_num_fields=50)
    except ValueError as error:
        raise Rejected("not a readable address", {"code": ("invalid",)}) from error
    code, business, state = (values.get(key, [""])[0].strip() for key in ("code", "business_id", "state"))
    return InstallCallback(code, business, state)
