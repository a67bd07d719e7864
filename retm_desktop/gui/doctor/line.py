"""One line of the doctor's dialog: what is looked at, what was found, and what to do."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from retm_desktop.doctor.finding import WAITS, Check, Finding, Level
from retm_desktop.domain.text import plain
from retm_desktop.gui.doctor.words import advice, check_name, level_name
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.disc import Disc
from retm_desktop.gui.widgets.labels import chip, label, retone

_LOOKS = {
    Level.OK: ("check-bold", "good"),
    Level.WARNING: ("warning-bold", "warn"),
    Level.FAULT: ("x-bold", "danger"),
}


class DoctorLine(QFrame):
    """Shows that a look is under way, and its finding once there is one."""

    def __init__(self, theme: Theme, check: Check) -> None:
        super().__init__()
        self.check = check
        self.found: Finding | None = None
        self.setObjectName(f"doctor_line_{check.value}")
        self.setProperty("role", "plain")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        row.setSpacing(theme.space("m"))
        self._disc = Disc(theme, size="icon_l")
        row.addWidget(self._disc, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.space("hair"))
        self._name = label(check_name(check), "strong")
        self.words = label("", name=f"doctor_words_{check.value}", wrap=True)
        self.fix = label("", "strong", name=f"doctor_fix_{check.value}", wrap=True)
        for each in (self._name, self.words, self.fix):
            words.addWidget(each)
        row.addLayout(words, 1)
        self._chip = chip("")
        row.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)

    def show_looking(self) -> None:
        """Say that the look is under way."""
        self.found = None
        self._show("dots-three-bold", "sunken", "muted", self.tr("Looking…"))

    def show_unseen(self) -> None:
        """Say that it was not looked at, because the run was stopped."""
        self._show("minus-bold", "sunken", "muted", self.tr("Not looked at."))

    def show_finding(self, found: Finding, zone: ZoneInfo, now: datetime) -> None:
        """Show what was found, in words."""
        self.found = found
        told = advice(found, zone, now)
        glyph, tone = _LOOKS[found.level]
        if found.code == WAITS:
            self._show("dots-three-bold", "sunken", "muted", told.sentence, told.fix)
        else:
            self._show(glyph, f"{tone}_soft", tone, told.sentence, told.fix)
            retone(self._chip, tone)
            self._chip.setText(level_name(found.level))
            self._chip.setVisible(found.level is not Level.OK)
        self.setAccessibleName(plain(f"{level_name(found.level)}: {check_name(self.check)}"))
        self.setAccessibleDescription(plain(f"{told.sentence} {told.fix}".strip()))

    def _show(self, glyph: str, fill: str, ink: str, sentence: str, fix: str = "") -> None:
        self._disc.show_as(glyph, fill=fill, ink=ink)
        self._chip.hide()
        self.words.setText(sentence)
        self.fix.setText(fix)
        self.fix.setVisible(bool(fix))
