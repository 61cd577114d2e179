"""Step 3: squares and cubes, one after the other and in two threads."""

from asking import seeded
from labkit.testing import Failure, Subject, Web, expect, expect_equal, fail, shown

Results = tuple[list[int], list[int]]


def answer(numbers: list[int]) -> Results:
    return [number * number for number in numbers], [number * number * number for number in numbers]


def test_squares_and_cubes(subject: Subject) -> None:
    rng, _ = seeded()
    for count in (5, 1, 0, 40):
        numbers = [rng.randint(-50, 50) for _ in range(count)]
        for name in ("calc_serial", "calc_threads"):
            for given in (numbers, tuple(numbers)):
                found = subject.call(f"overlap:{name}", given)
                told = f"{name}({numbers!r})" if count < 6 else f"{name}({count} numbers)"
                expect_equal(found, answer(numbers), f"{told} returned", at=name)
    shown("no number, one number and 40 numbers, twice each: squares and cubes in order")


def test_every_schedule_gives_the_same(subject: Subject) -> None:
    rng, _ = seeded()
    numbers = rng.sample(range(2, 50), 2)

    def kept(seen: object) -> None:
        expect_equal(seen, answer(numbers), f"calc_threads({numbers!r}) returned", at="calc_threads")

    def recognise(failure: Failure) -> str | None:
        """Every number is there, and not where it belongs: both threads wrote to one place."""
        seen = failure.seen
        if not isinstance(seen, (tuple, list)) or not all(isinstance(part, (tuple, list)) for part in seen):
            return None
        there = [number for part in seen for number in part]
        squares, cubes = answer(numbers)
        whole = all(type(number) is int for number in there) and sorted(there) == sorted(squares + cubes)
        return "m4" if whole else None

    subject.explore(
        "calculated",
        kept,
        claim="changes what calc_threads returns",
        kwargs={"numbers": numbers},
        recognise=recognise,
        relies_on_time=True,
    )


def test_the_two_threads_overlap(subject: Subject, web: Web) -> None:
    rng, _ = seeded()
    numbers = rng.sample(range(2, 50), 2)
    gate = web.gate("multiply")  # a number can be multiplied when the gate lets its request through
    call = subject.start("scenario:held", numbers, gate.url())
    held = gate.wait_for(2)
    gate.open()
    called = f"calc_threads({numbers!r})"
    expect_equal(call.result(), answer(numbers), f"{called} returned", at="calc_threads")
    expect(
        held,
        f"{called} returned, and nobody multiplied one of the numbers",
        expected="squares and cubes computed from the numbers as they are given",
        actual="no multiplication",
        at="calc_threads",
    )
    # Where both take turns at a lock, one waits while the other computes; then they alternate in some interleaving.
    if held < 2 and not _alternate(subject, numbers):
        fail(
            f"{called} had one number in its hands and waited for it; no other thread computed before it was done",
            misconception="m6",
            expected="two threads that compute during the same time",
            actual="one after the other",
            at="calc_threads",
            details=["Which line comes after the start of the first thread, and what does it wait for?"],
        )
    shown("one thread began to compute while the other one was not done")


def _alternate(subject: Subject, numbers: list[int]) -> bool:
    """Whether in some interleaving one thread computes, then another one, then the first again."""
    found: list[list[str]] = []

    def look(notes: list[str]) -> None:
        for place, name in enumerate(notes):
            others = [later for later, one in enumerate(notes) if later > place and one != name]
            if others and name in notes[others[0] :]:
                found.append(notes)

    subject.explore("noted", look, claim="ends calc_threads otherwise", kwargs={"numbers": numbers}, schedules=200)
    return bool(found)
