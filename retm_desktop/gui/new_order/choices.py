"""The sheet on which variation, modifiers, quantity and note of one product are chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from retm_desktop.domain.draft import ChosenModifier, DraftLine, problems_of_line
from retm_desktop.domain.menu import ModifierGroup, Product, Variation
from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.new_order.problem_words import choice_words, kept_words, rule_words
from retm_desktop.gui.new_order.stepper import Stepper
from retm_desktop.gui.products.picture import ProductPicture
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.labels import chip, frame, label, line, retone
from retm_desktop.gui.widgets.option import Option

_TILES_A_ROW = 3
_COUNTED_A_ROW = 2
_LONGEST_NOTE = 300


class ChoicesDialog(QDialog):
    """Opened with `open()`; `taken` carries the `DraftLine` when the operator adds it."""

    taken = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, product: Product, before: DraftLine | None = None) -> None:
        """`before` is the line that is being edited, None for a new one."""
        super().__init__(parent)
        self._desk = desk
        self._product = product
        self._before = before
        self.setObjectName("choices_dialog")
        self.setWindowTitle(desk.text(product.name) or self.tr("Product without a name"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(line())
        body = QWidget()
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(*(theme.space("xl"),) * 4)
        self._body.setSpacing(theme.space("m"))
        self._variations = QButtonGroup(self)
        if product.variations:
            self._add_variations(product.variations)
        self._groups = [_GroupChoice(desk, number, group) for number, group in enumerate(product.modifiers)]
        for choice in self._groups:
            choice.changed.connect(self._show_state)
            self._body.addWidget(choice)
        self._add_note()
        self._body.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        column.addWidget(scroll, 1)
        column.addWidget(line())
        column.addWidget(self._foot())
        if before is not None:
            self._fill(before)
        self._show_state()
        self._take_size(body)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter anywhere, the note included, is "add" once everything needed is chosen.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add.click()
            return
        super().keyPressEvent(event)

    @property
    def chosen(self) -> DraftLine:
        """The line as it is chosen at the moment, valid or not."""
        number = self._variations.checkedId()
        return DraftLine(
            product=self._product,
            variation=self._product.variations[number] if number >= 0 else None,
            modifiers=tuple(each for group in self._groups for each in group.chosen),
            quantity=self._quantity.value,
            note=plain(self._note.text()).strip(),
        )

    def _head(self) -> QWidget:
        theme, product = self._desk.theme, self._product
        head = frame("plain")
        row = QHBoxLayout(head)
        row.setContentsMargins(*(theme.space("xl"),) * 4)
        row.setSpacing(theme.space("l"))
        row.addWidget(ProductPicture(self._desk, product, theme.size("rail")), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.space("xs"))
        words.addWidget(label(self.windowTitle(), "heading", name="choices_product", wrap=True))
        if description := self._desk.text(product.description):
            words.addWidget(label(description, "muted", wrap=True))
        facts = [bidi.amount(product.lowest_price, self._desk.currency, self._desk.language)]
        if len({variation.price for variation in product.variations}) > 1:
            facts = [self.tr("from {price}").format(price=facts[0])]
        if product.calories:
            facts.append(self.tr("{n} kcal").format(n=bidi.quantity(product.calories)))
        words.addWidget(label("  ·  ".join(facts), "strong", tone="primary"))
        words.addStretch(1)
        row.addLayout(words, 1)
        return head

    def _add_variations(self, variations: tuple[Variation, ...]) -> None:
        theme = self._desk.theme
        heading = QHBoxLayout()
        heading.addWidget(label(self.tr("Kind"), "title"))
        self._variation_rule = chip(self.tr("Choose one"), "warn", name="choices_variation_rule")
        heading.addWidget(self._variation_rule)
        heading.addStretch(1)
        self._body.addLayout(heading)
        tiles = QGridLayout()
        tiles.setSpacing(theme.space("s"))
        for number, variation in enumerate(variations):
            name = bidi.auto(self._desk.text(variation.name) or variation.sku or str(number + 1))
            price = bidi.amount(variation.price, self._desk.currency, self._desk.language)
            tile = button(f"{name}\n{price}".replace("&", "&&"), "tile", name=f"choices_variation_{number}")
            tile.setCheckable(True)
            tile.setAccessibleName(plain(f"{name}, {price}"))
            self._variations.addButton(tile, number)
            tiles.addWidget(tile, number // _TILES_A_ROW, number % _TILES_A_ROW)
        for place in range(_TILES_A_ROW):
            tiles.setColumnStretch(place, 1)
        self._variations.idToggled.connect(self._show_state)
        self._body.addLayout(tiles)
        self._body.addSpacing(theme.space("s"))

    def _add_note(self) -> None:
        self._body.addWidget(label(self.tr("Note for the kitchen"), "title"))
        self._note = QLineEdit()
        self._note.setObjectName("choices_note")
        self._note.setAccessibleName(self.tr("Note for the kitchen"))
        self._note.setPlaceholderText(self.tr("No onions, extra crisp, …"))
        self._note.setMaxLength(_LONGEST_NOTE)
        self._body.addWidget(self._note)

    def _foot(self) -> QWidget:
        theme = self._desk.theme
        foot = frame("plain")
        column = QVBoxLayout(foot)
        column.setContentsMargins(theme.space("xl"), theme.space("m"), theme.space("xl"), theme.space("l"))
        column.setSpacing(theme.space("s"))
        self._missing = label("", name="choices_missing", tone="warn", wrap=True)
        column.addWidget(self._missing)
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        self._quantity = Stepper(theme, less="choices_less", more="choices_more")
        self._quantity.changed.connect(self._show_state)
        row.addWidget(self._quantity)
        row.addStretch(1)
        cancel = button(self.tr("Cancel"), "quiet", name="choices_cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        self._add = button("", "main", name="choices_add")
        self._add.setMinimumWidth(theme.size("product_card") * 3 // 2)
        self._add.clicked.connect(self._take)
        row.addWidget(self._add)
        column.addLayout(row)
        return foot

    def _fill(self, before: DraftLine) -> None:
        if before.variation in self._product.variations:
            self._variations.button(self._product.variations.index(before.variation)).setChecked(True)
        for choice in self._groups:
            choice.fill(before.modifiers)
        self._quantity.set_value(before.quantity)
        self._note.setText(before.note)

    def _show_state(self, *_: object) -> None:
        chosen = self.chosen
        problems = problems_of_line(chosen)
        self._missing.setText(" ".join(choice_words(self._desk, each, self._product) for each in problems))
        self._missing.setVisible(bool(problems))
        self._add.setEnabled(not problems)
        act = self.tr("Add") if self._before is None else self.tr("Change")
        if chosen.variation is None and self._product.variations:
            # A product with variations has no price of its own that anybody pays.
            self._add.setText(act)
        else:
            price = bidi.amount(chosen.price, self._desk.currency, self._desk.language)
            self._add.setText(f"{act}  {price}")
        if self._product.variations:
            self._variation_rule.setText(self.tr("Chosen") if chosen.variation else self.tr("Choose one"))
            retone(self._variation_rule, "good" if chosen.variation else "warn")
        for choice in self._groups:
            choice.show_rule()

    def _take(self) -> None:
        chosen = self.chosen
        if problems_of_line(chosen):
            return
        self.taken.emit(chosen)
        self.accept()

    def _take_size(self, body: QWidget) -> None:
        theme = self._desk.theme
        width = theme.size("dialog") + theme.size("rail")
        parent = self.parentWidget()
        room = parent.window().height() if parent else self.screen().availableGeometry().height()
        wanted = body.sizeHint().height() + theme.size("rail") * 3
        self.resize(width, min(wanted, room - theme.space("xxl")))


class _GroupChoice(QWidget):
    """One modifier group: its rule in words, and its items as tiles that keep the rule's maximum."""

    changed = Signal()

    def __init__(self, desk: Desk, number: int, group: ModifierGroup) -> None:
        super().__init__()
        theme = desk.theme
        self._number, self._group = number, group
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.space("s"))
        column.setSpacing(theme.space("s"))
        heading = QHBoxLayout()
        heading.addWidget(label(desk.text(group.name) or self.tr("Extras"), "title"))
        self._rule = chip(rule_words(group), name=f"choices_rule_{number}")
        heading.addWidget(self._rule)
        heading.addStretch(1)
        column.addLayout(heading)
        tiles = QGridLayout()
        tiles.setSpacing(theme.space("s"))
        counted = group.multiple and group.most != 1
        a_row = _COUNTED_A_ROW if counted else _TILES_A_ROW
        self._items: list[_ItemTile] = []
        for place, item in enumerate(group.items):
            name = bidi.auto(desk.text(item.name) or item.id)
            extra = item.extra_price
            price = bidi.surcharge(extra, desk.currency, desk.language) if extra else ""
            tile = _ItemTile(theme, f"{number}_{place}", name, price, counted=counted)
            tile.changed.connect(lambda tile=tile: self._item_changed(tile))
            self._items.append(tile)
            tiles.addWidget(tile, place // a_row, place % a_row)
        for place in range(a_row):
            tiles.setColumnStretch(place, 1)
        column.addLayout(tiles)

    @property
    def chosen(self) -> tuple[ChosenModifier, ...]:
        """What is chosen from this group."""
        pairs = zip(self._group.items, self._items, strict=True)
        return tuple(ChosenModifier(self._number, item, tile.count) for item, tile in pairs if tile.count)

    def fill(self, modifiers: tuple[ChosenModifier, ...]) -> None:
        """Show what a line has from this group."""
        had = {each.item.id: each.quantity for each in modifiers if each.group == self._number}
        for item, tile in zip(self._group.items, self._items, strict=True):
            tile.set_count(had.get(item.id, 0))

    def show_rule(self) -> None:
        """Tell by colour and sign whether the rule is kept, and close what would break its maximum."""
        chosen = sum(tile.count for tile in self._items)
        kept = chosen >= self._group.least and (self._group.most is None or chosen <= self._group.most)
        self._rule.setText(kept_words(self._group, chosen) if chosen else rule_words(self._group))
        retone(self._rule, "good" if kept and chosen else "" if kept else "warn")
        most = self._group.most
        for tile in self._items:
            # With one to choose, another choice takes the place of the first: nothing has to be closed.
            tile.set_room(None if most is None or most == 1 else most - chosen)

    def _item_changed(self, changed: "_ItemTile") -> None:
        if self._group.most == 1 and changed.count:
            for tile in self._items:
                if tile is not changed:
                    tile.set_count(0)
        self.changed.emit()


class _ItemTile(QWidget):
    """One modifier item: chosen or not, and how many where the group allows several."""

    changed = Signal()

    def __init__(self, theme: Theme, key: str, name: str, price: str, *, counted: bool) -> None:
        super().__init__()
        self._counted = counted
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("xs"))
        self._choice = Option(theme, name, price, f"choices_modifier_{key}")
        self._choice.toggled.connect(self._toggled)
        row.addWidget(self._choice, 1)
        self._stepper = Stepper(
            theme, less=f"choices_less_{key}", more=f"choices_more_{key}", value=0, least=0, most=None
        )
        self._stepper.changed.connect(self._stepped)
        self._stepper.hide()
        row.addWidget(self._stepper)

    @property
    def count(self) -> int:
        """How many are chosen."""
        return self._stepper.value

    def set_count(self, count: int) -> None:
        """Show another number without telling `changed`."""
        self._stepper.set_value(count)
        self._choice.blockSignals(True)
        self._choice.setChecked(count > 0)
        self._choice.blockSignals(False)
        self._choice.show_sign()
        self._stepper.setVisible(self._counted and count > 0)

    def set_room(self, room: int | None) -> None:
        """Allow `room` more (None is no limit); an item that is chosen can always be taken off."""
        full = room is not None and room <= 0
        self._choice.setEnabled(self.count > 0 or not full)
        self._stepper.set_most(None if room is None else self.count + max(0, room))

    def _toggled(self, checked: bool) -> None:
        self.set_count(1 if checked else 0)
        self.changed.emit()

    def _stepped(self, count: int) -> None:
        self.set_count(count)
        self.changed.emit()
