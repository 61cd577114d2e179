"""Step 1: the build is one question, the state another, and before 3.13 there is nobody to ask."""

import sys
import sysconfig

from labkit.testing import Raised, Subject, expect, fail, show, shown

STATES = ("gil", "free-threaded", "free-threaded, gil re-enabled")


def test_a_python_that_cannot_be_asked(subject: Subject) -> None:
    for minor in (11, 12):
        what = f"Python 3.{minor}, which has the GIL and no sys._is_gil_enabled"
        said = _ask(subject, what, (minor, None, None), misconception="m1")
        expect(
            said == "gil",
            f"gil_state says {said!r} of {what}",
            misconception="m1" if said in STATES else None,
            expected="'gil'",
            actual=show(said, 80),
            at="gil_state",
            details=["A Python that does not know the question has the lock: that is the answer to give."],
        )
    shown("3.11 and 3.12 have the GIL, and are not asked for what they do not have")


def test_build_and_state(subject: Subject) -> None:
    for minor in (13, 14, 15):
        for built_without, enabled, right in ((0, True, STATES[0]), (1, False, STATES[1]), (1, True, STATES[2])):
            what = f"Python 3.{minor} with Py_GIL_DISABLED={built_without} and sys._is_gil_enabled() {enabled}"
            said = _ask(subject, what, (minor, built_without, enabled))
            key = {STATES[1]: "m5", STATES[0]: "m6"}.get(str(said)) if right == STATES[2] else None
            expect(
                said == right,
                f"gil_state says {said!r} of {what}",
                misconception=key,
                expected=repr(right),
                actual=show(said, 80),
                at="gil_state",
                details=["Ask yourself for each of your conditions: is it about the build, or about now?"],
            )
    here = _here()
    said = subject.call("gil_probe:gil_state")
    expect(
        said == here,
        f"gil_state says {said!r} of the Python that runs it",
        expected=repr(here),
        actual=show(said, 80),
        at="gil_state",
    )
    shown(f"usual builds, free-threaded builds, and those with the GIL back on; this Python is {here!r}")


def _ask(subject: Subject, what: str, pretended: tuple[object, ...], misconception: str | None = None) -> object:
    call = subject.start("scenario:pretended", *pretended)
    outcome = call.outcome()
    if isinstance(outcome, Raised) and not outcome.is_a("NotImplementedError"):
        missing = outcome.is_a("AttributeError") or outcome.is_a("ImportError")
        fail(
            f"on {what}, gil_state raised {outcome.type}: {outcome.message}",
            misconception=misconception if missing else None,
            expected="one of the three states",
            actual=outcome.type,
            at=outcome.trace[-1] if outcome.trace else "gil_state",
            details=["Which Python was the first to have what this line asks for?"],
        )
    return call.result()


def _here() -> str:
    enabled = getattr(sys, "_is_gil_enabled", lambda: True)()
    if not sysconfig.get_config_var("Py_GIL_DISABLED"):
        return STATES[0]
    return STATES[2] if enabled else STATES[1]
