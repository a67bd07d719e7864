"""Cards of a reward's form: each shows what a reward has of its fields, and puts what was entered into one."""

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from retm_desktop.domain.rewards import LONGEST_CODE, Reward, RewardProblem, suggested_code
from retm_desktop.domain.text import BilingualText, ascii_digits, plain
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.rewards.chosen import Chosen, ChosenList
from retm_desktop.gui.setup.section import Section
from retm_desktop.gui.widgets.buttons import icon_button
from retm_desktop.gui.widgets.form import Field, HintedField
from retm_desktop.gui.widgets.one_of import OneOf
from retm_desktop.store.catalogue import Kind

_LONGEST_LABEL, _LONGEST_NOTE, _LONGEST_ADDRESS = 60, 500, 1000
P = RewardProblem


class Card(Section):
    """Some fields of the form; `changed` is told of every change by hand."""

    changed = Signal()

    def __init__(self, desk: Desk, glyph: str, title: str, words: str, *, name: str) -> None:
        super().__init__(desk.theme, glyph, title, words, name=name)
        self._desk = desk
        self.at: dict[RewardProblem, Field] = {}
        """Where what is wrong is shown."""

    def take(self, reward: Reward) -> None:
        """Show what a reward has of these fields."""
        raise NotImplementedError

    def put(self, reward: Reward) -> Reward:
        """Return the reward with what was entered here."""
        raise NotImplementedError

    def typed(self, most: int, *, figures: bool = False) -> QLineEdit:
        """Return an input of `most` characters; `figures` are read from left to right in either language."""
        typed = QLineEdit()
        typed.setMaxLength(most)
        if figures:
            typed.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        typed.textEdited.connect(lambda _text: self.changed.emit())
        return typed

    def one_of(self, options: list[tuple[str, str, str]], name: str) -> OneOf:
        """Return tiles of which one is chosen."""
        made = OneOf(self._desk.theme, options, name=name, a_row=2)
        made.chosen.connect(lambda _value: self.changed.emit())
        return made


class CodeCard(Card):
    """The code, whether it is good at all, and a note for the restaurant itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "ticket",
            self.tr("Code"),
            self.tr(
                "A cashier types it at the till; capitals, spaces, dashes and either script's digits do not matter."
            ),
            name="reward_form_code_card",
        )
        theme = desk.theme
        self._code = self.typed(2 * LONGEST_CODE)
        another = icon_button(
            icon("arrows-clockwise", theme.color("text")), self.tr("Suggest another code"), name="reward_form_suggest"
        )
        another.clicked.connect(self._suggest)
        self._code_field = Field(theme, self.tr("Code"), self._code, another, name="reward_form_code")
        self.at = {P.CODE_MISSING: self._code_field, P.CODE_TOO_LONG: self._code_field}
        self._active = self.one_of(
            [("on", self.tr("Good at the till"), ""), ("off", self.tr("Switched off"), "")], "reward_form_active"
        )
        self._note = self.typed(_LONGEST_NOTE)
        self.add(self._code_field)
        self.add(self._active)
        self.add(
            Field(theme, self.tr("Note for yourselves, never sent to the till"), self._note, name="reward_form_note")
        )

    def take(self, reward: Reward) -> None:
        self._code.setText(reward.code)
        self._active.choose("on" if reward.active else "off")
        self._note.setText(reward.note)

    def put(self, reward: Reward) -> Reward:
        return msgspec.structs.replace(
            reward,
            code=plain(self._code.text()).strip(),
            active=self._active.value == "on",
            note=plain(self._note.text()).strip(),
        )

    def refuse_code(self, words: str) -> None:
        """Say what is wrong with the code."""
        self._code_field.refuse(words)

    def focus_code(self) -> None:
        """Put the cursor into the code, all of it selected: what is typed takes the suggestion's place."""
        self._code.setFocus(Qt.FocusReason.OtherFocusReason)
        self._code.selectAll()

    def _suggest(self) -> None:
        self._code.setText(suggested_code())
        self.changed.emit()


class WhereCard(Card):
    """Which branches, and which customer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "storefront",
            self.tr("Where and for whom"),
            self.tr(
                "RETM's check names no branch: at a branch it is not for, the coupon looks good and is refused only "
                "when it is redeemed."
            ),
            name="reward_form_where",
        )
        theme = desk.theme
        self._all = self.one_of(
            [("all", self.tr("All branches"), ""), ("some", self.tr("Only some"), "")], "reward_form_where_all"
        )
        self._all.chosen.connect(lambda _value: self._show())
        self._branches = ChosenList(desk, Kind.BRANCH, counted=False, name="reward_form_branches")
        self._branches.changed.connect(self.changed)
        self._phone = self.typed(30, figures=True)
        phone = HintedField(
            theme,
            self.tr("Customer's phone"),
            self.tr("The till shows it to the cashier; empty for any customer."),
            self._phone,
            name="reward_form_phone",
            under=True,
        )
        self._branches_field = Field(theme, "", self._branches, name="reward_form_branches")
        self.add(self._all)
        self.add(self._branches_field)
        self.add(phone)
        self.at = {P.PHONE_UNREADABLE: phone}

    @property
    def branch_missing(self) -> bool:
        """Whether only some branches were to be chosen and none was: that would be all of them."""
        return self._all.value == "some" and not self._branches.chosen

    def refuse_branches(self, words: str) -> None:
        """Say what is wrong with the branches."""
        self._branches_field.refuse(words)

    def focus_branches(self) -> None:
        """Put the keyboard on the button that chooses branches."""
        self._branches.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, reward: Reward) -> None:
        self._all.choose("some" if reward.branch_ids else "all")
        self._branches.show_chosen([Chosen(branch_id) for branch_id in reward.branch_ids])
        self._phone.setText(reward.customer_phone)
        self._show()

    def put(self, reward: Reward) -> Reward:
        chosen = self._branches.chosen if self._all.value == "some" else ()
        phone = ascii_digits(plain(self._phone.text())).strip()
        return msgspec.structs.replace(reward, branch_ids=tuple(one.id for one in chosen), customer_phone=phone)

    def _show(self) -> None:
        self._branches_field.setVisible(self._all.value == "some")


class ButtonCard(Card):
    """The extra button in the till's dialog."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "link-simple",
            self.tr("Button at the till"),
            self.tr("An extra button in the till's dialog that opens an address. Leave it empty for none."),
            name="reward_form_button",
        )
        theme = desk.theme
        self._en = self.typed(_LONGEST_LABEL)
        self._en.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._ar = self.typed(_LONGEST_LABEL)
        self._ar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        en = Field(theme, self.tr("Words in English"), self._en, name="reward_form_label_en")
        ar = Field(theme, self.tr("Words in Arabic"), self._ar, name="reward_form_label_ar")
        self._address = self.typed(_LONGEST_ADDRESS, figures=True)
        self._address.setPlaceholderText("https://shop.example.com/coupon")
        address = Field(theme, self.tr("Address it opens"), self._address, name="reward_form_address")
        self._closes = self.one_of(
            [("closes", self.tr("Then the dialog closes"), ""), ("stays", self.tr("The dialog stays open"), "")],
            "reward_form_closes",
        )
        self.add(side_by_side(desk, en, ar))
        self.add(address)
        self.add(self._closes)
        self._words_fields = en, ar
        self.at = {P.LABEL_MISSING: en, P.ADDRESS_MISSING: address, P.ADDRESS_NOT_HTTPS: address}

    def take(self, reward: Reward) -> None:
        self._en.setText(reward.label.en)
        self._ar.setText(reward.label.ar)
        self._address.setText(reward.address)
        self._closes.choose("closes" if reward.closes_dialog else "stays")

    def put(self, reward: Reward) -> Reward:
        words = BilingualText(plain(self._en.text()).strip(), plain(self._ar.text()).strip())
        for field, typed in zip(self._words_fields, (words.en, words.ar), strict=True):
            field.refuse("")
            if not typed:
                self.at[P.LABEL_MISSING] = field
        return msgspec.structs.replace(
            reward,
            label=words,
            address=plain(self._address.text()).strip(),
            closes_dialog=self._closes.value == "closes",
        )


def side_by_side(desk: Desk, *fields: Field) -> QHBoxLayout:
    """Return fields in one line, each with the same room."""
    row = QHBoxLayout()
    row.setSpacing(desk.theme.space("l"))
    for field in fields:
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return row
