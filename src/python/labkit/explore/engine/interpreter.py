"""What the interpreter may not do by itself while schedules run."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Iterator

from labkit.explore.engine.outcome import Abandoned


@contextlib.contextmanager
def silent_finalizers() -> Iterator[None]:
    """A finalizer that runs while a schedule unwinds is unwound too, and that is no news."""
    before = sys.unraisablehook

    def hook(report: sys.UnraisableHookArgs) -> None:
        if not (report.exc_type and issubclass(report.exc_type, Abandoned)):
            before(report)

    sys.unraisablehook = hook
    try:
        yield
    finally:
        sys.unraisablehook = before


@contextlib.contextmanager
def without_collector() -> Iterator[None]:
    """Finalizers at arbitrary steps would make runs differ: collection happens between schedules only."""
    enabled = gc.isenabled()
    gc.disable()
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if enabled:
            gc.enable()
