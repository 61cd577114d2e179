"""Step 1: the same work in every model, under a clock that the check holds in its hands."""

import secrets
from collections import Counter
from random import Random

from labkit.testing import Subject, Web, expect, fail, shown
from watching import PATIENCE, Watched, Window, journal, name, numbers, observed, read, readings, watch

POOLED = ("threads", "processes")


def test_every_combination_is_measured_seven_times(subject: Subject) -> None:
    workloads, models, workers = ("pricing", "booking"), ("threads", "serial", "asyncio"), (1, 3)
    for repeats in (None, 2):
        watched = watch(subject, workloads, models, workers, repeats)
        wanted = 7 if repeats is None else repeats
        cells = {(work, model, number) for work in workloads for model in models for number in workers}
        found = Counter((one["workload"], one["model"], one["workers"]) for one in watched.samples)
        wrong = sorted(cells ^ set(found)) or sorted(cell for cell in cells if found[cell] != wanted)
        if wrong:
            fail(
                f"{watched.called} returned {found[wrong[0]]} samples of {wrong[0]}",
                misconception="m2" if set(found) == cells and max(found.values()) < wanted else None,
                expected=f"{wanted} samples of each combination",
                actual=f"{found[wrong[0]]}",
                at="run_matrix",
                details=["One figure says nothing about how far the next one may lie from it."],
            )
        for window in watched.windows:
            _is_what_it_says(watched, window)
    shown("each combination 7 times, or as often as asked, and each sample has the time of its own run")


def _is_what_it_says(watched: Watched, window: Window) -> None:
    names = {one.rest[0] for one in window.begun}
    expect(
        names == {window.sample["workload"]},
        f"{watched.called}: while the clock ran for {window.cell}, {_and(names) or 'no workload'} was called",
        expected=window.sample["workload"],
        actual=_and(names) or "nothing",
        at="run_matrix",
    )


def test_drift_hits_all_alike(subject: Subject) -> None:
    workloads, models, workers = ("pricing", "booking"), ("serial", "threads", "asyncio"), (2,)
    watched = watch(subject, workloads, models, workers, 4)
    cells = len(workloads) * len(models) * len(workers)
    _complete(watched, cells * 4)
    before = Counter(one.rest[0] for one in watched.before_the_first() if one.what == "end")
    for workload in workloads:
        least = watched.items * len(models)
        expect(
            before[workload] >= least,
            f"{watched.called} had called {workload} {before[workload]} times when it began to measure",
            misconception="m7",
            expected=f"{least} calls: a run of {watched.items} for each of {len(models)} models, unmeasured",
            actual=str(before[workload]),
            at="run_matrix",
            details=["The first run of anything pays for imports, caches and files that no later run pays for."],
        )
    for number in range(4):
        part = watched.windows[number * cells : (number + 1) * cells]
        seen = {window.cell for window in part}
        if len(seen) < cells:
            twice = next(cell for cell, count in Counter(window.cell for window in part).items() if count > 1)
            fail(
                f"{watched.called} measured {twice} again before the others had their turn",
                misconception="m7",
                expected=f"in each round all {cells} combinations, then the next round",
                actual="; ".join(window.cell for window in part),
                at="run_matrix",
                details=["Suppose another program starts after half of the time: whose figures does it change?"],
            )
        labelled = {window.sample["round"] for window in part}
        expect(
            labelled == {number},
            f"{watched.called} calls the round measured as number {number} {_and(labelled)}",
            expected=f"round={number}",
            actual=_and(labelled),
            at="Sample.round",
        )
    shown("an unmeasured run of each combination, then round by round all of them")


def test_the_same_work_everywhere(subject: Subject) -> None:
    # 5 divides no usual number of items: whoever shares them out evenly loses some.
    watched = watch(subject, ("pricing",), ("serial", "threads", "processes", "asyncio"), (5,), 1)
    _complete(watched, 4)
    wanted = list(range(watched.items))
    for window in watched.windows:
        begun, ended = numbers(window.begun), numbers(window.ended)
        done = begun if begun != wanted else ended
        expect(
            done == wanted,
            f"{watched.called}: {window.cell} called the workload {len(done)} times while the clock ran, "
            f"{len(set(done))} of the {len(wanted)} items among them",
            misconception="m4",
            expected=f"0 to {len(wanted) - 1}, each once",
            actual=_items(done),
            at="run_matrix",
            details=["Two times can be compared only if the same was done in them."],
        )
        expect(
            window.sample["items"] == len(wanted),
            f"{watched.called}: the sample of {window.cell} says items={window.sample['items']!r}",
            misconception="m4",
            expected=str(len(wanted)),
            actual=repr(window.sample["items"]),
            at="Sample.items",
        )
    shown(f"{len(wanted)} calls, each item once, in every model")


def test_start_up_is_counted_for_all(subject: Subject) -> None:
    watched = watch(subject, ("pricing",), ("threads", "processes"), (2,), 1)
    _complete(watched, 2)
    why = {model: _uncounted(watched, model) for model in POOLED}
    left_out = [model for model in POOLED if why[model]]
    if left_out:
        fail(
            f"{watched.called}: {why[left_out[0]]}",
            misconception="m1" if len(left_out) == 1 else None,
            expected="workers that are started after the first reading of the timer and have ended before the second",
            actual="; ".join(f"{model}: {why[model] or 'counted'}" for model in POOLED),
            at="run_matrix",
            details=["The clock must run for the same things in each model, or the rows cannot be compared."],
        )
    shown("threads and processes are started and ended while the clock runs")


def _uncounted(watched: Watched, model: str) -> str:
    """What of the workers' life is not in the samples of `model`; empty when all is."""
    windows = [one for one in watched.windows if one.sample["model"] == model]
    for window in windows:
        workers = {str(one.pid if model == "processes" else one.thread) for one in window.begun}
        if workers & set(window.before.rest):
            return f"the {model} were there before the clock was read for the first time"
        # A thread that has done its work and is about to go costs nothing; a process has yet to be taken down.
        left = workers & set(window.after.rest) if model == "processes" else set()
        if left:
            return f"{len(left)} of the processes were still there when the clock was read again"
        kind = "process" if model == "processes" else "thread"
        if not any(one.what == "start" and one.rest == (kind,) for one in window.events):
            return f"no {kind} was started while the clock ran"
    return ""


def test_the_workers_work_at_once(subject: Subject, web: Web) -> None:
    _tasks_at_once(subject)
    for model in ("serial", *POOLED):
        wanted = 1 if model == "serial" else 3
        arguments = (("held",), (model,), (3,), 1)
        called = name(*arguments)
        clock = readings(Random(secrets.randbits(32)))
        web.reset()
        gate = web.gate("held")
        with journal() as file:
            call = subject.start(
                "scenario:watched", ["held"], [model], [3], str(file), clock, gate=gate.url(), repeats=1,
                limit=PATIENCE,
            )  # fmt: skip
            under_way = gate.wait_for(wanted + 1, limit=PATIENCE)
            events = read(file)
            gate.open()
            watched = observed(call.result(), read(file), clock, called)
        ticks = sum(one.what == "tick" for one in events)
        at = {one.pid for one in events if one.what == "begin" and one.pid != watched.pid}
        expect(under_way > 0, f"{called} never called the workload after the timer was read", at="run_matrix")
        expect(
            ticks % 2 == 1,
            f"{called} read the timer for the second time while {under_way} calls were still under way",
            misconception="m9",
            expected="a reading after the last call has ended",
            actual=f"{ticks} readings with {under_way} calls under way",
            at="run_matrix",
        )
        expect(
            under_way == wanted,
            f"{called} had {under_way} calls of the workload under way at once",
            misconception="m8",
            expected=str(wanted),
            actual=str(under_way),
            at="run_matrix",
            details=["A row with 3 workers is about 3 workers: fewer, and it shows another model; more, another size."],
        )
        expect(
            bool(at) == (model == "processes"),
            f"{called} called the workload in {'another process' if at else 'the process that measures'}",
            misconception="m8",
            expected="processes of their own" if model == "processes" else "this process",
            actual=f"{len(at)} other processes",
            at="run_matrix",
        )
    shown(
        "serial one at a time, 3 in threads, 3 in processes, 3 tasks that wait; the clock runs until the last is done"
    )


def _tasks_at_once(subject: Subject) -> None:
    watched = watch(subject, ("booking", "pricing"), ("asyncio",), (3,), 1)
    _complete(watched, 2)
    for window in watched.windows:
        kind = "awaited" if window.sample["workload"] == "booking" else "blocking"
        kinds = {one.rest[2] for one in window.begun}
        expect(
            kinds == {kind},
            f"{watched.called}: asyncio had {window.sample['workload']} {_and(kinds)}",
            misconception="m8",
            expected="its coroutine function awaited" if kind == "awaited" else "called by the task, blocking the loop",
            actual=_and(kinds),
            at="run_matrix",
            details=["AWAITABLE says which workloads asyncio can wait for. What it cannot wait for holds up its loop."],
        )
        if kind == "awaited":
            most = max(int(one.rest[3]) for one in window.ended)
            expect(
                most == 3,
                f"{watched.called} had {most} tasks at once in the workload",
                misconception="m8",
                expected="3",
                actual=str(most),
                at="run_matrix",
            )


def _complete(watched: Watched, number: int) -> None:
    expect(
        len(watched.windows) == number,
        f"{watched.called} returned {len(watched.windows)} samples",
        expected=str(number),
        actual=str(len(watched.windows)),
        at="run_matrix",
    )


def _items(done: list[int]) -> str:
    return f"{len(done)} calls: {', '.join(map(str, done[:40]))}" if done else "no call"


def _and(names: object) -> str:
    return ", ".join(sorted(map(str, names)))  # type: ignore[call-overload]
