"""What the programs compute with."""

import time


def compute(slots: int) -> None:
    """Keep the processor busy for `slots` seconds of its time."""
    end = time.thread_time() + slots
    while time.thread_time() < end:
        pass
