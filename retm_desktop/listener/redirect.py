"""A merchant's browser comes back from the consent page: what it brings is judged and kept, and a page says what."""

from collections.abc import Callable
from datetime import datetime

from retm_desktop.connect.provider import Provider
from retm_desktop.domain.errors import UnreadableAnswer
from retm_desktop.listener.pages import Page
from retm_desktop.listener.reading import MOST_TEXT, sha256
from retm_desktop.store.journal import InstallVerdict, Journal

MOST_QUERY_BYTES = 8 * 1024
"""As much as a whole head may have where it comes bit by bit; real ones have a few hundred bytes."""

_PAGES = {
    InstallVerdict.ACCEPTED: Page.ALLOWED,
    InstallVerdict.DENIED: Page.DENIED,
    InstallVerdict.UNKNOWN_STATE: Page.UNKNOWN,
    InstallVerdict.EXPIRED: Page.EXPIRED,
    InstallVerdict.USED: Page.USED,
}


def landed(
    journal: Journal, provider: Provider, query: bytes, seal: Callable[[bytes], bytes], now: datetime
) -> tuple[Page, bool]:
    """Return the page to show, and whether the install is another thing now; on disk when it returns.

    The same good answer again (a page that is loaded again) is good again. Raises what the journal raises.
    """
    if len(query) > MOST_QUERY_BYTES:
        return Page.UNKNOWN, False
    try:
        callback = provider.parse_callback(query)
    except UnreadableAnswer:
        return Page.UNKNOWN, False
    if not callback.state or max(map(len, (callback.state, callback.code, callback.business_id))) > MOST_TEXT:
        return Page.UNKNOWN, False
    state = sha256(callback.state)
    if callback.denied:
        verdict = journal.deny_install(state, now)
    else:
        sealed = seal(query)
        verdict = journal.accept_install(state, callback.business_id, sha256(callback.code), sealed, None, now)
    return _PAGES[verdict], verdict in (InstallVerdict.ACCEPTED, InstallVerdict.DENIED)
