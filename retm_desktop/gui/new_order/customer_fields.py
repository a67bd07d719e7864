"""Who orders: phone and name, with the customers RETM knows offered while typing."""

import re

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from retm_desktop.domain.business import Customer
from retm_desktop.domain.text import ascii_digits
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.new_order.pad import OrderPad, normal_phone
from retm_desktop.gui.new_order.phone_field import PhoneField
from retm_desktop.gui.new_order.suggestions import Suggestions
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.labels import label, retone
from retm_desktop.store.catalogue import Kind

_LONGEST_NAME = 120
_MOST_SUGGESTIONS = 5
_FEWEST_SIGNS = 3
"""Signs of a phone or name before customers are looked up: two match half the town."""


class CustomerFields(QWidget):
    """Writes into the pad while typing; the suggestions lie over `over`."""

    def __init__(self, desk: Desk, pad: OrderPad, over: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._pad = pad
        self._tasks = ViewTasks(self, desk.background)
        theme = desk.theme
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("s"))
        grid.setVerticalSpacing(theme.space("xs"))
        self.phone = PhoneField(name="new_order_phone")
        self.phone.setPlaceholderText(bidi.ltr("05X XXX XXXX"))
        self.name = QLineEdit()
        self.name.setObjectName("new_order_name")
        self.name.setMaxLength(_LONGEST_NAME)
        self.name.setPlaceholderText(self.tr("Optional"))
        self._state = label("", "caption", name="new_order_phone_state")
        for place, (caption, field) in enumerate(((self.tr("Phone"), self.phone), (self.tr("Name"), self.name))):
            row = QHBoxLayout()
            row.addWidget(_caption(caption, field))
            row.addStretch(1)
            if field is self.phone:
                row.addWidget(self._state)
            grid.addLayout(row, 0, place)
            grid.addWidget(field, 1, place)
            grid.setColumnStretch(place, 1)
        self.phone.textEdited.connect(self._phone_edited)
        self.phone.editingFinished.connect(self._phone_finished)
        self.name.textEdited.connect(self._name_edited)
        self._suggestions = Suggestions(desk, over, self.phone, self.name)
        self._suggestions.picked.connect(self._take_customer)
        self.fill()

    def fill(self) -> None:
        """Show the pad's customer."""
        draft = self._pad.draft
        self.phone.setText(draft.customer_phone)
        self.name.setText(draft.customer_name)
        self._show_state(finished=True)

    def _phone_edited(self, text: str) -> None:
        self._pad.set_customer(phone=text)
        self._show_state(finished=False)
        self._look_up(_phone_search(text), self.phone)

    def _phone_finished(self) -> None:
        self.phone.even_out()
        self._show_state(finished=True)

    def _name_edited(self, text: str) -> None:
        self._pad.set_customer(name=text)
        self._look_up(text.strip(), self.name)

    def _show_state(self, *, finished: bool) -> None:
        empty = not self.phone.text().strip()
        wrong = finished and not empty and not self.phone.is_valid
        self.phone.setProperty("invalid", "true" if wrong else "false")
        self.phone.style().unpolish(self.phone)
        self.phone.style().polish(self.phone)
        self._state.clear()
        retone(self._state, "danger" if wrong else "")
        if self.phone.is_valid:
            side = self._desk.theme.size("icon_s")
            sign = icon("check-circle", self._desk.theme.color("good"))
            self._state.setPixmap(sign.pixmap(QSize(side, side)))
            self._state.setAccessibleName(self.tr("The phone number is complete."))
        elif not empty:
            self._state.setText(self.tr("too short") if wrong else self.tr("keep typing"))

    def _look_up(self, text: str, field: QLineEdit) -> None:
        if len(text) < _FEWEST_SIGNS:
            self._tasks.cancel("customers")
            self._suggestions.hide()
            return
        self._tasks.spawn(self._suggest(text, field), "customers")

    async def _suggest(self, text: str, field: QLineEdit) -> None:
        found = await self._desk.catalogue.page(
            self._desk.connection_id, Kind.CUSTOMER, Customer, text=text, limit=_MOST_SUGGESTIONS
        )
        self._suggestions.suggest([customer for customer in found if not self._is_taken(customer)], field)

    def _is_taken(self, customer: Customer) -> bool:
        draft = self._pad.draft
        return (normal_phone(customer.phone), self._desk.text(customer.name)) == (
            draft.customer_phone,
            draft.customer_name,
        )

    def _take_customer(self, customer: Customer) -> None:
        self._tasks.cancel("customers")
        draft = self._pad.draft
        name = self._desk.text(customer.name) or draft.customer_name
        self._pad.set_customer(phone=customer.phone or draft.customer_phone, name=name)
        self.fill()


def _caption(words: str, field: QWidget) -> QLabel:
    caption = label(words, "caption")
    caption.setBuddy(field)
    field.setAccessibleName(words)
    return caption


def _phone_search(text: str) -> str:
    """Return the digits to look up: stored phones are searched without country code and leading zero."""
    digits = re.sub(r"[^0-9]", "", ascii_digits(text))
    return re.sub(r"^(00966|966|0)", "", digits)
