"""One TCP connection: bytes in, requests in order, bytes out, and an account of what the client has taken."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import sys
from typing import TYPE_CHECKING

from .exchange import Exchange
from .journal import Entry
from .parser import BadRequest, Head, take_head

if TYPE_CHECKING:
    from .epoch import Epoch

_READ_AHEAD = 256 * 1024
_SEND_BUFFER = 16 * 1024
"""A small kernel buffer: a reply is "handed over" only when the client's kernel has nearly all of it."""
_LINGER_BYTES = 8 * 1024 * 1024
"""What a client may still send after the last reply of its connection."""
_SWEEPS = 2
"""Turns of the loop between reading a request and counting it. What its client did before, on any connection, is older
and so in the kernel already: the first turn reads it, and the second runs what asyncio puts off (a reset)."""


class ClientLeft(Exception):
    """The client closed the connection; there is nobody to answer."""


class Connection(asyncio.Protocol):
    """Serves the requests of one client in order. Lives in the server's thread; the counters may be read anywhere."""

    transport: asyncio.Transport

    def __init__(self, epoch: Epoch) -> None:
        self._epoch = epoch
        self.number = 0
        self.client: int | None = None
        self.client_port = 0
        self.open = False
        self.buffer = bytearray()
        self.entry: Entry | None = None
        self._loop = asyncio.get_running_loop()
        self._task: asyncio.Task[None] | None = None
        self._more: asyncio.Future[None] | None = None
        self._flushed: asyncio.Future[None] | None = None
        self._finishing: Entry | None = None
        self._ended = False
        self._identified = False
        self._written = 0
        self._taken = 0
        self._last_end = 0
        self._reused = 0
        self._known = False
        self._closed_by_client = False

    # --- what the event loop calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._socket: socket.socket = transport.get_extra_info("socket")
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        transport.set_write_buffer_limits(0)
        peer = transport.get_extra_info("peername")
        self.client_port = peer[1] if peer else 0
        self.open = True
        self._epoch.opened(self)
        self._task = self._loop.create_task(self._run())

    def data_received(self, data: bytes) -> None:
        self._epoch.activity += 1
        self.buffer += data
        if len(self.buffer) > _READ_AHEAD:
            self.transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        self._epoch.activity += 1
        self._ended = True
        if self.entry is not None or self.undecided:
            if not self._epoch.peers.left(self.client_port):
                self._epoch.peers.observe([self])  # only its sending half is closed: it may still read
            elif self.entry is not None:
                self._client_left()
            else:
                self._closed_by_client = True
                self._taken = max(self._taken, self._epoch.peers.taken_at_close(self._socket, self._written))
        self._wake()
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        self._closed_by_client |= isinstance(exc, ConnectionError)
        self._ended = True
        self.open = False
        self._client_left()
        self._wake()
        self._release_writer()
        self._epoch.closed(self)

    def pause_writing(self) -> None:
        pass

    def resume_writing(self) -> None:
        """The last byte went to the kernel. Runs before anything else is read, so counts stay exact."""
        self._complete()
        self._release_writer()

    # --- what an exchange calls

    async def more(self) -> None:
        """Wait until more bytes came. Raises ClientLeft when none will."""
        if self._ended:
            raise ClientLeft
        if not self.transport.is_reading():
            self.transport.resume_reading()
        self._more = self._loop.create_future()
        await self._more
        if self._ended and not self.buffer:
            raise ClientLeft

    def write(self, data: bytes) -> None:
        if not self.open or self.transport.is_closing():
            raise ClientLeft
        self._written += len(data)
        self.transport.write(data)

    async def flush(self) -> None:
        """Wait until all that was written is in the kernel. Raises ClientLeft."""
        if self.open and self.transport.get_write_buffer_size():
            self._flushed = self._loop.create_future()
            await self._flushed
        if not self.open:
            raise ClientLeft

    def finish(self, entry: Entry) -> None:
        """The reply of `entry` is written in full; it ends when the kernel has its last byte."""
        entry.end = self._last_end = self._written
        self._finishing = entry
        if self.transport.get_write_buffer_size() == 0 and not self.transport.is_closing():
            self._complete()

    def cut(self, *, reset: bool) -> None:
        """Close at once: with RST when `reset`, else with FIN after what was written."""
        if self.entry is not None:
            self._epoch.journal.end(self.entry, "cut")
        if reset:
            self.abort()
        else:
            self.transport.close()

    def abort(self) -> None:
        """Close with RST; nothing more is sent."""
        with contextlib.suppress(OSError):
            self._socket.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
            )
        self.transport.abort()

    def move(self, epoch: Epoch) -> None:
        """Belong to another epoch from now on."""
        self._epoch = epoch
        epoch.opened(self)

    def end(self) -> asyncio.Task[None] | None:
        """Close for good, whatever is under way; returns the task that is ending."""
        self.abort()
        if self._task is not None:
            self._task.cancel()
        return self._task

    # --- what the journal asks

    @property
    def undecided(self) -> bool:
        return self.open and self._taken < self._last_end

    def observed(self, taken: int) -> None:
        """The kernel says that the client has taken `taken` bytes."""
        self._taken = max(self._taken, min(taken, self._written))
        self._known = True

    def took(self, entry: Entry) -> bool | None:
        """Did the client take the whole reply? None when it is not begun, was cut by the server, or nobody knows."""
        if entry.outcome == "client left":
            return False
        if entry.end is None:
            return False if entry.waits == "client" and entry.status is not None else None
        if entry.end <= self._taken:
            return True
        if self.open and (self._known or entry.outcome is None):
            return False
        if entry.end <= self._reused:
            return True
        return False if self._closed_by_client else None

    # --- the life of the connection

    async def _run(self) -> None:
        try:
            while await self._serve_next():
                pass
            if self.open and not self.transport.is_closing():
                await self._linger()
        except (ClientLeft, TimeoutError, OSError):
            pass
        finally:
            self.transport.close()

    async def _linger(self) -> None:
        """Let the client take the last reply and close first; closing with its bytes unread would reset it."""
        self.transport.write_eof()
        thrown_away = 0
        async with asyncio.timeout(self._epoch.limits.linger_seconds):
            while thrown_away < _LINGER_BYTES:
                thrown_away += len(self.buffer)
                self.buffer.clear()
                await self.more()

    async def _serve_next(self) -> bool:
        """Answer one request; False when the connection is to be closed."""
        head, problem = None, None
        try:
            head = await self._next_head()
        except BadRequest as error:
            problem = error
        entry = await self._arrive(head)
        exchange = Exchange(self, self._epoch.journal, entry, head)
        try:
            if problem is not None:
                raise problem
            await self._epoch.answer(exchange)
            await exchange.close()
        except BadRequest as error:
            exchange.reusable = False
            if not exchange.begun:
                await exchange.reply(error.status, f"{error.reason}\n", headers=[("Connection", "close")])
        finally:
            if entry.end is None:
                self._epoch.journal.end(entry, "client left" if self._ended else "cut")
        await exchange.flush()
        self.entry = None
        return exchange.reusable

    async def _next_head(self) -> Head:
        """Raises BadRequest, and ClientLeft when the client has no further request."""
        searched = 0
        fresh = not self.buffer
        while not self.buffer:
            await self.more()
        if fresh:
            self._reused = self._last_end  # it asked again only after the last reply was handed over
        try:
            async with asyncio.timeout(self._epoch.limits.head_seconds):
                while True:
                    head = take_head(self.buffer, searched)
                    if head is not None:
                        return head
                    searched = len(self.buffer)
                    await self.more()
        except TimeoutError:
            raise BadRequest(408, "the request head did not come in time") from None

    async def _arrive(self, head: Head | None) -> Entry:
        if not self._identified:
            self._identified = True
            self.client = await self._epoch.identify(self.client_port)
        for _ in range(_SWEEPS):
            await asyncio.sleep(0)
        if not self.open or (self._ended and self._epoch.peers.left(self.client_port)):
            self._epoch.journal.missed(head, self)  # it left before its request was counted
            raise ClientLeft
        if head is not None and self._epoch.is_control(head):
            return Entry(0, head, self, 0, 0.0)  # in no journal
        self.entry = self._epoch.journal.arrive(head, self)
        return self.entry

    def _complete(self) -> None:
        if self._finishing is not None:
            self._epoch.journal.end(self._finishing, "replied")
            self._finishing = self.entry = None

    def _client_left(self) -> None:
        if self.entry is not None:
            self._epoch.journal.end(self.entry, "client left")
            self._finishing = self.entry = None
            if self._task is not None:
                self._task.cancel()

    def _wake(self) -> None:
        if self._more is not None and not self._more.done():
            self._more.set_result(None)

    def _release_writer(self) -> None:
        if self._flushed is not None and not self._flushed.done():
            self._flushed.set_result(None)
