"""Step 1: all functions run at the same time, and none of them ends unheard."""

from typing import Any

from labkit.testing import Failure, Raised, Record, Subject, Web, expect, expect_equal, fail, show, shown

PATIENCE = 3.0
"""Seconds to wait until the program is at rest. Only one that polls never is, and what it shows by then counts."""
RUN_ALL = "lifecycle:run_all"


def test_functions_overlap(subject: Subject, web: Web) -> None:
    gate = web.gate("overlap")
    call = subject.start("scenario:functions", [gate.url(n) for n in range(5)])
    held = gate.wait_for(5)  # each function waits for its answer, and nobody gets one before all have asked
    gate.open()
    seen = call.result()
    _called_each_once(len(web.journal.requests), 5)
    expect(
        not seen["in_the_caller"],
        f"run_all(5 functions) ran {_counted(seen['in_the_caller'], 'of them')} in the calling thread",
        misconception="m2",
        expected="each in a thread of its own",
        actual=f"{seen['in_the_caller']} of 5 in the thread that called run_all",
        at="run_all",
        details=["Which method of Thread begins a new thread, and which one is merely the work?"],
    )
    expect(
        held == 5,
        f"run_all(5 functions) had {held} of them running at once, and none had finished",
        misconception="m1" if held == 1 else None,
        expected="5",
        actual=str(held),
        at="run_all",
        details=["While this function waited, your program started no other. Which call was it waiting in?"],
    )
    shown("5 functions had begun before the first one was let go on")


def test_every_ending_has_an_outcome(subject: Subject) -> None:
    kinds = ["value 7", "raises no such table", "value", "exits with 3", "hands over", "value 2"]
    wanted = [("7", None), (None, "LookupError"), (None, None), (None, "SystemExit"), ("ValueError", None), ("2", None)]

    def heard(seen: Any) -> None:
        found = _outcomes(seen, len(kinds))
        moved = sorted(map(_as_text, found)) == sorted(_as_text_of(*one) for one in wanted)
        for place, (kind, (value, error)) in enumerate(zip(kinds, wanted, strict=True)):
            what, got = _SAID[kind.partition(" ")[0]], _as_text(found[place])
            asked = f"function {place} of {len(kinds)} {what}, and its outcome is {got}"
            expect(
                _kind(found[place].fields["error"]) == error,
                asked,
                misconception="m3" if not moved and (error or value is None) else None,
                expected=_as_text_of(value, error),
                actual=got,
                at="run_all",
                details=[_PLACES if moved else _UNHEARD],
            )
            expect(
                _kind(found[place].fields["value"]) == value,
                asked,
                expected=_as_text_of(value, error),
                actual=got,
                at="run_all",
                details=[_PLACES],
            )

    def recognise(failure: Failure) -> str | None:
        return "m3" if failure.form == "exception" and failure.error in ("LookupError", "SystemExit") else None

    found = subject.explore(
        "functions:outcomes",
        heard,
        claim="loses an outcome or changes its place",
        kwargs={"kinds": kinds},
        schedules=400,
        recognise=recognise,
    )
    shown(f"values, None, an exception and a SystemExit each have their outcome; {found.sentence}")


def test_waits_for_all(subject: Subject) -> None:
    def waited(seen: Any) -> None:
        found = _outcomes(seen["found"], len(values))
        moved = sorted(map(_as_text, found)) == sorted(_as_text_of(str(one), None) for one in values)
        for place, (hours, one) in enumerate(zip(values, found, strict=True)):
            expect(
                one.fields["value"] == hours and one.fields["error"] is None,
                f"function {place} takes {hours} h to return {hours}, and run_all returned {_as_text(one)} for it",
                misconception=None if moved else "m5",
                expected=_as_text_of(str(hours), None),
                actual=_as_text(one),
                at="run_all",
                details=[_PLACES if moved else _GIVEN_UP],
            )
        expect(
            not seen["left"],
            f"run_all returned while {_counted(seen['left'], 'of its threads')} still ran",
            misconception="m5",
            expected="0 threads",
            actual=str(seen["left"]),
            at="run_all",
        )

    def recognise(failure: Failure) -> str | None:
        return "m5" if failure.form == "exception" and failure.error != "NotImplementedError" else None

    values = [3, 1, 2]
    found = subject.explore(
        "functions:hours", waited, claim="gives up on a function", kwargs={"values": values}, schedules=200,
        recognise=recognise,
    )  # fmt: skip
    shown(f"functions that take 3, 1 and 2 hours were waited for (on a clock that jumps); {found.sentence}")


def test_names_and_numbers(subject: Subject) -> None:
    names = ["customers", "orders", "stock"]
    seen = subject.call("scenario:named", 3, names)
    found = [one.fields["value"] for one in _outcomes(seen.get("found"), 3)]
    expect_equal(found, names, "run_all(3 functions, names=3 names) ran them in threads named", at="run_all")
    for count, given in ((3, names[:2]), (2, names), (0, ["nobody"])):
        seen = subject.call("scenario:named", count, given)
        called = f"run_all({count} functions, names={len(given)} names)"
        expect(
            "refused" in seen and seen["ran"] == 0,
            f"{called} raised no ValueError"
            if "refused" not in seen
            else f"{called} ran {seen['ran']} before refusing",
            expected="ValueError, and nothing has run",
            actual="ValueError" if "refused" in seen else show(seen.get("found"), 120),
            at="run_all",
            details=["zip(fns, names) stops at the shorter one without a word. Compare before you start anything."],
        )
    value = subject.call(RUN_ALL, [])
    expect(value == [], "run_all([]) did not return []", expected="[]", actual=show(value, 120), at="run_all")
    shown("names reach the threads; too few or too many are refused before anything runs; no function, no outcome")


def test_no_thread_is_left(subject: Subject, web: Web) -> None:
    before = subject.threads()
    seen = subject.call("scenario:functions", [web.url(f"/ok?n={n}") for n in range(20)])
    _called_each_once(seen["called"], 20)
    web.gate("end").settle(limit=PATIENCE)  # a thread that is about to end has ended
    left = [name for name in subject.threads() if name not in before]
    expect(
        not left,
        f"{_counted(len(left), 'thread')} still lived after run_all(20 functions) had returned",
        expected="0 threads",
        actual=f"{len(left)}: {', '.join(left[:5])}",
        at="run_all",
        details=["Every thread that is started has to be waited for by someone: join() it."],
    )
    shown("20 functions ran, and no thread was left")


_PLACES = "Outcome i is that of function i, whichever thread was ready first."
_UNHEARD = "An exception that leaves a thread's function ends that thread and reaches nobody else."
_GIVEN_UP = "join(timeout) returns when the time is over, too. Who looks which of the two it was?"
_SAID = {
    "value": "returns",
    "raises": "raises LookupError",
    "exits": "calls sys.exit",
    "hands": "returns a ValueError (returns, not raises)",
}


def _called_each_once(called: int, wanted: int) -> None:
    expect(
        called == wanted,
        f"run_all({wanted} functions) called {_counted(called, 'function')}",
        expected=f"{wanted}, each once",
        actual=str(called),
        at="run_all",
    )


def _outcomes(value: Any, count: int) -> list[Record]:
    """The outcomes in what `run_all` returned, or the check fails."""
    if not isinstance(value, list) or len(value) != count:
        fail(
            f"run_all({count} functions) returned {show(value, 120)}",
            misconception="m3" if isinstance(value, list) and len(value) < count else None,
            expected=f"a list of {count} Outcome, one for each function",
            actual=show(value, 120),
            at="run_all",
        )
    for place, one in enumerate(value):
        if not isinstance(one, Record) or not {"value", "error"} <= set(one.fields):
            fail(
                f"outcome {place} of {count} is {show(one, 120)}",
                misconception="m3" if one is None else None,
                expected="an Outcome",
                actual=show(one, 120),
                at="run_all",
            )
    return value


def _kind(value: Any) -> str | None:
    """A value, or the name of an exception's type, as text."""
    if isinstance(value, Raised):
        return value.type
    return None if value is None else str(value)


def _as_text(one: Record) -> str:
    return _as_text_of(_kind(one.fields["value"]), _kind(one.fields["error"]))


def _as_text_of(value: str | None, error: str | None) -> str:
    return f"Outcome(value={value}, error={error})"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 or " " in noun else "s")
