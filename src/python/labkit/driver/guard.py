"""A second process around the judge: whichever of the two is killed, the other ends what the run has started.

Linux only, where orphans come to the nearest process that asked for them; elsewhere the host does what it can.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import sys
from collections.abc import Callable
from types import FrameType

from labkit.cancellation import cancelling_signals
from labkit.check.outcome import EXIT_CODES
from labkit.driver.process import ending
from labkit.driver.tree import Tree, become_subreaper, die_with_parent, hide_from_children


def guarded(judge: Callable[[], int]) -> int:
    """Runs `judge` in a child and returns its exit code. Must be called before there are threads.

    A judge that is killed gives 3, not decided, and a sentence on standard error. When this process is killed, the
    judge cancels.
    """
    if sys.platform != "linux":
        return judge()
    tag = os.environ.setdefault("LABKIT_RUN", secrets.token_hex(8))
    become_subreaper()
    hide_from_children()
    own = os.getpid()
    tree = Tree(tag)
    signals = cancelling_signals()
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)  # none is lost between the fork and the handlers
    child = os.fork()
    if child == 0:
        for one in signals:
            signal.signal(one, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)
        die_with_parent(own, signal.SIGTERM)
        return judge()

    passed_on: set[int] = set()

    def pass_on(number: int, frame: FrameType | None) -> None:
        passed_on.add(number)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, number)

    for one in signals:
        signal.signal(one, pass_on)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return code
    tree.end()
    if -code in passed_on:  # before the judge listened
        return EXIT_CODES["cancelled"]
    how = f"the kit was ended by {ending(code)}, perhaps by your program, so nothing more was decided"
    print(f"labkit: {how}", file=sys.stderr)
    return EXIT_CODES["inconclusive"]
