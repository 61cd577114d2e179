"""Calls main as code without an event loop does, more than once."""

import inspect
from typing import Any

import checker_async


def scenario(rounds: list[list[str]]) -> list[Any]:
    """What each call of main returned; the text "coroutine" for one that nobody has awaited."""
    found = []
    for urls in rounds:
        value: Any = checker_async.main(urls)
        if inspect.iscoroutine(value):
            value.close()
            value = "coroutine"
        found.append(value)
    return found
