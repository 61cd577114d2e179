"""Step 3: who cannot have both forks keeps none. These checks are fair to programs that try again and again."""

from apart import eat_apart
from labkit.testing import Failure, Subject, expect
from spilling import forks_come_back
from standstill import STUCK, dinner


def recognise(failure: Failure) -> str | None:
    return "m3" if failure.form in STUCK else None


def test_try_keeps_no_fork(subject: Subject) -> None:
    def let_through(seen: dict[str, list[bool]]) -> None:
        expect(
            seen["served"] == [True],
            "Table(4, 'try'): while philosopher 0 ate, 1 or 3 kept a fork it could not use, and 2 never ate",
            misconception="m3",
            expected="philosopher 2 eats, and then 0 ends its meal",
            actual="philosopher 0 waited for ever",
            at="Table.dine",
        )

    kwargs = {"strategy": "try"}
    claim = "keeps a fork from the one who could eat with it"
    subject.explore(
        "dinner:beyond", let_through, claim=claim, schedules=400, kwargs=kwargs, recognise=recognise, fair=True
    )


def test_try_everyone_eats(subject: Subject) -> None:
    dinner(subject, "try", recognise)


def test_try_two_eat_at_once(subject: Subject) -> None:
    eat_apart(subject, "try")


def test_try_forks_come_back(subject: Subject) -> None:
    forks_come_back(subject, "try")
