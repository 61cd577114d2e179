"""Processes of the learner's own work in the subject under every start method, and cannot reach the judge."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from kit_run import act

METHODS = multiprocessing.get_all_start_methods()


@pytest.mark.parametrize("method", METHODS)
def test_pools_work_and_their_prints_are_output(tmp_path: Path, method: str) -> None:
    body = f"""
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        def double(n):
            print("child", n, flush=True)
            return 2 * n

        def act():
            context = multiprocessing.get_context({method!r})
            with ProcessPoolExecutor(2, mp_context=context) as pool:
                assert list(pool.map(double, [1, 2, 3])) == [2, 4, 6]
            with context.Pool(2) as pool:
                assert pool.map(double, [4, 5]) == [8, 10]
            return "done"
        """
    run = act(tmp_path, body)
    assert run.result("acts")["message"] == "It acts"
    assert run.code == 0
    assert sorted(run.printed.split()) == sorted(["child"] * 5 + list("12345"))
    assert run.all("note") == []


def test_spawn_is_the_default(tmp_path: Path) -> None:
    body = """
        import multiprocessing

        def act():
            return multiprocessing.get_start_method()
        """
    assert act(tmp_path, body).result("acts")["actual"] == "'spawn'"


@pytest.mark.parametrize("method", METHODS)
def test_children_hold_no_line_to_the_judge(tmp_path: Path, method: str) -> None:
    body = f"""
        import multiprocessing, os, stat

        def sockets(out):
            found = []
            for fd in range(3, 64):
                try:
                    if stat.S_ISSOCK(os.fstat(fd).st_mode):
                        found.append(os.readlink(f"/proc/self/fd/{{fd}}"))
                except OSError:
                    pass
            out.put(found)

        def act():
            own = [os.readlink(f"/proc/self/fd/{{fd}}") for fd in os.listdir("/proc/self/fd")
                   if os.path.exists(f"/proc/self/fd/{{fd}}")]
            context = multiprocessing.get_context({method!r})
            out = context.SimpleQueue()
            child = context.Process(target=sockets, args=(out,))
            child.start()
            theirs = out.get()
            child.join()
            mine = [one for one in own if one.startswith("socket:")]
            return "done" if mine and not set(mine) & set(theirs) else f"{{mine}} {{theirs}}"
        """
    run = act(tmp_path, body)
    assert run.result("acts")["outcome"] == "passed", run.result("acts")


def test_fork_finds_one_thread_only(tmp_path: Path) -> None:
    """Python 3.12 and later warn about a fork in a process of several threads, counting those of the system."""
    body = """
        import os, warnings

        def act():
            warnings.simplefilter("error")
            pid = os.fork()
            if pid == 0:
                os._exit(0)
            os.waitpid(pid, 0)
            return "done" if len(os.listdir("/proc/self/task")) == 1 else "threads"
        """
    assert act(tmp_path, body).code == 0
