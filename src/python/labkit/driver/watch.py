"""Watches the run's processes while learner code runs: peak memory, and the limits on memory, CPU and processes."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from labkit.driver.limits import Limits
from labkit.driver.tree import Process, Tree

INTERVAL = 0.05
METHOD = f"resident memory summed over the process tree, sampled every {INTERVAL * 1000:.0f} ms"


class Watch:
    """A thread that samples `tree`. When a limit is passed it ends the tree and keeps the sentence that says so."""

    def __init__(self, tree: Tree, limits: Limits) -> None:
        self._tree = tree
        self._limits = limits
        self._wake = threading.Condition()
        self._running = False
        self._closed = False
        self._used_before: dict[int, float] | None = None
        self.peak = 0
        """Largest sum seen since `begin`, in bytes."""
        self.broken: str | None = None
        """Which limit was passed, as a clause after "your program": "used 2,100 MB of memory (limit 2,048 MB)"."""
        self._thread = threading.Thread(target=self._loop, name="watch", daemon=True)
        self._thread.start()

    def begin(self, *, cpu: bool = True) -> None:
        """Watches from now on. `cpu`: whether the limit on CPU time counts."""
        before = {one.pid: one.cpu for one in self._tree.alive()} if cpu else None
        with self._wake:
            self._used_before = before
            self.peak = 0
            self.broken = None
            self._running = True
            self._wake.notify()

    def end(self) -> None:
        """Stops sampling, with one last sample while the processes still live."""
        with self._wake:
            was_running, self._running = self._running, False
        if was_running:
            self._sample()

    def close(self) -> None:
        with self._wake:
            self._closed = True
            self._running = False
            self._wake.notify()
        self._thread.join()

    def _loop(self) -> None:
        while True:
            with self._wake:
                while not self._running and not self._closed:
                    self._wake.wait()
                if self._closed:
                    return
            self._sample()
            with self._wake:
                self._wake.wait(INTERVAL)

    def _sample(self) -> None:
        alive = self._tree.alive()
        memory = sum(one.resident for one in alive)
        self.peak = max(self.peak, memory)
        limit = self._limits.memory_mb << 20
        if len(alive) > self._limits.processes:  # first: so many also pass the other limits
            self._stop(f"had {len(alive)} processes at one time (limit {self._limits.processes})")
        elif memory > limit:
            self._stop(f"used {memory >> 20:,} MB of memory (limit {limit >> 20:,} MB)")
        elif self._cpu(alive) > self._limits.cpu_seconds:
            self._stop(f"used {self._cpu(alive):.1f} s of CPU time (limit {self._limits.cpu_seconds:g} s)")

    def _cpu(self, alive: Sequence[Process]) -> float:
        """Seconds used since `begin`; what a process used that has ended counts with the one that waited for it."""
        before = self._used_before
        return 0.0 if before is None else sum(max(0.0, one.cpu - before.get(one.pid, 0.0)) for one in alive)

    def _stop(self, reason: str) -> None:
        if self.broken is None:
            self.broken = reason
            self._tree.kill()
