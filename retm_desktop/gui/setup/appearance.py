"""Language, light or dark, and the size of text; each applies at once."""

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout

from retm_desktop.gui import bidi
from retm_desktop.gui.connect.welcome import language_segment
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.setup.section import Section
from retm_desktop.gui.theme import ThemeChoice
from retm_desktop.gui.widgets.buttons import button, icon_button
from retm_desktop.gui.widgets.labels import frame, label

THEME = "window.theme"
"""Key of the setting `House.use_theme` writes."""
_SMALLEST, _LARGEST, _STEP = 80, 160, 10


class Appearance(Section):
    """How the window looks and reads; using any of it builds the window anew."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk.theme,
            "paint-brush-broad",
            self.tr("Appearance"),
            self.tr("Applies at once, on this computer only."),
            name="setup_appearance",
        )
        self._desk = desk
        self.add_line(self.tr("Language"), "", language_segment(desk, name="setup_language"))
        self.add_line(self.tr("Colours"), "", self._themes())
        self.add_line(self.tr("Text size"), "", self._text_size())

    def _themes(self) -> QFrame:
        theme = self._desk.theme
        chosen = self._desk.settings.get(THEME, str, "system")
        segment = frame("sunken", name="setup_theme")
        row = QHBoxLayout(segment)
        edge = theme.space("hair")
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(0)
        group = QButtonGroup(segment)
        choices: tuple[tuple[ThemeChoice, str, str], ...] = (
            ("system", "desktop", self.tr("As the system")),
            ("light", "sun", self.tr("Light")),
            ("dark", "moon", self.tr("Dark")),
        )
        for choice, glyph, words in choices:
            made = button(
                words,
                "segment",
                name=f"setup_theme_{choice}",
                icon=icon(glyph, theme.color("muted"), theme.color("primary")),
                icon_size=theme.size("icon_s"),
            )
            made.setChecked(choice == chosen)
            made.clicked.connect(lambda _checked=False, choice=choice: self._desk.house.use_theme(choice))
            group.addButton(made)
            row.addWidget(made)
        return segment

    def _text_size(self) -> QFrame:
        theme = self._desk.theme
        now = round(theme.scale * 100)
        segment = frame("sunken", name="setup_text_size")
        row = QHBoxLayout(segment)
        edge = theme.space("hair")
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(theme.space("xs"))
        smaller = icon_button(
            icon("minus", theme.color("text")),
            self.tr("Smaller"),
            name="setup_text_smaller",
            icon_size=theme.size("icon"),
        )
        larger = icon_button(
            icon("plus", theme.color("text")), self.tr("Larger"), name="setup_text_larger", icon_size=theme.size("icon")
        )
        smaller.setEnabled(now > _SMALLEST)
        larger.setEnabled(now < _LARGEST)
        smaller.clicked.connect(lambda: self._desk.house.use_text_scale(max(_SMALLEST, now - _STEP)))
        larger.clicked.connect(lambda: self._desk.house.use_text_scale(min(_LARGEST, now + _STEP)))
        figure = label(bidi.ltr(f"{now} %"), "strong", name="setup_text_percent")
        row.addWidget(smaller)
        row.addWidget(figure)
        row.addWidget(larger)
        return segment
