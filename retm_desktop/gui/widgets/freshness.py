"""How old a list from RETM is, and a button that asks for it again."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, SignalInstance

from retm_desktop.gui.bridge import Bridge
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.as_of import AsOf
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.changes import Topic
from retm_desktop.sync.status import Link


def changed_signal(bridge: Bridge, kind: Kind) -> SignalInstance:
    """Return the signal that tells of changes of a kind: customers, who are many, have one of their own."""
    return bridge.customers_changed if kind.topic is Topic.CUSTOMERS else bridge.catalogue_changed


class Freshness(AsOf):
    """Shows when RETM last sent a kind of the catalogue whole.

    A list that comes back unchanged changes nothing in the store but this time, so it is looked up now and then.
    """

    def __init__(self, desk: Desk, kind: Kind, words: str, *, name: str) -> None:
        """`words` has a `{time}`."""
        super().__init__(desk, words, QCoreApplication.translate("Freshness", "Ask RETM now"), name=name)
        self._kind = kind
        changed_signal(desk.bridge, kind).connect(self.read)
        desk.bridge.active_changed.connect(self.read)

    def read(self) -> None:
        self._tasks.spawn(self._read(), "read")

    async def _read(self) -> None:
        self.show_time(await self._desk.catalogue.refreshed_at(self._desk.connection_id, self._kind))

    def _ask(self) -> None:
        self._desk.house.refresh()

    def _is_down(self) -> bool:
        return self._desk.house.status.link in (Link.OFFLINE, Link.SIGN_IN)

    def _zone(self) -> ZoneInfo:
        return self._desk.zone

    def _asking_words(self) -> str:
        return self.tr("Asking RETM…")

    def _never_words(self) -> str:
        return self.tr("Not read from RETM yet")
