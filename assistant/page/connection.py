"""A connection whose requests must begin, and end when they are answered: who keeps it with a byte now and then is dropped."""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 15.0
"""Seconds within which the headers of a request must be there, and the rest of one that was answered before its end."""


class Connection(H11Protocol):
    """Uvicorn's connection; of its own it waits for ever for headers, and for what is left of an answered request."""

    patience = PATIENCE
    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Stop waiting when what is owed has come; wait again when the next request begins, or this one does not end."""
        super().data_received(data)
        if self._is_owed():
            self._wait()
        elif self._due is not None:
            self._due.cancel()
            self._due = None

    def _wait(self) -> None:
        if self._due is None:
            self._due = self.loop.call_later(self.patience, self._drop)

    def _drop(self) -> None:
        self._due = None
        if self._is_owed() and not self.transport.is_closing():
            self.transport.close()

    def _is_owed(self) -> bool:
        """Whether the other side has to send something before anything is done here."""
        answered = self.conn.our_state is h11.DONE and self.conn.their_state is h11.SEND_BODY
        return answered or self.conn.their_state is h11.IDLE
