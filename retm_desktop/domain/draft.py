"""An order being made by phone: what is chosen, what is still missing, and an estimate of the total."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

import msgspec

from retm_desktop.domain.business import Charge
from retm_desktop.domain.intents import CreateOrder
from retm_desktop.domain.menu import ModifierItem, Product, RateKind, Tax, Variation
from retm_desktop.domain.money import ZERO, rounded, vat_on, vat_within
from retm_desktop.domain.orders import Line, LineModifier, NamedAmount, OrderCustomer
from retm_desktop.domain.text import BilingualText, folded_phone


class ChosenModifier(msgspec.Struct, frozen=True):
    """A modifier item chosen in the product's group number `group` (groups have no id)."""

    group: int
    item: ModifierItem
    quantity: int = 1


class DraftLine(msgspec.Struct, frozen=True):
    """A product with its choices; `quantity` is at least 1."""

    product: Product
    variation: Variation | None = None
    modifiers: tuple[ChosenModifier, ...] = ()
    quantity: int = 1
    note: str = ""

    @property
    def unit_price(self) -> Decimal:
        """Menu price of one, with variation and modifiers."""
        base = self.variation.price if self.variation else self.product.price
        return base + sum((m.item.extra_price * m.quantity for m in self.modifiers), ZERO)

    @property
    def price(self) -> Decimal:
        """Menu price of the whole line."""
        return self.unit_price * self.quantity


class Missing(StrEnum):
    """What keeps a draft from being sent."""

    LINES = "lines"
    BRANCH = "branch"
    PHONE = "phone"
    VARIATION = "variation"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"


class Problem(msgspec.Struct, frozen=True):
    """One thing to mend; `group` numbers the modifier group and `wanted` is its minimum or maximum."""

    missing: Missing
    line: int | None = None
    group: int | None = None
    wanted: int = 0


def problems_of_line(line: DraftLine, index: int | None = None) -> list[Problem]:
    """Return what is wrong with the choices on one line: variation, minimum and maximum of each group."""
    found: list[Problem] = []
    if line.product.variations and line.variation is None:
        found.append(Problem(Missing.VARIATION, index))
    for number, group in enumerate(line.product.modifiers):
        chosen = sum(m.quantity for m in line.modifiers if m.group == number)
        if chosen < group.least:
            found.append(Problem(Missing.TOO_FEW, index, number, group.least))
        if group.most is not None and chosen > group.most:
            found.append(Problem(Missing.TOO_MANY, index, number, group.most))
    return found


class Estimate(msgspec.Struct, frozen=True):
    """What the draft will probably cost; only RETM's answer is final. Amounts at two decimals."""

    subtotal: Decimal
    tax: Decimal
    charges: Decimal
    total: Decimal


class Draft(msgspec.Struct, frozen=True):
    """An order being made."""

    lines: tuple[DraftLine, ...] = ()
    branch_id: str = ""
    order_type_id: str = ""
    customer_name: str = ""
    customer_phone: str = ""
    payment_id: str = ""
    payment_name: BilingualText = BilingualText()
    charges: tuple[Charge, ...] = ()
    note: str = ""

    def problems(self) -> list[Problem]:
        """Return everything that keeps this draft from being sent, in the order of the screen."""
        found = [] if self.lines else [Problem(Missing.LINES)]
        for index, line in enumerate(self.lines):
            found += problems_of_line(line, index)
        if not self.branch_id:
            found.append(Problem(Missing.BRANCH))
        if len(folded_phone(self.customer_phone)) < 7:
            found.append(Problem(Missing.PHONE))
        return found

    def estimate(self) -> Estimate:
        """Add up prices, taxes and charges; line taxes follow each product's own tax records."""
        subtotal = tax = ZERO
        for line in self.lines:
            net, line_tax = _split(line.price, line.product.taxes)
            subtotal += net
            tax += line_tax
        charges = ZERO
        for charge in self.charges:
            added = (charge.tax,) if charge.tax else ()
            charges += charge.value + sum((_tax_on(charge.value, t) for t in added), ZERO)
        return Estimate(rounded(subtotal), rounded(tax), rounded(charges), rounded(subtotal + tax + charges))

    def intent(self, partner_reference: str) -> CreateOrder:
        """Return the outbox content that makes this order. Charges have no field in RETM's create call
        (api-5053414), so they are carried for display and written into the note; the total sent leaves them out.
        """
        estimate = self.estimate()
        total = estimate.subtotal + estimate.tax
        lines = tuple(_line(line) for line in self.lines)
        payments = (NamedAmount(self.payment_id, self.payment_name, total),) if self.payment_id else ()
        noted = "; ".join(f"{c.name.in_language('en')} {rounded(c.value)}" for c in self.charges)
        return CreateOrder(
            partner_reference=partner_reference,
            branch_id=self.branch_id,
            customer=OrderCustomer(BilingualText(self.customer_name, self.customer_name), self.customer_phone),
            lines=lines,
            variation_ids=tuple(line.variation.id if line.variation else "" for line in self.lines),
            subtotal=estimate.subtotal,
            tax=estimate.tax,
            total=total,
            order_type_id=self.order_type_id,
            taxes=self._taxes(),
            payments=payments,
            charges=tuple(NamedAmount(c.id, c.name, c.value) for c in self.charges),
            note=" | ".join(part for part in (self.note, noted) if part),
        )

    def _taxes(self) -> tuple[NamedAmount, ...]:
        sums: dict[str, NamedAmount] = {}
        for line in self.lines:
            for tax in line.product.taxes:
                amount = _tax_in(line.price, tax)
                before = sums.get(tax.id)
                sums[tax.id] = NamedAmount(tax.id, tax.name, (before.amount if before else ZERO) + amount)
        return tuple(sums.values())


def _tax_on(net: Decimal, tax: Tax) -> Decimal:
    return vat_on(net, tax.value) if tax.kind == RateKind.PERCENTAGE else tax.value


def _tax_in(price: Decimal, tax: Tax) -> Decimal:
    if tax.kind != RateKind.PERCENTAGE:
        return tax.value
    return vat_within(price, tax.value) if tax.included else vat_on(price, tax.value)


def _split(price: Decimal, taxes: Sequence[Tax]) -> tuple[Decimal, Decimal]:
    included = sum((_tax_in(price, t) for t in taxes if t.included), ZERO)
    added = sum((_tax_in(price, t) for t in taxes if not t.included), ZERO)
    return price - included, included + added


def _line(line: DraftLine) -> Line:
    net, tax = _split(line.price, line.product.taxes)
    return Line(
        product_id=line.product.id,
        sku=line.variation.sku if line.variation else "",
        name=line.product.name,
        variation=line.variation.name if line.variation else BilingualText(),
        category=line.product.category,
        quantity=Decimal(line.quantity),
        unit_price=net / line.quantity,
        total=net + tax,
        tax=tax,
        discount=ZERO,
        note=line.note,
        modifiers=tuple(
            LineModifier(m.item.id, m.item.name, Decimal(m.quantity), m.item.extra_price) for m in line.modifiers
        ),
    )
