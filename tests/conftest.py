"""Shared fixtures: a qasync loop only where Qt is used, and no unexpected warning passes."""

import asyncio
import gc
import logging
import os
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_API", "pyside6")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

import keyring
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from retm_desktop.tour.keys import MemoryKeyring

# QtWebEngine is imported after the application object exists, which it allows only with shared contexts.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


@pytest.fixture(autouse=True)
def memory_keyring() -> Iterator[MemoryKeyring]:
    """Give each test an empty keyring of its own."""
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def collected_on_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep Python's collector off the store's threads where widgets are made, as `gui/collector.py` does."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a WARNING or worse, unless it is marked `expects_log`."""
    yield
    if request.node.get_closest_marker("expects_log"):
        return
    loud = [r for when in ("setup", "call") for r in caplog.get_records(when) if r.levelno >= logging.WARNING]
    assert not loud, [f"{r.name}: {r.getMessage()}" for r in loud]


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Only tests that use Qt pay for a Qt loop."""
    if {"qtbot", "qapp"} & set(getattr(item, "fixturenames", ())):
        from PySide6.QtWidgets import QApplication  # isort: skip
        import qasync  # qasync picks the binding that is imported already

        def qt_loop() -> asyncio.AbstractEventLoop:
            app = QApplication.instance() or QApplication([])
            assert isinstance(app, QApplication)
            app.setQuitOnLastWindowClosed(False)
            return qasync.QEventLoop(app)

        return {"qasync": qt_loop}
    return {"asyncio": asyncio.new_event_loop}
