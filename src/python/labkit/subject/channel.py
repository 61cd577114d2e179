"""The private line between judge and subject: length-prefixed JSON, each frame signed and counted.

The key travels once, as the first bytes the judge sends. Learner code that finds the descriptor and writes to it
breaks the count or the signature, and the judge takes the subject for tampered with.
"""

from __future__ import annotations

import hmac
import json
import socket
import struct
import time
from typing import Any

KEY_BYTES = 32
_MAC_BYTES = 32
MAX_FRAME = 24 * 1024 * 1024  # 16 MB of plain data, escaped and tagged


class ChannelClosed(Exception):
    """The other side is gone."""


class ChannelTampered(Exception):
    """A frame that the other side cannot have written."""


class ChannelTimeout(Exception):
    """Nothing arrived in time. What arrived so far is kept for the next `receive`."""


class Channel:
    """One end. `side` is "judge" or "subject" and goes into each signature, so that a frame cannot be sent back."""

    def __init__(self, sock: socket.socket, key: bytes, side: str) -> None:
        other = {"judge": "subject", "subject": "judge"}[side]
        sent = received = 0
        buffer = bytearray()
        # Bound now: learner code that patches these modules later does not change the line.
        dumps, loads = json.JSONEncoder(separators=(",", ":")).encode, json.JSONDecoder().decode
        digest, sendall, recv, settimeout = hmac.digest, sock.sendall, sock.recv, sock.settimeout
        clock = time.monotonic

        def sign(who: str, number: int, body: bytes) -> bytes:
            return digest(key, f"{who} {number} ".encode() + body, "sha256")

        def send(message: dict[str, Any]) -> None:
            nonlocal sent
            body = dumps(message).encode("ascii")
            if len(body) > MAX_FRAME:
                raise ValueError("frame too large")
            frame = struct.pack(">I", len(body)) + sign(side, sent, body) + body
            sent += 1
            settimeout(None)
            try:
                sendall(frame)
            except OSError as error:
                raise ChannelClosed(str(error)) from None

        def fill(wanted: int, deadline: float | None) -> None:
            while len(buffer) < wanted:
                left = None if deadline is None else deadline - clock()
                if left is not None and left <= 0:
                    raise ChannelTimeout
                settimeout(left)
                try:
                    chunk = recv(min(1 << 20, max(65536, wanted - len(buffer))))
                except TimeoutError:
                    raise ChannelTimeout from None
                except OSError as error:
                    raise ChannelClosed(str(error)) from None
                if not chunk:
                    raise ChannelClosed("end of stream")
                buffer.extend(chunk)

        def receive(deadline: float | None = None) -> dict[str, Any]:
            nonlocal received
            fill(4 + _MAC_BYTES, deadline)
            (length,) = struct.unpack(">I", buffer[:4])
            if length > MAX_FRAME:
                raise ChannelTampered("a frame longer than any the kit writes")
            fill(4 + _MAC_BYTES + length, deadline)
            mac = bytes(buffer[4 : 4 + _MAC_BYTES])
            body = bytes(buffer[4 + _MAC_BYTES : 4 + _MAC_BYTES + length])
            if not hmac.compare_digest(mac, sign(other, received, body)):
                raise ChannelTampered("a frame with a wrong signature")
            del buffer[: 4 + _MAC_BYTES + length]
            received += 1
            try:
                message = loads(body.decode("ascii"))
            except (ValueError, RecursionError):
                raise ChannelTampered("a frame that is not JSON") from None
            if not isinstance(message, dict):
                raise ChannelTampered("a frame that is no object")
            return message

        self.send = send
        """Sends one message. Raises `ChannelClosed`."""
        self.receive = receive
        """Waits for one message until `deadline` (monotonic seconds). Raises the three channel errors."""
        self.close = sock.close
