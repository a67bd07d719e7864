"""Colours, spacing and type from the token files in resources/theme, and the one style sheet made of them."""

import tomllib
from functools import cached_property
from string import Template
from typing import Any, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from retm_desktop.domain.stages import Stage
from retm_desktop.resources import resource

ThemeName = Literal["light", "dark"]
ThemeChoice = Literal["system", "light", "dark"]

_WEIGHTS = {
    "caption": QFont.Weight.Normal,
    "body": QFont.Weight.Normal,
    "strong": QFont.Weight.DemiBold,
    "title": QFont.Weight.DemiBold,
    "heading": QFont.Weight.DemiBold,
    "display": QFont.Weight.Bold,
}


def load_fonts() -> None:
    """Make the bundled fonts known to Qt; call once, after the application object exists."""
    for path in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def theme_for(choice: ThemeChoice, scale: float = 1.0) -> "Theme":
    """Return the theme an operator chose; "system" follows the desktop's light or dark setting."""
    if choice != "system":
        return Theme(choice, scale)
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return Theme("dark" if dark else "light", scale)


class Theme:
    """The tokens of one theme at one text scale (1.0 is 100 %)."""

    def __init__(self, name: ThemeName, scale: float = 1.0) -> None:
        self.name = name
        self.scale = scale
        self._colors: dict[str, Any] = tomllib.loads(resource("theme", f"{name}.toml").read_text("utf-8"))
        self._shape: dict[str, Any] = tomllib.loads(resource("theme", "shape.toml").read_text("utf-8"))

    def hex(self, token: str) -> str:
        """Return a colour token as `#RRGGBB`."""
        return str(self._colors["color"][token])

    def color(self, token: str) -> QColor:
        """Return a colour token."""
        return QColor(self.hex(token))

    def stage(self, stage: Stage) -> tuple[QColor, QColor]:
        """Return the fill of a stage and the colour of text on it."""
        fill, text = self._colors["stage"][stage.value]
        return QColor(fill), QColor(text)

    def age(self, band: Literal["fresh", "risk", "late"]) -> QColor:
        """Return the text colour for how old an order is."""
        return QColor(self._colors["age"][band])

    def space(self, token: str) -> int:
        """Return a distance in logical pixels, scaled."""
        return round(float(self._shape["space"][token]) * self.scale)

    def radius(self, token: str) -> int:
        """Return a corner radius in logical pixels."""
        return int(self._shape["radius"][token])

    def size(self, token: str) -> int:
        """Return a length (control height, column width) in logical pixels, scaled."""
        return round(float(self._shape["size"][token]) * self.scale)

    def font(self, role: str = "body") -> QFont:
        """Return the font of a text role: caption, body, strong, title, heading, display."""
        font = QFont(str(self._shape["type"]["family"]))
        font.setPixelSize(round(self._shape["type"][role] * self.scale))
        font.setWeight(_WEIGHTS[role])
        # Plex draws Western digits smaller beside Arabic letters (feature locl); figures must look alike everywhere.
        font.setFeature(QFont.Tag("locl"), 0)
        return font

    @cached_property
    def style_sheet(self) -> str:
        """The application's style sheet with every `$token` filled in."""
        values = {f"color_{key}": value for key, value in self._colors["color"].items()}
        values |= {f"space_{key}": f"{self.space(key)}px" for key in self._shape["space"]}
        values |= {f"radius_{key}": f"{self.radius(key)}px" for key in self._shape["radius"]}
        values |= {f"size_{key}": f"{self.size(key)}px" for key in self._shape["size"]}
        values |= {
            f"type_{key}": f"{round(value * self.scale)}px"
            for key, value in self._shape["type"].items()
            if key != "family"
        }
        values["type_family"] = self._shape["type"]["family"]
        return Template(resource("theme", "style.qss").read_text("utf-8")).substitute(values)

    def apply(self, app: QApplication) -> None:
        """Give the whole application this theme."""
        app.setStyle("Fusion")
        app.setFont(self.font())
        palette = QPalette()
        roles = QPalette.ColorRole
        for role, token in (
            (roles.Window, "background"),
            (roles.WindowText, "text"),
            (roles.Base, "surface"),
            (roles.AlternateBase, "hover"),
            (roles.Text, "text"),
            (roles.Button, "surface"),
            (roles.ButtonText, "text"),
            (roles.Highlight, "selected"),
            (roles.HighlightedText, "text"),
            (roles.PlaceholderText, "faint"),
            (roles.ToolTipBase, "surface"),
            (roles.ToolTipText, "text"),
            (roles.Link, "primary"),
        ):
            palette.setColor(role, self.color(token))
        app.setPalette(palette)
        app.setStyleSheet(self.style_sheet)
