"""What the window says of the store itself: a full disk, damage that was met, and what a rescue brought."""

from PySide6.QtCore import Signal

from retm_desktop.domain.errors import DiskFull
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.database import Damage, Trouble
from retm_desktop.store.rescue import RESCUED, Rescued


class StoreNotice(Notice):
    """Hidden while the store is well; what a rescue brought stays until it is put away, beyond the program's end."""

    repair_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, name="store_notice")
        self._desk = desk
        self._told: Trouble | None = None
        self.acted.connect(self.repair_requested)
        self.closed.connect(self._put_away)
        desk.bridge.store_told.connect(self._tell)
        self._say()

    def _tell(self, trouble: Trouble | None) -> None:
        if type(trouble) is not type(self._told):
            self._told = trouble
            self._say()

    def _say(self) -> None:
        rescued = self._desk.settings.get(RESCUED, Rescued | None, None)  # type: ignore[arg-type]
        if isinstance(self._told, Damage):
            self.say(
                self.tr("The stored data is damaged."),
                self.tr(
                    "RETM still has all orders. The repair takes a moment: the program starts anew, keeps the damaged"
                    " file aside, takes over what only this computer knows and reads the rest from RETM."
                ),
                tone="danger",
                act=self.tr("Repair now"),
                closable=False,
            )
        elif isinstance(self._told, DiskFull):
            self.say(
                self.tr("The disk is full: nothing new can be stored."),
                self.tr(
                    "What was stored is safe, and RETM delivers new orders again later. Free some space on this"
                    " computer; the program then goes on by itself."
                ),
                tone="danger",
                closable=False,
            )
        elif rescued is not None:
            self._say_rescued(rescued)
        else:
            self.hide()

    def _say_rescued(self, rescued: Rescued) -> None:
        kept = self.tr("The damaged file is kept as {file}.").format(file=bidi.ltr(rescued.kept))
        if not rescued.restaurants and not rescued.whole:
            self.say(
                self.tr("The stored data was damaged, and nothing of it could be read."),
                " ".join((self.tr("RETM still has all orders: connect the restaurant again."), kept)),
                tone="danger",
            )
            return
        taken = self.tr("Taken over: restaurants {restaurants}, unsent actions {unsent}.").format(
            restaurants=bidi.ltr(str(rescued.restaurants)), unsent=bidi.ltr(str(rescued.unsent))
        )
        lines = [taken, self.tr("Orders, invoices and the menu are being read from RETM again.")]
        if not rescued.whole:
            lines.append(self.tr("Not everything could be read: check what waits to be sent, the rewards and Setup."))
        self.say(self.tr("The stored data was damaged and has been rebuilt."), " ".join((*lines, kept)), tone="warn")

    def _put_away(self) -> None:
        self._desk.settings.set(RESCUED, None)
