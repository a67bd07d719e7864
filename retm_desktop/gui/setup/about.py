"""Which version this is, and whose work it stands on."""

from importlib.metadata import PackageNotFoundError, metadata, version

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.connect.fold import Fold
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.setup.section import Section
from retm_desktop.gui.theme import Theme
from retm_desktop.gui.widgets.labels import label

_PARTS: tuple[tuple[str, str], ...] = (
    ("PySide6", "LGPL-3.0-only"),
    ("qasync", "BSD-2-Clause"),
    ("httpx", "BSD-3-Clause"),
    ("httpx-retries", "MIT"),
    ("keyring", "MIT"),
    ("msgspec", "BSD-3-Clause"),
    ("starlette", "BSD-3-Clause"),
    ("uvicorn", "BSD-3-Clause"),
    ("cryptography", "Apache-2.0 OR BSD-3-Clause"),
    ("platformdirs", "MIT"),
    ("truststore", "MIT"),
    ("QtAwesome", "MIT"),
)
"""The libraries inside, and their licence as published with the release this was written against."""

_ASSETS: tuple[tuple[str, str], ...] = (("IBM Plex Sans Arabic", "OFL-1.1"), ("Phosphor Icons", "MIT"))


def version_of(package: str) -> str:
    """Return a package's installed version, "" where a build carries no record of it."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def licence_of(package: str, known: str) -> str:
    """Return the licence an installed package states as an SPDX expression, else the one that is known."""
    try:
        stated = metadata(package).get_all("License-Expression")
    except PackageNotFoundError:
        return known
    return str(stated[0]) if stated else known


class _Licences(QWidget):
    """Whose work it is, looked up in the installed packages when somebody wants to know."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.layout() is None:
            self._fill()

    def _fill(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.space("xl"))
        grid.setVerticalSpacing(self._theme.space("xs"))
        rows = [(f"{name} {version_of(name)}".strip(), licence_of(name, known)) for name, known in _PARTS]
        for number_of_row, (name, licence) in enumerate((*rows, *_ASSETS)):
            grid.addWidget(label(bidi.ltr(name)), number_of_row, 0)
            grid.addWidget(label(bidi.ltr(licence), "muted"), number_of_row, 1)
        grid.setColumnStretch(2, 1)


class About(Section):
    """Version and licences."""

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        number = version_of("retm-desktop")
        super().__init__(
            theme,
            "info",
            "RETM Desktop",
            self.tr("Version {number}").format(number=bidi.ltr(number)) if number else self.tr("Development version"),
            name="setup_about",
        )
        body = _Licences(theme)
        self.add(Fold(theme, self.tr("Libraries, typeface and icons"), body, name="setup_licences"))
