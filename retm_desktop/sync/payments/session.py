"""One payment account at work between `start` and `stop`."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime

from retm_desktop.connect.sealed import Secrets
from retm_desktop.domain.errors import OperatorError
from retm_desktop.providers.payment_service import PaymentService
from retm_desktop.store.changes import Changes, Topic
from retm_desktop.store.connections import ConnectionRecord
from retm_desktop.store.payment_stores import PaymentStores
from retm_desktop.store.payments import Payments
from retm_desktop.store.takings import Takings
from retm_desktop.sync.background import Background
from retm_desktop.sync.payments.account import Account
from retm_desktop.sync.payments.charges import Charges
from retm_desktop.sync.payments.follow_up import ChargePace
from retm_desktop.sync.payments.pin import RefundPin
from retm_desktop.sync.payments.refunds import RefundPace, Refunds
from retm_desktop.sync.payments.takings import TakingsReader

log = logging.getLogger(__name__)

_READ_EVERY_S = 60.0
_TRY_AGAIN_S = 15.0
"""After trouble: a payment may be waiting for an answer."""
_ACCOUNT_EVERY = 15
"""Rounds of reading between two looks at the account itself."""


class PaymentSession:
    """Charges, refunds, account and takings of one connection, and what keeps them from the service."""

    def __init__(
        self,
        connection: ConnectionRecord,
        service: Callable[[], PaymentService],
        *,
        payments: Payments,
        stores: PaymentStores,
        takings: Takings,
        changes: Changes,
        vault: Secrets,
        background: Background,
        now: Callable[[], datetime],
        return_address: Callable[[], str],
        notify_address: Callable[[], str],
        token_ends: Callable[[], Awaitable[datetime | None]] | None = None,
        charge_pace: ChargePace | None = None,
        refund_pace: RefundPace | None = None,
    ) -> None:
        """Nothing runs before `start`."""
        self.connection = connection
        self.trouble: OperatorError | None = None
        """Why the service could not be asked the last time; None while it answers."""
        self.read_at: datetime | None = None
        """When account and stores were last read without trouble."""
        self.pin = RefundPin(connection.id, vault, now)
        self.charges = Charges(
            connection.id,
            service,
            payments,
            takings,
            background=background,
            now=now,
            return_address=return_address,
            notify_address=notify_address,
            pace=charge_pace,
        )
        self.refunds = Refunds(
            connection.id, service, payments, takings, self.pin, background=background, now=now, pace=refund_pace
        )
        self.account = Account(connection.id, service, stores, background=background, now=now, token_ends=token_ends)
        self.takings = TakingsReader(connection.id, service, takings, now=now)
        self._changes = changes
        self._background = background
        self._now = now
        self._wanted = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Take up what was interrupted, then keep account and takings fresh."""
        if self._task is None:
            self._task = self._background.spawn(self._run(), name=f"payment account {self.connection.id}")

    async def stop(self) -> None:
        """End; payments under way stay in the store and are taken up by the next start."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait({task})

    def refresh(self) -> None:
        """Read account and takings now."""
        self._wanted.set()

    async def _run(self) -> None:
        rounds = 0
        interrupted = True
        while True:
            trouble: OperatorError | None = None
            whole = rounds == 0 or self._wanted.is_set()
            try:
                if interrupted:
                    await self.charges.resume()
                    await self.refunds.resume()
                    interrupted = False
                if whole:
                    self._wanted.clear()
                    await self.account.read()
                    await self.account.resume()
                await self.takings.refresh()
                await self.charges.reconcile()
            except OperatorError as error:
                log.info("payment account %d: %s: %s", self.connection.id, error.code, error.detail)
                trouble, interrupted = error, True
            self._tell(trouble, whole=whole)
            rounds = 0 if trouble is not None else (rounds + 1) % _ACCOUNT_EVERY
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wanted.wait(), _READ_EVERY_S if trouble is None else _TRY_AGAIN_S)

    def _tell(self, trouble: OperatorError | None, *, whole: bool) -> None:
        if whole and trouble is None:
            self.read_at = self._now()
        before, self.trouble = self.trouble, trouble
        if whole or type(trouble) is not type(before):
            self._changes.publish(Topic.PAYMENTS)
