"""The words and icons for a device: its type, and when it was last seen on an order."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.business import Device
from retm_desktop.domain.text import fold
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk

_ICONS = (
    (("kitchen", "kds", "مطبخ"), "cooking-pot"),
    (("print", "طابع"), "printer"),
    (("phone", "mobile", "waiter", "handheld", "جوال"), "device-mobile"),
    (("screen", "display", "شاشه"), "monitor"),
)
"""RETM documents no codes for types, so the icon is guessed from the words; it is decoration."""


def device_name(desk: Desk, device: Device) -> str:
    """Return a device's name, or its id where RETM sends none."""
    return desk.text(device.name) or device.id


def device_icon(device: Device) -> str:
    """Return Phosphor's name of an icon for a device."""
    words = fold(f"{device.type} {device.name.en} {device.name.ar}")
    return next((icon for hints, icon in _ICONS if any(hint in words for hint in hints)), "device-tablet")


def type_words(device: Device) -> str:
    """Return RETM's word for the type: known ones in the screen's language, others as they come; may be empty."""
    translate = QCoreApplication.translate
    match fold(device.type).strip():
        case "cashier" | "pos":
            return translate("Devices", "Cashier")
        case "kitchen" | "kds":
            return translate("Devices", "Kitchen")
        case "printer":
            return translate("Devices", "Printer")
        case _:
            return device.type


def seen_words(at: datetime | None, now: datetime) -> str:
    """Return when a device last made an order; the program knows of orders on this computer only."""
    translate = QCoreApplication.translate
    if at is None:
        return translate("Devices", "Not seen on an order")
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return translate("Devices", "Order just now")
    return translate("Devices", "Last order {age} ago").format(age=bidi.age(minutes))
