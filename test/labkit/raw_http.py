"""A client that sends exactly the bytes a test wants, and reads replies without understanding more than it must."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from labkit.services.flakyweb import Web

LIMIT = 10.0
"""Seconds after which a missing reply is a failed test."""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


class RawClient:
    def __init__(self, base: str, receive_buffer: int | None = None) -> None:
        parts = urlsplit(base)
        assert parts.hostname is not None
        assert parts.port is not None
        self.socket = socket.socket()
        self.socket.settimeout(LIMIT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if receive_buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        try:
            self.socket.connect((parts.hostname, parts.port))
        except OSError:
            self.socket.close()
            raise
        # A small buffer of a fixed size: what is read ahead counts as taken, and the default grows with versions.
        self._file = self.socket.makefile("rb", buffering=8192)

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def get(self, target: str, *headers: str, method: str = "GET", version: str = "1.1") -> None:
        lines = [f"{method} {target} HTTP/{version}", "Host: localhost", *headers, "", ""]
        self.send("\r\n".join(lines).encode("latin-1"))

    def head(self) -> Reply:
        """A reply without its body."""
        line = self._file.readline()
        assert line, "the server closed the connection without a reply"
        headers = {}
        while (row := self._file.readline().strip()) != b"":
            name, _, value = row.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        return Reply(int(line.split()[1]), headers, b"")

    def reply(self, method: str = "GET") -> Reply:
        head = self.head()
        if method == "HEAD" or head.status < 200 or head.status in (204, 304):
            return head
        if head.headers.get("transfer-encoding") == "chunked":
            body = b""
            while (size := int(self._file.readline(), 16)) > 0:
                body += self._file.read(size)
                assert self._file.readline() == b"\r\n"
            assert self._file.readline() == b"\r\n"
            return Reply(head.status, head.headers, body)
        if "content-length" in head.headers:
            return Reply(head.status, head.headers, self._file.read(int(head.headers["content-length"])))
        return Reply(head.status, head.headers, self._file.read())

    def read(self, count: int) -> bytes:
        return self._file.read(count)

    def rest(self) -> bytes:
        """All bytes up to the end of the stream."""
        return self._file.read()

    def reset(self) -> None:
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def close(self) -> None:
        self._file.close()
        self.socket.close()


@contextmanager
def client(web: Web, receive_buffer: int | None = None) -> Iterator[RawClient]:
    connected = RawClient(web.base, receive_buffer)
    try:
        yield connected
    finally:
        connected.close()


def fetch(web: Web, target: str, *headers: str, method: str = "GET") -> Reply:
    """One request on a connection of its own."""
    with client(web) as connected:
        connected.get(target, "Connection: close", *headers, method=method)
        return connected.reply(method)


def send_json(web: Web, method: str, target: str, body: bytes, *headers: str) -> Reply:
    with client(web) as connected:
        connected.get(target, "Connection: close", f"Content-Length: {len(body)}", *headers, method=method)
        connected.send(body)
        return connected.reply(method)
