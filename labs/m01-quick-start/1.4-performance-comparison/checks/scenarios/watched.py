"""Calls the learner's run_matrix with workloads and a timer that keep a journal: a line for each call that begins and
ends, for each reading of the clock, and for each thread or process that is started meanwhile."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import process
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import bench_models


class Workload:
    """A workload that keeps the journal. It knows where: a fork server's children have another environment than we."""

    def __init__(self, name: str, journal: str, gate: str) -> None:
        self.__name__ = name
        self._journal = journal
        self._gate = gate

    def __call__(self, item: int) -> int:
        try:
            asyncio.get_running_loop()
            kind = "blocking"
        except RuntimeError:
            kind = "called"
        note(self._journal, "begin", self.__name__, item, kind)
        if self._gate and b"tick" in Path(self._journal).read_bytes():  # held from the first reading of the clock on
            with urlopen(self._gate) as answer:
                answer.read()
        note(self._journal, "end", self.__name__, item, kind)
        return item


class Tasks:
    """The coroutine function of "booking". Gives all tasks that can begin the time to begin, and says how many have."""

    def __init__(self, journal: str) -> None:
        self._journal = journal
        self._under_way = 0

    async def booking(self, item: int) -> int:
        note(self._journal, "begin", "booking", item, "awaited")
        self._under_way += 1
        most = 0
        for _ in range(50):
            await asyncio.sleep(0)
            most = max(most, self._under_way)
        self._under_way -= 1
        note(self._journal, "end", "booking", item, "awaited", most)
        return item


def scenario(
    workloads: list[str], models: list[str], workers: list[int], journal: str, readings: list[float], gate: str = "",
    repeats: int | None = None,
) -> dict[str, Any]:  # fmt: skip
    """`readings`: what the clock says, one reading after the other. `gate`: an address that holds who asks for it.
    `repeats`: None leaves it to the default."""
    chosen = {name: Workload(name, journal, gate) for name in workloads}
    if "booking" in chosen:
        bench_models.AWAITABLE[chosen["booking"]] = Tasks(journal).booking
    options = {} if repeats is None else {"repeats": repeats}
    left = iter(readings)

    def clock() -> float:
        note(journal, "tick", *_alive())
        return next(left)

    with _starts_noted(journal):
        samples = bench_models.run_matrix(chosen, models, workers, timer=clock, **options)
    return {"samples": samples, "items": bench_models.ITEMS, "pid": os.getpid()}


def note(journal: str, *words: object) -> None:
    """One line, written at once: lines of several threads and processes do not mix."""
    line = " ".join(map(str, (os.getpid(), threading.get_native_id(), *words)))
    file = os.open(journal, os.O_WRONLY | os.O_APPEND)
    try:
        os.write(file, f"{line}\n".encode())
    finally:
        os.close(file)


def _alive() -> Iterator[int]:
    """Processes and threads of ours that live, the main thread left out."""
    yield from (one.pid for one in multiprocessing.active_children() if one.pid is not None)
    main = threading.main_thread()
    yield from (one.native_id for one in threading.enumerate() if one is not main and one.native_id is not None)


@contextmanager
def _starts_noted(journal: str) -> Iterator[None]:
    thread, child = threading.Thread.start, process.BaseProcess.start

    def start_thread(self: threading.Thread) -> None:
        note(journal, "start", "thread")
        thread(self)

    def start_child(self: process.BaseProcess) -> None:
        note(journal, "start", "process")
        child(self)

    threading.Thread.start, process.BaseProcess.start = start_thread, start_child  # type: ignore[method-assign]
    try:
        yield
    finally:
        threading.Thread.start, process.BaseProcess.start = thread, child  # type: ignore[method-assign]
