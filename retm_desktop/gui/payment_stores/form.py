"""The form of a store: it checks, asks before it changes anything, and hands the store to the account."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.domain.errors import NoPayments, OperatorError, Rejected
from retm_desktop.domain.payments import PaymentStore
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.payment_stores.draft import (
    FIELDS,
    LATITUDE,
    LOCATION,
    NAME,
    Change,
    StoreDraft,
    changes,
    drafted,
    first_draft,
    flaws,
    store_of,
)
from retm_desktop.gui.payment_stores.fields import StoreFields
from retm_desktop.gui.payment_stores.words import (
    change_words,
    field_of,
    field_words,
    flaw_words,
    reason_words,
    store_name,
)
from retm_desktop.gui.sentences import PAYMENTS_SERVICE, sentence_of_payment
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.form import pad
from retm_desktop.gui.widgets.labels import label, line
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.payment_stores import StoreEdit


class StoreForm(QDialog):
    """Opened with `open()`; `saved` carries the `StoreEdit` once it is written down and on its way.

    Object names: `store_form`, `store_form_<field>`, `store_form_notice`, `store_form_save`, `store_form_cancel`.
    """

    saved = Signal(object)

    def __init__(
        self, desk: Desk, parent: QWidget, store: PaymentStore | None = None, *, replaced: StoreEdit | None = None
    ) -> None:
        """`store` is to be changed, without one a new one is made; `replaced` is an edit to be put right."""
        super().__init__(parent)
        self._desk = desk
        self._before = store
        self._replaced = replaced
        self._tasks = ViewTasks(self, desk.background)
        self._busy = self._tried = False
        session = desk.house.payments
        self._connection_id = session.connection.id if session else 0
        self.setObjectName("store_form")
        title = self.tr("Change {name}").format(name=store_name(store)) if store else self.tr("New store")
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head(title))
        self._notice = Notice(theme, name="store_form_notice")
        around = QVBoxLayout()
        around.setContentsMargins(theme.space("xl"), 0, theme.space("xl"), theme.space("s"))
        around.addWidget(self._notice)
        column.addLayout(around)
        self._fields = StoreFields(desk)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(theme.space("xl"), 0, theme.space("xl"), theme.space("l"))
        inside.addWidget(self._fields)
        inside.addStretch(1)
        self._scroll.setWidget(body)
        column.addWidget(self._scroll, 1)
        column.addWidget(line())
        column.addLayout(self._foot())
        self._begun = drafted(replaced.store) if replaced else drafted(store) if store else first_draft()
        self._fields.take(self._begun)
        self._fields.changed.connect(self._changed)
        self._fields.left.connect(self._left)
        first = NAME
        if replaced is not None:
            said = self.tr("{service} says: {words}")
            complained = self._show_complaints(
                {
                    name: said.format(service=PAYMENTS_SERVICE, words=bidi.auto(", ".join(words)))
                    for name, words in replaced.fields.items()
                }
            )
            first = complained or first
        self._take_size(body)
        self._go_to(first)
        desk.bridge.payments_changed.connect(self._account_changed)

    @property
    def draft(self) -> StoreDraft:
        """What is typed."""
        return self._fields.draft

    def reject(self) -> None:
        """Close, after a question where something was typed."""
        if self._busy:
            return
        if self.draft == self._begun:
            super().reject()
        else:
            self._tasks.spawn(self._ask_and_close(), "close")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._scroll.widget():
            self._fit()
        return super().eventFilter(watched, event)

    def _head(self, title: str) -> QVBoxLayout:
        head = QVBoxLayout()
        pad(head, self._desk.theme)
        head.setSpacing(self._desk.theme.space("xs"))
        head.addWidget(label(title, "heading", name="store_form_title", wrap=True))
        words = (
            self.tr("It is changed in the {service} account, for everybody who uses it.")
            if self._before
            else self.tr("It is made in the {service} account, for everybody who uses it.")
        )
        head.addWidget(label(words.format(service=PAYMENTS_SERVICE), "muted", wrap=True))
        return head

    def _foot(self) -> QHBoxLayout:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setContentsMargins(theme.space("xl"), theme.space("m"), theme.space("xl"), theme.space("l"))
        row.setSpacing(theme.space("s"))
        row.addStretch(1)
        cancel = button(self.tr("Cancel"), "quiet", name="store_form_cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        glyph = icon("paper-plane-tilt", theme.color("on_primary"))
        caption = self.tr("Change it") if self._before else self.tr("Make the store")
        self._save = button(caption, "primary", name="store_form_save", icon=glyph, icon_size=theme.size("icon"))
        self._save.setDefault(True)
        self._save.clicked.connect(self._check_and_save)
        row.addWidget(self._save)
        return row

    def _take_size(self, body: QWidget) -> None:
        theme, parent = self._desk.theme, self.parentWidget()
        room = parent.window().width() if parent else self.screen().availableGeometry().width()
        self._scroll.setMinimumHeight(theme.size("board_column_least"))
        width = theme.size("dialog") + theme.size("rail") + 2 * theme.space("xl")
        # As low as can be: it grows with what the fields need, and never shrinks again.
        self.resize(min(width, room - theme.space("xl")), self.minimumSizeHint().height())
        self._fit()
        body.installEventFilter(self)

    def _fit(self) -> None:
        """Be as high as the fields and what is said of them, within the window; never lower than before."""
        body, parent = self._scroll.widget(), self.parentWidget()
        layout = body.layout() if body is not None else None
        if layout is None:
            return
        room = parent.window().height() if parent else self.screen().availableGeometry().height()
        around = self.sizeHint().height() - self._scroll.sizeHint().height()
        wanted = around + max(layout.totalHeightForWidth(self.width()), layout.totalSizeHint().height())
        self.resize(self.width(), max(self.height(), min(wanted, room - self._desk.theme.space("xxl"))))

    def _changed(self, field: str) -> None:
        """Take back what was said of a field; after a first try, say at once what is wrong with it now."""
        flaw = flaws(self.draft, self._before).get(field) if self._tried else None
        self._fields.refuse(field, flaw_words(flaw) if flaw else "")

    def _left(self, field: str) -> None:
        """Say what is wrong with something that was typed, once the cursor is gone from it."""
        draft = self.draft
        flaw = flaws(draft, self._before).get(field)
        if flaw is not None and (self._tried or getattr(draft, field) != getattr(self._begun, field)):
            self._fields.refuse(field, flaw_words(flaw))

    def _show_complaints(self, complaints: Mapping[str, str]) -> str:
        """Show words at each field they are of, and the others above the form; return the first such field."""
        loose, first = [], ""
        for name, words in complaints.items():
            field = LATITUDE if field_of(name) == LOCATION else field_of(name)
            if field in FIELDS:
                self._fields.refuse(field, words)
                first = first or field
            else:
                loose.append(f"{field_words(name)}: {words}")
        if loose:
            title = self.tr("{service} did not take it.").format(service=PAYMENTS_SERVICE)
            self._notice.say(title, "\n".join(loose), tone="danger", closable=False)
        return first

    def _check_and_save(self) -> None:
        if not self._busy:
            self._busy = True
            self._save.setEnabled(False)
            self._tasks.spawn(self._check_then_save(), "save")

    async def _check_then_save(self) -> None:
        draft, edit = self.draft, None
        try:
            if self._is_sound(draft):
                edit = await self._put(draft)
        except Rejected as error:
            if "too_many" in error.fields.get("name", ()):
                self._notice.say(reason_words("name", ("too_many",)), self._kept(), tone="danger")
                return
            first = self._show_complaints({name: reason_words(name, words) for name, words in error.fields.items()})
            if first:
                self._go_to(first)
        except OperatorError as error:
            told = sentence_of_payment(error)
            self._notice.say(told.what, f"{told.safe} {told.next}".strip(), tone="danger")
        finally:
            self._busy = False
            self._save.setEnabled(True)
        if edit is not None:
            self.saved.emit(edit)
            self.accept()

    def _is_sound(self, draft: StoreDraft) -> bool:
        """Say at the fields what is wrong with them, and go to the first one."""
        self._tried = True
        found = flaws(draft, self._before)
        for field in FIELDS:
            self._fields.refuse(field, flaw_words(found[field]) if field in found else "")
        first = next((field for field in FIELDS if field in found), "")
        if first:
            self._go_to(first)
        return not first

    async def _put(self, draft: StoreDraft) -> StoreEdit | None:
        """Hand the store to the account; None where somebody thought better of it. Raises OperatorError."""
        self._notice.hide()
        session = self._desk.house.payments
        if session is None or session.connection.id != self._connection_id:
            raise NoPayments("the account was disconnected")
        before = None
        if self._before is not None:
            before = await self._kept_store(self._before.id)
            if before is None:
                self._notice.say(self.tr("The account does not have this store any more."), self._kept(), tone="danger")
                return None
        store = store_of(draft, before)
        if before is not None and not await self._is_meant(changes(before, store)):
            return None
        edit = await session.account.save(store)
        if self._replaced is not None and not store.id:
            # One of an existing store makes room by itself.
            await session.account.give_up(self._replaced)
        return edit

    async def _kept_store(self, store_id: str) -> PaymentStore | None:
        """Return a store as it is now: it may have been read anew since the form was opened."""
        stores = await self._desk.payment_stores.all(self._connection_id)
        return next((store for store in stores if store.id == store_id), None)

    async def _is_meant(self, changed: list[Change]) -> bool:
        if not changed:
            self._notice.say(self.tr("There is nothing to change."), self.tr("The account has all of it just so."))
            return False
        return await self._desk.prompter.confirm(
            self,
            self.tr("Change this store at {service}?").format(service=PAYMENTS_SERVICE),
            "\n".join(map(change_words, changed)),
            yes=self.tr("Change it"),
            no=self.tr("Keep editing"),
        )

    def _kept(self) -> str:
        return self.tr("Nothing was sent; what you entered is still here.")

    def _go_to(self, field: str) -> None:
        self._scroll.ensureWidgetVisible(self._fields.go_to(field))

    async def _ask_and_close(self) -> None:
        discard = await self._desk.prompter.confirm(
            self,
            self.tr("Discard what you entered?"),
            self.tr("Nothing of it has been sent to {service}.").format(service=PAYMENTS_SERVICE),
            yes=self.tr("Discard"),
            no=self.tr("Keep editing"),
            dangerous=True,
        )
        if discard:
            super().reject()

    def _account_changed(self) -> None:
        session = self._desk.house.payments
        if session is None or session.connection.id != self._connection_id:
            # What was typed was meant for an account that is not there any more.
            super().reject()
