"""Routes about bodies: bytes, drip, drop, upload. Large bodies are generated, never stored."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..exchange import Exchange
from ..parser import BadRequest
from .parameters import seconds, whole_number

if TYPE_CHECKING:
    from ..epoch import Epoch

MAX_BYTES = 10**12
_BLOCK = bytes(range(251)) * 261  # 251 is prime: a piece lost or repeated shows
BINARY = "application/octet-stream"


def pattern(start: int, end: int) -> Iterator[bytes]:
    """The bytes of a generated body from `start` to `end`: the byte at offset i is i modulo 251."""
    while start < end:
        offset = start % 251
        piece = _BLOCK[offset : offset + min(end - start, 65_000)]
        yield piece
        start += len(piece)


async def whole(exchange: Exchange, epoch: Epoch, count: str) -> None:
    """`count` bytes; with `chunked=1` without a Content-Length."""
    length = int(count)
    chunked = whole_number(exchange.head, "chunked", 0, 0, 1)
    await exchange.begin(200, None if chunked else length, content_type=BINARY)
    if exchange.head.method == "HEAD":
        return
    for piece in pattern(0, length):
        await exchange.send(piece)


async def drip(exchange: Exchange, epoch: Epoch, count: str) -> None:
    """`count` bytes, `step` (1) at a time, `every` (0.05) seconds; the head comes at once."""
    length = int(count)
    step = whole_number(exchange.head, "step", 1, 1, 1_000_000)
    every = seconds(exchange.head, "every", 0.05, 0.0, 60.0)
    await exchange.begin(200, length, content_type=BINARY)
    if exchange.head.method == "HEAD":
        return
    for start in range(0, length, step):
        await asyncio.sleep(every)
        for piece in pattern(start, min(start + step, length)):
            await exchange.send(piece)


async def drop(exchange: Exchange, epoch: Epoch) -> None:
    """Promise `bytes` (1000), send `after` (500) of them and close; with `reset=1` by a reset (RST).

    `after=none` closes before the head.
    """
    head = exchange.head
    length = whole_number(head, "bytes", 1000, 1, MAX_BYTES)
    reset = whole_number(head, "reset", 0, 0, 1)
    if head.query.get("after") != "none":
        after = whole_number(head, "after", length // 2, 0, MAX_BYTES)
        if after >= length:
            raise BadRequest(400, "after is less than bytes")
        await exchange.begin(200, length, content_type=BINARY)
        for piece in pattern(0, after):
            await exchange.send(piece)
    exchange.connection.cut(reset=bool(reset))


async def upload(exchange: Exchange, epoch: Epoch) -> None:
    """Count and hash the request body; `slow` (0) seconds are waited after each piece."""
    slow = seconds(exchange.head, "slow", 0.0, 0.0, 10.0)
    digest = hashlib.sha256()
    async for piece in exchange.body():
        digest.update(piece)
        if slow:
            await asyncio.sleep(slow)
    report = {"bytes": exchange.entry.received_bytes, "sha256": digest.hexdigest()}
    await exchange.reply(200, json.dumps(report) + "\n", content_type="application/json")
