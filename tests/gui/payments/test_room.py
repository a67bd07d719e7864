"""Nothing on the payment screens is cut, in either language, at either size of text."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget

from retm_desktop.domain.errors import Offline
from retm_desktop.gui.payments.dialog import PaymentDialog
from retm_desktop.store.payments import PaymentState, PaymentWay, Step
from tests.gui.payments.conftest import PIN, MakeTill, Till, arrived, press, seen, shown_dialog, title, told, write
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("qapp")

LOOKS = pytest.mark.parametrize(("language", "scale"), [("en", 1.0), ("en", 1.25), ("ar", 1.0), ("ar", 1.25)], ids=str)
LONG = "https://pay.example/" + "checkout/" * 30
TAKEN = {"transaction_id": "260203171433123456789012", "method": "TNG"}
STEPS = [
    (PaymentWay.QR, Step(state=PaymentState.STARTING)),
    (PaymentWay.QR, Step(state=PaymentState.WAITING, address=LONG, qr_data=LONG)),
    (PaymentWay.QR, Step(state=PaymentState.WAITING, address=LONG, qr_data=LONG, let_go=True)),
    (PaymentWay.PAGE, Step(state=PaymentState.WAITING, address=LONG, qr_data=LONG)),
    (PaymentWay.SCAN, Step(state=PaymentState.ASKING)),
    (PaymentWay.SCAN, Step(state=PaymentState.REVERSING)),
    (PaymentWay.SCAN, Step(state=PaymentState.UNCLEAR, error_code="unreadable_answer")),
    (PaymentWay.SCAN, Step(state=PaymentState.FAILED, refusal="CLIENT_PRODUCT_NOT_SETUP")),
    (PaymentWay.QR, Step(state=PaymentState.EXPIRED)),
    (PaymentWay.SCAN, Step(state=PaymentState.REVERSED)),
    (PaymentWay.SCAN, Step(state=PaymentState.REFUNDED, **TAKEN)),
    (
        PaymentWay.SCAN,
        Step(
            state=PaymentState.PAID, error_code="payment_refused", refusal="UNSUPPORTED_METHOD_PAYMENT_REFUND", **TAKEN
        ),
    ),
]


def cut(window: QWidget) -> Iterator[str]:
    """Tell which words have too little room, and which widgets lie upon each other."""
    parts = [each for kind in (QLabel, QPushButton) for each in window.findChildren(kind) if each.isVisible()]
    for part in parts:
        if not part.text():
            continue
        wraps = isinstance(part, QLabel) and part.wordWrap()
        needed = part.heightForWidth(part.width()) if wraps else part.minimumSizeHint().height()
        if part.height() < needed or (not wraps and part.width() < part.minimumSizeHint().width()):
            yield f"{part.objectName()} {part.text()!r} {part.size()} needs {needed}"
    areas = [(each, QRect(each.mapTo(window, QPoint(0, 0)), each.size())) for each in parts if each.text()]
    for n, (one, its) in enumerate(areas):
        for other, others in areas[n + 1 :]:
            inside = one.isAncestorOf(other) or other.isAncestorOf(one)
            if its.intersects(others) and not inside and _scroller(one) is _scroller(other):
                yield f"{one.text()!r} upon {other.text()!r}"


def _scroller(part: QWidget) -> QScrollArea | None:
    """Return what a part is scrolled in: it lies below what stands outside of that."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


async def settled(window: QWidget) -> list[str]:
    """Return what is cut once the window has made room."""
    try:
        await until(lambda: not list(cut(window)), timeout=1.0)
    except AssertionError:
        return list(cut(window))
    return []


@LOOKS
async def test_the_ways_have_room(make_till: MakeTill, language: str, scale: float) -> None:
    till = await make_till(language=language, scale=scale)
    dialog = await till.dialog(await till.sell())
    await until(lambda: told(dialog, "payment_told"))
    assert await settled(dialog) == []
    press(dialog, "payment_way_scan")
    field = seen(dialog, "payment_code")
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Return)
    await until(lambda: told(dialog, "payment_code_error"))
    assert await settled(dialog) == []
    till.session.trouble = Offline()
    till.desk.bridge.payments_changed.emit()
    await until(lambda: told(dialog, "payment_notice_title"))
    assert await settled(dialog) == []


@LOOKS
async def test_every_state_has_room_in_the_dialog_and_in_the_order(
    make_till: MakeTill, language: str, scale: float
) -> None:
    till = await make_till(language=language, scale=scale)
    for n, (way, step) in enumerate(STEPS):
        key = await till.sell(number=str(600 + n))
        row = await _at(till, key, way, step, n)
        page = await till.open(key)
        await until(lambda: told(till.page, "order_pay_0_state"))
        assert await settled(page.detail) == [], step
        dialog = PaymentDialog(till.desk, key, page, open_page=lambda _address: True)
        # Of what has ended, the dialog tells only while it is the one that began it.
        dialog.follow_payment(row)
        dialog.show()
        await until(lambda dialog=dialog: title(dialog))  # type: ignore[misc]
        assert await settled(dialog) == [], step
        dialog.reject()
        dialog.deleteLater()


async def _at(till: Till, key: int, way: PaymentWay, step: Step, n: int) -> int:
    row = await till.desk.payments.begin(
        till.session.connection.id, key, reference=f"{600 + n}-BCDFGHJKMNPQ", way=way, title="Order", amount=2590,
        store_id="1", at=till.clock(),
    )  # fmt: skip
    step = Step(**{name: getattr(step, name) for name in step.__struct_fields__ if name != "ends_at"},
                ends_at=till.clock() + timedelta(minutes=10))  # fmt: skip
    await till.desk.payments.step(row.id, step, till.clock())
    return row.id


@LOOKS
async def test_the_refund_and_the_pin_have_room(make_till: MakeTill, language: str, scale: float) -> None:
    till = await make_till(language=language, scale=scale)
    key = await till.sell()
    row = await _at(till, key, PaymentWay.QR, Step(state=PaymentState.PAID, **TAKEN), 0)
    page = await till.open(key)
    await until(lambda: seen(page, "order_refund"))
    press(page, "order_refund")
    pin = await arrived("pin_dialog")
    assert await settled(pin) == []
    for name, digits in (("pin_new", PIN), ("pin_again", "1234")):
        entry = seen(pin, name)
        assert entry is not None
        write(entry, digits)
    press(pin, "pin_save")
    await until(lambda: told(pin, "pin_again_error"))
    assert await settled(pin) == []
    await till.session.pin.choose(PIN)
    press(pin, "pin_cancel")
    await until(lambda: not any("refund" in name for name in till.desk.background.names))
    press(page, "order_refund")
    refund = await arrived("refund_dialog")
    assert await settled(refund) == []
    press(refund, "refund_reason_1")
    entry = seen(refund, "refund_pin")
    assert entry is not None
    write(entry, "0000")
    press(refund, "refund_confirm")
    await until(lambda: told(refund, "refund_pin_error"))
    assert await settled(refund) == []
    assert (await till.row(key)).id == row
    assert shown_dialog() is None
