"""The system's word about sleep: logind over a bus of the test's own, Windows by the messages it would send."""

import ctypes
import ctypes.wintypes
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from retm_desktop.gui import sleep
from retm_desktop.gui.sleep import SystemSleep
from tests.waiting import until

LISTENER = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from retm_desktop.gui.sleep import SystemSleep
app = QCoreApplication([])
heard = SystemSleep(app)
heard.going_to_sleep.connect(lambda: print("sleep", flush=True))
heard.awake.connect(lambda: (print("awake", flush=True), app.quit()))
print("listening" if heard.start() else "nobody", flush=True)
if len(sys.argv) > 1:
    sys.exit()
QTimer.singleShot(20_000, lambda: app.exit(3))
code = app.exec()
heard.stop()
sys.exit(code)
"""
"""A process of its own, since Qt connects to the system's bus once in a process."""

EMITTER = """
import sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage
app = QCoreApplication([])
bus = QDBusConnection.systemBus()
bus.registerService("org.freedesktop.login1")
for begins in (True, False):
    said = QDBusMessage.createSignal(
        "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
    said.setArguments([begins])
    assert bus.send(said)
# Answered only after what was sent before it.
bus.interface().registeredServiceNames()
"""

CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><listen>unix:path={socket}</listen>
<policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy>
</busconfig>
"""


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("dbus-daemon"), reason="needs dbus-daemon")
def test_logind_is_heard_over_the_systems_bus(tmp_path: Path) -> None:
    place = tmp_path / "bus"
    configuration = tmp_path / "bus.conf"
    configuration.write_text(CONFIGURATION.format(socket=place), "utf-8")
    environment = os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={place}"}
    with subprocess.Popen(
        ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        text=True,
    ) as bus:
        assert bus.stdout is not None
        try:
            assert bus.stdout.readline()
            with subprocess.Popen(
                [sys.executable, "-c", LISTENER], stdout=subprocess.PIPE, text=True, env=environment
            ) as listener:
                assert listener.stdout is not None
                assert listener.stdout.readline() == "listening\n"
                subprocess.run([sys.executable, "-c", EMITTER], check=True, env=environment, timeout=20)
                assert listener.stdout.read() == "sleep\nawake\n"
            assert listener.returncode == 0
        finally:
            bus.send_signal(signal.SIGTERM)


@pytest.mark.skipif(sys.platform != "linux", reason="logind is Linux's")
def test_without_a_bus_nothing_is_said_and_nothing_fails(tmp_path: Path) -> None:
    environment = os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={tmp_path / 'none'}"}
    told = subprocess.run(
        [sys.executable, "-c", LISTENER, "once"],
        check=True,
        env=environment,
        timeout=20,
        capture_output=True,
        text=True,
    )
    assert (told.stdout, told.stderr) == ("nobody\n", "")


def power(message: int, parameter: int) -> ctypes.wintypes.MSG:
    told = ctypes.wintypes.MSG()
    told.message = message
    told.wParam = parameter
    return told


def test_windows_power_messages_are_read_and_left_to_others(qapp: QApplication) -> None:
    heard: list[str] = []
    power_filter = sleep._PowerFilter(lambda: heard.append("sleep"), lambda: heard.append("awake"))
    for kind, message, parameter in (
        (b"windows_generic_MSG", 0x0218, 0x0004),
        (b"windows_generic_MSG", 0x0218, 0x0012),
        (b"windows_generic_MSG", 0x0218, 0x0007),
        (b"windows_generic_MSG", 0x0218, 0x000A),
        (b"windows_generic_MSG", 0x0100, 0x0004),
        (b"windows_dispatcher_MSG", 0x0218, 0x0004),
        (b"xcb_generic_event_t", 0x0218, 0x0004),
    ):
        told = power(message, parameter)
        assert power_filter.nativeEventFilter(kind, ctypes.addressof(told)) == (False, 0)
    assert heard == ["sleep", "awake", "awake"]


async def test_on_windows_the_filter_is_in_place_until_the_end(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever native events come meanwhile pass through it unharmed."""
    system = SystemSleep(qapp, "win32")
    heard: list[str] = []
    system.awake.connect(lambda: heard.append("awake"))
    assert system.start()
    system.stop()
    system.stop()
    assert heard == []


async def test_elsewhere_there_is_nobody_to_listen_to(qapp: QApplication) -> None:
    system = SystemSleep(qapp, "darwin")
    assert not system.start()
    system.stop()
    await until(lambda: QCoreApplication.instance() is not None)
