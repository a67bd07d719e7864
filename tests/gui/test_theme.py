"""Text can be read in both themes: every pair of colours that carries text is held to WCAG 2.2 AA."""

import pytest
from PySide6.QtGui import QColor

from retm_desktop.domain.stages import Stage
from retm_desktop.gui.theme import Theme, ThemeName

BOTH: tuple[ThemeName, ...] = ("light", "dark")


def luminance(color: QColor) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_gives_the_published_ratios() -> None:
    assert contrast(QColor("#FFFFFF"), QColor("#000000")) == pytest.approx(21)
    assert contrast(QColor("#1D4ED8"), QColor("#FFFFFF")) == pytest.approx(6.70, abs=0.01)
    assert contrast(QColor("#F59E0B"), QColor("#FFFFFF")) == pytest.approx(2.15, abs=0.01)


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("surface", ["background", "surface", "sunken", "hover", "selected"])
@pytest.mark.parametrize("text", ["text", "muted", "primary", "danger", "warn", "good"])
def test_text_on_surfaces(name: ThemeName, surface: str, text: str) -> None:
    theme = Theme(name)
    assert contrast(theme.color(text), theme.color(surface)) >= 4.5


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize(
    ("text", "fill"),
    [
        ("on_primary", "primary"),
        ("on_primary", "primary_hover"),
        ("on_danger", "danger"),
        ("on_danger", "danger_hover"),
        ("primary", "primary_soft"),
        ("danger", "danger_soft"),
        ("warn", "warn_soft"),
        ("good", "good_soft"),
        ("info", "info_soft"),
        ("text", "danger_soft"),
        ("text", "warn_soft"),
        ("text", "info_soft"),
        ("rail_text", "rail"),
        ("rail_on_selected", "rail_selected"),
        ("faint", "surface"),
    ],
)
def test_text_on_fills(name: ThemeName, text: str, fill: str) -> None:
    theme = Theme(name)
    assert contrast(theme.color(text), theme.color(fill)) >= 4.5


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("stage", list(Stage))
def test_words_on_stages(name: ThemeName, stage: Stage) -> None:
    fill, text = Theme(name).stage(stage)
    assert contrast(fill, text) >= 4.5


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("band", ["fresh", "risk", "late"])
@pytest.mark.parametrize("surface", ["surface", "selected", "hover"])
def test_ages_on_cards(name: ThemeName, band: str, surface: str) -> None:
    theme = Theme(name)
    assert contrast(theme.age(band), theme.color(surface)) >= 4.5  # type: ignore[arg-type]


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("edge", ["border_input", "focus"])
def test_edges_of_controls(name: ThemeName, edge: str) -> None:
    theme = Theme(name)
    assert contrast(theme.color(edge), theme.color("surface")) >= 3.0


@pytest.mark.parametrize("name", BOTH)
def test_both_themes_have_the_same_tokens_and_the_style_sheet_uses_only_them(name: ThemeName) -> None:
    sheet = Theme(name).style_sheet
    assert "$" not in sheet
    assert not [word for word in ("margin-left", "margin-right", "padding-left", "padding-right") if word in sheet]


def test_text_scale_scales_every_length() -> None:
    small, large = Theme("light", 1.0), Theme("light", 1.5)
    assert large.size("control") == 60 == small.size("control") * 3 // 2
    assert large.font("body").pixelSize() == 21
    assert large.space("l") == 24
