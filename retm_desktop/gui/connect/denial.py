"""Noticing a refusal on the consent page: RETM documents no call for it (doc-400757), so the page itself is read."""

from retm_desktop.connect.browser_rules import says_denied

_TITLES = ("access denied", "permission denied", "consent denied", "request denied", "تم رفض", "مرفوض")


def reports_denial(address: str, title: str) -> bool:
    """Tell whether a page that loaded without an HTTP error says that access was refused.

    A hint that spares the operator the wait, never a proof: Cancel and Try again are always there.
    """
    folded = title.casefold()
    return says_denied(address) or any(words in folded for words in _TITLES)
