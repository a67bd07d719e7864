"""Paints an order as a ticket: what, who, how much, where, and how long ago, without opening it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.orders import ages
from retm_desktop.gui.orders.column_model import ROW_ROLE
from retm_desktop.gui.orders.marks import main_step, pending_mark, unknown_code
from retm_desktop.gui.orders.names import Names
from retm_desktop.gui.orders.summary import first_lines
from retm_desktop.gui.painting_turn import PaintingTurn
from retm_desktop.gui.widgets.brush import Brush
from retm_desktop.gui.words import STAGE_ICONS, act_towards, stage_name
from retm_desktop.store.orders import OrderRow

Index = QModelIndex | QPersistentModelIndex

_TOKENS = (
    "surface",
    "hover",
    "selected",
    "border",
    "text",
    "muted",
    "sunken",
    "focus",
    "primary",
    "primary_hover",
    "on_primary",
    "danger",
    "danger_soft",
    "on_danger",
    "warn",
    "warn_soft",
    "info",
    "info_soft",
)


_PICTURES = 32
"""Pictures of cards kept for each column: more than fit on a screen, a quarter of a megabyte each."""


@dataclass
class _Face:
    """What a card says, made once for each version of an order."""

    row: OrderRow
    number: str
    who: str
    lines: list[str]
    more: str
    note: str
    kind: str
    branch: str
    total: str
    remarks: list[tuple[str, str, str]] = field(default_factory=list)
    button: str = ""
    height: int = 0


class CardDelegate(QStyledItemDelegate):
    """One card an order; the button of a new order is part of the card (`button_rect` says where)."""

    def __init__(
        self, desk: Desk, names: Callable[[], Names], turn: PaintingTurn, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._names = names
        self._turn = turn
        theme = desk.theme
        self._fonts: dict[str, QFont] = {role: theme.font(role) for role in ("caption", "body", "strong", "title")}
        self._height = {role: QFontMetrics(font).height() for role, font in self._fonts.items()}
        self._colors = {token: theme.color(token) for token in _TOKENS}
        self._gap = {token: theme.space(token) for token in ("hair", "xs", "s", "m", "l")}
        self._faces: dict[int, _Face] = {}
        self._pictures: dict[int, tuple[tuple[object, ...], QPixmap]] = {}
        self.pressed_key: int | None = None
        self.hovered_key: int | None = None
        """The order whose button is held down, and the one whose button is under the pointer."""

    def forget(self) -> None:
        """Make every face anew: the names of branches or order types changed."""
        self._faces.clear()
        self._pictures.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        face = self._face(index.data(ROW_ROLE))
        return QSize(self._desk.theme.size("control"), face.height + self._gap["s"])

    def button_rect(self, item: QRect, row: OrderRow, direction: Qt.LayoutDirection) -> QRect:
        """Return where a card's button is inside the item's rectangle; empty without one."""
        if not self._face(row).button:
            return QRect()
        return QStyle.visualRect(direction, item, self._button(self._card(item)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the card's picture, made anew only when something about it changed; one that has to wait stays as is."""
        row = index.data(ROW_ROLE)
        face = self._face(row)
        ratio = painter.device().devicePixelRatio()
        look = (face, *self._look(option, row, ratio))
        shown = self._pictures.get(row.key)
        if shown is None or shown[0] != look:
            if self._turn.has_time():
                self._turn.make(lambda: self._keep_picture(look, option, face, ratio))
                shown = self._pictures[row.key]
            else:
                self._turn.postpone(option.widget)
        if shown is not None:
            painter.drawPixmap(option.rect.topLeft(), shown[1])

    def _look(self, option: QStyleOptionViewItem, row: OrderRow, ratio: float) -> tuple[object, ...]:
        """Return all that decides what a card looks like, beside its order."""
        now = self._desk.now()
        marks = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus
        lit = row.key in (self.hovered_key, self.pressed_key)
        band = ages.band(row, now, delivery=self._names().is_delivery(row.order_type_id))
        age = (band, ages.minutes(row, now)) if band is not None else None
        return option.rect.width(), option.rect.height(), ratio, option.direction, option.state & marks, lit, age

    def _keep_picture(self, look: tuple[object, ...], option: QStyleOptionViewItem, face: _Face, ratio: float) -> None:
        picture = QPixmap(option.rect.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self._paint_card(painter, QRect(QPoint(0, 0), option.rect.size()), option, face)
        painter.end()
        self._pictures.pop(face.row.key, None)
        self._pictures[face.row.key] = (look, picture)
        if len(self._pictures) > _PICTURES:
            del self._pictures[next(iter(self._pictures))]

    def _paint_card(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, face: _Face) -> None:
        row, state = face.row, option.state
        brush = Brush(painter, option.direction, rect)
        card = self._card(rect)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        self._ground(brush, card, row, selected=selected, hovered=hovered, focused=focused)
        inner = card.adjusted(self._gap["m"], self._gap["s"], -self._gap["m"], -self._gap["s"])
        if row.stage is Stage.CANCELLED:
            inner.setTop(self._stop(brush, card))
        y = self._head(brush, inner, face)
        y = self._items(brush, inner, y, face)
        self._foot(brush, inner, y, face)
        if face.button:
            self._paint_button(brush, self._button(card), face)

    # What the card says

    def words(self, row: OrderRow) -> str:
        """Return the card as one sentence for a screen reader."""
        face = self._face(row)
        now = self._desk.now()
        delivery = self._names().is_delivery(row.order_type_id)
        age = ages.words(ages.band(row, now, delivery=delivery), ages.minutes(row, now))
        parts = [face.number, stage_name(row.stage, delivered_by_driver=delivery), age, face.who, *face.lines]
        parts += [face.more, face.note, face.branch, face.total, *(words for words, _, _ in face.remarks)]
        return plain(", ".join(part for part in parts if part))

    def _face(self, row: OrderRow) -> _Face:
        face = self._faces.get(row.key)
        if face is None or face.row != row:
            if len(self._faces) > 2000:
                self._faces.clear()
            face = self._faces[row.key] = self._made(row)
        return face

    def _made(self, row: OrderRow) -> _Face:
        desk, names = self._desk, self._names()
        kind = names.order_type(row.order_type_id)
        customer = desk.text(row.customer_name) or bidi.phone(row.customer_phone)
        lines, more = first_lines(row, desk.language)
        if not row.summary:
            lines = [self.tr("RETM sent no items")]
        face = _Face(
            row=row,
            number=bidi.number(row.number) or self.tr("No number yet"),
            who=bidi.auto(customer or kind or self.tr("Walk-in customer")),
            lines=lines,
            more=self.tr("{n} more").format(n=bidi.ltr(f"+{more}")) if more else "",
            note=bidi.auto(" ".join(row.note.split())),
            kind=bidi.auto(kind) if customer else "",
            branch=bidi.auto(names.branch(row.branch_id)),
            total=bidi.amount(row.total, desk.currency, desk.language),
        )
        if row.estimated:
            face.total = self.tr("{amount} est.").format(amount=face.total)
        if row.refunded:
            face.remarks.append((self.tr("Refunded"), "arrow-u-up-left", "warn"))
        if unknown := unknown_code(row):
            face.remarks.append((unknown, "question", "info"))
        if mark := pending_mark(row):
            face.remarks.append((mark.words, mark.icon, mark.tone))
        step = main_step(row, names)
        if row.stage is Stage.NEW and step is not None:
            face.button = act_towards(step, delivered_by_driver=names.is_delivery(row.order_type_id))
        face.height = self._height_of(face)
        return face

    # Where things are

    def _card(self, item: QRect) -> QRect:
        return item.adjusted(self._gap["hair"], self._gap["hair"], -self._gap["hair"], -self._gap["s"])

    def _button(self, card: QRect) -> QRect:
        height = self._desk.theme.size("control")
        side = self._gap["s"]
        return QRect(card.left() + side, card.bottom() - side - height + 1, card.width() - 2 * side, height)

    def _height_of(self, face: _Face) -> int:
        gap, line = self._gap, self._height
        height = 2 * gap["s"] + line["title"] + gap["hair"] + line["strong"] + gap["xs"]
        height += len(face.lines) * line["body"]
        height += line["caption"] if face.more else 0
        height += gap["xs"] + self._strip() if face.note else 0
        height += gap["xs"] + self._strip() if face.kind or face.branch else 0
        height += gap["xs"] + line["strong"]
        height += len(face.remarks) * (gap["xs"] + self._strip())
        if face.row.stage is Stage.CANCELLED:
            height += line["strong"] + 3 * gap["xs"] - gap["s"]
        if face.button:
            height += gap["s"] + self._desk.theme.size("control")
        return height + 2 * gap["hair"]

    def _strip(self) -> int:
        return self._height["caption"] + self._gap["xs"]

    # Painting, from top to bottom

    def _ground(
        self, brush: Brush, card: QRect, row: OrderRow, *, selected: bool, hovered: bool, focused: bool
    ) -> None:
        radius = self._desk.theme.radius("m")
        color = self._colors
        brush.fill(card, color["selected"] if selected else color["hover"] if hovered else color["surface"], radius)
        band = ages.band(row, self._desk.now(), delivery=self._names().is_delivery(row.order_type_id))
        if band in ("risk", "late"):
            stripe = QRect(card.left(), card.top() + radius, self._gap["xs"], card.height() - 2 * radius)
            brush.fill(stripe, self._desk.theme.age(band), self._gap["xs"] / 2)
        if focused and selected:
            brush.outline(card, color["focus"], 2, radius)
        else:
            brush.outline(card, color["primary"] if selected else color["border"], 1, radius)

    def _stop(self, brush: Brush, card: QRect) -> int:
        height = self._height["strong"] + 2 * self._gap["xs"]
        band = QRect(card.left(), card.top(), card.width(), height)
        radius = self._desk.theme.radius("m")
        brush.fill(band, self._colors["danger"], radius)
        brush.fill(band.adjusted(0, radius, 0, 0), self._colors["danger"])
        size = self._desk.theme.size("icon_s")
        left = band.left() + self._gap["m"]
        brush.icon(QRect(left, band.top(), size, height), "hand-palm", self._colors["on_danger"])
        words = band.adjusted(self._gap["m"] + size + self._gap["s"], 0, -self._gap["m"], 0)
        brush.text(words, self.tr("STOP · Cancelled"), self._fonts["strong"], self._colors["on_danger"])
        return band.bottom() + self._gap["xs"]

    def _head(self, brush: Brush, inner: QRect, face: _Face) -> int:
        row, theme = face.row, self._desk.theme
        height = self._height["title"]
        now = self._desk.now()
        band = ages.band(row, now, delivery=self._names().is_delivery(row.order_type_id))
        if band is None:
            age, icon_name, color = bidi.clock(row.stage_since, self._desk.zone), STAGE_ICONS[row.stage], "muted"
            tone = self._colors[color]
        else:
            age, icon_name = ages.words(band, ages.minutes(row, now)), ages.BAND_ICONS[band]
            tone = theme.age(band)
        font = self._fonts["caption"]
        width = min(QFontMetrics(font).horizontalAdvance(age) + self._gap["xs"], inner.width() * 2 // 3)
        brush.text(
            QRect(inner.right() - width + 1, inner.top(), width, height), age, _weighted(font), tone, at_end=True
        )
        size = theme.size("icon_s")
        icon_left = inner.right() - width - size - self._gap["xs"] + 1
        brush.icon(QRect(icon_left, inner.top(), size, height), icon_name, tone)
        number_font = self._fonts["title"]
        if row.stage is Stage.CANCELLED:
            number_font = QFont(number_font)
            number_font.setStrikeOut(True)
        left = QRect(inner.left(), inner.top(), icon_left - inner.left() - self._gap["s"], height)
        brush.text(left, face.number, number_font, self._colors["text"])
        y = inner.top() + height + self._gap["hair"]
        brush.text(
            QRect(inner.left(), y, inner.width(), self._height["strong"]),
            face.who,
            self._fonts["strong"],
            self._colors["text"],
        )
        return y + self._height["strong"] + self._gap["xs"]

    def _items(self, brush: Brush, inner: QRect, y: int, face: _Face) -> int:
        color = self._colors["text"] if face.row.summary else self._colors["muted"]
        for words in face.lines:
            brush.text(QRect(inner.left(), y, inner.width(), self._height["body"]), words, self._fonts["body"], color)
            y += self._height["body"]
        if face.more:
            rect = QRect(inner.left(), y, inner.width(), self._height["caption"])
            brush.text(rect, face.more, self._fonts["caption"], self._colors["muted"])
            y += self._height["caption"]
        if face.note:
            y = self._remark(brush, inner, y + self._gap["xs"], (face.note, "note-pencil", "warn"))
        return y

    def _foot(self, brush: Brush, inner: QRect, y: int, face: _Face) -> None:
        if face.kind or face.branch:
            y += self._gap["xs"]
            height = self._strip()
            rect = QRect(inner.left(), y, inner.width(), height)
            if face.kind:
                taken = self._chip(brush, rect, face.kind)
                rect.setLeft(rect.left() + taken + self._gap["s"])
            brush.text(rect, face.branch, self._fonts["caption"], self._colors["muted"])
            y += height
        y += self._gap["xs"]
        rect = QRect(inner.left(), y, inner.width(), self._height["strong"])
        brush.text(rect, face.total, self._fonts["strong"], self._colors["text"])
        y += self._height["strong"]
        for remark in face.remarks:
            y = self._remark(brush, inner, y + self._gap["xs"], remark)

    def _remark(self, brush: Brush, inner: QRect, y: int, remark: tuple[str, str, str]) -> int:
        words, icon_name, tone = remark
        strip = QRect(inner.left(), y, inner.width(), self._strip())
        brush.fill(strip, self._colors[f"{tone}_soft"], self._desk.theme.radius("s"))
        size = self._desk.theme.size("icon_s")
        brush.icon(QRect(strip.left() + self._gap["xs"], y, size, strip.height()), icon_name, self._colors[tone])
        text = strip.adjusted(size + 2 * self._gap["xs"], 0, -self._gap["xs"], 0)
        brush.text(text, words, _weighted(self._fonts["caption"]), self._colors[tone])
        return y + strip.height()

    def _chip(self, brush: Brush, rect: QRect, words: str) -> int:
        font = self._fonts["caption"]
        width = min(QFontMetrics(font).horizontalAdvance(words) + 2 * self._gap["s"], rect.width() * 2 // 3)
        chip = QRect(rect.left(), rect.top(), width, rect.height())
        brush.fill(chip, self._colors["sunken"], self._desk.theme.radius("s"))
        brush.text(
            chip.adjusted(self._gap["xs"], 0, -self._gap["xs"], 0), words, font, self._colors["text"], centred=True
        )
        return width

    def _paint_button(self, brush: Brush, rect: QRect, face: _Face) -> None:
        key = face.row.key
        lit = key in (self.hovered_key, self.pressed_key)
        fill: QColor = self._colors["primary_hover" if lit else "primary"]
        brush.fill(rect, fill, self._desk.theme.radius("m"))
        brush.text(rect, face.button, self._fonts["strong"], self._colors["on_primary"], centred=True)


def _weighted(font: QFont) -> QFont:
    heavier = QFont(font)
    heavier.setWeight(QFont.Weight.DemiBold)
    return heavier
