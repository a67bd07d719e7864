"""The form that makes a record: it checks, and puts what is to be made into the outbox."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.domain.errors import OperatorError
from retm_desktop.domain.records import NAME_AR, NAME_EN, RecordDraft, drafted, flaws, intent_of
from retm_desktop.domain.text import BilingualText, plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.records.fields import Known, first_draft, part_of
from retm_desktop.gui.records.kinds import RecordList
from retm_desktop.gui.records.parts import NamesPart, Part
from retm_desktop.gui.records.taken import taken_names
from retm_desktop.gui.records.waiting import record_of
from retm_desktop.gui.records.words import field_words, flaw_words
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.form import pad
from retm_desktop.gui.widgets.labels import label, line
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.outbox import Action, ActionState
from retm_desktop.sync.status import Link, Status


class RecordForm(QDialog):
    """Opened with `open()`; `sent` carries the `Action` once what was typed is in the outbox."""

    sent = Signal(object)

    def __init__(
        self, desk: Desk, records: RecordList, known: Known, parent: QWidget, *, replaced: Action | None = None
    ) -> None:
        """`replaced` is an action whose record is edited: it is let go just before the edited one is put."""
        super().__init__(parent)
        self._desk = desk
        self._records = records
        self._replaced = replaced
        self._tasks = ViewTasks(self, desk.background)
        self._busy = False
        self._tried = False
        self._connection_id = desk.connection_id
        self.setObjectName("record_form")
        self.setWindowTitle(plain(records.new))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        wide = records.kind is Kind.PAYMENT_METHOD
        self._parts: tuple[Part, ...] = (
            NamesPart(desk, side_by_side=not wide),
            part_of(desk, records.kind, known),
        )
        self._fields = {key: part for part in self._parts for key in part.fields}
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self._notice = Notice(theme, name="record_notice")
        around = QVBoxLayout()
        around.setContentsMargins(theme.space("xl"), 0, theme.space("xl"), theme.space("s"))
        around.addWidget(self._notice)
        column.addLayout(around)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = self._body()
        self._scroll.setWidget(body)
        column.addWidget(self._scroll, 1)
        column.addWidget(line())
        column.addLayout(self._foot())
        self._begun = drafted(record_of(replaced.intent)) if replaced else first_draft(records.kind, known)
        for part in self._parts:
            part.take(self._begun)
            part.changed.connect(self._changed)
            part.left.connect(self._left)
        self._begun = self.draft
        if replaced is not None:
            self._show_complaints(replaced.error_fields)
        self._take_size(body, wide=wide)
        desk.bridge.active_changed.connect(self._restaurant_changed)
        desk.bridge.status_changed.connect(self._show_link)
        self._show_link(desk.house.status)

    @property
    def draft(self) -> RecordDraft:
        """What is typed and chosen."""
        draft = RecordDraft()
        for part in self._parts:
            draft = part.put(draft)
        return draft

    def reject(self) -> None:
        """Close, after a question where something was typed."""
        if self._busy:
            return
        if self.draft == self._begun:
            super().reject()
        else:
            self._tasks.spawn(self._ask_and_close(), "close")

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        pad(head, self._desk.theme)
        head.setSpacing(self._desk.theme.space("xs"))
        head.addWidget(label(self._records.new, "heading", name="record_form_title"))
        words = (
            self.tr("It is made at RETM, and every till of the restaurant has it then.")
            if self._replaced is None
            else self.tr("What is sent now takes the place of what was to be made.")
        )
        head.addWidget(label(words, "muted", wrap=True))
        return head

    def _body(self) -> QWidget:
        theme = self._desk.theme
        body = QWidget()
        sides = QHBoxLayout(body)
        sides.setContentsMargins(theme.space("xl"), 0, theme.space("xl"), theme.space("l"))
        sides.setSpacing(theme.space("xl"))
        column = QVBoxLayout()
        column.setSpacing(theme.space("l"))
        for part in self._parts:
            column.addWidget(part)
        beside = [part.beside for part in self._parts if part.beside is not None]
        room = self._window_width()
        side_by_side = room >= 2 * theme.size("side_detail") + 5 * theme.space("xl")
        if not side_by_side:
            for widget in beside:
                column.addWidget(widget)
        column.addStretch(1)
        sides.addLayout(column, 1)
        for widget in beside if side_by_side else []:
            sides.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
        return body

    def _foot(self) -> QHBoxLayout:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setContentsMargins(theme.space("xl"), theme.space("m"), theme.space("xl"), theme.space("l"))
        row.setSpacing(theme.space("s"))
        self._waits = label("", "caption", name="record_waits", tone="warn", wrap=True)
        row.addWidget(self._waits, 1)
        row.addStretch(0)
        cancel = button(self.tr("Cancel"), "quiet", name="record_cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        glyph = icon("paper-plane-tilt", theme.color("on_primary"))
        caption = self.tr("Make it at RETM")
        self._send = button(caption, "primary", name="record_send", icon=glyph, icon_size=theme.size("icon"))
        self._send.setDefault(True)
        self._send.clicked.connect(self._check_and_send)
        row.addWidget(self._send)
        return row

    def _window_width(self) -> int:
        parent = self.parentWidget()
        return parent.window().width() if parent else self.screen().availableGeometry().width()

    def _take_size(self, body: QWidget, *, wide: bool) -> None:
        theme = self._desk.theme
        wanted = 2 * theme.size("side_detail") + 3 * theme.space("xl") if wide else theme.size("dialog")
        width = min(wanted + 2 * theme.space("xl"), self._window_width() - theme.space("xl"))
        # The scroll bar, once there is one, must not make the words wrap anew.
        self._scroll.setMinimumHeight(theme.size("board_column_least"))
        self.resize(width, self.sizeHint().height())
        self._fit(body)
        body.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._scroll.widget():
            # What is wrong with a field is said below it: there is room for that while the window has some.
            QTimer.singleShot(0, self, self._fit_body)
        return super().eventFilter(watched, event)

    def _fit_body(self) -> None:
        body = self._scroll.widget()
        if body is not None:
            self._fit(body)

    def _fit(self, body: QWidget) -> None:
        layout, parent = body.layout(), self.parentWidget()
        if layout is None:
            return
        room = parent.window().height() if parent else self.screen().availableGeometry().height()
        around = self.sizeHint().height() - self._scroll.sizeHint().height()
        wanted = around + max(layout.totalHeightForWidth(self.width()), layout.totalSizeHint().height())
        self.resize(self.width(), max(self.height(), min(wanted, room - self._desk.theme.space("xxl"))))

    def _changed(self, field: str) -> None:
        """Take back what was said of a field; after a first try, say at once what is wrong with it now."""
        flaw = flaws(self.draft, self._records.type).get(field) if self._tried else None
        self._refuse(field, flaw_words(flaw) if flaw else "")

    def _left(self, field: str) -> None:
        """Say what is wrong with something that was typed, once the cursor is gone from it."""
        if field in (NAME_EN, NAME_AR):
            self._tasks.spawn(self._look_for_name(field), f"name {field}")
        elif field in (found := flaws(self.draft, self._records.type)):
            typed = self.draft != self._begun
            self._refuse(field, flaw_words(found[field]) if typed else "")

    async def _look_for_name(self, field: str) -> None:
        draft = self.draft
        typed = draft.name.en if field == NAME_EN else draft.name.ar
        if not typed.strip():
            return
        taken = await self._taken(draft.name)
        if self.draft.name == draft.name and (flaw := flaws(draft, self._records.type, taken).get(field)):
            self._refuse(field, flaw_words(flaw))

    async def _taken(self, name: BilingualText) -> Collection[BilingualText]:
        but = self._replaced.id if self._replaced else 0
        return await taken_names(self._desk, self._records, name, but)

    def _refuse(self, field: str, words: str) -> None:
        self._fields[field].fields[field].refuse(words)

    def _show_complaints(self, complaints: Mapping[str, tuple[str, ...]]) -> None:
        """Show at each field what RETM said of it, and what belongs to no field above them."""
        said = self.tr("RETM says: {words}")
        loose = []
        for field, words in complaints.items():
            joined = bidi.auto(" ".join(words))
            if field in self._fields:
                self._refuse(field, said.format(words=joined))
            else:
                loose.append(f"{field_words(field)}: {joined}")
        if loose:
            self._notice.say(self.tr("RETM refused it."), "\n".join(loose), tone="danger", closable=False)

    def _check_and_send(self) -> None:
        if not self._busy:
            self._busy = True
            self._send.setEnabled(False)
            self._tasks.spawn(self._check_then_send(), "send")

    async def _check_then_send(self) -> None:
        try:
            draft = self.draft
            found = flaws(draft, self._records.type, await self._taken(draft.name))
            self._tried = True
            for field in self._fields:
                self._refuse(field, flaw_words(found[field]) if field in found else "")
            if found:
                self._go_to(next(field for field in self._fields if field in found))
                return
            self._notice.hide()
            if not await self._let_go():
                return
            action = await self._desk.house.do(intent_of(draft, self._records.type))
        except OperatorError as error:
            self._notice.tell(error)
            return
        finally:
            self._busy = False
            self._send.setEnabled(True)
        self.sent.emit(action)
        self.accept()

    def _go_to(self, field: str) -> None:
        part = self._fields[field]
        part.focus_field(field)
        self._scroll.ensureWidgetVisible(part.fields[field])

    async def _let_go(self) -> bool:
        """Let the action go whose record was edited; False, with words, where RETM may have it by now."""
        if self._replaced is None:
            return True
        outbox, house, number = self._desk.outbox, self._desk.house, self._replaced.id
        now = await outbox.get(number)
        match now.state if now else ActionState.GIVEN_UP:
            case ActionState.PENDING if now is not None and not now.attempts:
                await house.withdraw(number)
            case ActionState.PENDING | ActionState.FAILED:
                await house.give_up(number)
            case _:
                pass
        now = await outbox.get(number)
        if now is None or now.state is ActionState.GIVEN_UP:
            self._replaced = None
            return True
        done = now.state is ActionState.DONE
        self._notice.say(
            self.tr("RETM has made it already.") if done else self.tr("It is on its way to RETM just now."),
            self.tr("What you changed was not sent. Close this and look at the list."),
            tone="warn",
        )
        return False

    async def _ask_and_close(self) -> None:
        discard = await self._desk.prompter.confirm(
            self,
            self.tr("Discard what you entered?"),
            self.tr("Nothing of it has been sent to RETM."),
            yes=self.tr("Discard"),
            no=self.tr("Keep editing"),
            dangerous=True,
        )
        if discard:
            super().reject()

    def _restaurant_changed(self) -> None:
        # What was typed was meant for the other restaurant.
        if self._desk.connection_id != self._connection_id:
            super().reject()

    def _show_link(self, status: Status) -> None:
        self._waits.setText(
            self.tr("RETM cannot be reached now: it waits here and goes out by itself.")
            if status.link is not Link.ONLINE
            else ""
        )
