"""Which modules can be imported, tried in a process of its own: a broken one may end the interpreter."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

_SECONDS = 30.0
"""Time for all imports of one process. A package on a cold disk may take some seconds."""

_SCRIPT = """
import importlib, json, os, sys
answers = os.fdopen(os.dup(1), "w", encoding="ascii")
os.dup2(2, 1)
def say(*what):
    answers.write(json.dumps(what) + "\\n")
    answers.flush()
for name in sys.argv[1:]:
    say(name, "begin", "")
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name == name.partition(".")[0]:
            say(name, "absent", "")
        else:
            say(name, "fault", str(error))
    except BaseException as error:
        say(name, "fault", f"{type(error).__name__}: {error}")
    else:
        say(name, "there", "")
"""


@dataclass(frozen=True)
class Imported:
    """What came of an import. `fault`: why it failed, a clause, for a module that is there."""

    found: bool
    fault: str | None = None


def try_imports(modules: Sequence[str], *, seconds: float = _SECONDS) -> dict[str, Imported]:
    """Imports each of `modules` as a lab would, without this process's state. One that ends or hangs the
    interpreter is told; the others are tried without it."""
    answers: dict[str, Imported] = {}
    left = list(dict.fromkeys(modules))
    while left:
        ending, lines = _ask(left, seconds)
        begun = None
        for line in lines:
            name, what, why = json.loads(line)
            if what == "begin":
                begun = name
            else:
                answers[name] = Imported(what != "absent", why[:300] if what == "fault" else None)
                begun = None
        culprit = begun if begun is not None else next((one for one in left if one not in answers), None)
        if culprit is not None:
            answers[culprit] = Imported(True, ending)
        left = [one for one in left if one not in answers]
    return answers


def _ask(modules: list[str], seconds: float) -> tuple[str, list[str]]:
    """Whole lines of the answer, and what to say of a module that gave none."""
    from labkit.driver.process import ending

    # An interpreter too old for `-P` is told so by its own problem, not by a fault of each module.
    safe = ["-P"] if sys.version_info >= (3, 11) else []
    command = [sys.executable, *safe, "-s", "-c", _SCRIPT, *modules]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=seconds
        )
    except subprocess.TimeoutExpired as late:
        return f"importing it took more than {seconds:g} s", _whole(late.stdout or b"")
    except OSError as error:
        return f"no process could be started: {error}", []
    return f"importing it ended the interpreter with {ending(done.returncode)}", _whole(done.stdout)


def _whole(data: bytes) -> list[str]:
    return data.decode("ascii", "replace").split("\n")[:-1]
