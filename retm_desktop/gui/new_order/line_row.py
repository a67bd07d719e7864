"""One line of the ticket: picture, name, choices, price, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from retm_desktop.domain.draft import DraftLine
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.new_order.stepper import Stepper
from retm_desktop.gui.products.picture import ProductPicture
from retm_desktop.gui.widgets.buttons import icon_button
from retm_desktop.gui.widgets.labels import label


class LineRow(QFrame):
    """Shows line `index`; the ticket makes the rows anew whenever a line comes, goes or changes its choices."""

    quantity_wanted = Signal(int, int)
    """Carries the line's place and how many are wanted; 0 is none."""
    edit_wanted = Signal(int)
    remove_wanted = Signal(int)

    def __init__(self, desk: Desk, index: int, line: DraftLine) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self.setProperty("role", "plain")
        self.setObjectName(f"new_order_line_{index}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space("s"), 0, theme.space("s"))
        column.setSpacing(theme.space("xs"))
        top = QHBoxLayout()
        top.setSpacing(theme.space("m"))
        top.addWidget(ProductPicture(desk, line.product, theme.size("touch")), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        name = desk.text(line.product.name) or self.tr("Product without a name")
        words.addWidget(label(name, "strong", wrap=True))
        if choices := choices_of(desk, line):
            words.addWidget(label(choices, "caption", wrap=True))
        if line.note:
            words.addWidget(label(f"“{bidi.auto(line.note)}”", "caption", tone="warn", wrap=True))
        words.addStretch(1)
        top.addLayout(words, 1)
        self._price = label("", "strong", name=f"new_order_line_{index}_price")
        top.addWidget(self._price, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        foot = QHBoxLayout()
        foot.setSpacing(0)
        muted = theme.color("muted")
        change, take_off = self.tr("Change {product}"), self.tr("Remove {product}")
        edit = icon_button(
            icon("pencil-simple", muted),
            change.format(product=name),
            name=f"new_order_edit_{index}",
            role="line_act",
        )
        remove = icon_button(
            icon("trash", muted), take_off.format(product=name), name=f"new_order_remove_{index}", role="line_act"
        )
        edit.clicked.connect(lambda: self.edit_wanted.emit(index))
        remove.clicked.connect(lambda: self.remove_wanted.emit(index))
        self._stepper = Stepper(
            theme, less=f"new_order_less_{index}", more=f"new_order_more_{index}", value=line.quantity, least=0
        )
        self._stepper.changed.connect(lambda quantity: self.quantity_wanted.emit(index, quantity))
        foot.addSpacing(theme.size("touch") + theme.space("m"))
        foot.addWidget(self._stepper)
        foot.addStretch(1)
        foot.addWidget(edit)
        foot.addWidget(remove)
        column.addLayout(foot)
        self.show_quantity(line)

    def show_quantity(self, line: DraftLine) -> None:
        """Show another quantity of the same line and what it comes to."""
        self._stepper.set_value(line.quantity)
        self._price.setText(bidi.amount(line.price, self._desk.currency, self._desk.language))


def choices_of(desk: Desk, line: DraftLine) -> str:
    """Return variation and modifiers of a line in the screen's language, for example "Large · 2× Cheese"."""
    parts = [desk.text(line.variation.name) or line.variation.sku] if line.variation else []
    for chosen in line.modifiers:
        name = desk.text(chosen.item.name) or chosen.item.id
        parts.append(bidi.ltr(f"{chosen.quantity}×") + f" {bidi.auto(name)}" if chosen.quantity > 1 else name)
    return " · ".join(bidi.auto(part) for part in parts if part)
