"""What stands above the menu after it changed, or after another price list was chosen, until it is put aside."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from retm_desktop.domain.menu import MenuChange
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.menu.change_words import change_words, when_words
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.instants import from_text_or_none, to_text


class ChangeNotices(QWidget):
    """Two strips, each gone once it is put aside, also after a restart; `opened` carries the change to be listed."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: dict[str, MenuChange] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.theme.space("s"))
        self._change = self._strip(column, "menu_change")
        self._prices = self._strip(column, "menu_prices")
        self.hide()

    def tell(self, change: MenuChange | None, choice: MenuChange | None, list_name: str) -> None:
        """Show the newest change at RETM and what the newest choice of a price list brought, unless put aside."""
        wanted = self.tr("Show what changed")
        if self._is_new("menu_change", change):
            self._change.say(change_words(self._desk, self._shown["menu_change"]), act=wanted)
        else:
            self._change.hide()
        if self._is_new("menu_prices", choice) and self._shown["menu_prices"].compared:
            self._tell_prices(self._shown["menu_prices"], list_name, wanted)
        else:
            self._prices.hide()
        self.setVisible(not (self._change.isHidden() and self._prices.isHidden()))

    def _tell_prices(self, choice: MenuChange, list_name: str, wanted: str) -> None:
        count = len(choice.repriced)
        if not count:
            said = self.tr(
                "“{name}” is chosen, and every price is as before. Check at RETM that it has its own prices."
            )
            self._prices.say(
                self.tr("RETM sent the same prices for this list."),
                said.format(name=list_name),
                tone="warn",
            )
            return
        said = (
            self.tr("Prices of “{name}” since {time}: {n} of {m} is different")
            if count == 1
            else self.tr("Prices of “{name}” since {time}: {n} of {m} are different")
        )
        words = said.format(
            name=list_name,
            time=when_words(self._desk, choice),
            n=bidi.ltr(str(count)),
            m=bidi.ltr(str(choice.compared)),
        )
        self._prices.say(words, act=wanted)

    def _strip(self, column: QVBoxLayout, name: str) -> Notice:
        strip = Notice(self._desk.theme, name=name)
        strip.acted.connect(lambda: self.opened.emit(self._shown[name]))
        strip.closed.connect(lambda: self._put_aside(name))
        column.addWidget(strip)
        return strip

    def _is_new(self, name: str, change: MenuChange | None) -> bool:
        if change is None:
            return False
        self._shown[name] = change
        aside = from_text_or_none(self._desk.settings.get(self._key(name), str, "") or None)
        return aside is None or change.at > aside

    def _put_aside(self, name: str) -> None:
        at: datetime = self._shown[name].at
        self._desk.settings.set(self._key(name), to_text(at))
        self.setVisible(not (self._change.isHidden() and self._prices.isHidden()))

    def _key(self, name: str) -> str:
        return f"{name}.aside.{self._desk.connection_id}"
