"""One store of the payment account: everything the service tells of it, and its branches."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.domain.business import Branch
from retm_desktop.domain.payments import PaymentStore
from retm_desktop.domain.text import ascii_digits
from retm_desktop.gui import bidi
from retm_desktop.gui.branches.model import branch_name
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.payment_stores.account_stores import AccountStores
from retm_desktop.gui.payment_stores.draft import place_text
from retm_desktop.gui.payment_stores.linked_branches import LinkedBranches
from retm_desktop.gui.payment_stores.words import (
    address_lines,
    phone_text,
    place_words,
    status_tone,
    status_words,
    store_name,
)
from retm_desktop.gui.sentences import PAYMENTS_SERVICE
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button, icon_button
from retm_desktop.gui.widgets.disc import Disc
from retm_desktop.gui.widgets.fact import Fact
from retm_desktop.gui.widgets.labels import chip, label, line, retone
from retm_desktop.store.payment_stores import EditState


class StoreDetail(QFrame):
    """A card of fixed width; hidden until `show_store`. `change_requested` carries the `PaymentStore`."""

    change_requested = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk, known: AccountStores) -> None:
        super().__init__()
        self._desk = desk
        self._known = known
        self._tasks = ViewTasks(self, desk.background)
        self.store = PaymentStore()
        """What is shown."""
        self.setObjectName("store_detail")
        self.setProperty("role", "card")
        theme = desk.theme
        self.setFixedWidth(theme.size("side_detail"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme.space("xs"),) * 4)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("store_detail_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._scroll)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(*(theme.space("m"),) * 4)
        column.setSpacing(theme.space("m"))
        column.addLayout(self._head())
        column.addLayout(self._chips())
        column.addLayout(self._acts())
        column.addWidget(line())
        # What is done here most often comes first.
        column.addLayout(self._links())
        column.addWidget(line())
        column.addLayout(self._facts())
        column.addWidget(line())
        removing = self.tr("A store is removed in {service}'s merchant portal, not here: it cannot be undone.")
        column.addWidget(label(removing.format(service=PAYMENTS_SERVICE), "caption", name="store_removing", wrap=True))
        column.addStretch(1)
        self._scroll.setWidget(body)
        self.hide()

    def show_store(self, store: PaymentStore) -> None:
        """Show a store as the account has it."""
        desk = self._desk
        if store.id != self.store.id:
            self._said.hide()
            self._scroll.verticalScrollBar().setValue(0)
        self.store = store
        self._name.setText(store_name(store))
        self._default.setVisible(store.is_default)
        self._status.setText(status_words(store.status))
        self._status.setVisible(bool(store.status))
        retone(self._status, status_tone(store.status))
        for fact, words in (
            (self._address, "\n".join(map(bidi.auto, address_lines(store)))),
            (self._phone, bidi.phone(phone_text(store))),
            (self._place, place_words(store)),
            (self._created, bidi.day_and_clock(store.created_at, desk.zone) if store.created_at else ""),
            (self._changed, bidi.day_and_clock(store.updated_at, desk.zone) if store.updated_at else ""),
        ):
            fact.show_words(words)
            fact.setVisible(bool(words))
        self._id.show_words(bidi.ltr(store.id))
        under_way = any(edit.store.id == store.id and edit.state is not EditState.FAILED for edit in self._known.edits)
        self._change.setEnabled(not under_way)
        self._waiting.setVisible(under_way)
        self._branches.show_store(store.id)
        self._branches.refresh()
        self.show()

    def show_branches(self, branches: Sequence[Branch], lines: Sequence[str]) -> None:
        """Offer these branches; `lines` are what a search looks through."""
        self._branches.show_branches(branches, lines)

    def show_count(self, count: int) -> None:
        """Show how many branches the store takes the payments of."""
        self._count.setText(bidi.ltr(str(count)) if count else "")

    def focus_change(self) -> None:
        """Give the keyboard to what can be done with the store."""
        self._change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _head(self) -> QHBoxLayout:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        row.addWidget(Disc(theme, "storefront"), 0, Qt.AlignmentFlag.AlignTop)
        self._name = label("", "title", name="store_name", wrap=True)
        row.addWidget(self._name, 1)
        close = icon_button(icon("x", theme.color("muted")), self.tr("Close (Esc)"), name="store_close")
        close.clicked.connect(self.closed)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _chips(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._desk.theme.space("s"))
        self._default = chip(self.tr("Default store"), "primary", name="store_default")
        self._status = chip("", name="store_status")
        row.addWidget(self._default)
        row.addWidget(self._status)
        row.addStretch(1)
        return row

    def _acts(self) -> QVBoxLayout:
        theme = self._desk.theme
        column = QVBoxLayout()
        column.setSpacing(theme.space("xs"))
        self._change = button(
            self.tr("Change"),
            name="store_change",
            icon=icon("pencil-simple", theme.color("text")),
            icon_size=theme.size("icon_s"),
        )
        self._change.clicked.connect(lambda: self.change_requested.emit(self.store))
        column.addWidget(self._change)
        self._waiting = label(self.tr("A change of it is on its way."), "caption", name="store_waiting", wrap=True)
        column.addWidget(self._waiting)
        return column

    def _facts(self) -> QVBoxLayout:
        theme = self._desk.theme
        column = QVBoxLayout()
        column.setSpacing(theme.space("s"))
        fact = partial(Fact, theme, of="store")
        self._address = fact(
            "map-pin", self.tr("Address"), lambda: "\n".join(address_lines(self.store)), name="address"
        )
        self._phone = fact("phone", self.tr("Phone"), self._copied_phone, name="phone")
        self._place = fact(
            "navigation-arrow", self.tr("Coordinates"), lambda: place_text(self.store.location), name="coordinates"
        )
        caption = self.tr("Id at {service}").format(service=PAYMENTS_SERVICE)
        self._id = fact("hash", caption, lambda: self.store.id, name="id")
        self._created = fact("calendar-blank", self.tr("Created"), None, name="created")
        self._changed = fact("clock-counter-clockwise", self.tr("Last changed"), None, name="changed")
        for each in (self._address, self._phone, self._place, self._id, self._created, self._changed):
            column.addWidget(each)
        return column

    def _links(self) -> QVBoxLayout:
        theme = self._desk.theme
        column = QVBoxLayout()
        column.setSpacing(theme.space("s"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("s"))
        head.addWidget(label(self.tr("Branches"), "title"))
        self._count = label("", "muted", name="store_branch_count")
        head.addWidget(self._count)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(label(self.tr("Payments of their orders go to this store."), "caption", wrap=True))
        self._branches = LinkedBranches(self._desk, self._known)
        self._branches.wanted.connect(self._link)
        column.addWidget(self._branches)
        self._said = label("", "caption", name="store_said", tone="good", wrap=True)
        self._said.hide()
        column.addWidget(self._said)
        return column

    def _copied_phone(self) -> str:
        return ascii_digits(phone_text(self.store)).replace(" ", "")

    def _link(self, branch: Branch, wanted: bool) -> None:
        self._tasks.spawn(self._link_then_say(branch, self.store, wanted), f"link {branch.id}")

    async def _link_then_say(self, branch: Branch, store: PaymentStore, wanted: bool) -> None:
        if not await self._known.link(branch.id, store.id if wanted else "") or store.id != self.store.id:
            return
        words = (
            self.tr("Payments of {branch} go to this store now.")
            if wanted
            else self.tr("Payments of {branch} go to no store now.")
        )
        self._said.setText(words.format(branch=bidi.auto(branch_name(self._desk, branch))))
        self._said.show()
