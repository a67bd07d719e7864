"""The table of the account's stores."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.payments import PaymentStore
from retm_desktop.domain.text import fold, searchable
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payment_stores.words import address_lines, phone_text, status_tone, status_words, store_name
from retm_desktop.gui.widgets.paged_table import Column, PagedTable

translate = QCoreApplication.translate


@dataclass(frozen=True)
class StoreRow:
    """A store, and how many branches of the restaurant on screen it takes the payments of."""

    store: PaymentStore
    branches: int

    def holds(self, text: str) -> bool:
        """Tell whether a search finds the store."""
        store = self.store
        line = searchable(store.name, *address_lines(store), phone_text(store), store.phone_number, store.id)
        return all(word in line for word in fold(text).split())


class StoreTable(PagedTable[str, StoreRow]):
    """Shows the rows it was told last, in the account's order, as far as the search finds them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _columns(),
            name="stores_list",
            words=translate("StoreTable", "Payment stores"),
            key=lambda row: row.store.id,
            query=lambda: self.text,
            total=self._count,
            page=self._shown_of,
        )
        self.text = ""
        """What is searched for."""
        self.rows: Sequence[StoreRow] = ()

    @property
    def found(self) -> list[StoreRow]:
        """What the search leaves of the rows."""
        return [row for row in self.rows if row.holds(self.text)]

    def show_rows(self, rows: Sequence[StoreRow]) -> None:
        """Show these rows."""
        self.rows = rows
        self.ask()

    def search(self, text: str) -> None:
        """Show only what holds every word of `text`."""
        self.text = text
        self.ask()

    async def _count(self, text: str) -> int:
        return sum(row.holds(text) for row in self.rows)

    async def _shown_of(self, text: str, offset: int, limit: int) -> Sequence[StoreRow]:
        return [row for row in self.rows if row.holds(text)][offset : offset + limit]


def _columns() -> list[Column[StoreRow]]:
    return [
        Column(
            translate("StoreTable", "Name"), lambda row: store_name(row.store), units=4.6, stretch=True, strong=True
        ),
        Column(translate("StoreTable", "City"), lambda row: bidi.auto(row.store.city), units=3.6, spare=2),
        Column(
            "",
            lambda row: translate("StoreTable", "Default") if row.store.is_default else "",
            units=2.2,
            spare=1,
            chip=True,
            tone=lambda _row: "primary",
        ),
        Column(
            translate("StoreTable", "Status"),
            lambda row: status_words(row.store.status),
            units=3.4,
            chip=True,
            tone=lambda row: status_tone(row.store.status),
        ),
        Column(
            translate("StoreTable", "Branches"),
            lambda row: bidi.ltr(str(row.branches)),
            units=2.2,
            at_end=True,
            tone=lambda row: "text" if row.branches else "muted",
        ),
    ]
