"""A consent page without a browser engine: the dialog opens it, the test answers in the merchant's place."""

from retm_desktop.domain.text import Language
from retm_desktop.gui.connect.consent_view import ConsentView
from retm_desktop.providers.retm.environment import Environment


class ToldBrowser(ConsentView):
    """Remembers the address it was sent to."""

    def __init__(self, _environment: Environment, _language: Language, _zoom: float) -> None:
        super().__init__()
        self.setObjectName("connect_browser")
        self.address = ""

    def open(self, address: str) -> None:
        self.address = address

    def reload(self) -> None:
        pass

    def shut(self) -> None:
        pass
