"""One branch: what is open at each stage, how to reach it, the store for its payments, and its devices."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from retm_desktop.domain.business import Branch
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import ascii_digits
from retm_desktop.gui import bidi
from retm_desktop.gui.branches.model import OPEN_STAGES, branch_name
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.devices.device_list import DeviceList
from retm_desktop.gui.devices.model import BranchHeading, DeviceRow
from retm_desktop.gui.icons import icon
from retm_desktop.gui.payment_stores.account_stores import AccountStores
from retm_desktop.gui.payment_stores.branch_choice import BranchChoice
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.brush import Brush
from retm_desktop.gui.widgets.buttons import button
from retm_desktop.gui.widgets.disc import Disc
from retm_desktop.gui.widgets.fact import Fact
from retm_desktop.gui.widgets.labels import label
from retm_desktop.gui.words import STAGE_ICONS, stage_name


class BranchDetail(QFrame):
    """Built once; `show_branch` fills it. `orders_requested` carries the branch's id."""

    orders_requested = Signal(str)

    def __init__(self, desk: Desk, stores: AccountStores) -> None:
        """`stores` are those that may take the payments of the branch."""
        super().__init__()
        self._desk = desk
        self._branch = Branch()
        self._store = BranchChoice(desk, stores)
        self.setObjectName("branch_detail")
        self.setProperty("role", "card")
        theme = desk.theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme.space("xs"),) * 4)
        scroll = QScrollArea()
        scroll.setObjectName("branch_detail_scroll")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(scroll)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(*(theme.space("xl") - theme.space("xs"),) * 4)
        column.setSpacing(theme.space("xl"))
        column.addLayout(self._head())
        column.addLayout(self._tiles())
        column.addWidget(self._store)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(theme.space("xl"))
        self._parts.addLayout(self._contact(), 4)
        self._parts.addLayout(self._devices(), 5)
        column.addLayout(self._parts, 1)
        scroll.setWidget(body)

    @property
    def branch(self) -> Branch:
        """What is shown."""
        return self._branch

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = self._desk.theme
        roomy = self.width() >= 2 * theme.size("board_column") + 3 * theme.space("xl")
        side_by_side, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(side_by_side if roomy else below)

    def show_branch(self, branch: Branch) -> None:
        """Show where a branch is and how to reach it."""
        self._branch = branch
        name = branch_name(self._desk, branch)
        self._name.setText(bidi.auto(name))
        other = branch.name.en if name == branch.name.ar else branch.name.ar
        self._other_name.setText(bidi.auto(other) if other != name else "")
        self._other_name.setVisible(bool(self._other_name.text()))
        place = ", ".join(part for part in (branch.latitude, branch.longitude) if part)
        self._address.show_words(bidi.auto(branch.address))
        self._phone.show_words(bidi.phone(branch.phone))
        self._place.show_words(bidi.ltr(place))
        self._id.show_words(bidi.ltr(branch.id))
        self._store.show_branch(branch)

    def show_orders(self, count: int, stages: Mapping[Stage, int] | None) -> None:
        """Show how many orders are open; `stages` is None while they have not been counted."""
        words = self.tr("{n} orders open").format(n=bidi.ltr(str(count))) if count else self.tr("No open orders")
        self._open.setText(words)
        for stage, tile in self._numbers.items():
            tile.show_number(None if stages is None else stages.get(stage, 0))

    def show_devices(self, rows: Sequence[BranchHeading | DeviceRow]) -> None:
        """Show the branch's devices."""
        self._list.show_rows(rows)
        self._list.setVisible(bool(rows))
        self._no_devices.setVisible(not rows)
        self._device_count.setText(bidi.ltr(str(len(rows))) if rows else "")

    def show_seen(self, seen: Mapping[str, datetime]) -> None:
        """Show when devices last made an order."""
        self._list.show_seen(seen)

    def _head(self) -> QHBoxLayout:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("l"))
        row.addWidget(Disc(theme, "storefront", size="main_action"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.space("hair"))
        self._name = label("", "heading", name="branch_detail_name", wrap=True)
        self._other_name = label("", "muted", name="branch_detail_other_name", wrap=True)
        self._open = label("", "strong", name="branch_detail_open", tone="primary")
        for each in (self._name, self._other_name, self._open):
            words.addWidget(each)
        row.addLayout(words, 1)
        orders = button(
            self.tr("Show orders"),
            "primary",
            name="branch_show_orders",
            icon=icon("receipt", theme.color("on_primary")),
            icon_size=theme.size("icon"),
        )
        orders.clicked.connect(lambda: self.orders_requested.emit(self._branch.id))
        row.addWidget(orders, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _tiles(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._desk.theme.space("s"))
        self._numbers: dict[Stage, _StageTile] = {}
        for stage in OPEN_STAGES:
            tile = _StageTile(self._desk, stage)
            self._numbers[stage] = tile
            row.addWidget(tile, 1)
        return row

    def _contact(self) -> QVBoxLayout:
        theme = self._desk.theme
        column = QVBoxLayout()
        column.setSpacing(theme.space("s"))
        column.addWidget(label(self.tr("Where and how"), "title"))
        fact = partial(Fact, theme, of="branch")
        self._address = fact("map-pin", self.tr("Address"), lambda: self._branch.address, name="address")
        self._phone = fact("phone", self.tr("Phone"), lambda: ascii_digits(self._branch.phone), name="phone")
        self._place = fact(
            "navigation-arrow",
            self.tr("Coordinates"),
            lambda: f"{self._branch.latitude},{self._branch.longitude}",
            name="coordinates",
        )
        self._id = fact("hash", self.tr("Id at RETM"), lambda: self._branch.id, name="id")
        for each in (self._address, self._phone, self._place, self._id):
            column.addWidget(each)
        column.addStretch(1)
        return column

    def _devices(self) -> QVBoxLayout:
        theme = self._desk.theme
        column = QVBoxLayout()
        column.setSpacing(theme.space("s"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("s"))
        head.addWidget(label(self.tr("Devices"), "title"))
        self._device_count = label("", "muted", name="branch_device_count")
        head.addWidget(self._device_count)
        head.addStretch(1)
        column.addLayout(head)
        self._list = DeviceList(self._desk, name="branch_devices", roomy=False)
        self._list.setMinimumHeight(4 * theme.size("main_action"))
        column.addWidget(self._list, 1)
        self._no_devices = label(self.tr("RETM tells of no device here."), "muted", name="branch_no_devices", wrap=True)
        column.addWidget(self._no_devices)
        column.addStretch(0)
        return column


class _StageTile(QFrame):
    """How many orders stand at a stage, its icon in its colours, and its name."""

    def __init__(self, desk: Desk, stage: Stage) -> None:
        super().__init__()
        theme = desk.theme
        self.setProperty("role", "sunken")
        self.setObjectName(f"branch_stage_{stage.value}")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space("s"),) * 4)
        column.setSpacing(theme.space("hair"))
        row = QHBoxLayout()
        row.setSpacing(0)
        self._number = label("", "display", name=f"branch_count_{stage.value}")
        row.addWidget(self._number)
        row.addStretch(1)
        self._mark = _StageMark(theme, stage)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        column.addWidget(label(stage_name(stage), "caption", wrap=True))
        column.addStretch(1)
        self.show_number(None)

    def show_number(self, count: int | None) -> None:
        """Show how many; None while that is not known."""
        self._number.setText("–" if count is None else bidi.ltr(str(count)))
        self._mark.light(bool(count))


class _StageMark(QWidget):
    """A stage's icon in a disc: in its own colours while there are orders, grey without."""

    def __init__(self, theme: Theme, stage: Stage) -> None:
        super().__init__()
        self._theme, self._stage, self._lit = theme, stage, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def light(self, lit: bool) -> None:
        """Turn the colours on or off."""
        self._lit = lit
        self.update()

    def sizeHint(self) -> QSize:
        side = self._theme.size("icon_l") + self._theme.space("xs")
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        fill, ink = theme.stage(self._stage) if self._lit else (theme.color("border"), theme.color("muted"))
        painter = QPainter(self)
        brush = Brush(painter, self.layoutDirection(), self.rect())
        brush.fill(self.rect(), fill, self.width() / 2)
        inset = (self.width() - theme.size("icon_s")) // 2
        brush.icon(self.rect().adjusted(inset, inset, -inset, -inset), STAGE_ICONS[self._stage], ink)
        painter.end()
