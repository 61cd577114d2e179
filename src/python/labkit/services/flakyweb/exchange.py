"""One request and its reply, as a route sees them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

from .parser import BadRequest, BodyDecoder, Head

if TYPE_CHECKING:
    from .connection import Connection
    from .journal import Entry, Journal

Headers = Iterable[tuple[str, str]]
TEXT = "text/plain; charset=utf-8"

_DRAIN = 256 * 1024
"""Bytes of an unread request body that are read away to keep the connection; with more left it is closed."""


class Exchange:
    """`head` is None for bytes that are no request; they can only be refused."""

    def __init__(self, connection: Connection, journal: Journal, entry: Entry, head: Head | None) -> None:
        self.connection = connection
        self.journal = journal
        self.entry = entry
        self.begun = False
        self.reusable = head is not None and head.keep_alive
        self._head = head
        self._decoder = BodyDecoder(head) if head is not None else None
        self._continue = head is not None and head.expects_continue
        self._bodiless = False
        self._chunked = False
        self._left: int | None = None

    @property
    def head(self) -> Head:
        assert self._head is not None
        return self._head

    # --- the request body

    async def body(self) -> AsyncIterator[bytes]:
        """The pieces of the request body as they come. Raises BadRequest, ClientLeft."""
        decoder = self._decoder
        assert decoder is not None
        if self._continue and not decoder.done and not self.connection.buffer:
            self.connection.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        self._continue = False
        while not decoder.done:
            piece = decoder.take(self.connection.buffer)
            if piece:
                self.entry.received_bytes += len(piece)
                yield piece
            elif not decoder.done:
                await self.more()

    async def more(self) -> None:
        """Wait until the client sent more bytes. Raises ClientLeft."""
        self.journal.wait(self.entry, "client")
        await self.connection.more()
        self.journal.wait(self.entry, None)

    async def whole_body(self, limit: int) -> bytes:
        """The request body in one piece. Raises BadRequest (413) when it is longer than `limit` bytes."""
        body = bytearray()
        async for piece in self.body():
            body += piece
            if len(body) > limit:
                raise BadRequest(413, f"this route takes at most {limit} bytes")
        return bytes(body)

    # --- the reply

    async def reply(
        self, status: int, body: bytes | str = b"", *, content_type: str = TEXT, headers: Headers = ()
    ) -> None:
        """A whole reply. With status 204 or 304 the body is left out."""
        data = body.encode() if isinstance(body, str) else body
        start = self._start(status, len(data), content_type, headers)
        if not self._bodiless:
            start += data
            self.entry.body_bytes += len(data)
        self._left = 0
        self.connection.write(start)
        self.connection.finish(self.entry)

    async def begin(self, status: int, length: int | None, *, content_type: str = TEXT, headers: Headers = ()) -> None:
        """Start a reply whose body follows by `send`. `length` None: chunked, or up to the end for HTTP/1.0."""
        self.connection.write(self._start(status, length, content_type, headers))
        if self._left == 0:
            self.connection.finish(self.entry)

    async def send(self, data: bytes) -> None:
        """A piece of the body; returns when the kernel has taken it. Raises ClientLeft."""
        if self._bodiless or not data:
            return
        self.entry.body_bytes += len(data)
        self.connection.write(b"%x\r\n%b\r\n" % (len(data), data) if self._chunked else data)
        if self._left is not None:
            self._left -= len(data)
            if self._left == 0:
                self.connection.finish(self.entry)
        await self.flush()

    async def upgrade(self, headers: Headers) -> Stream:
        """Switch to another protocol (status 101); the connection is closed after it."""
        self.begun = True
        self.reusable = False
        self.entry.status = 101
        lines = ["HTTP/1.1 101 Switching Protocols", *(f"{name}: {value}" for name, value in headers), "", ""]
        self.connection.write("\r\n".join(lines).encode("latin-1"))
        await self.flush()
        return Stream(self)

    async def flush(self) -> None:
        """Wait until the kernel has all that was written. Raises ClientLeft."""
        if self.connection.transport.get_write_buffer_size():
            self.journal.wait(self.entry, "client")
            await self.connection.flush()
            self.journal.wait(self.entry, None)

    async def close(self) -> None:
        """End the reply and read away what is left of the request body."""
        if self.begun and self.entry.end is None and not self._left and self.entry.status != 101:
            if self._chunked:
                self.connection.write(b"0\r\n\r\n")
            self.connection.finish(self.entry)
        if self.entry.end is None:  # the route gave less than it promised
            self.reusable = False
        await self.flush()
        if self.reusable and self._decoder is not None and not self._decoder.done:
            await self._drain()

    async def _drain(self) -> None:
        before = self.entry.received_bytes
        async for _ in self.body():
            if self.entry.received_bytes - before > _DRAIN:
                self.reusable = False
                return

    def _start(self, status: int, length: int | None, content_type: str, headers: Headers) -> bytes:
        self.begun = True
        self.entry.status = status
        method, minor = (self._head.method, self._head.minor) if self._head is not None else ("GET", 1)
        empty = status < 200 or status in (204, 304)
        self._bodiless = empty or method == "HEAD"
        lines = [f"HTTP/1.1 {status} {_phrase(status)}"]
        if not empty:
            lines.append(f"Content-Type: {content_type}")
        if length is not None:
            self._left = 0 if self._bodiless else length
            if not empty:
                lines.append(f"Content-Length: {length}")
        elif self._bodiless:
            self._left = 0
        elif minor >= 1:
            self._chunked = True
            lines.append("Transfer-Encoding: chunked")
        else:
            self.reusable = False
        if self._continue and self._decoder is not None and not self._decoder.done:
            self.reusable = False  # the body was refused; whether it comes is the client's choice
        for name, value in headers:
            if name.lower() == "connection" and value == "close":
                self.reusable = False
            else:
                lines.append(f"{name}: {value}")
        if not self.reusable:
            lines.append("Connection: close")
        elif minor == 0:
            lines.append("Connection: keep-alive")
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


class Stream:
    """Bytes both ways after an upgrade."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self.buffer = exchange.connection.buffer
        """What came and was not consumed."""

    async def more(self) -> None:
        """Wait until more bytes came. Raises ClientLeft."""
        await self._exchange.more()

    async def send(self, data: bytes) -> None:
        """Raises ClientLeft."""
        self._exchange.entry.body_bytes += len(data)
        self._exchange.connection.write(data)
        await self._exchange.flush()

    async def end(self, data: bytes) -> None:
        """Send the last bytes."""
        self._exchange.entry.body_bytes += len(data)
        self._exchange.connection.write(data)
        self._exchange.connection.finish(self._exchange.entry)
        await self._exchange.flush()


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Status"
