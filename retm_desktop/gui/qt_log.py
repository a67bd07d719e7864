"""Qt's own messages in our log, so that they are redacted and kept like every other line."""

import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger("qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_OF_THE_PLATFORM = (
    "propagateSizeHints",
    "Rhi",
    "RHI",
    "Vulkan",
    "GBM",
    "GPUInfo",
    "Sandboxing disabled",
    "does not support raise",
)
"""What the offscreen platform says of every dialog, and the browser engine where there is no graphics card."""


def route_qt_messages() -> None:
    """Send what Qt says to the log; what only tells of a missing screen or graphics card is said quietly."""
    qInstallMessageHandler(_take)


def _take(kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    expected = any(part in words for part in _OF_THE_PLATFORM)
    log.log(logging.DEBUG if expected else _LEVELS[kind], "%s", words)
