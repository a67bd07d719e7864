"""Hears the system say that the computer goes to sleep or is awake again; silent where the system says nothing.

Linux: logind's PrepareForSleep on the system's bus. Windows: WM_POWERBROADCAST. macOS tells it through AppKit alone,
which Qt does not pass on: there the clocks show a wake (`sync/wake.py`), two seconds after it at the latest.
"""

import ctypes
import ctypes.wintypes
import logging
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal, Slot

log = logging.getLogger(__name__)

_LOGIND = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
_WM_POWERBROADCAST = 0x0218
_PBT_APMSUSPEND = 0x0004
_PBT_APMRESUMESUSPEND = 0x0007
_PBT_APMRESUMEAUTOMATIC = 0x0012


class SystemSleep(QObject):
    """Emits `going_to_sleep` and `awake`, on the window's thread, between `start` and `stop`."""

    going_to_sleep = Signal()
    awake = Signal()

    def __init__(self, app: QCoreApplication, platform: str = sys.platform) -> None:
        """`platform` is as in `sys.platform`."""
        super().__init__()
        self._app = app
        self._platform = platform
        self._end: Callable[[], None] = lambda: None

    def start(self) -> bool:
        """Begin to listen; False where there is nobody to listen to."""
        if self._platform == "linux":
            return self._hear_logind()
        if self._platform == "win32":
            return self._hear_windows()
        return False

    def stop(self) -> None:
        """Listen no more; harmless when not started."""
        end, self._end = self._end, lambda: None
        end()

    def _hear_logind(self) -> bool:
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - on Linux alone

        bus = QDBusConnection.systemBus()
        # As text: bytes, which PySide6's stubs ask for, are refused (seen with 6.11).
        slot: Any = SLOT("_prepare(bool)")
        if not bus.isConnected() or not bus.connect(*_LOGIND, self, slot):
            log.info("there is no system bus: a wake is seen by the clocks alone")
            return False

        def end() -> None:
            bus.disconnect(*_LOGIND, self, slot)

        self._end = end
        return True

    def _hear_windows(self) -> bool:
        app = self._app
        power = _PowerFilter(self.going_to_sleep.emit, self.awake.emit)
        app.installNativeEventFilter(power)
        self._end = lambda: app.removeNativeEventFilter(power)
        return True

    @Slot(bool)
    def _prepare(self, begins: bool) -> None:
        (self.going_to_sleep if begins else self.awake).emit()


class _PowerFilter(QAbstractNativeEventFilter):
    """Reads the power messages Windows sends to every window; each wake comes several times."""

    def __init__(self, going_to_sleep: Callable[[], None], awake: Callable[[], None]) -> None:
        super().__init__()
        self._going_to_sleep = going_to_sleep
        self._awake = awake

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> tuple[bool, int]:
        """Take note of a power message, and leave every message to Qt."""
        if kind == b"windows_generic_MSG":
            told = ctypes.wintypes.MSG.from_address(int(message))
            if told.message == _WM_POWERBROADCAST:
                if told.wParam == _PBT_APMSUSPEND:
                    self._going_to_sleep()
                elif told.wParam in (_PBT_APMRESUMEAUTOMATIC, _PBT_APMRESUMESUSPEND):
                    self._awake()
        return False, 0
