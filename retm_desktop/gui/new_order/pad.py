"""The order pad: the draft being taken, every change to it, and its keeping until it is sent."""

import base64
import re
import uuid
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from retm_desktop.domain.business import Charge, PaymentMethod
from retm_desktop.domain.draft import ChosenModifier, Draft, DraftLine
from retm_desktop.domain.menu import Product
from retm_desktop.domain.text import ascii_digits, folded_phone, plain
from retm_desktop.store.settings import Settings

_PAUSE_MS = 200
"""Typing is kept once it pauses this long; clicks are kept at once."""


class UsualChoices(msgspec.Struct, frozen=True):
    """What the last order was taken with; the next one starts from it."""

    branch_id: str = ""
    order_type_id: str = ""
    payment_id: str = ""


class OrderPad(QObject):
    """Holds the draft of one restaurant; `changed` is told after every change.

    The draft is kept in the settings, so that it outlives the tab, the window and the program.
    """

    changed = Signal()
    _removed: tuple[int, DraftLine] | None

    def __init__(self, settings: Settings, connection_id: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._open(connection_id)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.keep)

    def turn_to(self, connection_id: int) -> None:
        """Take up the draft of another restaurant; the present one is kept for when it comes back."""
        if connection_id == self._connection_id:
            return
        self.keep()
        self._open(connection_id)
        self.changed.emit()

    @property
    def is_begun(self) -> bool:
        """Tell whether there is anything a person would miss: lines, a customer or a note."""
        draft = self.draft
        return bool(draft.lines or draft.customer_phone or draft.customer_name or draft.note)

    @property
    def removed(self) -> DraftLine | None:
        """The line taken off last, until anything else changes in the lines."""
        return self._removed[1] if self._removed else None

    def keep(self) -> None:
        """Write the draft to the settings now."""
        self._timer.stop()
        self._settings.set(self._draft_key, self.draft)

    def take(self, draft: Draft) -> None:
        """Go on with a draft that was made before."""
        self._removed = None
        self._become(draft)

    def clear(self) -> None:
        """Begin a new draft with the usual branch, order type and payment method."""
        self._removed = None
        self._become(self._blank())

    def sent(self, draft: Draft) -> None:
        """Begin a new draft after `draft` went into the outbox; lines put on since then are its first."""
        later = list(self.draft.lines)
        for line in draft.lines:
            if line in later:
                later.remove(line)
        self.clear()
        if later:
            self._set_lines(later)

    def add(self, line: DraftLine) -> int:
        """Put `line` on the ticket and return its place; the same product with the same choices only counts up."""
        self._removed = None
        for index, before in enumerate(self.draft.lines):
            if msgspec.structs.replace(before, quantity=line.quantity) == line:
                self.set_quantity(index, before.quantity + line.quantity)
                return index
        self._set_lines((*self.draft.lines, line))
        return len(self.draft.lines) - 1

    def replace(self, index: int, line: DraftLine) -> None:
        """Put `line` in the place of another."""
        self._removed = None
        lines = list(self.draft.lines)
        lines[index] = line
        self._set_lines(lines)

    def set_quantity(self, index: int, quantity: int) -> None:
        """Change how many of a line are wanted; 0 removes the line."""
        if quantity < 1:
            self.remove(index)
            return
        self.replace(index, msgspec.structs.replace(self.draft.lines[index], quantity=quantity))

    def remove(self, index: int) -> None:
        """Take a line off; `put_back` undoes it."""
        lines = list(self.draft.lines)
        self._removed = (index, lines.pop(index))
        self._set_lines(lines)

    def put_back(self) -> None:
        """Undo the last removal, if nothing else changed in the lines since."""
        if self._removed is None:
            return
        index, line = self._removed
        self._removed = None
        lines = list(self.draft.lines)
        lines.insert(index, line)
        self._set_lines(lines)

    def set_customer(self, *, phone: str | None = None, name: str | None = None) -> None:
        """Take the customer's phone (in the form it is sent) and name; what is None stays."""
        draft = self.draft
        self._write(
            msgspec.structs.replace(
                draft,
                customer_phone=draft.customer_phone if phone is None else normal_phone(phone),
                customer_name=draft.customer_name if name is None else plain(name).strip(),
            )
        )

    def set_note(self, note: str) -> None:
        """Take the note on the whole order."""
        self._write(msgspec.structs.replace(self.draft, note=plain(note).strip()))

    def set_branch(self, branch_id: str) -> None:
        """Choose the branch that makes the order."""
        self._become(msgspec.structs.replace(self.draft, branch_id=branch_id))
        self._remember(msgspec.structs.replace(self.usual, branch_id=branch_id))

    def set_order_type(self, order_type_id: str) -> None:
        """Choose the order type."""
        self._become(msgspec.structs.replace(self.draft, order_type_id=order_type_id))
        self._remember(msgspec.structs.replace(self.usual, order_type_id=order_type_id))

    def set_payment(self, method: PaymentMethod | None) -> None:
        """Choose how the customer will pay, or leave it open."""
        chosen = method or PaymentMethod()
        self._become(msgspec.structs.replace(self.draft, payment_id=chosen.id, payment_name=chosen.name))
        self._remember(msgspec.structs.replace(self.usual, payment_id=chosen.id))

    def set_charges(self, charges: Sequence[Charge]) -> None:
        """Choose the charges on the order."""
        self._become(msgspec.structs.replace(self.draft, charges=tuple(charges)))

    def take_menu(self, products: Sequence[Product]) -> None:
        """Give the lines the menu's present prices, names and taxes; a line whose choices are gone stays as it was."""
        known = {product.id: product for product in products}
        lines = tuple(renewed(line, known[line.product.id]) if line.product.id in known else line
                      for line in self.draft.lines)  # fmt: skip
        if lines != self.draft.lines:
            self._set_lines(lines)

    def counts(self) -> dict[str, int]:
        """Return how many of each product id are on the ticket."""
        counts: dict[str, int] = {}
        for line in self.draft.lines:
            counts[line.product.id] = counts.get(line.product.id, 0) + line.quantity
        return counts

    def _open(self, connection_id: int) -> None:
        self._connection_id = connection_id
        self._draft_key = f"new_order.draft.{connection_id}"
        self._usual_key = f"new_order.usual.{connection_id}"
        self._removed = None
        self.usual = self._settings.get(self._usual_key, UsualChoices, UsualChoices())
        self.draft = self._settings.get(self._draft_key, Draft, self._blank())

    def _blank(self) -> Draft:
        return Draft(branch_id=self.usual.branch_id, order_type_id=self.usual.order_type_id)

    def _set_lines(self, lines: Sequence[DraftLine]) -> None:
        self._become(msgspec.structs.replace(self.draft, lines=tuple(lines)))

    def _become(self, draft: Draft) -> None:
        self.draft = draft
        self.keep()
        self.changed.emit()

    def _write(self, draft: Draft) -> None:
        if draft == self.draft:
            return
        self.draft = draft
        self._timer.start()
        self.changed.emit()

    def _remember(self, usual: UsualChoices) -> None:
        self.usual = usual
        self._settings.set(self._usual_key, usual)


def renewed(line: DraftLine, product: Product) -> DraftLine:
    """Return `line` with the product as the menu has it now, or unchanged where a choice no longer exists."""
    variation = None
    if line.variation is not None:
        variation = next((v for v in product.variations if v.id == line.variation.id), None)
        if variation is None:
            return line
    modifiers: list[ChosenModifier] = []
    for chosen in line.modifiers:
        groups = product.modifiers[chosen.group : chosen.group + 1]
        item = next((i for group in groups for i in group.items if i.id == chosen.item.id), None)
        if item is None:
            return line
        modifiers.append(msgspec.structs.replace(chosen, item=item))
    return msgspec.structs.replace(line, product=product, variation=variation, modifiers=tuple(modifiers))


def normal_phone(text: str) -> str:
    """Return a phone in the form it is sent: 0-9 only, Saudi numbers as `05…`, others with the plus they came with."""
    folded = folded_phone(text)
    if len(folded) == 9 and folded[0] in "15":
        return f"0{folded}"
    plus = "+" if plain(text).strip().startswith("+") and folded else ""
    return plus + "".join(re.findall(r"[0-9]", ascii_digits(text)))


def new_reference() -> str:
    """Return a reference of our own for an order: `RD-` and 12 letters and digits out of a random UUID."""
    return "RD-" + base64.b32encode(uuid.uuid4().bytes).decode("ascii")[:12]
