"""One endpoint: where it stands in RETM's docs, the path in use and another one, and calling it by hand."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from retm_desktop.domain.errors import NotFound, OperatorError, RateLimited, Rejected
from retm_desktop.gui import bidi
from retm_desktop.gui.connection.answer import Answer
from retm_desktop.gui.connection.trial import known_id
from retm_desktop.gui.connection.words import (
    endpoint_name,
    mark_name,
    milliseconds,
    source_words,
    status_tone,
    status_words,
)
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.sentences import sentence_of_code, sentence_of_session
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.detail_pane import DetailPane
from retm_desktop.gui.widgets.form import Field
from retm_desktop.gui.widgets.labels import chip, label, line, retone
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.providers.retm.client import Probe
from retm_desktop.providers.retm.endpoints import Mark
from retm_desktop.sync.inspector import EndpointState, Inspector


class EndpointDetail(DetailPane):
    """Hidden until `show_state`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, name="endpoint")
        self._desk = desk
        self._tasks = ViewTasks(self, desk.background)
        self._state: EndpointState | None = None
        self._calling = False
        theme, column = desk.theme, self.column
        column.addLayout(self._facts())
        column.addWidget(line())
        column.addLayout(self._path_form())
        column.addWidget(line())
        column.addLayout(self._call_form())
        self.notice = Notice(theme, name="connection_call_notice")
        column.addWidget(self.notice)
        self.answer = Answer(desk)
        column.addWidget(self.answer)
        column.addStretch(1)

    @property
    def endpoint(self) -> str:
        """The stable name of the endpoint on screen, empty when there is none."""
        return self._state.endpoint.name if self._state is not None else ""

    def show_state(self, state: EndpointState) -> None:
        """Show an endpoint; what was typed and answered stays while it is the same one."""
        another = state.endpoint.name != self.endpoint
        moved = self._state is None or state.path != self._state.path
        self._state = state
        endpoint = state.endpoint
        self.title.setText(endpoint_name(endpoint.name))
        self._method.setText(bidi.ltr(endpoint.method))
        self._mark.setText(mark_name(endpoint.mark))
        retone(self._mark, "good" if endpoint.mark is Mark.DOCUMENTED else "warn")
        self._status.setText(status_words(state.last))
        retone(self._status, status_tone(state.last).replace("muted", ""))
        self._stable.setText(self.tr("Name in settings files: {name}").format(name=bidi.ltr(endpoint.name)))
        self._source.setText(source_words(endpoint.source))
        self._last.setText(self._last_words(state))
        self._usual.setVisible(state.overridden)
        if another or moved:
            self.path.setText(state.path)
            self._path.refuse("")
        if another:
            self._tasks.cancel("call")
            self._busy(False)
            self.notice.hide()
            self.answer.forget()
            self._record.refuse("")
            self._record.setVisible("{id}" in endpoint.path)
            self.record.clear()
            self._hint.setText(self._hint_words(state))
            self._tasks.spawn(self._prefill(endpoint.name), "prefill")
        self.show()

    def forget(self) -> None:
        """Show nothing."""
        self._tasks.cancel("call")
        self._busy(False)
        self._state = None
        self.answer.forget()
        self.hide()

    def _facts(self) -> QVBoxLayout:
        theme = self._desk.theme
        column = QVBoxLayout()
        column.setSpacing(theme.space("xs"))
        chips = QHBoxLayout()
        chips.setSpacing(theme.space("s"))
        self._method = chip("", name="connection_method")
        self._mark = chip("", name="connection_mark")
        self._status = chip("", name="connection_status")
        for one in (self._method, self._mark, self._status):
            chips.addWidget(one)
        chips.addStretch(1)
        column.addLayout(chips)
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        words = QVBoxLayout()
        words.setSpacing(theme.space("hair"))
        self._source = label("", "caption", name="connection_source", wrap=True)
        self._stable = label("", "caption", name="connection_stable_name", wrap=True)
        self._last = label("", "caption", name="connection_last_call", wrap=True)
        for one in (self._source, self._stable, self._last):
            words.addWidget(one)
        row.addLayout(words, 1)
        copy = CopyButton(theme, self.tr("the name"), lambda: self.endpoint, name="connection_copy_stable_name")
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        return column

    def _path_form(self) -> QVBoxLayout:
        theme = self._desk.theme
        column = QVBoxLayout()
        column.setSpacing(theme.space("xs"))
        self.path = QLineEdit()
        self.path.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.path.setMaxLength(300)
        self.path.returnPressed.connect(self._use_path)
        self._use = button(self.tr("Use this path"), name="connection_use_path")
        self._use.clicked.connect(self._use_path)
        self._path = Field(theme, self.tr("Path"), self.path, self._use, name="connection_path")
        column.addWidget(self._path)
        self._usual = button(self.tr("Use the usual path"), "link", name="connection_usual_path")
        self._usual.clicked.connect(lambda: self._set_path(""))
        column.addWidget(self._usual, 0, Qt.AlignmentFlag.AlignLeading)
        return column

    def _call_form(self) -> QVBoxLayout:
        theme = self._desk.theme
        column = QVBoxLayout()
        column.setSpacing(theme.space("s"))
        self._hint = label("", "muted", name="connection_call_hint", wrap=True)
        column.addWidget(self._hint)
        self.record = QLineEdit()
        self.record.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.record.setMaxLength(100)
        self.record.returnPressed.connect(self._call)
        self._record = Field(theme, self.tr("Id of the record"), self.record, name="connection_record")
        column.addWidget(self._record)
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        self._go = button(
            "",
            "primary",
            name="connection_call",
            icon=icon("play", theme.color("on_primary")),
            icon_size=theme.size("icon"),
        )
        self._go.clicked.connect(self._call)
        self._stop = button(self.tr("Stop waiting"), name="connection_call_stop")
        self._stop.clicked.connect(self._give_up)
        self._stop.hide()
        row.addWidget(self._go)
        row.addWidget(self._stop)
        row.addStretch(1)
        column.addLayout(row)
        self._busy(False)
        return column

    def _last_words(self, state: EndpointState) -> str:
        if state.last is None:
            return self.tr("Not called since the program was started or the path was changed.")
        return self.tr("Last called at {time}, {took}.").format(
            time=bidi.clock(state.last.at, self._desk.zone), took=milliseconds(state.last.seconds)
        )

    def _hint_words(self, state: EndpointState) -> str:
        if state.endpoint.name == "token":
            return self.tr("Calling it asks RETM for a new token now.")
        if state.endpoint.method == "GET":
            return self.tr("Calling it reads from RETM once and shows the answer as it comes.")
        return self.tr(
            "Calling it sends an empty request, which RETM has to refuse (422): nothing is made, and a 404 shows that "
            "the path is wrong."
        )

    async def _prefill(self, endpoint: str) -> None:
        found = await known_id(self._desk, endpoint)
        if endpoint == self.endpoint and not self.record.text():
            self.record.setText(found)

    def _use_path(self) -> None:
        self._set_path(self.path.text())

    def _set_path(self, path: str) -> None:
        inspector = self._desk.house.inspector
        if inspector is not None and self._state is not None:
            self._path.refuse("")
            self._tasks.spawn(self._path_set(inspector, self.endpoint, path), "path")

    async def _path_set(self, inspector: Inspector, endpoint: str, path: str) -> None:
        self._use.setEnabled(False)
        try:
            await inspector.set_path(endpoint, path)
        except Rejected as error:
            said = " ".join(error.fields.get("path", ()))
            self._path.refuse(
                self.tr("{id} has to stand in it exactly as in the usual path: it is where the record's id goes.")
                if "{id}" in said
                else self.tr("A path such as /orders/list: a slash before each part, then letters, digits, . _ or -.")
            )
            self.path.setFocus()
        else:
            self.answer.forget()
            self.notice.say(
                self.tr("From now on this path is used."),
                self.tr("Call the endpoint to see whether it is the right one."),
                tone="good",
            )
        finally:
            self._use.setEnabled(True)

    def _busy(self, on: bool) -> None:
        self._calling = on
        self._go.setEnabled(not on)
        self._go.setText(self.tr("Waiting for RETM…") if on else self.tr("Call it"))
        self._stop.setVisible(on)

    def _call(self) -> None:
        inspector, state = self._desk.house.inspector, self._state
        if inspector is None or state is None or self._calling:
            return
        self._record.refuse("")
        self.notice.hide()
        self._busy(True)
        self._tasks.spawn(self._called(inspector, state), "call")

    def _give_up(self) -> None:
        self._tasks.cancel("call")
        self._busy(False)
        self.notice.say(
            self.tr("Nobody waits for the answer any more."),
            self.tr("Nothing was changed here; call it again at will."),
        )

    async def _called(self, inspector: Inspector, state: EndpointState) -> None:
        endpoint = state.endpoint
        try:
            if endpoint.name == "token":
                await inspector.renew()
                self.answer.forget()
                self.notice.say(self.tr("RETM gave a new token."), tone="good")
            elif endpoint.method == "GET" or await self._agreed(state):
                probe = await inspector.call(endpoint.name, self.record.text())
                self._show_answer(state, probe)
        except OperatorError as error:
            self.answer.forget()
            self._tell(error)
        finally:
            self._busy(False)

    async def _agreed(self, state: EndpointState) -> bool:
        return await self._desk.prompter.confirm(
            self.window(),
            self.tr("Send an empty request?"),
            self.tr(
                "{name} writes at RETM. An empty request is sent to {path}; RETM has to refuse it (422), and nothing "
                "is made. A 404 shows that the path is wrong."
            ).format(
                name=endpoint_name(state.endpoint.name),
                # A line must not break after the slash a path begins with.
                path=bidi.ltr(state.path.replace("/", "/\u2060", 1)),
            ),
            yes=self.tr("Send it"),
            no=self.tr("Cancel"),
        )

    def _show_answer(self, state: EndpointState, probe: Probe) -> None:
        if state.endpoint.name == self.endpoint:
            self.answer.show_probe(
                probe, writes=state.endpoint.method != "GET", one_record="{id}" in state.endpoint.path
            )
            # Once it is laid out: the answer is what one waits for, and it stands at the end.
            QTimer.singleShot(0, self, lambda: self.scroller.ensureWidgetVisible(self.answer.document))

    def _tell(self, error: OperatorError) -> None:
        if isinstance(error, Rejected) and "id" in error.fields:
            self._record.refuse(self.tr("Enter the id of a record, for example from an answer of its list."))
            self.record.setFocus()
        elif isinstance(error, NotFound):
            self._record.refuse(self.tr("This cannot be an id."))
        elif isinstance(error, RateLimited):
            told = sentence_of_code(error.code)
            self.notice.say(told.what, self.tr("Wait a moment before the next try."), tone="warn")
        else:
            told = sentence_of_session(error)
            self.notice.say(told.what, f"{told.safe} {told.next}", tone="danger")
