"""Routes with short replies: ok, delay, status, flaky, rate, redirect, loop, gate."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING

from ..exchange import Exchange
from .bodies import MAX_BYTES, pattern
from .parameters import seconds, whole_number

if TYPE_CHECKING:
    from ..epoch import Epoch


async def ok(exchange: Exchange, epoch: Epoch) -> None:
    await exchange.reply(200, "ok\n")


async def delay(exchange: Exchange, epoch: Epoch, milliseconds: str) -> None:
    """Reply after so many milliseconds (at most 60,000)."""
    wait = min(int(milliseconds), 60_000)
    await asyncio.sleep(wait / 1000)
    await exchange.reply(200, f"waited {wait} ms\n")


async def status(exchange: Exchange, epoch: Epoch, code: str) -> None:
    headers = [("Location", f"{epoch.base}/ok")] if code in ("301", "302", "303", "307", "308") else []
    await exchange.reply(int(code), f"status {code}\n", headers=headers)


async def flaky(exchange: Exchange, epoch: Epoch, key: str) -> None:
    """The first `fail` (1) requests of a key get `status` (503), the others 200."""
    fail = whole_number(exchange.head, "fail", 1, 0, 1_000_000)
    code = whole_number(exchange.head, "status", 503, 400, 599)
    path = exchange.head.path
    seen = epoch.memory.visits[path] = epoch.memory.visits.get(path, 0) + 1
    if seen <= fail:
        await exchange.reply(code, f"failure {seen} of {fail}\n")
    else:
        await exchange.reply(200, f"ok at request {seen}\n")


async def rate(exchange: Exchange, epoch: Epoch, key: str) -> None:
    """A fixed window: `limit` (5) requests in `per` (1) seconds from the first one; refused ones do not count.

    Retry-After is in whole seconds, as the standard has it (RFC 9110, section 10.2.3), rounded up.
    """
    limit = whole_number(exchange.head, "limit", 5, 1, 1_000_000)
    per = seconds(exchange.head, "per", 1.0, 0.001, 3600.0)
    now = epoch.clock()
    start, used = epoch.memory.windows.get(key, (now, 0))
    if now - start >= per:
        start, used = now, 0
    if used >= limit:
        left = start + per - now
        headers = [("Retry-After", str(max(1, math.ceil(left))))]
        return await exchange.reply(429, f"at most {limit} requests in {per:g} s\n", headers=headers)
    epoch.memory.windows[key] = (start, used + 1)
    return await exchange.reply(200, f"request {used + 1} of {limit}\n")


async def redirect(exchange: Exchange, epoch: Epoch, count: str) -> None:
    """`count` redirects, then /ok. `status` (302) chooses the kind."""
    code = whole_number(exchange.head, "status", 302, 301, 308)
    left = int(count)
    query = exchange.head.target.partition("?")[2]
    target = f"/redirect/{left - 1}" if left > 1 else "/ok"
    location = target + (f"?{query}" if query and left > 1 else "")
    if left == 0:
        return await exchange.reply(200, "ok\n")
    return await exchange.reply(code, f"see {location}\n", headers=[("Location", location)])


async def loop(exchange: Exchange, epoch: Epoch) -> None:
    """A redirect to itself, for ever."""
    await exchange.reply(302, "see /loop\n", headers=[("Location", "/loop")])


async def gate(exchange: Exchange, epoch: Epoch, name: str, number: str | None) -> None:
    """Hold the request until the gate lets it through; `at=body` holds after the head and half of the body."""
    code = whole_number(exchange.head, "status", 200, 200, 599)
    text = f"gate {name} {number or 0}\n".encode()
    length = whole_number(exchange.head, "bytes", len(text), 0, MAX_BYTES)
    body = text if "bytes" not in exchange.head.query else None
    half = length // 2 if exchange.head.query.get("at") == "body" else 0
    if half or exchange.head.query.get("at") == "body":
        await exchange.begin(code, length)
        await _send(exchange, body, 0, half)
        await epoch.gate(name).hold(exchange.entry)
    else:
        await epoch.gate(name).hold(exchange.entry)
        await exchange.begin(code, length)
    await _send(exchange, body, half, length)


async def _send(exchange: Exchange, body: bytes | None, start: int, end: int) -> None:
    for piece in pattern(start, end) if body is None else [body[start:end]]:
        await exchange.send(piece)
