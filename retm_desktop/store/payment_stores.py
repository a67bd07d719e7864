"""The payment account, its stores, which branch each serves, and edits that have not been answered yet."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from retm_desktop.domain.payments import AccountUser, Grant, Merchant, PaymentStore, Subscription
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.database import Database, new_id
from retm_desktop.store.instants import from_text, to_text

_OF_A_MERCHANT = (
    "payment_stores",
    "payment_store_links",
    "payment_store_edits",
    "transactions",
    "transactions_whole",
    "settlements",
)


class PaymentAccount(msgspec.Struct, frozen=True, kw_only=True):
    """What the service told of the account; `refused` maps a part ("merchant", "user", "subscriptions", "grant",
    "stores") that it would not tell to the code of the error.
    """

    merchant: Merchant | None = None
    user: AccountUser | None = None
    subscriptions: tuple[Subscription, ...] = ()
    grant: Grant | None = None
    refused: dict[str, str] = {}
    token_ends_at: datetime | None = None
    """When the token that was used ends by what the token endpoint said with it."""
    fetched_at: datetime | None = None


class EditState(StrEnum):
    """How an edit of a store stands; a good one is gone, the store shows it."""

    PENDING = "pending"
    UNKNOWN = "unknown"
    FAILED = "failed"


class StoreEdit(msgspec.Struct, frozen=True, kw_only=True):
    """A store as somebody wants it; `store.id` is empty for a new one. `fields` says what was refused, by field."""

    id: int
    store: PaymentStore
    state: EditState
    error_code: str = ""
    fields: dict[str, tuple[str, ...]] = {}
    created_at: datetime


class PaymentStores:
    """Reads and writes an account and its stores; every change tells `Topic.PAYMENTS`."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes

    # The account

    async def keep_account(self, connection_id: int, account: PaymentAccount, at: datetime) -> bool:
        """Keep what the service told of the account; return True where it is another merchant's than before.

        Then what was kept of the other one (stores, links, transactions, settlements) is forgotten.
        """
        merchant = account.merchant.id if account.merchant else ""
        document = msgspec.json.encode(msgspec.structs.replace(account, fetched_at=at))

        def write(connection: sqlite3.Connection) -> bool:
            row = connection.execute(
                "SELECT merchant_id FROM payment_accounts WHERE connection_id = ?", (connection_id,)
            ).fetchone()
            before = str(row[0]) if row else ""
            other = bool(before and merchant and before != merchant)
            if other:
                for table in _OF_A_MERCHANT:
                    connection.execute(f"DELETE FROM {table} WHERE connection_id = ?", (connection_id,))  # noqa: S608
            connection.execute(
                "INSERT OR REPLACE INTO payment_accounts (connection_id, merchant_id, document, fetched_at)"
                " VALUES (?, ?, ?, ?)",
                (connection_id, merchant or before, document, to_text(at)),
            )
            return other

        other = await self._database.write(write)
        self._changes.publish(Topic.PAYMENTS)
        return other

    async def account(self, connection_id: int) -> PaymentAccount | None:
        """Return what is known of the account, or None."""
        sql = "SELECT document FROM payment_accounts WHERE connection_id = ?"
        row = await self._database.read(lambda c: c.execute(sql, (connection_id,)).fetchone())
        return msgspec.json.decode(row[0], type=PaymentAccount) if row else None

    # Its stores

    async def replace(self, connection_id: int, stores: Sequence[PaymentStore]) -> None:
        """Keep these stores in this order, and no others; links to stores that are gone go with them."""

        def write(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM payment_stores WHERE connection_id = ?", (connection_id,))
            connection.executemany(
                "INSERT OR REPLACE INTO payment_stores (connection_id, store_id, position, document)"
                " VALUES (?, ?, ?, ?)",
                [(connection_id, store.id, n, msgspec.json.encode(store)) for n, store in enumerate(stores)],
            )
            connection.execute(
                "DELETE FROM payment_store_links WHERE connection_id = ? AND store_id NOT IN"
                " (SELECT store_id FROM payment_stores WHERE connection_id = ?)",
                (connection_id, connection_id),
            )

        await self._database.write(write)
        self._changes.publish(Topic.PAYMENTS)

    async def all(self, connection_id: int) -> list[PaymentStore]:
        """Return the stores in the account's order."""
        sql = "SELECT document FROM payment_stores WHERE connection_id = ? ORDER BY position"
        rows = await self._database.read(lambda c: c.execute(sql, (connection_id,)).fetchall())
        return [msgspec.json.decode(document, type=PaymentStore) for (document,) in rows]

    # Which branch each serves

    async def link(self, connection_id: int, restaurant_id: int, branch_id: str, store_id: str) -> None:
        """Say that this store takes the payments of this branch; an empty `store_id` ends the link."""

        def write(connection: sqlite3.Connection) -> None:
            key = (connection_id, restaurant_id, branch_id)
            if store_id:
                connection.execute(
                    "INSERT OR REPLACE INTO payment_store_links (connection_id, restaurant_id, branch_id, store_id)"
                    " VALUES (?, ?, ?, ?)",
                    (*key, store_id),
                )
            else:
                connection.execute(
                    "DELETE FROM payment_store_links WHERE connection_id = ? AND restaurant_id = ? AND branch_id = ?",
                    key,
                )

        await self._database.write(write)
        self._changes.publish(Topic.PAYMENTS)

    async def links(self, connection_id: int, restaurant_id: int) -> dict[str, str]:
        """Return the store of each linked branch, by the branch's id in lower case."""
        sql = "SELECT branch_id, store_id FROM payment_store_links WHERE connection_id = ? AND restaurant_id = ?"
        rows = await self._database.read(lambda c: c.execute(sql, (connection_id, restaurant_id)).fetchall())
        return {str(branch).lower(): str(store) for branch, store in rows}

    # Edits on their way

    async def put_edit(self, connection_id: int, store: PaymentStore, at: datetime) -> StoreEdit:
        """Write down what somebody wants of a store before it is asked for; it replaces an older edit of the same."""

        def write(connection: sqlite3.Connection) -> StoreEdit:
            if store.id:
                connection.execute(
                    "DELETE FROM payment_store_edits WHERE connection_id = ? AND store_id = ?",
                    (connection_id, store.id),
                )
            cursor = connection.execute(
                "INSERT INTO payment_store_edits (connection_id, store_id, document, state, created_at)"
                " VALUES (?, ?, ?, 'pending', ?)",
                (connection_id, store.id, msgspec.json.encode(store), to_text(at)),
            )
            return StoreEdit(id=new_id(cursor), store=store, state=EditState.PENDING, created_at=at)

        edit = await self._database.write(write)
        self._changes.publish(Topic.PAYMENTS)
        return edit

    async def set_edit(
        self, edit_id: int, state: EditState, error_code: str = "", fields: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        """Note how an edit stands."""
        sql = "UPDATE payment_store_edits SET state = ?, error_code = ?, error_fields = ? WHERE id = ?"
        values = (state, error_code, msgspec.json.encode(fields or {}), edit_id)
        await self._database.write(lambda c: c.execute(sql, values).rowcount)
        self._changes.publish(Topic.PAYMENTS)

    async def end_edit(self, edit_id: int) -> None:
        """Forget an edit: it has been done, or was given up."""
        await self._database.write(
            lambda c: c.execute("DELETE FROM payment_store_edits WHERE id = ?", (edit_id,)).rowcount
        )
        self._changes.publish(Topic.PAYMENTS)

    async def edits(self, connection_id: int) -> list[StoreEdit]:
        """Return the edits that have no good end yet, oldest first."""
        sql = (
            "SELECT id, document, state, error_code, error_fields, created_at FROM payment_store_edits"
            " WHERE connection_id = ? ORDER BY id"
        )
        rows = await self._database.read(lambda c: c.execute(sql, (connection_id,)).fetchall())
        return [_edit(row) for row in rows]


def _edit(row: tuple[Any, ...]) -> StoreEdit:
    number, document, state, error_code, fields, created_at = row
    return StoreEdit(
        id=number,
        store=msgspec.json.decode(document, type=PaymentStore),
        state=EditState(state),
        error_code=error_code,
        fields=msgspec.json.decode(fields, type=dict[str, tuple[str, ...]]),
        created_at=from_text(created_at),
    )
