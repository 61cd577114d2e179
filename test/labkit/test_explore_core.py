"""Where a search computes: on one core, and on another one once that is crowded."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from labkit.explore.engine.core import Core

MANY = hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1
needs_a_choice = pytest.mark.skipif(not MANY, reason="NOT TESTED HERE: this system offers no choice between cores")


def in_a_thread(work: object) -> object:
    """What a thread is pinned to stays its own affair."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


@needs_a_choice
def test_a_search_stays_on_one_core_of_those_allowed_and_gives_them_back() -> None:
    def settled() -> tuple[set[int], set[int], int]:
        with Core():
            chosen = os.sched_getaffinity(0)
        return chosen, os.sched_getaffinity(0), os.sched_getscheduler(0)

    allowed, policy = os.sched_getaffinity(0), os.sched_getscheduler(0)
    chosen, after, policy_after = in_a_thread(settled)
    assert len(chosen) == 1 and chosen < allowed
    assert (after, policy_after) == (allowed, policy)


@needs_a_choice
def test_a_search_leaves_a_crowded_core_with_all_its_threads() -> None:
    def moved() -> tuple[set[int], set[int], set[int]]:
        over = threading.Event()
        with Core() as core:
            first = os.sched_getaffinity(0)
            worker = threading.Thread(target=over.wait)
            worker.start()
            spinning = [sys.executable, "-c", f"import os; os.sched_setaffinity(0, {first})\nwhile True: pass"]
            crowd = [subprocess.Popen(spinning) for _ in range(3)]
            try:
                end = time.monotonic() + 60
                while os.sched_getaffinity(0) == first and time.monotonic() < end:
                    core.look()
                return first, os.sched_getaffinity(0), os.sched_getaffinity(worker.native_id or 0)
            finally:
                for process in crowd:
                    process.kill()
                    process.wait()
                over.set()
                worker.join()

    first, then, worker = in_a_thread(moved)
    assert then != first
    assert worker == then and len(then) == 1


def test_where_the_system_offers_no_choice_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_setaffinity", raising=False)
    with Core() as core:
        core.look()
