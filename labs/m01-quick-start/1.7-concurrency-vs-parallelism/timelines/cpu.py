"""What the six programs compute with."""

import time

SLOT = 0.005
"""Seconds in a column of the timeline: the time after which Python lets another computing thread have its turn."""


def compute(slots: int) -> None:
    """Keep the processor busy for `slots` columns' worth of its time."""
    end = time.thread_time() + slots * SLOT
    while time.thread_time() < end:
        pass
