"""The belief behind a failing interleaving, read off who held which lock when.

Needed by several checks: a value that was overwritten (m1, m2, m9), and threads that wait for ever (m4, m5, m8).
"""

from __future__ import annotations

from collections.abc import Sequence

from labkit.testing import Failure, Step

TAKES = ("acquire", "try acquire")


def recognise(failure: Failure) -> str | None:
    """What the checks on lost money and numbers have in common."""
    return waiting(failure) if failure.form in ("deadlock", "leak") else overwritten(failure.steps)


def overwritten(steps: Sequence[Step]) -> str | None:
    """A thread writes over what another one wrote since it read: without a lock (m9), under locks of which they share
    none (m2), or under the same lock, which then did not cover both the read and the write (m1)."""
    for written, step in enumerate(steps):
        if step.op != "write":
            continue
        reads = [at for at in range(written) if same(steps[at], step, "read") and steps[at].thread == step.thread]
        for other in steps[reads[-1] : written] if reads else ():
            if same(other, step, "write") and other.thread != step.thread:
                one, two = locks(steps, step.thread), locks(steps, other.thread)
                if not one and not two:
                    return "m9"
                return "m1" if one & two else "m2"
    return None


def waiting(failure: Failure) -> str | None:
    """Two threads that hold what the other wants (m4), a lock that its own holder wants again (m8), or one whose
    holder is done and never gave it back (m5)."""
    wants = {one.thread: one.held_by for one in failure.blocked if one.op in TAKES}
    for thread, holder in wants.items():
        if holder == thread:
            return "m8"
        if holder is not None and holder not in {one.thread for one in failure.blocked}:
            return "m5"
    return "m4" if any(wants.get(holder or "") for holder in wants.values()) else None


def same(one: Step, two: Step, op: str) -> bool:
    return one.op == op and one.object == two.object


def locks(steps: Sequence[Step], thread: str) -> set[str]:
    return {one.object for one in steps if one.thread == thread and one.op in TAKES}
