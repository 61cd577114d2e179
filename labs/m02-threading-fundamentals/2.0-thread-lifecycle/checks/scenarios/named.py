"""Asks each of the learner's threads for its name."""

import threading

from lifecycle import run_all


def scenario(count, names):
    """The names under which the functions ran, and how many ran."""
    ran = []

    def who():
        ran.append(True)
        return threading.current_thread().name

    try:
        found = run_all([who] * count, names=names)
    except ValueError as error:
        return {"refused": str(error), "ran": len(ran)}
    return {"found": found, "ran": len(ran)}
