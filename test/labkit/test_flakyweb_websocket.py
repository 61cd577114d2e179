"""WebSocket echo: handshake, messages, and clients that break the protocol (RFC 6455)."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator

import pytest
from labkit.services.flakyweb import Web
from labkit.services.flakyweb.routes.websocket import MAX_MESSAGE, Violation, take_frame, unmask
from raw_http import RawClient, client, fetch

HANDSHAKE = (
    "Upgrade: websocket",
    "Connection: keep-alive, Upgrade",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13",
)


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with Web() as running:
        yield running


@pytest.fixture
def socket(web: Web) -> Iterator[RawClient]:
    web.reset()
    with client(web) as connected:
        connected.get("/ws/echo", *HANDSHAKE)
        head = connected.head()
        assert (head.status, head.headers["sec-websocket-accept"]) == (
            101,
            "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
        )  # section 1.3
        yield connected


def frame(
    opcode: int,
    payload: bytes,
    *,
    final: bool = True,
    masked: bool = True,
    reserved: int = 0,
    length: int | None = None,
) -> bytes:
    size = len(payload) if length is None else length
    start = bytes([(0x80 if final else 0) | reserved | opcode])
    flag = 0x80 if masked else 0
    if size < 126:
        start += bytes([flag | size])
    elif size < 65536:
        start += bytes([flag | 126]) + struct.pack("!H", size)
    else:
        start += bytes([flag | 127]) + struct.pack("!Q", size)
    return start + b"\x01\x02\x03\x04" + unmask(payload, b"\x01\x02\x03\x04") if masked else start + payload


def receive(socket: RawClient) -> tuple[int, bytes]:
    first, size = socket.read(2)
    assert first & 0x80
    if size == 126:
        (size,) = struct.unpack("!H", socket.read(2))
    elif size == 127:
        (size,) = struct.unpack("!Q", socket.read(8))
    return first & 0x0F, socket.read(size)


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536, MAX_MESSAGE])
def test_a_message_comes_back_as_it_was(socket: RawClient, size: int) -> None:
    payload = random.Random(size).randbytes(size)
    socket.send(frame(2, payload))
    assert receive(socket) == (2, payload)


def test_fragments_are_joined_and_a_ping_between_them_is_answered(socket: RawClient) -> None:
    socket.send(
        frame(1, b"gr\xc3", final=False) + frame(9, b"there?") + frame(0, b"\xbc", final=False) + frame(0, b"n")
    )
    assert receive(socket) == (10, b"there?")
    assert receive(socket) == (1, "grün".encode())


def test_a_message_may_come_byte_by_byte(socket: RawClient) -> None:
    for byte in frame(1, b"slow"):
        socket.send(bytes([byte]))
    assert receive(socket) == (1, b"slow")


def test_a_close_is_answered_and_ends_the_request(web: Web, socket: RawClient) -> None:
    assert web.journal.in_flight == 1
    socket.send(frame(8, struct.pack("!H", 1000) + b"bye"))
    assert receive(socket) == (8, struct.pack("!H", 1000))
    assert socket.rest() == b""
    (request,) = web.journal.requests
    assert (request.status, request.abandoned, web.journal.in_flight) == (101, False, 0)


def test_a_client_that_just_goes_is_noticed(web: Web, socket: RawClient) -> None:
    socket.reset()
    assert web.connections == 0
    assert web.journal.requests[0].abandoned is True


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (frame(1, b"x", masked=False), 1002),
        (frame(1, b"x", reserved=0x40), 1002),
        (frame(3, b"x"), 1002),
        (frame(11, b"x"), 1002),
        (frame(0, b"x"), 1002),
        (frame(1, b"x", final=False) + frame(1, b"y"), 1002),
        (frame(9, b"x", final=False), 1002),
        (frame(9, b"x" * 126), 1002),
        (frame(1, b"\xff"), 1007),
        (frame(1, b"", length=MAX_MESSAGE + 1), 1009),
        (frame(1, b"", length=2**63), 1009),
        (frame(2, b"x" * 600_000, final=False) + frame(0, b"x" * 600_000), 1009),
        (frame(8, b"\x03"), 1002),
        (frame(8, struct.pack("!H", 1005)), 1002),
        (frame(8, struct.pack("!H", 999)), 1002),
        (frame(8, struct.pack("!H", 1000) + b"\xff"), 1007),
    ],
)
def test_a_client_that_breaks_the_protocol_is_told_the_code(
    web: Web, socket: RawClient, data: bytes, code: int
) -> None:
    socket.send(data)
    opcode, payload = receive(socket)
    assert (opcode, struct.unpack("!H", payload[:2])[0]) == (8, code)
    assert socket.rest() == b""
    assert fetch(web, "/ok").status == 200


@pytest.mark.parametrize(
    ("missing", "status"),
    [("Upgrade", 426), ("Connection", 400), ("Sec-WebSocket-Key", 400), ("Sec-WebSocket-Version", 426)],
)
def test_an_incomplete_handshake_is_refused(web: Web, missing: str, status: int) -> None:
    lines = [line for line in HANDSHAKE if not line.startswith(missing)]
    with client(web) as connected:
        connected.get("/ws/echo", *lines)
        assert connected.reply().status == status


def test_random_bytes_are_a_frame_no_frame_or_a_violation() -> None:
    rng = random.Random(3)
    for _ in range(20_000):
        buffer = bytearray(rng.randbytes(rng.randint(0, 40)))
        if rng.random() < 0.5 and len(buffer) > 1:
            buffer[0] = rng.choice([0x81, 0x82, 0x01, 0x00, 0x88, 0x89])
            buffer[1] |= 0x80
        before = len(buffer)
        try:
            found = take_frame(buffer)
            assert (found is None) == (len(buffer) == before)
        except Violation as problem:
            assert 1000 < problem.code < 1012
