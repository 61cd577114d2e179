"""Calls the learner's check_all and counts what it starts, sends and leaves behind, in the process that calls it."""

from __future__ import annotations

import _thread
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing import connection, context, process, reduction
from typing import Any

import checker_procs

_counts: dict[str, int] = {}
_guard = threading.Lock()
_started: list[process.BaseProcess] = []
_unpicklable: list[str] = []
_returned = threading.Event()
_PATIENCE = 2.0
"""Seconds a program has to report by itself what could not be pickled."""


def scenario(
    urls: list[str], *, processes: int, chunksize: int = 5, timeout: float = 30.0, fork: bool = False
) -> dict[str, Any]:
    """`fork`: leave the start method fork available; without it this is a system that has none, such as Windows."""
    if not fork:
        _without_fork()
    _count_messages()
    with _guard:
        _counts.clear()
        _started.clear()
        _unpicklable.clear()
        _returned.clear()
        _counts["most"] = 2 * processes + 4  # a manager or two, and workers replaced once
    try:
        results = checker_procs.check_all(urls, processes=processes, chunksize=chunksize, timeout=timeout)
    except KeyboardInterrupt:  # sent by ourselves
        if _unpicklable:
            return {"unpicklable": _unpicklable[0]}
        failed = sum(one.exitcode not in (None, 0, -signal.SIGTERM) for one in _started)
        return {"runaway": {"started": len(_started), "failed": failed}}
    finally:
        _returned.set()
    # Read at once: active_children() would join those that have ended meanwhile.
    unjoined = len(process._children)  # type: ignore[attr-defined]
    with _guard:
        return {"results": results, "unjoined": unjoined, **_counts}


def _count(what: str, number: int) -> None:
    with _guard:
        _counts[what] = _counts.get(what, 0) + number


def _count_messages() -> None:
    """Every Pool, executor, queue, pipe and manager of multiprocessing sends through these two methods."""
    pipes = [connection.Connection]
    pipes += [connection.PipeConnection] if hasattr(connection, "PipeConnection") else []
    for pipe in pipes:
        if pipe._send_bytes.__module__ != __name__:
            pipe._send_bytes = _sending(pipe._send_bytes)  # type: ignore[method-assign]
            pipe._recv_bytes = _receiving(pipe._recv_bytes)  # type: ignore[method-assign]
    dumps = reduction.ForkingPickler.dumps
    if dumps.__module__ != __name__:
        reduction.ForkingPickler.dumps = staticmethod(_pickling(dumps))  # type: ignore[assignment]
    if process.BaseProcess.start.__module__ != __name__:
        process.BaseProcess.start = _starting(process.BaseProcess.start)  # type: ignore[method-assign]


def _sending(send: Callable[..., None]) -> Callable[..., None]:
    def _send_bytes(self: Any, buf: Any) -> None:
        if len(buf):  # an empty message only wakes somebody up
            _count("sent_bytes", len(buf))
            _count("url_messages", b"http://" in bytes(buf))
        send(self, buf)

    return _send_bytes


def _receiving(receive: Callable[..., Any]) -> Callable[..., Any]:
    def _recv_bytes(self: Any, maxsize: int | None = None) -> Any:
        found = receive(self, maxsize)
        _count("received_bytes", found.getbuffer().nbytes)
        return found

    return _recv_bytes


def _starting(start: Callable[[Any], None]) -> Callable[[Any], None]:
    def counted_start(self: Any) -> None:
        _count("started", 1)
        start(self)
        _started.append(self)
        if len(_started) != _counts["most"]:
            return
        # A pool replaces workers that die at their start, for ever: come back instead of waiting for the limit.
        if threading.current_thread() is threading.main_thread():
            raise KeyboardInterrupt
        _interrupt()

    return counted_start


def _pickling(dumps: Callable[..., Any]) -> Callable[..., Any]:
    def watched_dumps(obj: Any, protocol: int | None = None) -> Any:
        try:
            return dumps(obj, protocol)
        except Exception as error:
            if not _unpicklable:
                _unpicklable.append(str(error))
                # An executor of 3.11.2 can wait for ever once its own thread has failed to pickle something.
                threading.Thread(target=_bring_back, name="scenario", daemon=True).start()
            raise

    return watched_dumps


def _bring_back() -> None:
    while not _returned.wait(_PATIENCE):
        _interrupt()


def _interrupt() -> None:
    if hasattr(signal, "pthread_kill"):  # ends a wait for a lock, too
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()


def _without_fork() -> None:
    context._concrete_contexts.pop("fork", None)  # type: ignore[attr-defined]
    methods = [one for one in multiprocessing.get_all_start_methods() if one != "fork"]
    context.DefaultContext.get_all_start_methods = lambda self: methods  # type: ignore[method-assign]
    multiprocessing.get_all_start_methods = lambda: methods
    if hasattr(os, "fork"):
        del os.fork
