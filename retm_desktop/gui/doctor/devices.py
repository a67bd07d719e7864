"""What Qt knows of sound and printers; run in a process of its own, since the libraries behind may end it."""

import os
import sys

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication

from retm_desktop.doctor.devices import line_of
from retm_desktop.doctor.finding import Check
from retm_desktop.gui.bell import system_players
from retm_desktop.resources import resource

_LONGEST_NAME = 80


def tell_devices() -> int:
    """Write a line of JSON for each device to standard output, the printers first: sound fails more often."""
    if sys.platform == "linux":
        # Neither needs a screen, and there may be none.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # On macOS a program without windows shows no icon in the dock then.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_PluginApplication)
    app = QGuiApplication([])
    for look in (_printer, _sound):
        sys.stdout.write(look() + "\n")
        sys.stdout.flush()
    del app
    return 0


def _printer() -> str:
    try:
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415 - its library may be missing
    except ImportError:
        return line_of(Check.PRINTER, "missing")
    names = QPrinterInfo.availablePrinterNames()
    if not names:
        return line_of(Check.PRINTER, "none")
    usual = QPrinterInfo.defaultPrinterName() or names[0]
    state = QPrinterInfo.printerInfo(usual).state()
    bad = state in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)
    return line_of(Check.PRINTER, "trouble" if bad else "ok", name=usual[:_LONGEST_NAME], count=len(names))


def _sound() -> str:
    try:
        from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415 - its library may be missing
    except ImportError:
        return line_of(Check.SOUND, "missing")
    outputs = QMediaDevices.audioOutputs()
    if not outputs:
        return line_of(Check.SOUND, "none")
    if sys.platform != "win32" and not system_players(resource("sounds", "new-order.wav"), 1.0):
        return line_of(Check.SOUND, "no_player")
    usual = QMediaDevices.defaultAudioOutput().description() or outputs[0].description()
    return line_of(Check.SOUND, "ok", name=usual[:_LONGEST_NAME], count=len(outputs))
