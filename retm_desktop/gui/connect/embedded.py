"""Loading the embedded browser when it is first needed, or saying in one way that it cannot be."""

import logging
import os
import sys

from retm_desktop.connect.provider import ConnectableEnvironment
from retm_desktop.domain.text import Language
from retm_desktop.gui.connect.consent_view import BrowserUnavailable, ConsentView

log = logging.getLogger(__name__)


def embedded_browser(environment: ConnectableEnvironment, language: Language, zoom: float = 1.0) -> ConsentView:
    """Return the embedded browser for `environment`; raises BrowserUnavailable where QtWebEngine cannot run."""
    if sys.platform == "linux" and os.geteuid() == 0 and not _sandbox_is_off():
        # The engine would end the whole program: its sandbox cannot be set up by root.
        raise BrowserUnavailable("the browser engine does not run as root")
    try:
        from retm_desktop.gui.connect.browser import ConsentBrowser  # noqa: PLC0415 - the one late import of the window

        return ConsentBrowser(environment, language, zoom)
    except (ImportError, RuntimeError, OSError) as error:
        log.info("the embedded browser cannot be used: %s", error)
        raise BrowserUnavailable(str(error)) from error


def _sandbox_is_off() -> bool:
    flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    return os.environ.get("QTWEBENGINE_DISABLE_SANDBOX") == "1" or "--no-sandbox" in flags.split()
