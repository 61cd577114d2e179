"""Step 2: the three words, and the six programs in these words."""

import json
from pathlib import Path

from asking import ask, expect_counts
from labkit.testing import Subject, expect, shown
from traces import counted, from_slots, rows

MEANING = {
    "sequential": "at no moment are two tasks in progress",
    "concurrent": "two tasks are in progress at once, and no two ever run at once",
    "parallel": "two tasks run at the same moment",
}


def test_the_three_words(subject: Subject) -> None:
    cases = [(in_progress, running) for in_progress in range(6) for running in range(in_progress + 1)]
    for in_progress, running in sorted(cases, key=lambda case: (case[1] > 1, case[0] > 1)):
        said = subject.call("scenario:classified", in_progress, running)
        _expect_word(said, in_progress, running, f"Profile(max_in_progress={in_progress}, max_running={running})", [])
    shown(f"{len(cases)} profiles have the right word")


def test_the_six_programs(subject: Subject) -> None:
    declared = json.loads((Path(__file__).parents[1] / "lab.json").read_text("utf-8"))["timelines"]
    for one in declared:
        lanes = dict(zip(one["lanes"], one["recorded"], strict=True))
        lanes.pop("main")  # it starts the tasks and waits for them: it is none of them
        trace = from_slots(lanes)
        story = [f"This is what {one['file']} does when it runs; main is left out."]
        expect_counts(trace, ask(subject, trace, story), story)
        right = counted(trace)
        said = subject.call("scenario:classified", right.in_progress, right.running)
        _expect_word(said, right.in_progress, right.running, f"the profile of {one['title']!r}", [*rows(trace), *story])
    shown(f"the {len(declared)} programs you drew have their profile and their word")


def _expect_word(said: object, in_progress: int, running: int, what: str, story: list[str]) -> None:
    right = "parallel" if running > 1 else "concurrent" if in_progress > 1 else "sequential"
    expect(
        said == right,
        f"classify says {said!r} of {what}",
        misconception="m3" if said == "parallel" else None,
        expected=repr(right),
        actual=repr(said),
        at="classify",
        details=[*story, f"{right.capitalize()}: {MEANING[right]}."],
    )
