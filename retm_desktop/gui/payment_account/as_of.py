"""When the payment account was last read, and a button that asks for it again."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.payment_account.connected import account_id, account_zone
from retm_desktop.gui.sentences import PAYMENTS_SERVICE
from retm_desktop.gui.widgets.as_of import AsOf


class AccountAsOf(AsOf):
    """Follows the session at work, and before its first answer what was kept of the last run.

    A session tells every round's end, and a trouble that stays is another object after each: so the asking ends with
    the first answer, whichever it is.
    """

    def __init__(self, desk: Desk, *, name: str) -> None:
        translate = QCoreApplication.translate
        ask = translate("AccountAsOf", "Ask {service} now (F5)").replace("{service}", PAYMENTS_SERVICE)
        super().__init__(desk, translate("AccountAsOf", "As of {time}"), ask, name=name)
        self._before: OperatorError | None = None
        desk.bridge.payments_changed.connect(self.read)
        self.read()

    def read(self) -> None:
        self._tasks.spawn(self._read(), "read")

    async def _read(self) -> None:
        account = await self._desk.payment_stores.account(account_id(self._desk))
        session = self._desk.house.payments
        if session is not None and session.trouble is not self._before:
            self._before = session.trouble
            self._left = 0
        told = (account.fetched_at if account else None, session.read_at if session else None)
        self.show_time(max((at for at in told if at is not None), default=None))

    def _ask(self) -> None:
        session = self._desk.house.payments
        if session is not None:
            self._before = session.trouble
            session.refresh()

    def _is_down(self) -> bool:
        return self._desk.house.payments is None

    def _zone(self) -> ZoneInfo:
        return account_zone(self._desk)

    def _asking_words(self) -> str:
        return self.tr("Asking {service}…").format(service=PAYMENTS_SERVICE)

    def _never_words(self) -> str:
        return self.tr("Not read from {service} yet").format(service=PAYMENTS_SERVICE)
