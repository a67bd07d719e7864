"""A code on screen is exactly the code: whole pixels, black on white, with its quiet zone, in every theme."""

import pytest
import segno
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from retm_desktop.gui.payments.qr import QUIET, QrPicture
from retm_desktop.gui.theme import Theme, ThemeName

pytestmark = pytest.mark.usefixtures("qapp")

DUITNOW = "00020101021226580014A000000615000101065641chk15802MY5916KOPITIAM SEDAP6008KL CITY6304ABCD"


def grabbed(picture: QrPicture) -> QImage:
    return picture.grab().toImage()


def modules_seen(image: QImage, count: int) -> list[list[bool]]:
    """Read the code back from the screen, by the middle of every module, after checking that none is blurred."""
    edge = min(image.width(), image.height())
    module = edge // count
    left, top = (image.width() - module * count) // 2, (image.height() - module * count) // 2
    black, white = QColor("#000000"), QColor("#ffffff")
    rows = []
    for row in range(QUIET, count - QUIET):
        cells = []
        for column in range(QUIET, count - QUIET):
            corners = {
                image.pixelColor(left + column * module + x, top + row * module + y).name()
                for x in (0, module // 2, module - 1)
                for y in (0, module // 2, module - 1)
            }
            assert len(corners) == 1, "a module is one colour to its edges"
            (color,) = corners
            assert color in (black.name(), white.name())
            cells.append(color == black.name())
        rows.append(cells)
    return rows


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(300, 300), (431, 377)])
def test_what_is_drawn_is_the_code(qapp: QApplication, theme: ThemeName, size: tuple[int, int]) -> None:
    look = Theme(theme)
    look.apply(qapp)
    picture = QrPicture(look, name="code")
    assert picture.show_data(DUITNOW, "QR code")
    picture.resize(*size)
    code = segno.make(DUITNOW, error="m", micro=False)
    count = code.symbol_size(border=QUIET)[0]
    assert modules_seen(grabbed(picture), count) == [[bool(cell) for cell in row] for row in code.matrix]


def test_the_quiet_zone_is_white_in_the_dark(qapp: QApplication) -> None:
    look = Theme("dark")
    look.apply(qapp)
    picture = QrPicture(look, name="code")
    picture.show_data(DUITNOW, "QR code")
    picture.resize(320, 320)
    image = grabbed(picture)
    count = segno.make(DUITNOW, error="m", micro=False).symbol_size(border=QUIET)[0]
    module = 320 // count
    start = (320 - module * count) // 2
    middle = image.height() // 2
    assert {image.pixelColor(start + x, middle).name() for x in range(QUIET * module)} == {"#ffffff"}


@pytest.mark.parametrize("data", ["x", DUITNOW, "https://pay.example/checkout?checkoutId=" + "a" * 400])
@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_it_is_never_too_small(qapp: QApplication, data: str, scale: float) -> None:
    picture = QrPicture(Theme("light", scale), name="code")
    assert picture.show_data(data, "QR code")
    count = segno.make(data, error="m", micro=False).symbol_size(border=QUIET)[0]
    least = picture.minimumSize().width()
    assert least // count * count >= 260 * scale


@pytest.mark.parametrize("data", ["", "x" * 4000])
def test_what_no_code_can_hold_is_not_drawn(qapp: QApplication, data: str) -> None:
    picture = QrPicture(Theme("light"), name="code")
    assert picture.show_data(DUITNOW, "QR code")
    assert not picture.show_data(data, "QR code")
    assert picture.data == ""
