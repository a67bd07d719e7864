"""What is said of a change of the menu, and of the prices another list brought."""

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.menu import MenuChange
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk


def when_words(desk: Desk, change: MenuChange) -> str:
    """Return the time of a change; the day as well unless it is today."""
    today = change.at.astimezone(desk.zone).date() == desk.now().astimezone(desk.zone).date()
    return bidi.clock(change.at, desk.zone) if today else bidi.day_and_clock(change.at, desk.zone)


def parts_words(change: MenuChange) -> str:
    """Return what there is of added, removed, repriced and otherwise changed, for example `3 added, 1 removed`."""
    translate = QCoreApplication.translate
    prices, others = len(change.repriced), len(change.altered)
    parts = (
        (len(change.added), translate("MenuChange", "{n} added")),
        (len(change.removed), translate("MenuChange", "{n} removed")),
        (
            prices,
            translate("MenuChange", "{n} price changed")
            if prices == 1
            else translate("MenuChange", "{n} prices changed"),
        ),
        (
            others,
            translate("MenuChange", "{n} other change")
            if others == 1
            else translate("MenuChange", "{n} other changes"),
        ),
    )
    said = [words.format(n=bidi.ltr(str(count))) for count, words in parts if count]
    return translate("MenuChange", ", ").join(said)


def change_words(desk: Desk, change: MenuChange) -> str:
    """Return the line that announces a change."""
    said = QCoreApplication.translate("MenuChange", "Menu changed at {time}: {parts}")
    return said.format(time=when_words(desk, change), parts=parts_words(change))


def choice_words(change: MenuChange) -> str:
    """Return how many prices another list has otherwise."""
    translate = QCoreApplication.translate
    count = len(change.repriced)
    if not count:
        return translate("MenuChange", "the same prices")
    said = translate("MenuChange", "{n} other price") if count == 1 else translate("MenuChange", "{n} other prices")
    return said.format(n=bidi.ltr(str(count)))
