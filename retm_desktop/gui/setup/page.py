"""The setup tab: this program, the restaurant's lists, the connection, and what arrived."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.setup.this_program import ThisProgram
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import frame, label
from retm_desktop.store.catalogue import Kind

_SHOWN = "setup.shown"
"""Key of the setting: which part was open last."""


class SetupPage(QWidget):
    """Names of the parts at the reading start, the chosen one beside them; each is built on its first visit."""

    connect_requested = Signal()
    practice_requested = Signal()
    """The practice restaurant runs (`house.start_practice` returns it at once) and can be connected."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("setup_page")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._parts: dict[str, QWidget] = {}
        self._makers: dict[str, Callable[[], QWidget]] = {
            "program": self._make_program,
            "order_types": lambda: self._make_records(Kind.ORDER_TYPE),
            "price_lists": lambda: self._make_records(Kind.PRICE_LIST),
            "payment_methods": lambda: self._make_records(Kind.PAYMENT_METHOD),
            "charges": lambda: self._make_records(Kind.CHARGE),
            "taxes": lambda: self._make_records(Kind.TAX),
            "connection": self._make_connection,
            "events": self._make_events,
        }
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space("xl"), theme.space("l"), 0, 0)
        row.setSpacing(0)
        card = frame("card", name="setup_nav")
        card.setFixedWidth(theme.size("side_list"))
        names = QVBoxLayout(card)
        names.setContentsMargins(*(theme.space("s"),) * 4)
        names.setSpacing(theme.space("xs"))
        self._choices = QButtonGroup(self)
        self._add(names, "program", self.tr("This program"), "gear-six")
        names.addWidget(_heading(theme, self.tr("Restaurant")))
        self._add(names, "order_types", self.tr("Order types"), "list-bullets")
        self._add(names, "price_lists", self.tr("Price lists"), "tag")
        self._add(names, "payment_methods", self.tr("Payment methods"), "credit-card")
        self._add(names, "charges", self.tr("Order charges"), "plus-circle")
        self._add(names, "taxes", self.tr("Taxes"), "percent")
        names.addWidget(_heading(theme, self.tr("Technical")))
        self._add(names, "connection", self.tr("Connection"), "broadcast")
        self._add(names, "events", self.tr("Events"), "tray")
        side = QVBoxLayout()
        side.addWidget(card)
        side.addStretch(1)
        row.addLayout(side)
        self._stack = QStackedWidget()
        row.addWidget(self._stack, 1)
        known = desk.settings.get(_SHOWN, str, "program")
        self.show_part(known if known in self._makers else "program")

    def show_part(self, name: str) -> QWidget:
        """Show a part by its name (program, order_types, ..., connection, events) and return it."""
        part = self._parts.get(name)
        if part is None:
            part = self._parts[name] = self._makers[name]()
            self._stack.addWidget(part)
        self._stack.setCurrentWidget(part)
        chosen = next(b for b in self._choices.buttons() if b.objectName() == f"setup_nav_{name}")
        chosen.setChecked(True)
        self._desk.settings.set(_SHOWN, name)
        return part

    def focus_search(self) -> None:
        """Put the cursor into the search field of the part on screen, where it has one."""
        focus = getattr(self._stack.currentWidget(), "focus_search", None)
        if focus is not None:
            focus()

    def _add(self, names: QVBoxLayout, name: str, words: str, picture: str) -> None:
        theme = self._desk.theme
        made = button(
            words, "nav", name=f"setup_nav_{name}", icon=icon(picture, theme.color("muted"), theme.color("primary"))
        )
        made.setCheckable(True)
        made.clicked.connect(lambda _on=False: self.show_part(name))
        self._choices.addButton(made)
        names.addWidget(made)

    def _make_program(self) -> QWidget:
        part = ThisProgram(self._desk)
        part.connect_requested.connect(self.connect_requested)
        part.practice_requested.connect(self.practice_requested)
        return part

    def _make_records(self, kind: Kind) -> QWidget:
        from retm_desktop.gui.records.page import RecordsPage  # noqa: PLC0415 - on the first visit

        return RecordsPage(self._desk, kind)

    def _make_connection(self) -> QWidget:
        from retm_desktop.gui.connection.page import ConnectionPage  # noqa: PLC0415

        return ConnectionPage(self._desk)

    def _make_events(self) -> QWidget:
        from retm_desktop.gui.events.page import EventsPage  # noqa: PLC0415

        return EventsPage(self._desk)


def _heading(theme: Theme, words: str) -> QWidget:
    made = label(words, "caption")
    made.setContentsMargins(theme.space("s"), theme.space("m"), theme.space("s"), theme.space("xs"))
    return made
