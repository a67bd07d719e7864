"""Something RETM told us that the operator has to look into although no call of ours failed."""

from datetime import datetime

import msgspec


class Undelivered(msgspec.Struct, frozen=True):
    """RETM failed three times in a row to deliver messages to one of our addresses (doc-401133).

    `endpoint` is the address, `code` the HTTP status it last saw (0 or None: no answer; its meaning is assumed), `at`
    when RETM's error webhook came.
    """

    connection_id: int
    endpoint: str
    code: int | None
    message: str
    at: datetime
