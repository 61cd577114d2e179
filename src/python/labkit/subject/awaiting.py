"""Runs a coroutine of the learner's to its end, and says which tasks it left behind."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any


def run(coroutine: Coroutine[Any, Any, Any], left: list[str]) -> Any:
    """Runs `coroutine` on an event loop of its own. To `left` go the names of the coroutines whose tasks were still
    pending when it came to its end; a task that is being cancelled does not count. `asyncio.run` then cancels them."""
    import asyncio  # not for labs without it

    async def watched() -> Any:
        try:
            return await coroutine
        finally:
            own = asyncio.current_task()
            left.extend(sorted(_name(one) for one in asyncio.all_tasks() if one is not own and not one.cancelling()))

    return asyncio.run(watched())


def _name(task: Any) -> str:
    return str(getattr(task.get_coro(), "__qualname__", task.get_name()))
