"""Step 1: what a trace shows, one question at a time, then everything at once."""

from asking import ask, expect_counts, seeded
from labkit.testing import Subject, shown
from traces import NAMES, Event, counted, draw, draw_apart, mixed


def test_tasks_in_progress_are_counted(subject: Subject) -> None:
    rng, story = seeded()
    for _ in range(25):
        trace = draw_apart(rng, waits=False)
        expect_counts(trace, ask(subject, trace, [story]), [story, "Every task runs from its start to its end here."])
    shown("25 traces of up to four tasks, their events in any order")


def test_waiting_is_not_running(subject: Subject) -> None:
    rng, story = seeded()
    for _ in range(40):
        trace = draw_apart(rng, waits=True)
        right, got = counted(trace), ask(subject, trace, [story])
        key = None
        if got.in_progress == right.in_progress:
            key = "m1" if got.running > right.running else "m7"
        hint = {
            "m1": "Which events begin running, and which state is a task in before the first of them?",
            "m7": "Look at a task that ends while it waits: did it run at that moment?",
        }.get(key or "", "Follow one task through its events: when is it in progress, when does it run?")
        expect_counts(trace, got, [story, hint], misconception=key)
    shown("40 traces with waits: a task that waits, or has only started, does not run")


def test_touching_is_not_overlap(subject: Subject) -> None:
    rng, story = seeded()
    for count in (2, 3, 4):
        names = rng.sample(NAMES, count)
        relay: list[Event] = []
        for number, name in enumerate(names):
            relay += [(2 * number, name, "start"), (2 * number, name, "run"), (2 * number + 2, name, "end")]
        # The starts come before the ends of the same moment, and after them: the order of the list says nothing.
        for trace in (_backwards(relay), relay, mixed(relay, rng)):
            _expect_no_touch(subject, trace, [story, "Each task ends at the moment at which the next one starts."])
    for count in (3, 4):
        names = rng.sample(NAMES, count)
        turns: list[Event] = [(0, name, "start") for name in names]
        for number in range(3 * count):
            name = names[number % count]
            turns += [(number, name, "run"), (number + 1, name, "wait")]
        turns += [(3 * count + 1, name, "end") for name in names]
        for trace in (_backwards(turns), turns, mixed(turns, rng)):
            _expect_no_touch(
                subject, trace, [story, "They take turns: one waits at the moment at which the next runs."]
            )
    shown("tasks that meet at a moment, and tasks that take turns, do not overlap there")


def _backwards(trace: list[Event]) -> list[Event]:
    """The last task first, each task's events in their order."""
    names = list(dict.fromkeys(task for _, task, _ in trace))
    return [event for name in reversed(names) for event in trace if event[1] == name]


def _expect_no_touch(subject: Subject, trace: list[Event], story: list[str]) -> None:
    got, right = ask(subject, trace, story), counted(trace)
    counts = (got.in_progress - right.in_progress, got.running - right.running)
    # One too many is the one that meets another. More than that is another mistake.
    expect_counts(trace, got, story, misconception="m2" if max(counts) == 1 and min(counts) >= 0 else None)


def test_a_trace_may_stop_early(subject: Subject) -> None:
    rng, story = seeded()
    for _ in range(25):
        whole = draw_apart(rng, waits=False)
        expect_counts(whole, ask(subject, whole, [story]), [story])
        last = max(at for at, _, _ in whole)
        missing = rng.sample(sorted({task for _, task, _ in whole}), rng.randint(1, 2))
        cut = [event for event in whole if event[1] not in missing or event[2] != "end"]
        # Something begins at the last moment of all: what has no end is still in progress then.
        cut += [(last + 1, "late", "start"), (last + 1, "late", "run")]
        told = [story, f"The trace has no end of {', '.join(sorted(missing))} and late: they were cut off."]
        got, right = ask(subject, cut, told, raising="m5"), counted(cut)
        fewer = got.in_progress <= right.in_progress and got.running <= right.running
        expect_counts(cut, got, told, misconception="m5" if fewer else None)
    shown("25 traces that stop early: what has no end is still in progress")


def test_any_trace(subject: Subject) -> None:
    rng, story = seeded()
    for trace in [[], *(draw(rng) for _ in range(100))]:
        expect_counts(trace, ask(subject, trace, [story]), [story])
    shown("an empty trace, and 100 with waits, turns and missing ends")
