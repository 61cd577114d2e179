"""Step 3: a total that loses nothing, in whatever order the threads get on."""

import secrets

from labkit.testing import Failure, Subject, expect, expect_equal


def test_no_addition_is_lost(subject: Subject) -> None:
    first, second = ([secrets.randbelow(2000) - 1000 for _ in range(3)] for _ in range(2))
    expect_equal(
        subject.start("scenario:kept_apart", first, second, limit=5.0).result(),
        [sum(first), sum(second), 0],
        f"the values of a total to which {first} were added, of one to which {second} were, and of a new one",
        at="SharedTotal",
    )
    # A digit of its own for each number: a wrong total tells which additions are missing.
    numbers = [(1 + secrets.randbelow(9)) * 10**place for place in range(3)]
    parts = [numbers[:1], numbers[1:]]

    def kept(seen: object) -> None:
        missing = _missing(seen, numbers)
        lost = f": {' and '.join(map(str, missing))} got lost" if missing else ""
        expect(
            type(seen) is int and seen == sum(numbers),
            f"two threads added {parts[0]} and {parts[1]}, and the total is {seen!r}{lost}",
            expected=str(sum(numbers)),
            actual=repr(seen),
            at="SharedTotal.add",
        )

    def recognise(failure: Failure) -> str | None:
        return "m4" if _missing(failure.seen, numbers) else None

    subject.explore(
        "added", kept, claim="loses an addition", kwargs={"parts": parts}, recognise=recognise, relies_on_time=True
    )


def _missing(value: object, numbers: list[int]) -> list[int]:
    """The numbers that are not in the sum `value`; none where it is no sum of some of them."""
    if type(value) is not int or value < 0:
        return []
    there = [number for place, number in enumerate(numbers) if value // 10**place % 10 * 10**place == number]
    return [number for number in numbers if number not in there] if sum(there) == value else []
