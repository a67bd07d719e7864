"""How old the menu is, and that RETM says it changed since."""

from datetime import datetime, timedelta

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.freshness import Freshness
from retm_desktop.store.catalogue import Kind
from retm_desktop.sync.status import Link

_PATIENCE = timedelta(minutes=2)
"""A reading that takes longer than this has failed, whatever the reason."""


class MenuFreshness(Freshness):
    """Says as well that the menu is stale: a menu webhook came after the last whole reading began."""

    def __init__(self, desk: Desk, words: str, *, name: str) -> None:
        """As its base."""
        super().__init__(desk, Kind.PRODUCT, words, name=name)
        self._told_at: datetime | None = None
        desk.bridge.events_changed.connect(self._read_if_visible)
        desk.bridge.status_changed.connect(self._show)

    @property
    def is_stale(self) -> bool:
        """Whether RETM said that the menu changed since it was read."""
        return self._told_at is not None and self.at is not None and self._told_at > self.at

    async def _read(self) -> None:
        self._told_at = await self._desk.menu_changes.told_at(self._desk.connection_id)
        await super()._read()

    def _read_if_visible(self) -> None:
        if self.isVisible():
            self.read()

    def _show(self) -> None:
        super()._show()
        if not self.is_stale or self._told_at is None or not self._button.isEnabled():
            return
        if self._desk.house.status.link in (Link.OFFLINE, Link.SIGN_IN):
            words = self.tr("RETM says the menu changed; it is read when the connection is back")
        elif self._desk.now() - self._told_at < _PATIENCE:
            words = self.tr("RETM says the menu changed; reading it…")
        else:
            said = self.tr("RETM said at {time} that the menu changed; it could not be read yet")
            words = said.format(time=bidi.clock(self._told_at, self._desk.zone))
        self._label.setText(words)
