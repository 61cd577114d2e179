"""Step 3: an exception that ends a thread is caught, and afterwards everything is as before."""

from __future__ import annotations

from typing import Any

from labkit.testing import Failure, Subject, expect, expect_equal, shown

HOOK = "threading.excepthook is one variable for the whole program: who sets it takes it from whoever had it."


def unheard(failure: Failure) -> str | None:
    return "m6" if failure.form == "exception" and failure.error == "ValueError" else None


def test_errors_are_caught(subject: Subject) -> None:
    def holds(seen: Any) -> None:
        expect_equal(
            seen,
            [["ValueError", one, one] for one in ("first", "second", "third")],
            "type, text and thread of three caught errors",
            at="catch_thread_errors",
        )

    subject.explore("hooks:used_twice", holds, claim="misses an error", schedules=100)
    shown("three errors are in the sink, each with its type, its text and its thread")


def test_the_previous_hook_is_back(subject: Subject) -> None:
    def holds(seen: Any) -> None:
        back("outer block", seen["outer"], [["ValueError", one, one] for one in ("outside", "outside again")])
        back("hook of the night", seen["night"], [["ValueError", one, one] for one in ("before", "after")])
        inner = [["KeyError", "'inside'", "inside"]]
        expect_equal(seen["inner"], inner, "errors in the inner block", at="catch_thread_errors")

    subject.explore("hooks:nested", holds, claim="takes the hook away", schedules=100, recognise=unheard)
    shown("inner block, outer block and the hook before them each got their own errors")


def test_the_hook_is_back_when_the_block_raises(subject: Subject) -> None:
    def holds(seen: Any) -> None:
        expect_equal(seen["left"], "the block's own", "the exception that leaves the block", at="catch_thread_errors")
        back("hook of the night", seen["night"], [["ValueError", "after", "after"]])
        caught = [["ValueError", "inside", "inside"]]
        expect_equal(seen["caught"], caught, "errors in the block", at="catch_thread_errors")

    subject.explore("hooks:block_raises", holds, claim="takes the hook away", schedules=100, recognise=unheard)
    shown("the block raised, its exception went on, and the hook before it is back")


def back(who: str, got: list[list[str]], wanted: list[list[str]]) -> None:
    expect(
        got == wanted,
        f"the {who} was to hear of {names(wanted)}, and heard of {names(got) or 'nothing'}",
        misconception="m6",
        expected=names(wanted),
        actual=names(got) or "nothing",
        at="catch_thread_errors",
        details=[HOOK],
    )


def names(caught: list[list[str]]) -> str:
    return ", ".join(one[2] for one in caught)
