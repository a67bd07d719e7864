"""Thousands of believable customers."""

from collections.abc import Iterator

import msgspec

from retm_desktop.domain.business import Customer
from retm_desktop.domain.text import BilingualText as Both
from retm_desktop.gui.desk import Desk
from retm_desktop.store.catalogue import Kind

_FIRST = (
    ("Sara", "سارة"),
    ("Fahad", "فهد"),
    ("Noura", "نورة"),
    ("Huda", "هدى"),
    ("Abdulrahman", "عبدالرحمن"),
    ("Khalid", "خالد"),
    ("Reem", "ريم"),
    ("Ahmed", "أحمد"),
)
_LAST = (
    ("Al-Otaibi", "العتيبي"),
    ("Al-Qahtani", "القحطاني"),
    ("Al-Shehri", "الشهري"),
    ("Al-Harbi", "الحربي"),
    ("Al-Ghamdi", "الغامدي"),
)


def people(count: int) -> Iterator[Customer]:
    """Yield customers whose phones and e-mails are all different; some names stand in one script only."""
    for n in range(count):
        first, last = _FIRST[n % len(_FIRST)], _LAST[n // 3 % len(_LAST)]
        english, arabic = (f"{a} {b}" for a, b in zip(first, last, strict=True))
        yield Customer(
            str(3000 + n),
            Both("" if n % 11 == 10 else english, "" if n % 13 == 12 else arabic),
            f"+9665{n * 7919 % 10**8:08d}" if n % 2 else f"05{n * 7919 % 10**8:08d}",
            f"{first[0].lower()}.{n}@example.com" if n % 3 else "",
        )


async def move_in(desk: Desk, *customers: Customer) -> None:
    """Make these the customers of the active restaurant."""
    pairs = [(one, msgspec.json.encode(one)) for one in customers]
    await desk.catalogue.replace(desk.connection_id, Kind.CUSTOMER, pairs, desk.now())
