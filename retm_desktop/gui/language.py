"""The screen's language: Arabic or English, the translators for it and the direction it is read in."""

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from retm_desktop.domain.text import Language
from retm_desktop.resources import resource


def system_language() -> Language:
    """Return the language the desktop is set to, English where it is neither of ours."""
    return "ar" if QLocale.system().language() == QLocale.Language.Arabic else "en"


class Translations:
    """Installs the translators of one language; a window built afterwards speaks it."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []

    def use(self, language: Language) -> None:
        """Switch the application to `language`: our texts, Qt's own buttons, and the direction."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []
        if language == "ar":
            qt_files = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            for name, folder in (("qtbase_ar", qt_files), ("retm_ar", str(resource("translations")))):
                translator = QTranslator(self._app)
                if translator.load(name, folder):
                    self._app.installTranslator(translator)
                    self._installed.append(translator)
        # Digits and number parsing stay our own in bidi.py and money.py: QLocale("ar_SA") cannot read "115.50".
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
        right_to_left = language == "ar"
        self._app.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        )
