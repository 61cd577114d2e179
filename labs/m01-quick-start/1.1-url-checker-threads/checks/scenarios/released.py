"""Calls the learner's function and reports which responses it released by its own doing.

CPython frees an object with its last reference, and freeing a response closes it. Here every response and socket stays
referenced until the question is answered, so only reading to the end or closing counts.
"""

import contextlib
import http.client
import importlib
import socket
from collections.abc import Callable, Iterator
from typing import Any


def scenario(target: str, *args: Any, **kwargs: Any) -> dict[str, list[bool]]:
    """For each HTTP response: read to the end or closed? For each connected socket: closed?"""
    module, _, name = target.partition(":")
    function = getattr(importlib.import_module(module), name)
    responses: list[Any] = []
    wrappers: list[Any] = []
    sockets: list[Any] = []
    with contextlib.ExitStack() as kept:
        kept.enter_context(_remember(http.client.HTTPResponse, "__init__", responses))
        kept.enter_context(_remember(socket.socket, "connect", sockets))
        with contextlib.suppress(ImportError):
            from urllib3.response import HTTPResponse  # closes what it wraps when it is freed

            kept.enter_context(_remember(HTTPResponse, "__init__", wrappers))
        function(*args, **kwargs)
    return {
        "responses": [one.isclosed() for one in responses],
        "sockets": [one.fileno() == -1 for one in sockets],
    }


@contextlib.contextmanager
def _remember(cls: type, name: str, seen: list[Any]) -> Iterator[None]:
    """Inside the block, every object of `cls` on which method `name` is called is kept in `seen`."""
    original: Callable[..., Any] = getattr(cls, name)
    own = name in vars(cls)

    def remembering(self: Any, *args: Any, **kwargs: Any) -> Any:
        seen.append(self)
        return original(self, *args, **kwargs)

    setattr(cls, name, remembering)
    try:
        yield
    finally:
        if own:
            setattr(cls, name, original)
        else:
            delattr(cls, name)
