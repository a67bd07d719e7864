"""Paints one product card: picture or a calm stand-in, name, price, calories, and how many are on the ticket."""

from decimal import Decimal

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
    QTransform,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from retm_desktop.domain.menu import Product
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import paint_icon
from retm_desktop.gui.painting_turn import PaintingTurn
from retm_desktop.gui.products.model import COUNT_ROLE, PRODUCT_ROLE, Index, ProductsModel

_TINTS = ("primary_soft", "info_soft", "warn_soft", "good_soft")
_INKS = ("primary", "info", "warn", "good")
_PICTURE_SHARE = 0.64
"""Height of the picture for a width of 1: a little flatter than 4:3, so that three rows fit a small screen."""
_NAME_LINES = 2
_MARKS = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus
_LEAST_DRAWN = 64
_MOST_BYTES = 40 * 1024 * 1024
"""What the drawings of cards that were on screen may take in memory, unless fewer than the least are kept then."""


class ProductCard(QStyledItemDelegate):
    """Paints in the option's rectangle, less the gap at its reading end and foot; mirrored by `option.direction`."""

    def __init__(self, desk: Desk, model: ProductsModel) -> None:
        super().__init__(model)
        self._desk = desk
        self._model = model
        self.cell_width = desk.theme.size("product_card")
        """Width of a cell in logical pixels; the grid sets it to what fills its own width."""
        self._turn = PaintingTurn(self)
        self._strong, self._caption = desk.theme.font("strong"), desk.theme.font("caption")
        self._price_font = QFont(self._caption)
        self._price_font.setWeight(QFont.Weight.DemiBold)
        self._price_font.setPixelSize(desk.theme.font("body").pixelSize())
        self._drawn: dict[str, tuple[tuple[object, ...], QPixmap]] = {}

    @property
    def cell_height(self) -> int:
        """Height of a cell in logical pixels, gap included."""
        theme = self._desk.theme
        card = self.cell_width - theme.space("m")
        name = QFontMetrics(self._strong).height() * _NAME_LINES
        price = QFontMetrics(self._caption).height()
        inside = theme.space("s") + name + theme.space("xs") + price + theme.space("m")
        return round(card * _PICTURE_SHARE) + inside + theme.space("m")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.cell_width, self.cell_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Show the card's drawing, made anew only when something about it changed; one that has to wait stays as is."""
        product: Product = index.data(PRODUCT_ROLE)
        counted = int(index.data(COUNT_ROLE) or 0)
        cell: QRect = option.rect
        ratio = painter.device().devicePixelRatioF()
        size = self._picture_rect(cell).size() * ratio
        picture = self._desk.pictures.pixmap(product.image, size) if product.image else None
        shown_picture = picture.cacheKey() if picture else 0
        marks = option.state & _MARKS
        look = (product, cell.width(), cell.height(), ratio, option.direction, marks, counted, shown_picture)
        drawn = self._drawn.get(product.id)
        if drawn is None or drawn[0] != look:
            if self._turn.has_time():
                self._turn.make(lambda: self._draw(look, option, product, counted, ratio))
                drawn = self._drawn[product.id]
            else:
                self._turn.postpone(option.widget)
        if drawn is not None:
            painter.drawPixmap(cell.topLeft(), drawn[1])

    def _draw(
        self, look: tuple[object, ...], option: QStyleOptionViewItem, product: Product, counted: int, ratio: float
    ) -> None:
        pixmap = QPixmap(option.rect.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_card(painter, QRect(QPoint(0, 0), option.rect.size()), option, product, counted)
        painter.end()
        self._drawn.pop(product.id, None)
        self._drawn[product.id] = (look, pixmap)
        kept = max(_LEAST_DRAWN, _MOST_BYTES // max(1, 4 * pixmap.width() * pixmap.height()))
        if len(self._drawn) > kept:
            del self._drawn[next(iter(self._drawn))]

    def _paint_card(
        self, painter: QPainter, cell: QRect, option: QStyleOptionViewItem, product: Product, counted: int
    ) -> None:
        theme, state = self._desk.theme, option.state
        direction: Qt.LayoutDirection = option.direction
        gap = theme.space("m")
        card = QStyle.visualRect(direction, cell, cell.adjusted(0, 0, -gap, -gap))
        self._paint_ground(painter, card, state)
        picture = QStyle.visualRect(direction, cell, self._picture_rect(cell))
        shape = _rounded_above(QRectF(picture), theme.radius("l"))
        paint_picture(self._desk, painter, picture, shape, product)
        self._paint_edge(painter, card, state, counted=counted > 0)
        words = QRect(card.left(), picture.bottom() + 1, card.width(), card.bottom() - picture.bottom())
        words = words.adjusted(theme.space("m"), theme.space("s"), -theme.space("m"), -theme.space("m"))
        self._paint_words(painter, words, product, direction)
        if counted:
            self._paint_count(painter, picture, counted, direction)

    def _picture_rect(self, cell: QRect) -> QRect:
        """Return where the picture is, as if read from left to right."""
        width = cell.width() - self._desk.theme.space("m")
        return QRect(cell.left(), cell.top(), width, round(width * _PICTURE_SHARE))

    def _paint_ground(self, painter: QPainter, card: QRect, state: QStyle.StateFlag) -> None:
        theme = self._desk.theme
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        shadow = theme.color("shadow")
        radius = theme.radius("l")
        painter.setPen(Qt.PenStyle.NoPen)
        for spread in range(3 if hovered else 1):
            shadow.setAlphaF(0.05)
            painter.setBrush(shadow)
            painter.drawRoundedRect(QRectF(card).adjusted(-spread, 1, spread, 1 + spread), radius, radius)
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(card), radius, radius)

    def _paint_edge(self, painter: QPainter, card: QRect, state: QStyle.StateFlag, *, counted: bool) -> None:
        theme = self._desk.theme
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        strong = focused or counted or bool(state & QStyle.StateFlag.State_Selected)
        width = 3.0 if focused else 2.0 if strong else 1.0
        painter.setPen(QPen(theme.color("focus" if strong else "border"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = width / 2
        radius = theme.radius("l")
        painter.drawRoundedRect(QRectF(card).adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)

    def _paint_words(self, painter: QPainter, rect: QRect, product: Product, direction: Qt.LayoutDirection) -> None:
        theme = self._desk.theme
        strong, caption = self._strong, self._caption
        name_height = QFontMetrics(strong).height() * _NAME_LINES
        name = self._model.name_of(product)
        place = QRect(rect.topLeft(), QSize(rect.width(), name_height))
        color = theme.color("text")
        paint_lines(painter, place, name, font=strong, color=color, direction=direction, most=_NAME_LINES)
        price_height = QFontMetrics(caption).height()
        foot = QRect(rect.left(), rect.bottom() - price_height + 1, rect.width(), price_height)
        price = self._model.price_of(product)
        side = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._price_font)
        painter.setPen(theme.color("primary"))
        painter.setLayoutDirection(direction)
        painter.drawText(foot, side | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextDontClip, price)
        if product.calories:
            taken = QFontMetrics(self._price_font).horizontalAdvance(price)
            self._paint_calories(painter, foot, product.calories, direction, taken)

    def _paint_calories(
        self, painter: QPainter, foot: QRect, calories: Decimal, direction: Qt.LayoutDirection, taken: int
    ) -> None:
        theme = self._desk.theme
        words = self.tr("{n} kcal").format(n=bidi.quantity(calories))
        caption = self._caption
        if taken + theme.space("s") + QFontMetrics(caption).horizontalAdvance(words) > foot.width():
            return
        side = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(caption)
        painter.setPen(theme.color("muted"))
        painter.drawText(foot, side | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextDontClip, words)

    def _paint_count(self, painter: QPainter, picture: QRect, count: int, direction: Qt.LayoutDirection) -> None:
        theme = self._desk.theme
        font = self._strong
        words = bidi.ltr(f"{count}×")
        height = QFontMetrics(font).height() + theme.space("xs")
        width = max(height, QFontMetrics(font).horizontalAdvance(words) + theme.space("l"))
        inset = theme.space("s")
        badge = QRect(picture.right() - inset - width, picture.top() + inset, width, height)
        badge = QStyle.visualRect(direction, picture, badge)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("primary"))
        painter.drawRoundedRect(QRectF(badge), height / 2, height / 2)
        painter.setPen(theme.color("on_primary"))
        painter.setFont(font)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)


def paint_picture(desk: Desk, painter: QPainter, rect: QRect, shape: QPainterPath, product: Product) -> None:
    """Paint a product's picture into `shape` inside `rect`, or a calm stand-in while there is none."""
    painter.setPen(Qt.PenStyle.NoPen)
    ratio = painter.device().devicePixelRatioF()
    pixmap = desk.pictures.pixmap(product.image, rect.size() * ratio) if product.image else None
    if pixmap is None:
        _paint_stand_in(desk, painter, rect, shape, product)
        return
    brush = QBrush(pixmap)
    brush.setTransform(QTransform.fromTranslate(rect.left(), rect.top()).scale(1 / ratio, 1 / ratio))
    painter.setBrush(brush)
    painter.drawPath(shape)


def _paint_stand_in(desk: Desk, painter: QPainter, rect: QRect, shape: QPainterPath, product: Product) -> None:
    theme = desk.theme
    # The category decides the tint, so that a row of drinks without pictures still hangs together.
    tint = sum(product.category_id.encode()) % len(_TINTS)
    painter.setBrush(theme.color(_TINTS[tint]))
    painter.drawPath(shape)
    ink = theme.color(_INKS[tint])
    letter = desk.text(product.name).strip()[:1]
    if not letter:
        side = theme.size("icon_l")
        place = QRect(0, 0, side, side)
        place.moveCenter(rect.center())
        paint_icon(painter, place, "fork-knife", ink)
        return
    painter.setPen(ink)
    painter.setFont(theme.font("display" if rect.height() > theme.size("row") else "heading"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter.upper())


def paint_lines(
    painter: QPainter, rect: QRect, text: str, *, font: QFont, color: QColor, direction: Qt.LayoutDirection, most: int
) -> None:
    """Paint `text` from the reading start in at most `most` lines, the last one shortened with an ellipsis."""
    wrapping = QTextOption(QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft))
    wrapping.setWrapMode(QTextOption.WrapMode.WordWrap)
    # A Latin name keeps its own order in an Arabic window; only the side it starts from is the window's.
    wrapping.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout, starts = _laid_out(text, font, wrapping, rect.width())
    if len(starts) > most:
        last = starts[most - 1]
        rest = QFontMetrics(font).elidedText(text[last:], Qt.TextElideMode.ElideRight, rect.width())
        layout, _ = _laid_out(text[:last] + rest, font, wrapping, rect.width())
    painter.setPen(color)
    layout.draw(painter, QPointF(rect.topLeft()))


def _laid_out(text: str, font: QFont, wrapping: QTextOption, width: int) -> tuple[QTextLayout, list[int]]:
    layout = QTextLayout(text, font)
    layout.setTextOption(wrapping)
    starts: list[int] = []
    top = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
        starts.append(line.textStart())
    layout.endLayout()
    return layout, starts


def _rounded_above(rect: QRectF, radius: float) -> QPainterPath:
    whole, above = QPainterPath(), QPainterPath()
    whole.addRoundedRect(rect.adjusted(0, 0, 0, 2 * radius), radius, radius)
    above.addRect(rect)
    return whole.intersected(above)
