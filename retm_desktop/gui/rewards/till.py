"""How the till reaches the book, in which form it is answered, and a try of what it would be told."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.domain.errors import OperatorError
from retm_desktop.domain.rewards import LONGEST_CODE, Refusal, folded_code
from retm_desktop.gui import bidi
from retm_desktop.gui.connect.fold import Fold
from retm_desktop.gui.connect.reachable import Reachable
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.rewards.names import book_rows
from retm_desktop.gui.rewards.told import ToldDocument, chosen_form
from retm_desktop.gui.rewards.words import gives_words, products_words
from retm_desktop.gui.sentences import sentence
from retm_desktop.gui.setup.section import Section
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.gui.widgets.one_of import OneOf
from retm_desktop.listener.loyalty import CHECK, REDEEM, SAID, told_to_a_check
from retm_desktop.providers.retm.rewards import AllowedProductsForm
from retm_desktop.store.settings import ALLOWED_PRODUCTS, PUBLIC_ADDRESS

PRACTICE = "sandbox"
"""Name of the environment whose till stands on this very computer."""


def needs_address(desk: Desk) -> bool:
    """Return whether no address is set under which RETM's servers reach this computer."""
    active = desk.house.active
    practising = active is not None and active.environment == PRACTICE
    return not practising and not desk.settings.get(PUBLIC_ADDRESS, str, "")


class TillView(QWidget):
    """Three cards: a try, the addresses to register, the form of the answer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setObjectName("rewards_till_scroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(scroll)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, theme.space("l"))
        column.setSpacing(theme.space("l"))
        self.trial = TrialCard(desk)
        self.addresses = AddressesCard(desk)
        self.form = FormCard(desk)
        for card in (self.trial, self.addresses, self.form):
            column.addWidget(card)
        column.addStretch(1)
        scroll.setWidget(body)

    def start_anew(self) -> None:
        """Another restaurant."""
        self.trial.clear()
        self.addresses.refresh()


class TrialCard(Section):
    """Tells what the till would be told of a code now; nothing is counted."""

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        super().__init__(
            theme,
            "flask",
            self.tr("Try a code"),
            self.tr("Only a try on this computer: nothing is counted, and RETM and the till hear nothing of it."),
            name="rewards_trial",
        )
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self.code = QLineEdit()
        self.code.setObjectName("rewards_trial_code")
        self.code.setAccessibleName(self.tr("Code to try"))
        self.code.setPlaceholderText(self.tr("A code, as the cashier types it"))
        self.code.setMaxLength(2 * LONGEST_CODE)
        self.code.setClearButtonEnabled(True)
        self.code.setMaximumWidth(theme.size("detail"))
        self.code.returnPressed.connect(self.ask)
        self.code.textChanged.connect(self._cleared)
        go = button(self.tr("Try"), "primary", name="rewards_trial_go")
        go.clicked.connect(self.ask)
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        row.addWidget(self.code, 1)
        row.addWidget(go)
        row.addStretch(1)
        self.add(row)
        self.outcome = Notice(theme, name="rewards_trial_outcome")
        self.add(self.outcome)
        self.told = ToldDocument(desk, name="rewards_trial_told")
        self._fold = Fold(theme, self.tr("The answer as the till gets it"), self.told, name="rewards_trial_show")
        self._fold.hide()
        self.add(self._fold)
        # What was told may be another thing a moment later.
        desk.bridge.rewards_changed.connect(self._ask_again)
        desk.bridge.settings_changed.connect(self._ask_again)

    def ask(self) -> None:
        """Look the code up."""
        if folded_code(self.code.text()):
            self._tasks.spawn(self._ask(self.code.text()), "ask")
        else:
            self.clear()

    def clear(self) -> None:
        """Take back what was told."""
        self.outcome.hide()
        self._fold.hide()

    def _ask_again(self) -> None:
        if not self.outcome.isHidden():
            self.ask()

    def _cleared(self, _text: str) -> None:
        self.clear()

    async def _ask(self, code: str) -> None:
        desk = self._desk
        reward = await desk.rewards.by_code(desk.connection_id, code)
        (status, body), refusal = told_to_a_check(reward, chosen_form(desk), desk.now())
        if reward is None or refusal is not None:
            said = SAID[refusal or Refusal.UNKNOWN]
            self.outcome.say(
                self.tr("The till would refuse it (answer {status}).").format(status=bidi.ltr(str(status))),
                self.tr("The cashier would read: {words}").format(words=bidi.auto(said)),
                tone="danger",
                closable=False,
            )
        else:
            (row,) = await book_rows(desk, [reward])
            words = gives_words(desk, reward, products_words(reward, row.product))
            if reward.branch_ids:
                words += "\n" + self.tr(
                    "RETM's check names no branch: at a branch it is not for, it is refused only when it is redeemed."
                )
            self.outcome.say(
                self.tr("The till would take it (answer {status}).").format(status=bidi.ltr(str(status))),
                words,
                tone="good",
                closable=False,
            )
        self.told.show_answer(body)
        self._fold.show()


class AddressesCard(Section):
    """The two addresses that are registered with RETM, and whether they can be reached."""

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        super().__init__(
            theme,
            "broadcast",
            self.tr("Addresses to register with RETM"),
            self.tr("The till asks here whether a code is good, and tells here that it was used."),
            name="rewards_addresses",
        )
        self._desk = desk
        self.state = Notice(theme, name="rewards_addresses_state")
        self.add(self.state)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("m"))
        grid.setVerticalSpacing(theme.space("s"))
        grid.setColumnStretch(1, 1)
        self._fields = {kind: QLineEdit() for kind in (CHECK, REDEEM)}
        for number, (kind, caption, name) in enumerate(
            (
                (CHECK, self.tr("Check Reward"), "rewards_check_address"),
                (REDEEM, self.tr("Redeem Reward"), "rewards_redeem_address"),
            )
        ):
            field = self._fields[kind]
            field.setObjectName(name)
            field.setReadOnly(True)
            # Addresses are read from left to right in either language.
            field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            field.setAccessibleName(caption)
            words = label(caption)
            words.setBuddy(field)
            grid.addWidget(words, number, 0)
            grid.addWidget(field, number, 1)
            grid.addWidget(CopyButton(theme, caption, field.text, name=f"{name}_copy"), number, 2)
        self.add(grid)
        both = QHBoxLayout()
        both.addWidget(label(self.tr("Both addresses, one a line"), "muted"))
        both.addWidget(CopyButton(theme, self.tr("both addresses"), self.both, name="rewards_addresses_copy"))
        both.addStretch(1)
        self.add(both)
        self.reachable = Reachable(desk, prefix="rewards")
        self.add(
            Fold(
                theme,
                self.tr("How RETM reaches this computer"),
                self.reachable,
                name="rewards_reachable",
                opened=needs_address(desk),
            )
        )
        desk.bridge.listener_changed.connect(self.refresh)
        desk.bridge.settings_changed.connect(self._settings_changed)
        self.refresh()

    def both(self) -> str:
        """Return both addresses, one a line."""
        return "\n".join(field.text() for field in self._fields.values())

    def refresh(self) -> None:
        """Show the addresses as they are now, and whether RETM can reach them."""
        desk = self._desk
        base = desk.settings.get(PUBLIC_ADDRESS, str, "") or desk.house.listener_address
        for kind, field in self._fields.items():
            field.setText(f"{base}/hooks/{kind}")
            field.setCursorPosition(0)
        error = desk.house.listener_error
        if isinstance(error, OperatorError):
            told = sentence(error)
            self.state.say(
                told.what,
                self.tr("The till gets no answer; cashiers cannot take coupons. {next}").format(next=told.next),
                tone="danger",
                closable=False,
            )
        elif needs_address(desk):
            self.state.say(
                self.tr("No public address is set: RETM's till cannot ask this computer."),
                self.tr("The book works all the same. Enter the public address below and register both with RETM."),
                tone="warn",
                closable=False,
            )
        else:
            self.state.hide()

    def _settings_changed(self) -> None:
        if not self.reachable.public.hasFocus():
            # It may have been entered in Setup.
            self.reachable.public.setText(self._desk.settings.get(PUBLIC_ADDRESS, str, ""))
        self.reachable.refresh()
        self.refresh()


class FormCard(Section):
    """Which of the two documented forms of a reward's products the till is sent."""

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        super().__init__(
            theme,
            "code",
            self.tr("How products are written in the answer"),
            self.tr(
                "RETM's documentation shows two forms and does not say which one the till reads; change it only if "
                "rewards on products do not work at the till."
            ),
            name="rewards_form",
        )
        self._desk = desk
        options = [
            (
                AllowedProductsForm.ARRAY.value,
                self.tr("One entry for each product"),
                self.tr("Each with its own quantity (page {page}). The usual one.").format(page=bidi.ltr("doc-400818")),
            ),
            (
                AllowedProductsForm.OBJECT.value,
                self.tr("One list of products"),
                self.tr("With one quantity for all of them (page {page}).").format(page=bidi.ltr("api-5053406")),
            ),
        ]
        self.choice = OneOf(theme, options, name="rewards_form", a_row=2)
        self.choice.chosen.connect(lambda value: desk.settings.set(ALLOWED_PRODUCTS, value))
        self.add(self.choice)
        desk.bridge.settings_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.choice.choose(chosen_form(self._desk).value)
