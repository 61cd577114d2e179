"""Step 3: a total that loses nothing, in whatever order the threads get on."""

import secrets

from labkit.testing import Failure, Subject, expect

PARTS = [[1, 10], [100, 1000]]
"""Every sum of some of these numbers is another one, so a wrong total tells which additions are missing."""
WHOLE = sum(number for part in PARTS for number in part)


def test_no_addition_is_lost(subject: Subject) -> None:
    apart = 5 + secrets.randbelow(90)

    def kept(seen: dict[str, object]) -> None:
        expect(
            seen["other"] == apart,
            f"a second SharedTotal, to which {apart} was added, says {seen['other']!r}: two totals share what each should "
            "have for itself",
            expected=str(apart),
            actual=repr(seen["other"]),
            at="SharedTotal",
        )
        missing = _missing(seen["value"])
        expect(
            seen["value"] == WHOLE,
            f"two threads added {PARTS[0]} and {PARTS[1]}, and the total is {seen['value']!r}"
            + (f": {' and '.join(map(str, missing))} got lost" if missing else ""),
            misconception="m4" if missing else None,
            expected=str(WHOLE),
            actual=repr(seen["value"]),
            at="SharedTotal.add",
        )

    def recognise(failure: Failure) -> str | None:
        seen = failure.seen
        return "m4" if isinstance(seen, dict) and _missing(seen["value"]) else None

    subject.explore(
        "added", kept, claim="loses an addition", kwargs={"parts": PARTS, "apart": apart}, recognise=recognise
    )


def _missing(value: object) -> list[int]:
    """The numbers that are not in the sum `value`."""
    numbers = [number for part in PARTS for number in part]
    if type(value) is not int or not 0 <= value < WHOLE or any(digit not in "01" for digit in str(value)):
        return []
    return [number for number, digit in zip(numbers, reversed(f"{value:04}"), strict=True) if digit == "0"]
