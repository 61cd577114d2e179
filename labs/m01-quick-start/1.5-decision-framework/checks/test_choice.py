"""Step 2: the choice, one kind of work at a time."""

from random import Random

from labkit.testing import Subject
from verdict import judge
from work import COUNTS, NEGLIGIBLE, Work, draw


def _waiting(work: Work) -> bool:
    return work.io_bound >= COUNTS and work.cpu_bound <= NEGLIGIBLE


def _computing(work: Work) -> bool:
    return work.cpu_bound >= COUNTS and work.io_bound <= NEGLIGIBLE


def _both(work: Work) -> bool:
    return work.cpu_bound >= COUNTS and work.io_bound >= COUNTS


def _here(work: Work) -> bool:
    """One host does, and several items are wanted."""
    return work.scalability_needs in ("dozens", "thousands")


def test_waiting_is_overlapped(subject: Subject) -> None:
    def drawn(rng: Random) -> Work:
        cpu = rng.randrange(3)
        return draw(
            rng,
            cpu_bound=cpu / 20,
            io_bound=rng.randrange(6, 21 - cpu) / 20,
            scalability_needs=rng.choice(("dozens", "thousands")),
        )

    judge(
        subject,
        lambda work: _waiting(work) and _here(work),
        drawn,
        "waiting is overlapped by threads or asyncio, as the libraries and the number allow",
    )


def test_computing_runs_in_parallel(subject: Subject) -> None:
    def drawn(rng: Random) -> Work:
        io = rng.randrange(3)
        return draw(
            rng,
            cpu_bound=rng.randrange(6, 21 - io) / 20,
            io_bound=io / 20,
            scalability_needs=rng.choice(("dozens", "thousands")),
            free_threaded=False,
        )

    judge(
        subject,
        lambda work: _computing(work) and _here(work) and not work.free_threaded,
        drawn,
        "with the GIL, computing goes to processes where it can, and nowhere where it cannot",
    )


def test_free_threading_is_used(subject: Subject) -> None:
    def drawn(rng: Random) -> Work:
        io = rng.randrange(13)
        return draw(
            rng,
            cpu_bound=rng.randrange(6, 21 - io) / 20,
            io_bound=io / 20,
            scalability_needs=rng.choice(("dozens", "thousands")),
            free_threaded=True,
        )

    judge(
        subject,
        lambda work: work.cpu_bound >= COUNTS and _here(work) and work.free_threaded,
        drawn,
        "without the GIL, threads compute, above all where nothing can be pickled",
    )


def test_both_kinds_are_served(subject: Subject) -> None:
    def drawn(rng: Random) -> Work:
        cpu = rng.randrange(6, 15)
        return draw(
            rng,
            cpu_bound=cpu / 20,
            io_bound=rng.randrange(6, 21 - cpu) / 20,
            scalability_needs=rng.choice(("dozens", "thousands")),
        )

    judge(
        subject,
        lambda work: _both(work) and _here(work),
        drawn,
        "work that waits and computes gets both gains where both can be had",
    )


def test_nothing_dearer_than_needed(subject: Subject) -> None:
    def drawn(rng: Random) -> Work:
        if rng.random() < 0.7:
            return draw(rng, scalability_needs="one")
        return draw(rng, cpu_bound=rng.randrange(3) / 20, io_bound=rng.randrange(3) / 20)

    judge(
        subject,
        lambda work: work.scalability_needs == "one" or max(work.cpu_bound, work.io_bound) <= NEGLIGIBLE,
        drawn,
        "sync is the answer where no gain is worth having, and never where a window would freeze",
    )


def test_hosts_are_used_when_needed(subject: Subject) -> None:
    def drawn(rng: Random) -> Work:
        return draw(rng, scalability_needs=rng.choice(("many-hosts", "many-hosts", "thousands")))

    judge(
        subject,
        lambda work: work.scalability_needs == "many-hosts",
        drawn,
        "hosts are used when one machine is not enough, there are others, and the work can be sent",
    )
