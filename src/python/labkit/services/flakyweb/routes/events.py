"""/sse: server-sent events (WHATWG HTML, section 9.2)."""

from __future__ import annotations

import asyncio
import itertools
from typing import TYPE_CHECKING

from ..exchange import Exchange
from .parameters import seconds, whole_number

if TYPE_CHECKING:
    from ..epoch import Epoch


async def stream(exchange: Exchange, epoch: Epoch) -> None:
    """`count` (10; 0: no end) events, one `every` (0.05) seconds, after the one named by Last-Event-ID.

    `drop=n` closes the connection without an end after n events of this request, so that the client comes back.
    """
    head = exchange.head
    count = whole_number(head, "count", 10, 0, 1_000_000)
    every = seconds(head, "every", 0.05, 0.0, 60.0)
    drop = whole_number(head, "drop", 0, 0, 1_000_000)
    last = head.headers.get("last-event-id", "0")
    first = int(last) + 1 if last.isascii() and last.isdigit() and len(last) < 10 else 1
    await exchange.begin(200, None, content_type="text/event-stream", headers=[("Cache-Control", "no-store")])
    if head.method == "HEAD":
        return
    numbers = itertools.count(first) if count == 0 else range(first, count + 1)
    for sent, number in enumerate(numbers, 1):
        await exchange.send(f"id: {number}\ndata: event {number}\n\n".encode())
        if sent == drop:
            exchange.connection.cut(reset=False)
            return
        await asyncio.sleep(every)
