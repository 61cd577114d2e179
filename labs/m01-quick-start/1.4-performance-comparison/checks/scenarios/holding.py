"""Holds a known amount of memory until it may let go; a program of its own, or called by a job of `memory`."""

import mmap
import os
import sys
import time
from pathlib import Path

NOBODY_LOOKS = 3.0
"""Seconds that memory is held where no thread goes round a loop."""


def hold(signs: str, number: int, size: int) -> None:
    """Takes `size` bytes, each page of them touched, says so in the folder `signs`, and gives them back when told."""
    memory = mmap.mmap(-1, max(size, 1))
    for place in range(0, size, mmap.PAGESIZE):
        memory[place] = 1
    folder = Path(signs)
    folder.joinpath(f"held-{number}").write_text(str(os.getpid()))
    began = time.monotonic()
    while not folder.joinpath(f"go-{number}").exists():
        if time.monotonic() - began > NOBODY_LOOKS and not folder.joinpath("looked").exists():
            break
        time.sleep(0.002)
    memory.close()


if __name__ == "__main__":
    hold(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
