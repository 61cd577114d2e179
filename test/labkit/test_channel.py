"""The channel: whole messages in order, or an error that says what is wrong."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator

import pytest
from labkit.subject.channel import Channel, ChannelClosed, ChannelTampered, ChannelTimeout

KEY = b"k" * 32


@pytest.fixture
def ends() -> Iterator[tuple[Channel, Channel, socket.socket, socket.socket]]:
    left, right = socket.socketpair()
    with left, right:
        yield Channel(left, KEY, "judge"), Channel(right, KEY, "subject"), left, right


def test_messages_arrive_in_order_both_ways(ends: tuple[Channel, Channel, socket.socket, socket.socket]) -> None:
    judge, subject, *_ = ends
    for number in range(3):
        judge.send({"n": number})
        subject.send({"m": number})
    assert [subject.receive()["n"] for _ in range(3)] == [0, 1, 2]
    assert [judge.receive()["m"] for _ in range(3)] == [0, 1, 2]


def test_a_large_message_arrives_whole(ends: tuple[Channel, Channel, socket.socket, socket.socket]) -> None:
    judge, subject, *_ = ends
    sender = threading.Thread(target=subject.send, args=({"x": "y" * 10_000_000},))
    sender.start()
    assert len(judge.receive()["x"]) == 10_000_000
    sender.join()


def test_half_a_message_waits_for_its_rest(ends: tuple[Channel, Channel, socket.socket, socket.socket]) -> None:
    judge, _, _, right = ends
    mirror_left, mirror_right = socket.socketpair()
    with mirror_left, mirror_right:
        Channel(mirror_left, KEY, "subject").send({"done": 1})
        frame = mirror_right.recv(1000)
    right.sendall(frame[:20])
    with pytest.raises(ChannelTimeout):
        judge.receive(time.monotonic() + 0.01)
    right.sendall(frame[20:])
    assert judge.receive() == {"done": 1}


def test_an_end_is_told(ends: tuple[Channel, Channel, socket.socket, socket.socket]) -> None:
    judge, _, _, right = ends
    right.close()
    with pytest.raises(ChannelClosed):
        judge.receive()


@pytest.mark.parametrize(
    "frame",
    [
        b"done\n" * 20,
        struct.pack(">I", 2) + b"0" * 32 + b"{}",
        struct.pack(">I", 2**32 - 1) + b"0" * 64,
    ],
)
def test_foreign_bytes_are_tampering(ends: tuple[Channel, Channel, socket.socket, socket.socket], frame: bytes) -> None:
    judge, _, _, right = ends
    right.sendall(frame)
    with pytest.raises(ChannelTampered):
        judge.receive(time.monotonic() + 5)


def test_a_message_replayed_or_sent_back_is_tampering() -> None:
    left, right = socket.socketpair()
    with left, right:
        Channel(left, KEY, "subject").send({"done": 1})
        frame = right.recv(1000)
    for side in ("judge", "subject"):
        a, b = socket.socketpair()
        with a, b:
            reader = Channel(a, KEY, side)
            b.sendall(frame * 2)
            if side == "judge":
                assert reader.receive() == {"done": 1}
            with pytest.raises(ChannelTampered):
                reader.receive()


def test_what_is_signed_and_no_object_is_tampering() -> None:
    import hmac

    for body in (b"[]", b"nonsense", b"[" * 100_000):
        a, b = socket.socketpair()
        with a, b:
            reader = Channel(a, KEY, "judge")
            mac = hmac.digest(KEY, b"subject 0 " + body, "sha256")
            sender = threading.Thread(target=b.sendall, args=(struct.pack(">I", len(body)) + mac + body,))
            sender.start()
            with pytest.raises(ChannelTampered):
                reader.receive()
            sender.join()
