"""Calls the learner's `measure` with a `spin` that asks a server in place of computing, in every process.

A process started by `measure` imports `gil_probe` by itself, so a change to the module here would not reach it. It
finds a `gil_probe` of this scenario's instead, which runs the learner's file and then puts the other `spin` in place.
"""

import functools
import importlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import gil_probe

STAND_IN = """
exec(compile(open({file!r}, "rb").read(), {file!r}, "exec", dont_inherit=True))


def spin(n):
    from urllib.request import urlopen

    with urlopen(f"{url}?rounds={{n}}") as answered:
        answered.read()
    with open({done!r}, "ab", buffering=0) as done:
        done.write(b".")
    return n
"""


def scenario(model: str, workers: int, rounds: int, url: str) -> Any:
    """What `measure` returns. Its timer reads how many calls of `spin` have ended."""
    with tempfile.TemporaryDirectory() as folder:
        done = Path(folder, "done")
        done.touch()
        source = STAND_IN.format(file=str(gil_probe.__file__), url=url, done=str(done))
        Path(folder, "gil_probe.py").write_text(source, "utf-8")
        real = sys.modules.pop("gil_probe")
        sys.path.insert(0, folder)
        importlib.invalidate_caches()
        try:
            stand_in = importlib.import_module("gil_probe")
            return stand_in.measure(model, workers, rounds, timer=functools.partial(os.path.getsize, done))
        finally:
            sys.path.remove(folder)
            sys.modules["gil_probe"] = real
