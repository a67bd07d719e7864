"""Bodies we send to RETM: money as numbers, text without direction marks, digits as 0-9."""

from decimal import ROUND_HALF_UP, Decimal

import msgspec

from retm_desktop.domain.business import Charge, OrderType, PaymentMethod
from retm_desktop.domain.intents import CreateOrder
from retm_desktop.domain.menu import Tax
from retm_desktop.domain.money import SCALE
from retm_desktop.domain.orders import Address, Line, LineModifier, NamedAmount, OrderCustomer
from retm_desktop.domain.text import BilingualText, ascii_digits, folded_phone, plain

_encoder = msgspec.json.Encoder(decimal_format="number")


def encoded(body: dict[str, object]) -> bytes:
    """Return `body` as JSON; a Decimal becomes a number with exactly its digits."""
    return _encoder.encode(body)


def create_order_body(intent: CreateOrder) -> dict[str, object]:
    """Return the body of "create order" (api-5053414); amounts are Decimal, see `encoded`.

    Documented: root, customer, address and the line's id, quantity, total, discount and note. The inner shapes of
    modifiers, taxes and payments, and `variation` on a line, are assumed after the invoice item. Charges have no field
    in this call.
    """
    body: dict[str, object] = {
        "branch": intent.branch_id,
        "customer": _customer(intent.customer),
        "products": [
            _line(line, variation_id)
            for line, variation_id in zip(intent.lines, _as_long(intent.variation_ids, len(intent.lines)), strict=True)
        ],
        "partner_reference": _clean(intent.partner_reference),
        "subtotal": _number(intent.subtotal),
        "tax": _number(intent.tax),
        "total": _number(intent.total),
    }
    if intent.order_type_id:
        body["ordertype"] = intent.order_type_id
    if intent.note:
        body["note"] = _clean(intent.note)
    if intent.taxes:
        body["taxes"] = [_part(tax) for tax in intent.taxes]
    if intent.payments:
        body["payments"] = [_part(payment) for payment in intent.payments]
    return body


def cancel_order_body(order_id: str, reason: str) -> dict[str, object]:
    """Return the body of "cancel order" (assumed); the id goes back exactly as it was received (quirk 16)."""
    return {"order_id": order_id, "reason": _clean(reason)}


def update_status_body(order_id: str, code: int, driver_name: str = "", driver_phone: str = "") -> dict[str, object]:
    """Return the body of "update delivery order status" (assumed); `code` is one of `domain.stages.CODE_OF_STAGE`."""
    body: dict[str, object] = {"order_id": order_id, "status": code}
    if driver_name or driver_phone:
        body["driver"] = {"name": _clean(driver_name), "phone": sent_phone(driver_phone)}
    return body


def order_type_body(order_type: OrderType) -> dict[str, object]:
    """Return the body of "create order type" (assumed)."""
    return {"name": _name(order_type.name), "type": order_type.type}


def payment_method_body(method: PaymentMethod) -> dict[str, object]:
    """Return the body of "create pay method" (api-5053420); flags as 0 and 1, the type as an integer (assumed)."""
    return {
        "name": _name(method.name),
        "type": method.kind,
        "auto_open_drawer": int(method.opens_drawer),
        "ecr_enabled": int(method.uses_terminal),
        "zatca_payment_code": method.zatca_code,
    }


def charge_body(charge: Charge) -> dict[str, object]:
    """Return the body of "create order charges" (assumed): the value as text, as the list has it (api-5053421)."""
    body: dict[str, object] = {"name": _name(charge.name), "value": f"{charge.value:.2f}"}
    if charge.tax:
        body["tax"] = charge.tax.id
    return body


def tax_body(tax: Tax) -> dict[str, object]:
    """Return the body of "create tax" (assumed): the value as text with three decimals, as RETM writes it."""
    return {"name": _name(tax.name), "type": tax.kind, "value": f"{tax.value:.3f}"}


def sent_phone(phone: str) -> str:
    """Return a phone as RETM itself writes it: Saudi mobiles as 05…, without country code (api-5053408); others as
    typed, in 0-9.
    """
    digits = folded_phone(phone)
    if len(digits) == 9 and digits.startswith("5"):
        return f"0{digits}"
    return _clean(phone)


def _clean(text: str) -> str:
    return plain(ascii_digits(text)).strip()


def _name(name: BilingualText) -> dict[str, str]:
    return {"en": _clean(name.en), "ar": _clean(name.ar)}


def _number(amount: Decimal) -> Decimal | int:
    """Return `amount` at RETM's three decimals, without zeros at the end; a whole number as such."""
    scaled = amount.quantize(SCALE, ROUND_HALF_UP)
    whole = scaled.to_integral_value()
    return int(whole) if scaled == whole else scaled.normalize()


def _as_long(ids: tuple[str, ...], length: int) -> tuple[str, ...]:
    return (*ids, *("" for _ in range(length - len(ids))))[:length]


def _part(part: NamedAmount) -> dict[str, object]:
    return {"id": part.id, "amount": _number(part.amount)}


def _customer(customer: OrderCustomer) -> dict[str, object]:
    body: dict[str, object] = {"phone": sent_phone(customer.phone)}
    if customer.name:
        body["name"] = _name(customer.name)
    if customer.address:
        body["address"] = _address(customer.address)
    return body


def _address(address: Address) -> dict[str, object]:
    return {
        "id": address.id,
        "name": _name(address.name),
        "address": _clean(address.address),
        "latitude": _clean(address.latitude),
        "longitude": _clean(address.longitude),
        "note": _clean(address.note),
    }


def _line(line: Line, variation_id: str) -> dict[str, object]:
    body: dict[str, object] = {
        "id": line.product_id,
        "quantity": _number(line.quantity),
        "total": _number(line.total or Decimal(0)),
        "discount": _number(line.discount or Decimal(0)),
        "note": _clean(line.note),
        "modifiers": [_modifier(modifier) for modifier in line.modifiers],
    }
    if variation_id:
        body["variation"] = variation_id
    return body


def _modifier(modifier: LineModifier) -> dict[str, object]:
    return {"id": modifier.id, "quantity": _number(modifier.quantity), "price": _number(modifier.price)}
