"""The choice of the price list whose prices the menu is read with."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from retm_desktop.domain.business import PriceList
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.combo import Combo


class PriceChoice(Combo):
    """Hidden while the restaurant has no price lists; `chosen` carries the id picked, empty for RETM's own prices."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, *, name: str) -> None:
        super().__init__(desk.theme, self.tr("Price list"), name=name)
        self._desk = desk
        self._ids: list[str] = []
        self._offered: list[tuple[str, str]] = []
        self.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setToolTip(self.tr("Prices of the menu and of new orders"))
        self.activated.connect(lambda number: self.chosen.emit(self._ids[number]))
        self.hide()

    def show_lists(self, lists: Sequence[PriceList], chosen: str) -> None:
        """Offer these; a chosen one that RETM does not list any more is offered by its id."""
        offered = [("", self.tr("RETM's prices"))]
        offered += [(one.id, bidi.auto(self._desk.text(one.name)) or bidi.ltr(one.id)) for one in lists]
        if chosen.casefold() not in {key.casefold() for key, _ in offered}:
            offered.append((chosen, bidi.ltr(chosen)))
        # An open list must not be emptied under the pointer for nothing.
        if offered != self._offered:
            self._offered = offered
            self._ids = [key for key, _ in offered]
            self.clear()
            self.addItems([words for _, words in offered])
        self.setCurrentIndex([key.casefold() for key in self._ids].index(chosen.casefold()))
        self.setVisible(len(offered) > 1)

    def name_of(self, list_id: str) -> str:
        """Return what a list is called here, its id where it is not known."""
        known = {key.casefold(): words for key, words in self._offered}
        return known.get(list_id.casefold(), bidi.ltr(list_id))
