"""What a reward gives, and when and how often: the cards of its terms."""

from decimal import Decimal

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from retm_desktop.domain.money import ZERO, parsed
from retm_desktop.domain.rewards import AllowedProduct, Reward, RewardKind, RewardProblem
from retm_desktop.domain.text import ascii_digits, plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.rewards.cards import Card, side_by_side
from retm_desktop.gui.rewards.chosen import Chosen, ChosenList
from retm_desktop.gui.rewards.moment_field import MomentField
from retm_desktop.gui.widgets.form import Field, HintedField
from retm_desktop.gui.widgets.labels import label
from retm_desktop.store.catalogue import Kind

_UNREADABLE = Decimal(-1)
P = RewardProblem


class GivesCard(Card):
    """Off the whole order or off products, a share or an amount, and the most it takes off."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "percent",
            self.tr("What it gives"),
            self.tr("How much is taken off, and off what."),
            name="reward_form_gives",
        )
        theme = desk.theme
        self._kind = self.one_of(
            [("1", self.tr("Off the whole order"), ""), ("2", self.tr("Off certain products"), "")], "reward_form_kind"
        )
        self._products = ChosenList(desk, Kind.PRODUCT, counted=True, name="reward_form_products")
        self._products.changed.connect(self.changed)
        self._products_field = Field(theme, "", self._products, name="reward_form_products")
        self._per_cent = self.one_of(
            [("share", self.tr("A percentage"), ""), ("amount", self.tr("An amount"), "")], "reward_form_per"
        )
        self._unit = label("", "muted", name="reward_form_unit")
        self._amount = self.typed(20, figures=True)
        self._amount.setPlaceholderText("20")
        amount = Field(theme, self.tr("How much"), self._amount, self._unit, name="reward_form_amount")
        self._ceiling = self.typed(20, figures=True)
        self._ceiling.setPlaceholderText("0")
        money = label(bidi.currency(desk.currency, desk.language), "muted")
        ceiling = HintedField(
            theme,
            self.tr("At most"),
            self.tr("0: as much as it comes to"),
            self._ceiling,
            money,
            name="reward_form_ceiling",
            under=True,
        )
        self.add(self._kind)
        self.add(self._products_field)
        self.add(self._per_cent)
        self.add(side_by_side(desk, amount, ceiling))
        self._kind.chosen.connect(lambda _value: self._show())
        self._per_cent.chosen.connect(lambda _value: self._show())
        self.at = {
            P.PRODUCTS_MISSING: self._products_field,
            P.QUANTITY_TOO_SMALL: self._products_field,
            P.AMOUNT_MISSING: amount,
            P.AMOUNT_TOO_LARGE: amount,
            P.PERCENT_TOO_LARGE: amount,
            P.CEILING_NEGATIVE: ceiling,
            P.CEILING_TOO_LARGE: ceiling,
        }

    def take(self, reward: Reward) -> None:
        self._kind.choose(str(int(reward.kind)))
        self._products.show_chosen([Chosen(one.product_id, one.quantity) for one in reward.products])
        self._per_cent.choose("share" if reward.is_percentage else "amount")
        self._amount.setText(_figures(reward.amount))
        self._ceiling.setText(_figures(reward.ceiling))
        self._show()

    def put(self, reward: Reward) -> Reward:
        return msgspec.structs.replace(
            reward,
            kind=RewardKind(int(self._kind.value or 1)),
            is_percentage=self._per_cent.value != "amount",
            amount=_amount(self._amount),
            ceiling=_amount(self._ceiling),
            products=tuple(AllowedProduct(one.id, one.quantity) for one in self._products.chosen),
        )

    def _show(self) -> None:
        self._products_field.setVisible(self._kind.value == "2")
        amount = self._per_cent.value == "amount"
        self._unit.setText(bidi.currency(self._desk.currency, self._desk.language) if amount else bidi.ltr("%"))


class WhenCard(Card):
    """From when until when, and how often."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "calendar-blank",
            self.tr("When and how often"),
            self.tr("Times are those of the restaurant ({zone}).").format(zone=bidi.ltr(desk.zone.key)),
            name="reward_form_when",
        )
        theme = desk.theme
        begins, ends = self.tr("Valid from"), self.tr("Valid until")
        self._begin = MomentField(
            desk, begins, self.tr("At once"), self.tr("From a day on"), end=False, name="reward_form_from"
        )
        self._end = MomentField(
            desk, ends, self.tr("Without an end"), self.tr("Until a day"), end=True, name="reward_form_until"
        )
        for moment in (self._begin, self._end):
            moment.changed.connect(self.changed)
        begin = Field(theme, begins, self._begin, name="reward_form_from")
        end = Field(theme, ends, self._end, name="reward_form_until")
        self._counted = self.one_of(
            [("any", self.tr("As often as one likes"), ""), ("counted", self.tr("So many times"), "")],
            "reward_form_counted",
        )
        self._counted.chosen.connect(self._turn)
        often = Field(theme, self.tr("How often"), self._counted, name="reward_form_counted")
        self._uses = self.typed(9, figures=True)
        self._uses.setPlaceholderText("100")
        self._uses_field = Field(theme, self.tr("Uses left"), self._uses, name="reward_form_uses")
        self._meanwhile = label("", "caption", name="reward_form_meanwhile", tone="warn", wrap=True)
        self._meanwhile.hide()
        uses = QWidget()
        column = QVBoxLayout(uses)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        for each in (often, self._uses_field, self._meanwhile):
            column.addWidget(each)
        for part in (begin, end, uses):
            self.add(part)
        self.at = {P.ENDS_BEFORE_IT_BEGINS: end, P.USES_NEGATIVE: self._uses_field}

    def take(self, reward: Reward) -> None:
        self._begin.show_moment(reward.valid_from)
        self._end.show_moment(reward.valid_until)
        self.show_uses(reward.uses_left)

    def put(self, reward: Reward) -> Reward:
        return msgspec.structs.replace(
            reward, valid_from=self._begin.moment, valid_until=self._end.moment, uses_left=self.uses
        )

    @property
    def uses(self) -> int | None:
        """How many uses are entered: None for any number, -1 for what is no number."""
        if self._counted.value != "counted":
            return None
        figures = ascii_digits(plain(self._uses.text())).strip()
        return int(figures) if figures.isascii() and figures.isdecimal() else -1

    def show_uses(self, uses: int | None) -> None:
        """Show how many uses are left."""
        self._counted.choose("any" if uses is None else "counted")
        self._uses.setText("" if uses is None else str(uses))
        self._uses_field.setVisible(uses is not None)
        self._meanwhile.hide()

    def tell_meanwhile(self, uses: int | None) -> None:
        """Say that the book counts another number by now than the one that was entered over."""
        left = bidi.ltr(str(uses)) if uses is not None else self.tr("any number")
        words = self.tr("A till used it meanwhile: {n} are left in the book. What you entered takes its place.")
        self._meanwhile.setText(words.format(n=left))
        self._meanwhile.show()

    def _turn(self, value: str) -> None:
        self._uses_field.setVisible(value == "counted")
        if value == "counted":
            self._uses.setFocus(Qt.FocusReason.OtherFocusReason)


def _figures(amount: Decimal) -> str:
    return f"{amount.normalize():f}" if amount else ""


def _amount(typed: QLineEdit) -> Decimal:
    if not typed.text().strip():
        return ZERO
    read = parsed(typed.text())
    return _UNREADABLE if read is None else read
