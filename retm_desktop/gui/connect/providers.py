"""What the connect screen says of each provider: one row each, and the only place that tells them apart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui.sentences import (
    ORDERS_SERVICE,
    PAYMENTS_SERVICE,
    Sentence,
    sentence,
    sentence_of_code,
    sentence_of_payment,
    sentence_of_payment_code,
)


@dataclass(frozen=True)
class FieldWords:
    """One credential on screen."""

    caption: str
    missing: str
    """What is said where nothing was entered."""
    hint: str = ""
    read: str = ""
    """What is shown in place of a key that was read."""
    variable: str = ""
    """The environment variable it is filled in from, if any."""


@dataclass(frozen=True)
class ProviderWords:
    """One provider on screen, in the screen's language."""

    service: str
    """Its name, which is never translated."""
    glyph: str
    purpose: str
    """What it is connected for, in one line."""
    title: str
    origin: str
    """Where the credentials come from."""
    fields: Mapping[str, FieldWords]
    """By the credential's name."""
    allow: str
    """What the button on its consent page is called."""
    connected: str
    """What happens after success."""
    open: str
    """The button that leads there."""
    live: str
    """The name of its environment with real business in it."""
    practice: str
    """The name of the practice environment."""
    told: Callable[[OperatorError], Sentence]
    told_of_code: Callable[[str], Sentence]
    glyphs: Mapping[str, str] = field(default_factory=dict)
    """The icons of environments, by name."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """What has to be known before an environment is chosen, by name."""


def provider_words(name: str) -> ProviderWords:
    """Return what is said of the provider `name` of `connect.provider.PROVIDERS`."""
    return PROVIDER_WORDS[name]()


def _retm() -> ProviderWords:
    translate = QCoreApplication.translate
    return ProviderWords(
        service=ORDERS_SERVICE,
        glyph="receipt",
        purpose=translate("Providers", "Orders, menu, branches and devices"),
        title=translate("Providers", "Connect a restaurant"),
        origin=translate(
            "Providers",
            "RETM gives every program a client id and a client secret; they are kept sealed on this computer.",
        ),
        fields={
            "client_id": FieldWords(
                translate("Providers", "Client id"),
                translate("Providers", "Enter the client id from RETM's developer portal."),
                variable="RETM_CLIENT_ID",
            ),
            "client_secret": FieldWords(
                translate("Providers", "Client secret"),
                translate("Providers", "Enter the client secret that belongs to it."),
                variable="RETM_CLIENT_SECRET",
            ),
        },
        allow=translate("Providers", "Allow"),
        connected=translate(
            "Providers",
            "Orders, menu, branches and devices are being fetched. From now on orders arrive by themselves.",
        ),
        open=translate("Providers", "Open orders"),
        live="production",
        practice="sandbox",
        told=sentence,
        told_of_code=sentence_of_code,
        glyphs={"production": "storefront", "staging": "flask", "sandbox": "cooking-pot"},
    )


def _revenue_monster() -> ProviderWords:
    translate = QCoreApplication.translate
    return ProviderWords(
        service=PAYMENTS_SERVICE,
        glyph="credit-card",
        purpose=translate("Providers", "Payments, refunds and stores, in ringgit"),
        title=translate("Providers", "Connect payments"),
        origin=translate(
            "Providers",
            "Make an application in Revenue Monster's merchant portal, under Developer, Applications. What it shows is"
            " entered here and kept sealed on this computer.",
        ),
        fields={
            "client_id": FieldWords(
                translate("Providers", "Client id"),
                translate("Providers", "Enter the client id of the application."),
            ),
            "client_secret": FieldWords(
                translate("Providers", "Client secret"),
                translate("Providers", "Enter the client secret that belongs to it."),
            ),
            "private_key": FieldWords(
                translate("Providers", "Private key"),
                translate("Providers", "Choose or paste the private key of the application."),
                hint=translate("Providers", "Made together with the client public key; it signs every payment."),
                read=translate("Providers", "Private key read"),
            ),
            "server_public_key": FieldWords(
                translate("Providers", "Server public key"),
                translate("Providers", "Choose or paste the server public key of the application."),
                hint=translate("Providers", "Shown with the application; it proves who answers."),
                read=translate("Providers", "Server public key read"),
            ),
        },
        allow=translate("Providers", "Allow"),
        connected=translate("Providers", "Payments can be taken in ringgit. Link its stores to your branches next."),
        open=translate("Providers", "Open payments"),
        live="revenue-monster",
        practice="practice-payments",
        told=sentence_of_payment,
        told_of_code=sentence_of_payment_code,
        glyphs={
            "revenue-monster": "credit-card",
            "revenue-monster-sandbox": "flask",
            "practice-payments": "cooking-pot",
        },
        notes={"revenue-monster-sandbox": translate("Providers", "No real money")},
    )


PROVIDER_WORDS: Mapping[str, Callable[[], ProviderWords]] = {
    "retm": _retm,
    "revenue-monster": _revenue_monster,
}
"""By the provider's name; made when asked for, because the language may change."""
