"""The payment account and its stores, kept equal to what the service says."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from retm_desktop.domain.errors import OperatorError, OutcomeUnknown, Rejected, ServerFault, UnreadableAnswer
from retm_desktop.domain.payments import MOST_STORES, PaymentStore
from retm_desktop.domain.text import ascii_digits, plain
from retm_desktop.providers.payment_service import PaymentService
from retm_desktop.store.payment_stores import EditState, PaymentAccount, PaymentStores, StoreEdit
from retm_desktop.sync.background import Background

log = logging.getLogger(__name__)

T = TypeVar("T")

_MOST_PAGES = 50
_TOLD_BY_PART = ("forbidden", "not_found", "rejected", "unreadable_answer", "payment_refused")
"""Refusals that concern one part of an account; anything else keeps all of it from being read."""
_NEEDED = ("name", "address_line_1", "post_code", "city", "state", "country", "country_code", "phone_number")
"""Fields the service demands of a store."""
_EDITED = (*_NEEDED, "address_line_2", "location")


class Account:
    """Reads an account and its stores, and makes and changes stores."""

    def __init__(
        self,
        connection_id: int,
        service: Callable[[], PaymentService],
        stores: PaymentStores,
        *,
        background: Background,
        now: Callable[[], datetime],
        token_ends: Callable[[], Awaitable[datetime | None]] | None = None,
    ) -> None:
        """`token_ends` tells when the token in use ends, None where nobody said."""
        self._token_ends = token_ends
        self._connection_id = connection_id
        self._service = service
        self._stores = stores
        self._background = background
        self._now = now
        self._sending = asyncio.Lock()

    async def read(self) -> bool:
        """Read the account and its stores anew; return True where it is another merchant's than before.

        Raises what keeps all of it from being read (Offline, SignInExpired, ClockWrong, SignatureRefused); a part that
        is merely refused is noted.
        """
        service = self._service()
        refused: dict[str, str] = {}

        async def part(name: str, asked: Coroutine[Any, Any, T]) -> T | None:
            try:
                return await asked
            except OperatorError as error:
                no_such_call = isinstance(error, ServerFault) and error.status < 500
                if error.code not in _TOLD_BY_PART and not no_such_call:
                    raise
                refused[name] = error.code
                return None

        account = PaymentAccount(
            merchant=await part("merchant", service.merchant()),
            user=await part("user", service.user()),
            subscriptions=await part("subscriptions", service.subscriptions()) or (),
            grant=await part("grant", service.grant()),
            refused=refused,
            token_ends_at=await self._token_ends() if self._token_ends is not None else None,
        )
        other = await self._stores.keep_account(self._connection_id, account, self._now())
        await part("stores", self.read_stores())
        if "stores" in refused:
            await self._stores.keep_account(self._connection_id, account, self._now())
        return other

    async def read_stores(self) -> None:
        """Read every page of stores, in the account's order."""
        found: dict[str, PaymentStore] = {}
        cursor = ""
        for _ in range(_MOST_PAGES):
            page = await self._service().stores(cursor)
            before = len(found)
            found.update((store.id, store) for store in page.stores if store.id)
            cursor = page.cursor
            if not cursor or len(found) == before:
                break
        await self._stores.replace(self._connection_id, list(found.values()))

    async def save(self, store: PaymentStore) -> StoreEdit:
        """Make a store (empty id) or change one: written down, then sent; how it goes is told by the edit in the store.

        Raises Rejected by field ("required", "invalid", "too_many") before anything is written.
        """
        checked = _checked(store)
        if not checked.id and len(await self._stores.all(self._connection_id)) >= MOST_STORES:
            raise Rejected("ten stores already", {"name": ("too_many",)})
        edit = await self._stores.put_edit(self._connection_id, checked, self._now())
        self._background.spawn(self._send(edit), name=f"store edit {edit.id}")
        return edit

    async def retry(self, edit: StoreEdit) -> None:
        """Send an edit that failed once more."""
        await self._stores.set_edit(edit.id, EditState.PENDING)
        self._background.spawn(self._send(edit), name=f"store edit {edit.id}")

    async def give_up(self, edit: StoreEdit) -> None:
        """Forget an edit that failed."""
        await self._stores.end_edit(edit.id)

    async def resume(self) -> None:
        """Go on with edits that a crash or a lost network interrupted; one that may have been done is looked for."""
        for edit in await self._stores.edits(self._connection_id):
            if edit.state is EditState.FAILED or self._background.running(f"store edit {edit.id}"):
                continue
            self._background.spawn(self._found_or_sent(edit), name=f"store edit {edit.id}")

    async def _found_or_sent(self, edit: StoreEdit) -> None:
        async with self._sending:
            try:
                await self.read_stores()
            except OperatorError as error:
                await self._stores.set_edit(edit.id, EditState.UNKNOWN, error.code)
                return
            if await self._is_done(edit):
                await self._stores.end_edit(edit.id)
            else:
                await self._stores.set_edit(edit.id, EditState.FAILED, OutcomeUnknown.code)

    async def _send(self, edit: StoreEdit) -> None:
        async with self._sending:
            service = self._service()
            try:
                await (service.update_store(edit.store) if edit.store.id else service.create_store(edit.store))
            except (OutcomeUnknown, ServerFault, UnreadableAnswer) as error:
                await self._stores.set_edit(edit.id, EditState.UNKNOWN, error.code)
            except Rejected as error:
                await self._stores.set_edit(edit.id, EditState.FAILED, error.code, error.fields)
                return
            except OperatorError as error:
                await self._stores.set_edit(edit.id, EditState.FAILED, error.code)
                return
            else:
                await self._done(edit)
                return
        await self._found_or_sent(edit)

    async def _done(self, edit: StoreEdit) -> None:
        """The service did it; it is shown as done once the list says so, and is never sent again before."""
        try:
            await self.read_stores()
        except OperatorError as error:
            await self._stores.set_edit(edit.id, EditState.UNKNOWN, error.code)
        else:
            await self._stores.end_edit(edit.id)

    async def _is_done(self, edit: StoreEdit) -> bool:
        for store in await self._stores.all(self._connection_id):
            if edit.store.id in ("", store.id) and _same(store, edit.store):
                return True
        return False


def _checked(store: PaymentStore) -> PaymentStore:
    cleaned = {name: " ".join(plain(getattr(store, name)).split()) for name in (*_NEEDED, "address_line_2")}
    for name in ("post_code", "country_code", "phone_number"):
        cleaned[name] = "".join(ascii_digits(cleaned[name]).replace("-", "").split()).lstrip("+")
    problems: dict[str, tuple[str, ...]] = {name: ("required",) for name in _NEEDED if not cleaned[name]}
    for name in ("country_code", "phone_number"):
        if cleaned[name] and not cleaned[name].isdigit():
            problems[name] = ("invalid",)
    if problems:
        raise Rejected("a store needs more", problems)
    return msgspec.structs.replace(store, **cleaned)


def _same(kept: PaymentStore, wanted: PaymentStore) -> bool:
    """Compare as the service keeps it: it answers with some words in capital letters."""
    return all(
        str(getattr(kept, name) or "").casefold() == str(getattr(wanted, name) or "").casefold() for name in _EDITED
    )
