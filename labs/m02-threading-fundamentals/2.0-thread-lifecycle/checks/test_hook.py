"""Step 3: exceptions of threads are collected, and the hook that was there before is there again."""

from labkit.testing import Subject, expect, expect_equal, shown

HOOK = "catch_thread_errors"


def test_errors_are_caught(subject: Subject) -> None:
    seen = subject.call("scenario:hook", "ends")
    expect_equal(
        seen["caught"],
        [
            {"type": "RuntimeError", "text": "disk full", "thread": "dump stock"},
            {"type": "RuntimeError", "text": "locked", "thread": "dump orders"},
        ],
        "two threads failed inside the block; in sink are",
        at=HOOK,
    )
    own = [one["text"] for one in seen["own"]]
    expect(
        own == ["late"],
        f"the hook that was there before heard {own or 'nothing'}; one thread failed inside with 'disk full', "
        "one with 'locked', and one after the block with 'late'",
        misconception="m6" if "late" not in own else None,
        expected="['late']",
        actual=str(own),
        at=HOOK,
        details=["Inside the block, sink hears of a failing thread. After it, whoever heard of it before."],
    )
    shown("two failures inside were caught with their thread; one afterwards went to the hook that was there before")


def test_the_hook_is_put_back(subject: Subject) -> None:
    for block, what in (("ends", "ended"), ("raises", "raised KeyError"), ("holds another", "held another block")):
        seen = subject.call("scenario:hook", block)
        if "left" in seen:
            expect(
                seen["left"] == "KeyError",
                "the block raised KeyError, and catch_thread_errors swallowed it",
                expected="KeyError",
                actual="no exception",
                at=HOOK,
                details=["It collects what ends other threads. What the block itself raises goes its way."],
            )
        expect(
            seen["restored"],
            f"the block {what}, and threading.excepthook was not what it had been before",
            misconception="m6",
            expected="the hook of before",
            actual="another one",
            at=HOOK,
            details=["That hook belongs to somebody: a log collector, a test runner, an outer block like yours."],
        )
    nested = subject.call("scenario:hook", "holds another")
    expect_equal(nested["inner"], ["inside"], "in the sink of the inner block are", misconception="m6", at=HOOK)
    expect_equal(nested["outer"], ["before", "after"], "in that of the outer block are", misconception="m6", at=HOOK)
    shown("the previous hook was back after a block, after one that raised, and around a block in a block")


def test_a_failing_worker_is_heard(subject: Subject) -> None:
    seen = subject.call("scenario:hook", "has a worker")
    expect(
        [one["text"] for one in seen["caught"]] == ["no space left"],
        f"write() raised OSError in the worker, and {len(seen['caught'])} failures were heard of",
        misconception="m3",
        expected="1: OSError('no space left')",
        actual=str([one["text"] for one in seen["caught"]]),
        at="StoppableWorker.run",
        details=["A worker that catches everything and goes on hides that the disk is full."],
    )
    expect_equal(seen["processed"], 0, "the line was not written; processed is", at="StoppableWorker.processed")
    shown("a line that could not be written was heard of, with the worker's name")
