"""Paints a branch as a card: name, address, how many orders are open and at which stage."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from retm_desktop.domain.business import Branch
from retm_desktop.domain.stages import Stage
from retm_desktop.gui import bidi
from retm_desktop.gui.branches.model import BRANCH_ROLE, OPEN_ROLE, BranchesModel, Index, branch_name
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.brush import Brush
from retm_desktop.gui.words import STAGE_ICONS


class BranchCard(QStyledItemDelegate):
    """Fills the option's rectangle but for the gap below."""

    def __init__(self, desk: Desk, model: BranchesModel) -> None:
        super().__init__(model)
        self._desk = desk
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._desk.theme
        words = QFontMetrics(theme.font("strong")).height() + QFontMetrics(theme.font("caption")).height()
        inside = 2 * theme.space("m") + words + theme.space("s") + self._chip_height
        return QSize(theme.size("detail"), inside + theme.space("s"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._desk.theme
        painter.save()
        brush = Brush(painter, option.direction, option.rect)
        card = option.rect.adjusted(0, 0, 0, -theme.space("s"))
        self._paint_ground(brush, card, option.state)
        branch: Branch = index.data(BRANCH_ROLE)
        inner = card.adjusted(theme.space("l"), theme.space("m"), -theme.space("l"), -theme.space("m"))
        side = theme.size("control")
        disc = QRect(inner.left(), inner.top(), side, side)
        brush.fill(disc, theme.color("primary_soft"), side / 2)
        inset = (side - theme.size("icon")) // 2
        brush.icon(disc.adjusted(inset, inset, -inset, -inset), "storefront", theme.color("primary"))
        words = inner.adjusted(side + theme.space("m"), 0, 0, 0)
        self._paint_words(brush, words, branch, index)
        painter.restore()

    @property
    def _chip_height(self) -> int:
        theme = self._desk.theme
        return QFontMetrics(theme.font("caption")).height() + theme.space("xs") + 2 * theme.space("hair")

    def _paint_ground(self, brush: Brush, card: QRect, state: QStyle.StateFlag) -> None:
        theme, radius = self._desk.theme, self._desk.theme.radius("l")
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        brush.fill(card, theme.color("hover" if hovered and not selected else "surface"), radius)
        if state & QStyle.StateFlag.State_HasFocus:
            brush.outline(card, theme.color("focus"), 3, radius)
        elif selected:
            brush.outline(card, theme.color("primary"), 2, radius)
        else:
            brush.outline(card, theme.color("border"), 1, radius)

    def _paint_words(self, brush: Brush, rect: QRect, branch: Branch, index: Index) -> None:
        theme = self._desk.theme
        strong, caption = theme.font("strong"), theme.font("caption")
        line = QRect(rect.left(), rect.top(), rect.width(), QFontMetrics(strong).height())
        count: int = index.data(OPEN_ROLE)
        count_words = self.tr("{n} open").format(n=bidi.ltr(str(count))) if count else self.tr("none open")
        tone = theme.color("primary" if count else "muted")
        taken = brush.text(line, count_words, strong if count else caption, tone, at_end=True)
        name = line.adjusted(0, 0, -taken - theme.space("s"), 0)
        brush.text(name, branch_name(self._desk, branch), strong, theme.color("text"))
        under = QRect(rect.left(), line.bottom() + 1, rect.width(), QFontMetrics(caption).height())
        where = bidi.auto(branch.address) or bidi.phone(branch.phone) or self.tr("RETM tells no address")
        brush.text(under, where, caption, theme.color("muted" if branch.address or branch.phone else "faint"))
        chips = QRect(rect.left(), under.bottom() + 1 + theme.space("s"), rect.width(), self._chip_height)
        if self._model.lacks_store(branch):
            words = self.tr("No payment store")
            taken = brush.text(chips, words, caption, theme.color("muted"), at_end=True)
            chips = chips.adjusted(0, 0, -taken - theme.space("s"), 0)
        # Asked for directly: a dict that passes through Qt's variant comes back with plain strings for keys.
        stages = self._model.stages(branch) or {}
        self._paint_stages(brush, chips, {stage: n for stage, n in stages.items() if n})

    def _paint_stages(self, brush: Brush, rect: QRect, stages: dict[Stage, int]) -> None:
        theme = self._desk.theme
        font = theme.font("caption")
        font.setWeight(theme.font("strong").weight())
        icon, edge, gap = theme.size("icon_s"), theme.space("s"), theme.space("xs")
        left = rect.left()
        for stage, count in stages.items():
            words = bidi.ltr(str(count))
            width = 2 * edge + icon + gap + QFontMetrics(font).horizontalAdvance(words)
            if left + width > rect.right():
                return
            fill, ink = theme.stage(stage)
            brush.fill(QRect(left, rect.top(), width, rect.height()), fill, rect.height() / 2)
            brush.icon(QRect(left + edge, rect.top(), icon, rect.height()), STAGE_ICONS[stage], ink)
            brush.text(QRect(left + edge + icon + gap, rect.top(), width, rect.height()), words, font, ink)
            left += width + gap
