"""Step 2: the same work in three models, and a clock around all of it."""

import secrets

from labkit.testing import Record, Subject, Web, expect, fail, show, shown

PATIENCE = 60.0
"""Seconds to wait for workers that are being started; only a program that waits for ever takes so long."""


def test_the_same_work_in_every_model(subject: Subject, web: Web) -> None:
    for model in ("serial", "threads", "processes"):
        for workers in (3, 1):
            rounds = 1000 + secrets.randbelow(1000)
            called = f"measure({model!r}, {workers}, {rounds})"
            web.reset()
            gate = web.gate("spin")
            gate.open()
            stats = _stats(subject.call("scenario:measured", model, workers, rounds, gate.url()), called)
            done = [one.query.get("rounds") for one in web.journal.requests]
            expect(
                done == [str(rounds)] * workers,
                f"{called} called {_calls(done)}",
                misconception="m3" if done and _total(done) != workers * rounds else None,
                expected=_calls([str(rounds)] * workers),
                actual=_calls(done),
                at="measure",
                details=["A ratio of times compares models only where each of them does the same work."],
            )
            expect(
                (stats.get("model"), stats.get("workers"), stats.get("rounds")) == (model, workers, workers * rounds),
                f"{called} returned {show(stats, 160)}",
                expected=f"model={model!r}, workers={workers}, rounds={workers * rounds}",
                actual=f"model={stats.get('model')!r}, workers={stats.get('workers')}, rounds={stats.get('rounds')}",
                at="measure",
            )
    shown("serial, threads and processes: as many calls of spin as workers, each with all of n")


def test_the_workers_work_at_once(subject: Subject, web: Web) -> None:
    for model, wanted in (("serial", 1), ("threads", 3), ("processes", 3)):
        called = f"measure({model!r}, 3, 1000)"
        web.reset()
        gate = web.gate("spin")  # no call of spin ends before the gate is opened
        call = subject.start("scenario:measured", model, 3, 1000, gate.url(), limit=PATIENCE)
        held = gate.wait_for(wanted + 1, limit=PATIENCE)
        clients = {one.client for one in web.journal.requests if one.held and one.client is not None}
        early = call.done
        gate.open()
        call.result()
        expect(
            held > 0,
            f"{called} never called spin",
            expected="three calls of spin(1000)",
            actual="none",
            at="measure",
        )
        expect(
            not early,
            f"{called} came back while spin was still running",
            misconception="m8",
            expected="a return after the last worker is done",
            actual=f"a return with {held} calls of spin under way",
            at="measure",
        )
        expect(
            held == wanted,
            f"{called} had {held} of 3 calls of spin under way at once",
            misconception="m7" if held < wanted else None,
            expected=str(wanted),
            actual=str(held),
            at="measure",
            details=["What does your program wait for between the start of one worker and the start of the next?"],
        )
        apart = 3 if model == "processes" else 1
        expect(
            not clients or len(clients) == apart,
            f"{called} ran spin in {_processes(len(clients))}",
            misconception="m7" if model == "processes" else None,
            expected=_processes(apart),
            actual=_processes(len(clients)),
            at="measure",
        )
    shown("one call of spin at a time, three in three threads, three in three processes")


def test_the_clock_covers_the_work(subject: Subject, web: Web) -> None:
    for model in ("serial", "threads", "processes"):
        called = f"measure({model!r}, 3, 1000, timer=timer)"
        web.reset()
        gate = web.gate("spin")
        call = subject.start("scenario:measured", model, 3, 1000, gate.url(), limit=PATIENCE)
        gate.settle(limit=PATIENCE)  # whoever reads the clock too early has read it by now: no call of spin has ended
        gate.open()
        stats = _stats(call.result(), called)
        seconds = stats.get("seconds")
        expect(
            seconds == 3,
            f"{called} measured {seconds!r}: the timer of this check counts the calls of spin that have ended",
            misconception="m8",
            expected="3, from before the first call until after the last",
            actual=repr(seconds),
            at="measure",
            details=["Where is the timer read for the last time, and which workers are done then?"],
        )
    shown("the time runs from before the first call of spin until after the last, in every model")


def test_speedups_compare(subject: Subject) -> None:
    serial = 1 + secrets.randbelow(1000) / 100
    found = subject.call(
        "scenario:compared",
        [("serial", 4, 4000, serial), ("threads", 4, 4000, serial * 1.25), ("processes", 4, 4000, serial / 3)],
    )
    right = {"serial": 1.0, "threads": 0.8, "processes": 3.0}
    same = isinstance(found, dict) and set(found) == set(right)
    if not same or not all(_close(found[name], right[name]) for name in right):
        upside_down = same and all(_close(found[name], 1 / right[name]) for name in right)
        fail(
            f"with serial in {serial:g} s, threads in {serial * 1.25:g} s and processes in {serial / 3:g} s, "
            f"speedups returned {show(found, 120)}",
            misconception="m9" if upside_down else None,
            expected=str(right),
            actual=show(found, 120),
            at="speedups",
        )
    call = subject.start("scenario:compared", [("serial", 4, 1000, 1.0), ("threads", 4, 4000, 4.1)])
    outcome = call.outcome()
    if getattr(outcome, "type", None) != "ValueError":
        got = show(call.result(), 120)
        fail(
            f"speedups compared 1000 rounds of serial with 4000 rounds of threads, and returned {got}",
            misconception="m3",
            expected="ValueError",
            actual=got,
            at="speedups",
            details=["Four times the work in four times the time is no slow-down."],
        )
    shown("ratios to serial, and none between unequal work")


def _close(found: object, right: float) -> bool:
    return type(found) in (int, float) and abs(found - right) <= 1e-9 * right  # type: ignore[operator]


def _stats(value: object, called: str) -> dict[str, object]:
    if not isinstance(value, Record) or not {"model", "workers", "rounds", "seconds"} <= set(value.fields):
        fail(f"{called} returned {show(value, 120)}", expected="a Stats", actual=show(value, 120), at="measure")
    return value.fields


def _calls(rounds: list[str | None]) -> str:
    return ", ".join(f"spin({one})" for one in rounds) or "spin not at all"


def _total(rounds: list[str | None]) -> int:
    return sum(int(one) for one in rounds if one is not None and one.isdecimal())


def _processes(number: int) -> str:
    return "1 process" if number == 1 else f"{number} processes"
