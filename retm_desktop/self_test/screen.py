"""The parts of the screen: Qt, fonts, drawings, languages, Arabic letters, sounds, printing, the browser engine."""

import asyncio
import wave
from pathlib import Path

import PySide6
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QPointF, QTranslator, QUrl
from PySide6.QtGui import QColor, QFontDatabase, QGuiApplication, QImage, QPainter, QTextLayout
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from retm_desktop.gui.icons import icon
from retm_desktop.gui.language import Translations
from retm_desktop.gui.theme import Theme, load_fonts
from retm_desktop.resources import resource
from retm_desktop.self_test.items import Broken

_FAMILY = "IBM Plex Sans Arabic"
_PAGE = "data:text/html;charset=utf-8,<title>retm</title><p id=told>طلب</p><script>document.title='retm works'</script>"


def qt() -> str:
    """Name Qt and its platform."""
    return f"PySide6 {PySide6.__version__}, platform {QGuiApplication.platformName()}"


def fonts() -> str:
    """Load the fonts that come with the program."""
    files = sorted(resource("fonts").glob("*.ttf"))
    broken = [file.name for file in files if QFontDatabase.addApplicationFont(str(file)) < 0]
    if broken or not files:
        raise Broken(f"not loaded: {', '.join(broken) or 'there are none'}")
    if _FAMILY not in QFontDatabase.families():
        raise Broken(f"the family {_FAMILY} is not there")
    return f"{len(files)} files of {_FAMILY}"


def icons() -> str:
    """Draw an icon of the font, and load the program's own."""
    if _is_blank(icon("receipt", QColor("black")).pixmap(32).toImage()):
        raise Broken("the icon font draws nothing")
    files = sorted(resource("icons").glob("app-*.png"))
    broken = [file.name for file in files if QImage(str(file)).isNull()]
    if broken or not files:
        raise Broken(f"not loaded: {', '.join(broken) or 'there are none'}")
    return f"the icon font and {len(files)} files"


def illustrations() -> str:
    """Draw every illustration."""
    files = sorted(resource("illustrations").glob("*.svg"))
    for file in files:
        image = QImage(64, 64, QImage.Format.Format_ARGB32)
        image.fill(0)
        renderer, painter = QSvgRenderer(str(file)), QPainter(image)
        renderer.render(painter)
        painter.end()
        if not renderer.isValid() or _is_blank(image):
            raise Broken(f"{file.name} draws nothing")
    if not files:
        raise Broken("there are none")
    return f"{len(files)} drawings"


def sounds() -> str:
    """Read every sound; whether this computer can play them is the doctor's question."""
    files = sorted(resource("sounds").glob("*.wav"))
    for file in files:
        try:
            with wave.open(str(file)) as sound:
                empty = not sound.getnframes()
        except (OSError, EOFError, wave.Error) as error:
            raise Broken(f"{file.name}: {error}") from error
        if empty:
            raise Broken(f"{file.name} is empty")
    if not files:
        raise Broken("there are none")
    return f"{len(files)} files"


def translations(app: QApplication) -> str:
    """Load our Arabic and Qt's own, and look a word of ours up."""
    for name, folder in (
        ("retm_ar", str(resource("translations"))),
        ("qtbase_ar", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
    ):
        translator = QTranslator()
        if not translator.load(name, folder) or translator.isEmpty():
            raise Broken(f"{name}.qm is not in {folder}")
    languages = Translations(app)
    try:
        languages.use("ar")
        word = QCoreApplication.translate("Stages", "New")
    finally:
        languages.use("en")
    if word == "New":
        raise Broken("the window would speak English in Arabic")
    return "Arabic of ours and of Qt"


def arabic_text() -> str:
    """Shape Arabic with the program's font: no letter may be missing, and letters have to join."""
    load_fonts()
    glyphs = _glyphs("طلب جديد ٢٠٢٦ شاورما دجاج")
    if 0 in glyphs:
        raise Broken("letters are missing in the font")
    if len(set(_glyphs("ببب"))) < 3:
        raise Broken("Arabic letters do not join: text is not shaped")
    return f"{len(glyphs)} glyphs, none missing, joined"


def _glyphs(text: str) -> list[int]:
    layout = QTextLayout(text, Theme("light").font())
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1000)
    layout.endLayout()
    return [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]


def printing(home: Path) -> str:
    """Print a page into a file."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415 - its library may be missing

    path = home / "page.pdf"
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    painter = QPainter()
    if not painter.begin(printer):
        raise Broken("nothing can be printed into a file")
    painter.drawText(QPointF(50, 50), "طلب #512")
    painter.end()
    if not path.is_file() or not path.read_bytes().startswith(b"%PDF"):
        raise Broken("the printed page is empty")
    return f"a page as PDF; {len(QPrinterInfo.availablePrinterNames())} printers on this computer"


async def browser() -> str:
    """Load a page into the engine of the consent page, off the record, and let its script run."""
    try:
        from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile  # noqa: PLC0415 - large, may be missing
    except ImportError as error:
        raise Broken(str(error)) from error
    profile = QWebEngineProfile()
    page = QWebEnginePage(profile)
    loaded: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
    titled: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def ended(ok: bool) -> None:
        if not loaded.done():
            loaded.set_result(ok)

    def named(title: str) -> None:
        if title == "retm works" and not titled.done():
            titled.set_result(title)

    page.loadFinished.connect(ended)
    page.titleChanged.connect(named)
    page.renderProcessTerminated.connect(lambda *_why: ended(False))
    try:
        page.load(QUrl(_PAGE))
        if not await loaded:
            raise Broken("the page did not load")
        await titled
    finally:
        page.deleteLater()
        page.destroyed.connect(profile.deleteLater)
        await asyncio.sleep(0)
    return "a page loaded and its script ran"


def _is_blank(image: QImage) -> bool:
    return not any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))
