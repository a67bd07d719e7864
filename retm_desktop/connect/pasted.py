"""Reading what an operator pastes in place of a callback: a code, the callback's JSON, or an address."""

import re
from urllib.parse import parse_qs, urlsplit

import msgspec

from retm_desktop.connect.provider import InstallCallback, Provider
from retm_desktop.domain.errors import Rejected, UnreadableAnswer
from retm_desktop.domain.text import plain

_LONGEST = 20_000
_QUERY = re.compile(r"(?:^|[?&])code=")


def read_pasted(text: str, business_id: str, provider: Provider) -> InstallCallback:
    """Return what `text` says; a `business_id` that was typed wins over one that was pasted.

    The three forms: a code alone; JSON with code, business_id and data; an address, or the part after its "?",
    with code= and business_id=. Raises Rejected with the fields "code" or "business_id" where one is missing.
    """
    text, typed = plain(text).strip(), plain(business_id).strip()
    if not text or len(text) > _LONGEST:
        raise Rejected("nothing that can be a code", {"code": ("required",)})
    if text.startswith("{"):
        found = _from_json(text, provider)
    elif _QUERY.search(text):
        found = _from_query(text)
    elif any(sign.isspace() for sign in text) or text.startswith(("http://", "https://")):
        raise Rejected("not a code", {"code": ("invalid",)})
    else:
        found = InstallCallback(text, "")
    if not found.code:
        raise Rejected("no code", {"code": ("required",)})
    if not (typed or found.business_id):
        raise Rejected("no business", {"business_id": ("required",)})
    return msgspec.structs.replace(found, business_id=typed or found.business_id)


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
