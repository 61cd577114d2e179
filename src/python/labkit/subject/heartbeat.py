"""A task of the scenario's beside the learner's, which shows on a server whether the event loop still turns."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from urllib.parse import urlsplit


@contextlib.asynccontextmanager
async def heartbeat(first: str, *further: str) -> AsyncIterator[None]:
    """Asks the server for `first` before the block begins, and for each further URL when the one before was answered.

    With `first` held at a gate, the check decides when the loop has to turn: once it lets that request through, the
    next one comes, unless something blocks the loop. URLs are of the form `http://host:port/path`.
    """
    answer = await _ask(first)
    task = asyncio.create_task(_beat(answer, further))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _beat(answer: tuple[asyncio.StreamReader, asyncio.StreamWriter], further: tuple[str, ...]) -> None:
    try:
        for url in further:
            await answer[0].read()
            answer[1].close()
            answer = await _ask(url)
        await answer[0].read()
    finally:
        answer[1].close()


async def _ask(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    writer.write(f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode("ascii"))
    await writer.drain()
    return reader, writer
