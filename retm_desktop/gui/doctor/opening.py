"""The one button that asks why no orders come, and the dialog behind it."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QWidget

from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.widgets.buttons import button


def doctor_button(desk: Desk, *, role: str = "") -> QPushButton:
    """Return a button that opens the dialog over the window it stands in."""
    theme = desk.theme
    ink = theme.color("on_primary" if role == "primary" else "primary")
    made = button(
        QCoreApplication.translate("Doctor", "Why am I not getting orders?"),
        role,
        name="doctor_open",
        icon=icon("heartbeat", ink),
        icon_size=theme.size("icon"),
    )
    made.setAutoDefault(False)
    made.clicked.connect(lambda: open_doctor(desk, made.window()))
    return made


def open_doctor(desk: Desk, window: QWidget) -> None:
    """Open the dialog over `window`; nothing happens where it is open already."""
    from retm_desktop.gui.doctor.dialog import DoctorDialog  # noqa: PLC0415 - its looks import an HTTP client

    if window.findChild(DoctorDialog) is None:
        DoctorDialog(desk, window).open()
