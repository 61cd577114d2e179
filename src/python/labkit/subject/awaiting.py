"""Runs a coroutine of the learner's to its end, and says which tasks it left behind and where those of a hang wait."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Coroutine, Iterator
from types import FrameType
from typing import Any

SOON = 0.5
"""Seconds before the judge's limit at which a call that still runs is located."""
_LOCATED = 10
"""Tasks that are located. Of a thousand, most wait on the same line."""


def run(coroutine: Coroutine[Any, Any, Any], left: list[str], *, limit: float, stacks: int) -> Any:
    """Runs `coroutine` on an event loop of its own. To `left` go the names of the coroutines whose tasks were still
    pending when it came to its end; a task that is being cancelled does not count. `asyncio.run` then cancels them.

    Shortly before `limit` seconds, where each task waits goes to the descriptor `stacks`, in faulthandler's format:
    a task that waits is on no thread's stack. A loop that is held up writes nothing; its thread is located instead.
    """
    import asyncio  # not for labs without it

    async def watched() -> Any:
        own = asyncio.current_task()
        asyncio.get_running_loop().call_later(max(limit - SOON, limit / 10), _locate, own, coroutine, stacks)
        try:
            return await coroutine
        finally:
            left.extend(sorted(_name(one) for one in asyncio.all_tasks() if one is not own and not one.cancelling()))

    return asyncio.run(watched())


def _name(task: Any) -> str:
    return str(getattr(task.get_coro(), "__qualname__", task.get_name()))


def _locate(own: Any, coroutine: Coroutine[Any, Any, Any], stacks: int) -> None:
    import asyncio

    others = sorted(
        (one for one in asyncio.all_tasks() if one is not own), key=lambda one: (len(one.get_name()), one.get_name())
    )
    with contextlib.suppress(Exception):  # coroutines of the learner's making
        waiting: list[tuple[str, Any]] = [(str(getattr(coroutine, "__qualname__", "main")), coroutine)]
        waiting += [(_name(one), one.get_coro()) for one in others[: _LOCATED - 1]]
        for name, chain in waiting:
            frames = [
                f'  File "{one.f_code.co_filename}", line {one.f_lineno} in {one.f_code.co_name}\n'
                for one in _frames(chain)
            ]
            block = f"Task {' '.join(name.split())} (most recent call first):\n{''.join(reversed(frames))}\n"
            os.write(stacks, block.encode("utf-8", "replace"))


def _frames(coroutine: Any) -> Iterator[FrameType]:
    """The frames of what `coroutine` awaits, the outermost first."""
    while coroutine is not None:
        kind = next((one for one in ("cr", "gi", "ag") if hasattr(coroutine, f"{one}_frame")), None)
        if kind is None or (frame := getattr(coroutine, f"{kind}_frame")) is None:
            return
        yield frame
        coroutine = getattr(coroutine, "gi_yieldfrom" if kind == "gi" else f"{kind}_await")
