"""Step 3: the memory of the caller and of everything below it, at the moment when it was most."""

import tempfile

from labkit.testing import Raised, Subject, expect, expect_equal, fail, show, shown
from leaving import processes_left, threads_left

MB = 2**20
PATIENCE = 60.0
SLACK = 16
"""MB that the parts of a process may come and go by."""
PROCESS = 48
"""MB that an interpreter may hold by itself."""


def test_memory_of_the_caller(subject: Subject) -> None:
    idle = _peak(subject, "serial", "one", 0)
    for model in ("serial", "threads", "asyncio"):
        held = _peak(subject, model, "one", 96)
        _at_least(held, idle + 96, f"peak_rss({model!r}, fn), where fn held 96 MB in this process", "m3")
        _at_most(held, idle + 96 + SLACK, f"peak_rss({model!r}, fn), where fn held 96 MB in this process")
    again = _peak(subject, "serial", "one", 0)
    _at_most(
        again,
        idle + 48,
        "peak_rss('serial', fn), where fn held nothing, after calls that held 96 MB",
        details=["ru_maxrss and its like are the most since the process began, and never fall."],
    )
    shown("what fn holds in this process is seen, and what an earlier fn held is not")


def test_memory_of_children(subject: Subject) -> None:
    idle = _peak(subject, "serial", "one", 0)
    worker = _peak(subject, "processes", "one", 96)
    what = "peak_rss('processes', fn), where fn held 96 MB in the worker"
    _at_least(worker, idle + 96, what, "m3")
    _at_most(worker, idle + 96 + 2 * PROCESS, what)
    both = _peak(subject, "serial", "pair", 96)
    what = "peak_rss('serial', fn), where fn started two processes that held 96 MB each"
    _at_least(both, idle + 192, what, "m3")
    _at_most(both, idle + 192 + 2 * PROCESS, what)
    family = _peak(subject, "processes", "family", 96)
    what = "peak_rss('processes', fn), where fn held 96 MB in the worker and 96 MB in a process that the worker started"
    _at_least(family, idle + 192, what, "m3")
    shown("the memory of a worker, of two processes at once and of a process below a worker is in the sum")


def test_most_at_one_moment(subject: Subject) -> None:
    idle = _peak(subject, "serial", "one", 0)
    peak = _peak(subject, "serial", "series", 160)
    what = "peak_rss('serial', fn), where fn started a process that held 160 MB, and when it had ended, another"
    _at_least(peak, idle + 160, what, "m3")
    _at_most(
        peak,
        idle + 160 + 2 * PROCESS,
        what,
        details=["Each process had its peak, never both at once. What is asked for is not the sum of their peaks."],
    )
    with tempfile.TemporaryDirectory(prefix="labkit-") as signs:
        outcome = subject.start("scenario:memory", "serial", "failing", 0, signs, limit=PATIENCE).outcome()
    if not isinstance(outcome, Raised) or outcome.is_a("NotImplementedError"):
        got = show(getattr(outcome, "value", None), 80)
        if isinstance(outcome, Raised):
            fail("peak_rss is not written yet", at="peak_rss")
        fail(
            f"fn raised LookupError, and peak_rss returned {got}",
            expected="LookupError",
            actual=got,
            at="peak_rss",
        )
    expect(
        outcome.is_a("LookupError"),
        f"fn raised LookupError, and peak_rss raised {outcome.type}: {outcome.message}"[:300],
        expected="LookupError",
        actual=outcome.type,
        at="peak_rss",
    )
    expect_equal(threads_left(subject), [], "threads left after peak_rss has raised", at="peak_rss")
    expect_equal(processes_left(subject), [], "processes left after peak_rss has raised", at="peak_rss")
    shown("the peak is one moment's, and an exception of fn comes through with nothing left behind")


def _peak(subject: Subject, model: str, job: str, size: int) -> float:
    """MB that peak_rss finds while the job of the scenario `memory` holds `size` MB."""
    with tempfile.TemporaryDirectory(prefix="labkit-") as signs:
        found = subject.start("scenario:memory", model, job, size * MB, signs, limit=PATIENCE).result()
    if type(found) is not int:
        fail(f"peak_rss returned {show(found, 80)}", expected="an int, in bytes", actual=show(found, 80), at="peak_rss")
    if found < MB:
        fail(
            f"peak_rss({model!r}, fn) says {found} bytes, less than any Python needs",
            expected="bytes, 2**20 of them to a MB",
            actual=str(found),
            at="peak_rss",
        )
    return found / MB


def _at_least(found: float, right: float, what: str, misconception: str) -> None:
    expect(
        found >= right - SLACK,
        f"{what}, says {found:.0f} MB",
        misconception=misconception,
        expected=f"about {right:.0f} MB or a little more",
        actual=f"{found:.0f} MB",
        at="peak_rss",
        details=["Whose memory is not in your sum, or at which moment did you look?"],
    )


def _at_most(found: float, limit: float, what: str, details: list[str] | None = None) -> None:
    expect(
        found <= limit,
        f"{what}, says {found:.0f} MB",
        expected=f"at most {limit:.0f} MB",
        actual=f"{found:.0f} MB",
        at="peak_rss",
        details=details or ["Is something counted twice?"],
    )
