"""/ws/echo: the WebSocket protocol (RFC 6455), server side. Every message comes back as it was sent."""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..exchange import Exchange

if TYPE_CHECKING:
    from ..epoch import Epoch

MAX_MESSAGE = 1024 * 1024
"""Longest message in bytes; a longer one ends the connection with code 1009."""
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_CONTINUATION, _TEXT, _BINARY, _CLOSE, _PING, _PONG = 0, 1, 2, 8, 9, 10


class Violation(Exception):
    """The client broke the protocol; the connection is closed with `code` (section 7.4.1)."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Frame:
    final: bool
    opcode: int
    payload: bytes


async def echo(exchange: Exchange, epoch: Epoch) -> None:
    """Shake hands, then send each message back until one side closes."""
    headers = exchange.head.headers
    if exchange.head.minor < 1 or "websocket" not in _tokens(headers.get("upgrade", "")):
        return await exchange.reply(426, "this route speaks WebSocket\n", headers=_UPGRADE)
    if "upgrade" not in _tokens(headers.get("connection", "")) or not _is_key(headers.get("sec-websocket-key", "")):
        return await exchange.reply(400, "the handshake lacks Connection: Upgrade or a key of 16 bytes\n")
    if headers.get("sec-websocket-version") != "13":
        return await exchange.reply(426, "the version of the protocol is 13\n", headers=_UPGRADE)
    digest = hashlib.sha1(headers["sec-websocket-key"].encode("latin-1") + _GUID).digest()
    accept = ("Sec-WebSocket-Accept", base64.b64encode(digest).decode())
    stream = await exchange.upgrade([("Upgrade", "websocket"), ("Connection", "Upgrade"), accept])
    message = Assembly()
    try:
        while True:
            frame = take_frame(stream.buffer)
            if frame is None:
                await stream.more()
            elif frame.opcode == _CLOSE:
                return await stream.end(encode(_CLOSE, close_payload(frame.payload)))
            elif frame.opcode == _PING:
                await stream.send(encode(_PONG, frame.payload))
            elif frame.opcode != _PONG and (whole := message.add(frame)) is not None:
                await stream.send(encode(whole.opcode, whole.payload))
    except Violation as problem:
        await stream.end(encode(_CLOSE, struct.pack("!H", problem.code) + problem.reason.encode()))


class Assembly:
    """Joins the fragments of a message (section 5.4)."""

    def __init__(self) -> None:
        self._opcode: int | None = None
        self._payload = bytearray()

    def add(self, frame: Frame) -> Frame | None:
        """The whole message when `frame` was its last piece. Raises Violation."""
        if (frame.opcode == _CONTINUATION) != (self._opcode is not None):
            raise Violation(1002, "a fragment out of order")
        if self._opcode is None:
            self._opcode = frame.opcode
        self._payload += frame.payload
        if len(self._payload) > MAX_MESSAGE:
            raise Violation(1009, "the message is too long")
        if not frame.final:
            return None
        whole = Frame(True, self._opcode, bytes(self._payload))
        if whole.opcode == _TEXT:
            _check_utf8(whole.payload)
        self._opcode = None
        self._payload.clear()
        return whole


def take_frame(buffer: bytearray) -> Frame | None:
    """Remove one frame from the front of `buffer` (section 5.2); None when it is not complete. Raises Violation."""
    if len(buffer) < 2:
        return None
    final, reserved, opcode = bool(buffer[0] & 0x80), buffer[0] & 0x70, buffer[0] & 0x0F
    length = buffer[1] & 0x7F
    if reserved or opcode not in (_CONTINUATION, _TEXT, _BINARY, _CLOSE, _PING, _PONG):
        raise Violation(1002, "an unknown kind of frame")
    if not buffer[1] & 0x80:
        raise Violation(1002, "a client masks its frames")
    if opcode >= _CLOSE and (not final or length > 125):
        raise Violation(1002, "a control frame is short and whole")
    at = 2
    if length >= 126:
        form = "!H" if length == 126 else "!Q"
        if len(buffer) < at + struct.calcsize(form):
            return None
        (length,) = struct.unpack_from(form, buffer, at)
        at += struct.calcsize(form)
    if length > MAX_MESSAGE:
        raise Violation(1009, "the message is too long")
    if len(buffer) < at + 4 + length:
        return None
    mask = bytes(buffer[at : at + 4])
    payload = unmask(bytes(buffer[at + 4 : at + 4 + length]), mask)
    del buffer[: at + 4 + length]
    return Frame(final, opcode, payload)


def unmask(data: bytes, mask: bytes) -> bytes:
    """Exclusive or with the repeated mask (section 5.3); masking and unmasking are the same."""
    repeated = (mask * (len(data) // 4 + 1))[: len(data)]
    return (int.from_bytes(data) ^ int.from_bytes(repeated)).to_bytes(len(data))


def encode(opcode: int, payload: bytes) -> bytes:
    """An unmasked, whole frame."""
    length = len(payload)
    if length < 126:
        return struct.pack("!BB", 0x80 | opcode, length) + payload
    if length < 1 << 16:
        return struct.pack("!BBH", 0x80 | opcode, 126, length) + payload
    return struct.pack("!BBQ", 0x80 | opcode, 127, length) + payload


def close_payload(payload: bytes) -> bytes:
    """What to answer a close frame with. Raises Violation when its code or reason is not allowed (section 7.4)."""
    if not payload:
        return b""
    code = int.from_bytes(payload[:2]) if len(payload) >= 2 else 0
    if not (1000 <= code <= 1014 and code not in (1004, 1005, 1006)) and not 3000 <= code <= 4999:
        raise Violation(1002, "the close code is not allowed")
    _check_utf8(payload[2:])
    return payload[:2]


def _check_utf8(data: bytes) -> None:
    try:
        data.decode()
    except UnicodeDecodeError:
        raise Violation(1007, "the text is not UTF-8") from None


def _tokens(value: str) -> set[str]:
    return {token.strip().lower() for token in value.split(",")}


def _is_key(value: str) -> bool:
    try:
        return len(base64.b64decode(value, validate=True)) == 16
    except (binascii.Error, ValueError):
        return False


_UPGRADE = [("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13")]
