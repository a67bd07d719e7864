"""One connection of the listener: uvicorn's HTTP/1.1, with a time limit for a request's head."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 5.0
"""How long a client may take from the first byte (or from connecting) to the end of the request's head."""


class GuardedProtocol(H11Protocol):
    """Closes connections that never finish a request's head; uvicorn itself would keep them for ever."""

    def __init__(self, *args: Any, **keywords: Any) -> None:  # noqa: ANN401  # uvicorn's own signature, passed through
        super().__init__(*args, **keywords)
        self._head_deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock: a client that connects and says nothing is let go too."""
        super().connection_made(transport)
        self._arm()

    def data_received(self, data: bytes) -> None:
        """Keep the clock running while a head is incomplete, stop it when a request is being answered."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._disarm()
        elif self.timeout_keep_alive_task is None:
            self._arm()
        else:
            self._disarm()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock with the connection."""
        self._disarm()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Close at the listener's end; a connection in an unusual state is cut."""
        try:
            super().shutdown()
        except h11.LocalProtocolError:
            self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is not HTTP, in the listener's own words; nothing the client sent is repeated."""
        body = b'{"message": "not a valid request"}'
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            (b"x-content-type-options", b"nosniff"),
            (b"connection", b"close"),
        ]
        status = self.conn.their_state is h11.ERROR and self._head_too_large()
        try:
            response = h11.Response(status_code=431 if status else 400, headers=headers)
            for event in (response, h11.Data(data=body), h11.EndOfMessage()):
                if part := self.conn.send(event):
                    self.transport.write(part)
        except h11.LocalProtocolError:
            pass  # The answer to this request has been sent or begun already.
        self.transport.close()

    def _head_too_large(self) -> bool:
        limit = self.config.h11_max_incomplete_event_size
        return limit is not None and len(self.conn.trailing_data[0]) > limit

    def _arm(self) -> None:
        if self._head_deadline is None:
            self._head_deadline = self.loop.call_later(HEAD_SECONDS, self._too_slow)

    def _disarm(self) -> None:
        if self._head_deadline is not None:
            self._head_deadline.cancel()
            self._head_deadline = None

    def _too_slow(self) -> None:
        self._head_deadline = None
        if not self.transport.is_closing():
            self.transport.close()
