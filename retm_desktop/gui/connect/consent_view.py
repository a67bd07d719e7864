"""What the connect dialog needs of an embedded browser, so that the browser itself is loaded late or not at all."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retm_desktop.connect.provider import ConnectableEnvironment
from retm_desktop.domain.text import Language


class BrowserUnavailable(Exception):
    """The embedded browser cannot be loaded or started on this computer."""


class ConsentView(QWidget):
    """A browser that shows one consent page."""

    progressed = Signal(int)
    """Percent of the page that has loaded."""
    moved = Signal(str)
    """The address now shown, without query and fragment."""
    denied = Signal()
    """The page says that access was refused."""
    refused = Signal(str)
    """A page elsewhere was not opened; carries its host."""
    failed = Signal(str)
    """A page did not load; carries a technical word, for example `ERR_CONNECTION_REFUSED` or `400`."""
    untrusted = Signal(str)
    """The page's certificate is not valid; carries its host."""
    crashed = Signal()
    """The part that draws pages ended; `reload` starts it again."""

    def open(self, address: str) -> None:
        """Go to the consent page."""
        raise NotImplementedError

    def reload(self) -> None:
        """Load the page again."""
        raise NotImplementedError

    def shut(self) -> None:
        """End the page and forget its cookies; nothing can be opened afterwards."""
        raise NotImplementedError


BrowserMaker = Callable[[ConnectableEnvironment, Language, float], ConsentView]
"""Makes a browser for one environment, at a zoom (1.0 is the page's own size); raises BrowserUnavailable."""
