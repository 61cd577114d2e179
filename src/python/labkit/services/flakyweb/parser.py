"""Reading HTTP/1.1 requests from bytes (RFC 9112), without touching a socket."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

MAX_LINE = 16 * 1024
"""Longest request line in bytes; a longer one is answered with 414."""
MAX_HEAD = 64 * 1024
"""Longest request head (request line and headers) in bytes; a longer one is answered with 431."""
MAX_HEADERS = 200
MAX_BODY = 256 * 1024 * 1024
"""Longest request body in bytes; a longer one is answered with 413. Bodies are counted, not stored."""
MAX_CHUNK_LINE = 4096

_TOKEN = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_VERSION = re.compile(rb"HTTP/([0-9])\.([0-9])")
_BARE_LF = re.compile(rb"(?<!\r)\n")
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_DIGITS = re.compile(rb"[0-9]{1,15}")
_HEX = re.compile(rb"[0-9A-Fa-f]{1,12}")
_UNSAFE_TARGET = re.compile(rb"[\x00-\x20\x7f]")


class BadRequest(Exception):
    """The client broke the protocol; the connection is answered with `status` and closed."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Head:
    """A request line and its headers. `headers` has lower-case names; repeated ones are joined with ", "."""

    method: str
    target: str
    path: str
    query: dict[str, str]
    minor: int
    headers: dict[str, str]
    length: int
    chunked: bool

    @property
    def keep_alive(self) -> bool:
        options = {option.strip().lower() for option in self.headers.get("connection", "").split(",")}
        return "close" not in options and (self.minor >= 1 or "keep-alive" in options)

    @property
    def expects_continue(self) -> bool:
        return self.minor >= 1 and self.headers.get("expect", "").lower() == "100-continue"


def take_head(buffer: bytearray, start: int = 0) -> Head | None:
    """Remove one request head from the front of `buffer`; None when it is not complete yet.

    `start`: bytes already searched for the end of the head, so that a head sent byte by byte costs linear time.
    Raises BadRequest.
    """
    while buffer[:2] == b"\r\n":  # RFC 9112, section 2.2: ignore empty lines before the request line
        del buffer[:2]
    end = buffer.find(b"\r\n\r\n", max(0, start - 3), MAX_HEAD + 4)
    if end < 0:
        _refuse_incomplete(buffer)
        return None
    raw = bytes(buffer[:end])
    del buffer[: end + 4]
    lines = raw.split(b"\r\n")
    if len(lines[0]) > MAX_LINE:
        raise BadRequest(414, "the request line is too long")
    if len(lines) - 1 > MAX_HEADERS:
        raise BadRequest(431, "there are too many headers")
    method, target, minor = _request_line(lines[0])
    headers = _headers(lines[1:])
    if minor >= 1 and "host" not in headers:
        raise BadRequest(400, "an HTTP/1.1 request needs a Host header")
    if "host" in headers and "," in headers["host"]:
        raise BadRequest(400, "there is more than one Host header")
    chunked, length = _framing(headers, minor)
    expect = headers.get("expect")
    if expect is not None and expect.lower() != "100-continue":
        raise BadRequest(417, "the only expectation understood is 100-continue")
    path, query = _split_target(method, target)
    return Head(method, target, path, query, minor, headers, length, chunked)


def _refuse_incomplete(buffer: bytearray) -> None:
    """Refuse what can become no request, rather than wait for its end."""
    if len(buffer) > MAX_HEAD and b"\r\n" in buffer[:MAX_LINE]:
        raise BadRequest(431, "the request head is too long")
    if len(buffer) > MAX_HEAD:
        raise BadRequest(414, "the request line is too long")
    if buffer.endswith(b"\n") and not buffer.endswith(b"\r\n"):
        raise BadRequest(400, "lines end with CR LF")
    if buffer and buffer != b"\r" and not 0x20 < buffer[0] < 0x7F:
        raise BadRequest(400, "a request starts with its method")


def _request_line(line: bytes) -> tuple[str, str, int]:
    parts = line.split(b" ")
    if len(parts) != 3:
        raise BadRequest(400, "a request line is: method, target, version")
    method, target, version = parts
    if not _TOKEN.fullmatch(method):
        raise BadRequest(400, "the method is not a token")
    if not target or _UNSAFE_TARGET.search(target):
        raise BadRequest(400, "the target is not a URL path")
    match = _VERSION.fullmatch(version)
    if match is None:
        raise BadRequest(400, "the version is not HTTP/1.1 or HTTP/1.0")
    if match[1] != b"1":
        raise BadRequest(505, "only HTTP/1.1 and HTTP/1.0 are spoken here")
    return method.decode("ascii"), target.decode("latin-1"), min(int(match[2]), 1)


def _headers(lines: list[bytes]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in lines:
        if _BARE_LF.search(line):
            raise BadRequest(400, "lines end with CR LF")
        name, colon, value = line.partition(b":")
        if not colon or not _TOKEN.fullmatch(name):
            raise BadRequest(400, "a header is: name, colon, value")
        value = value.strip(b" \t")
        if _CONTROL.search(value):
            raise BadRequest(400, "a header value holds a control character")
        key, text = name.decode("ascii").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def _framing(headers: dict[str, str], minor: int) -> tuple[bool, int]:
    """Whether the body is chunked, and its length otherwise. Ambiguous framing is refused (RFC 9112, section 6.3)."""
    coding = headers.get("transfer-encoding")
    length = headers.get("content-length")
    if coding is not None:
        if minor == 0 or length is not None:
            raise BadRequest(400, "the length of the body is given in two ways")
        if coding.lower() != "chunked":
            raise BadRequest(501, "the only transfer coding understood is chunked")
        return True, 0
    if length is None:
        return False, 0
    if not _DIGITS.fullmatch(length.encode("latin-1")):
        raise BadRequest(400, "Content-Length is not one number")
    if int(length) > MAX_BODY:
        raise BadRequest(413, "the body is too long")
    return False, int(length)


def _split_target(method: str, target: str) -> tuple[str, dict[str, str]]:
    if target == "*" and method == "OPTIONS":
        return "*", {}
    if not target.startswith("/") and not target.lower().startswith("http://"):
        raise BadRequest(400, "the target is not a URL path")
    try:
        parts = urlsplit(target if not target.startswith("/") else "http://host" + target)
    except ValueError:
        raise BadRequest(400, "the target is not a URL path") from None
    query = dict(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None))
    return unquote(parts.path) or "/", query


class BodyDecoder:
    """Takes a request body out of a connection's buffer, piece by piece."""

    def __init__(self, head: Head) -> None:
        self._chunked = head.chunked
        self._left = head.length
        self._stage = "size" if head.chunked else "data"
        self._total = 0
        self.done = not head.chunked and head.length == 0

    def take(self, buffer: bytearray) -> bytes:
        """Remove and return what `buffer` holds of the body; b"" when more bytes are needed. Raises BadRequest."""
        if not self._chunked:
            return self._data(buffer)
        while not self.done:
            if self._stage == "data":
                return self._data(buffer)
            line = self._line(buffer)
            if line is None:
                break
            self._advance(line)
        return b""

    def _data(self, buffer: bytearray) -> bytes:
        piece = bytes(buffer[: self._left])
        del buffer[: len(piece)]
        self._left -= len(piece)
        if self._left == 0:
            self._stage = "end"
            self.done = not self._chunked
        return piece

    @staticmethod
    def _line(buffer: bytearray) -> bytes | None:
        end = buffer.find(b"\n", 0, MAX_CHUNK_LINE)
        if end < 0:
            if len(buffer) >= MAX_CHUNK_LINE:
                raise BadRequest(400, "a line of a chunked body is too long")
            return None
        line = bytes(buffer[: end + 1])
        del buffer[: end + 1]
        if not line.endswith(b"\r\n"):
            raise BadRequest(400, "lines end with CR LF")
        return line[:-2]

    def _advance(self, line: bytes) -> None:
        if self._stage == "end":
            if line:
                raise BadRequest(400, "a chunk is longer than its size")
            self._stage = "size"
        elif self._stage == "size":
            size = line.split(b";", 1)[0].strip(b" \t")
            if not _HEX.fullmatch(size):
                raise BadRequest(400, "a chunk size is a hexadecimal number")
            self._left = int(size, 16)
            self._total += self._left
            if self._total > MAX_BODY:
                raise BadRequest(413, "the body is too long")
            self._stage = "data" if self._left else "trailer"
        else:
            self._total += len(line)
            if self._total > MAX_BODY:
                raise BadRequest(413, "the body is too long")
            self.done = not line
