"""Step 1: no ring of philosophers, each with one fork; and `run`, which lets all of them dine at once."""

from apart import eat_apart
from labkit.testing import Failure, Subject, expect, expect_equal, shown
from spilling import forks_come_back
from standstill import STUCK, dinner


def test_ordered_never_stands_still(subject: Subject) -> None:
    def recognise(failure: Failure) -> str | None:
        return "m1" if failure.form in STUCK else None

    dinner(subject, "ordered", recognise)


def test_ordered_two_eat_at_once(subject: Subject) -> None:
    eat_apart(subject, "ordered")


def test_ordered_forks_come_back(subject: Subject) -> None:
    forks_come_back(subject, "ordered")


def test_run_counts_the_meals(subject: Subject) -> None:
    def counted(seen: dict[str, object]) -> None:
        expect_equal(
            seen["asked"],
            [(0, 2), (1, 2), (2, 2), (3, 2)],
            "run(a table for 4, meals=2) called table.dine for (philosopher, meals)",
            at="run",
        )
        expect(
            seen["together"],
            "run(a table for 4, meals=2) let a philosopher dine only after another one had finished",
            expected="all 4 sit at the table at the same time",
            actual="one waited for a place while another dined",
            at="run",
            details=["Start all threads first, then wait for all of them."],
        )
        expect(
            seen["threads"] == 4,
            f"run(a table for 4, meals=2) used {seen['threads']} threads for its 4 philosophers",
            expected="4 threads",
            actual=str(seen["threads"]),
            at="run",
        )
        expect_equal(
            seen["eaten"],
            [2, 2, 1, 2],
            "philosopher 2 left after one meal, the others ate two; run returned",
            at="run",
            details=["Count a meal when on_eat is called, not when it is planned."],
        )
        expect(
            seen["left"] == 0,
            f"run returned while {seen['left']} of its threads still lived",
            expected="0 threads",
            actual=str(seen["left"]),
            at="run",
            details=["Join every thread before you return."],
        )

    kwargs = {"n": 4, "strategy": "ordered", "meals": 2, "early": 2}
    found = subject.explore("whole_table", counted, claim="loses a meal", schedules=150, kwargs=kwargs)
    shown(f"{found.sentence}: four threads dined at once, and each meal that was eaten was counted")
