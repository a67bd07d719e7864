"""What every view is handed: the store it shows, the acts it may start, and how things look and read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from retm_desktop.domain.intents import Intent
from retm_desktop.domain.text import BilingualText, Language
from retm_desktop.gui.bridge import Bridge
from retm_desktop.gui.dialogs import Prompter
from retm_desktop.gui.pictures import Pictures
from retm_desktop.gui.theme import Theme, ThemeChoice
from retm_desktop.store.catalogue import Catalogue
from retm_desktop.store.connections import ConnectionRecord, Connections
from retm_desktop.store.events import Events
from retm_desktop.store.installs import InstallRecord, Installs
from retm_desktop.store.invoices import Invoices
from retm_desktop.store.ledger import Ledger
from retm_desktop.store.menu_changes import MenuChanges
from retm_desktop.store.orders import Orders
from retm_desktop.store.outbox import Action, Outbox
from retm_desktop.store.payment_stores import PaymentStores
from retm_desktop.store.payments import Payments
from retm_desktop.store.rewards import Rewards
from retm_desktop.store.settings import Settings
from retm_desktop.store.takings import Takings
from retm_desktop.store.vault_state import VaultState
from retm_desktop.sync.background import Background
from retm_desktop.sync.status import Status

if TYPE_CHECKING:
    from retm_desktop.connect.installer import Begun
    from retm_desktop.connect.terms import ConnectableEnvironment
    from retm_desktop.sync.inspector import Inspector
    from retm_desktop.sync.payments.session import PaymentSession


@dataclass(frozen=True)
class Practice:
    """A running practice restaurant, or its payments: where it is and what to sign in with.

    `keys` are PEM texts by the name of their field.
    """

    environment: "ConnectableEnvironment"
    client_id: str
    client_secret: str = field(repr=False)
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Particulars:
    """What the setup tab tells of this computer; empty values are not shown."""

    home: Path | None = None
    """The folder of the store and the sealed secrets."""
    vault_backend: str = ""
    """The name of the system's password store."""
    last_heard: Mapping[str, datetime] | None = None
    """When the listener last took in a call, aware UTC, by kind (`install`, `order`, …); None: not known."""


class Installing(Protocol):
    """What a view may ask for on the way to a connected restaurant."""

    async def start_practice(self) -> Practice:
        """Start the practice restaurant, or return the running one. Raises PracticeFailed."""

    async def practice_payments(self) -> Practice:
        """Return the practice restaurant's payments; it is started where it does not run. Raises PracticeFailed."""

    async def begin_install(
        self, environment: "ConnectableEnvironment", client_id: str, client_secret: str, keys: Mapping[str, str] = {}
    ) -> "Begun":
        """Start an install; the consent address is in the answer, progress is told by `installs_changed`.

        `keys` are PEM texts by the name of their field. Raises Rejected by the names of the provider's fields, and what
        would make the install fail later (ClockWrong, Offline): nothing was begun then.
        """

    async def paste_code(self, install_id: int, text: str, business_id: str = "") -> None:
        """Finish an install by hand. Raises Rejected when something is missing."""

    async def cancel_install(self, install_id: int) -> None:
        """Give up an install that waits for consent."""

    async def consent_denied(self, install_id: int) -> None:
        """The merchant pressed Deny in the embedded browser."""

    async def latest_install(self) -> InstallRecord | None:
        """The newest install, whatever became of it."""


class House(Protocol):
    """What a view may ask the program to do; `app.py` is the one who does it."""

    @property
    def active(self) -> ConnectionRecord | None:
        """The restaurant on screen, None before the first install."""

    @property
    def status(self) -> Status:
        """How the active restaurant stands with its provider."""

    @property
    def environments(self) -> "dict[str, ConnectableEnvironment]":
        """Where one may connect: every provider's built-in environments and those of the file, by name."""

    @property
    def payments_connection(self) -> ConnectionRecord | None:
        """The payment account in use, as the store has it; `payments_changed` tells of another or another state."""

    @property
    def listener_address(self) -> str:
        """The local address callbacks and webhooks reach, for example `http://127.0.0.1:47600`."""

    @property
    def listener_error(self) -> Exception | None:
        """Why the listener does not run (a PortTaken), None while it does."""

    @property
    def vault_state(self) -> VaultState | None:
        """Whether secrets outlive this run; None until the vault has been opened."""

    @property
    def particulars(self) -> Particulars:
        """What the setup tab tells of this computer, as of now."""

    def report(self) -> str:
        """Return what support needs to know of an unexpected error, without secrets."""

    async def do(self, intent: Intent, order_key: int | None = None) -> Action:
        """Put what the operator wants into the outbox; it is sent from there."""

    async def replace(self, action_id: int, intent: Intent) -> Action | None:
        """Have an unsent or refused action ask for something else of its kind; None when RETM has it or may have it."""

    async def hold(self, action_id: int) -> bool:
        """Keep a pending action from being sent while it is edited, `LONGEST_HOLD` at most; `retry` lets it go again.

        False when it is too late.
        """

    async def retry(self, action_id: int) -> None:
        """Send a failed action again, and one that is held at once."""

    async def give_up(self, action_id: int) -> bool:
        """Drop an action; the order keeps what RETM says. False while it is being sent, or when it has ended."""

    async def withdraw(self, action_id: int) -> bool:
        """Take back an action that was never sent; False when it is too late."""

    def refresh(self) -> None:
        """Ask RETM now."""

    @property
    def inspector(self) -> "Inspector | None":
        """Looks behind the connection of the restaurant on screen; None until the network has started."""

    @property
    def payments(self) -> "PaymentSession | None":
        """The payment account at work; None while none is connected or the network has not started."""

    def look_at_product(self, product_id: str) -> None:
        """Ask RETM for one product (api-11176998); where it differs from what is stored, the menu is read again."""

    def use_price_list(self, price_list_id: str) -> None:
        """Read the menu with the prices of another list (empty: RETM's own) from now on."""

    async def apply_again(self, event_id: int) -> bool:
        """Apply a stored message once more; False for one that cannot be."""

    async def switch(self, connection_id: int) -> None:
        """Show another restaurant."""

    async def use_payments(self, connection_id: int) -> None:
        """Use another payment account from now on, or one that has just been connected."""

    async def disconnect(self, connection_id: int) -> None:
        """Forget an account's secrets and stop talking to its provider; its orders stay on this computer."""

    def use_language(self, language: Language) -> None:
        """Speak another language; the window is built anew in place."""

    def use_theme(self, choice: ThemeChoice) -> None:
        """Look different; the window is built anew in place."""

    def use_text_scale(self, percent: int) -> None:
        """Write larger or smaller; the window is built anew in place."""


@dataclass(frozen=True)
class Desk:
    """The collaborators of a view, handed to its constructor."""

    house: House
    installing: Installing
    bridge: Bridge
    background: Background
    prompter: Prompter
    pictures: Pictures
    theme: Theme
    language: Language
    now: Callable[[], datetime]
    orders: Orders
    invoices: Invoices
    catalogue: Catalogue
    menu_changes: MenuChanges
    rewards: Rewards
    events: Events
    ledger: Ledger
    outbox: Outbox
    connections: Connections
    installs: Installs
    settings: Settings
    payments: Payments
    payment_stores: PaymentStores
    takings: Takings

    @property
    def connection_id(self) -> int:
        """Id of the active restaurant, 0 when there is none: queries then find nothing."""
        active = self.house.active
        return active.id if active else 0

    @property
    def zone(self) -> ZoneInfo:
        """The active restaurant's time zone."""
        active = self.house.active
        return ZoneInfo(active.time_zone if active else "Asia/Riyadh")

    @property
    def currency(self) -> str:
        """The active restaurant's currency, for example SAR."""
        active = self.house.active
        return active.currency if active else "SAR"

    def text(self, text: BilingualText) -> str:
        """Return a bilingual text in the screen's language."""
        return text.in_language(self.language)
