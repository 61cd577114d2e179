"""Nights of jobs for run_all."""

import threading
import time

from lifecycle import run_all


def whose(count):
    """Each job says whether it runs in the thread of whoever called run_all."""
    caller = threading.current_thread()

    def job():
        return threading.current_thread() is caller

    return [one.value for one in run_all([job] * count)]


def meeting(count):
    """Every job waits until all of them have come: who runs them one by one never gets past the first."""
    door = threading.Barrier(count)

    def job():
        return door.wait() >= 0

    return [one.value for one in run_all([job] * count)]


def endings(values):
    """Job n returns values[n], or raises what the pair (name, text) says."""
    kinds = {"ValueError": ValueError, "KeyError": KeyError, "SystemExit": SystemExit}

    def job_for(value):
        def job():
            if isinstance(value, (list, tuple)):
                kind, text = value
                raise kinds[kind](text)
            return value

        return job

    outcomes = run_all([job_for(value) for value in values])
    return [told(one) for one in outcomes]


def told(outcome):
    """Value and exception of an outcome, as plain data."""
    error = outcome.error
    return {"value": outcome.value, "error": None if error is None else [type(error).__name__, str(error)]}


def slow(seconds):
    """Jobs that take so many seconds; how many threads are alive when run_all returns, beyond those before."""

    def job_for(length):
        def job():
            time.sleep(length)
            return length

        return job

    before = threading.active_count()
    outcomes = run_all([job_for(one) for one in seconds])
    return {"values": [one.value for one in outcomes], "alive": threading.active_count() - before}


def named(names, count):
    """The names that jobs see on their threads."""
    started = []

    def job():
        started.append(1)
        return threading.current_thread().name

    try:
        outcomes = run_all([job] * count, names=names)
    except ValueError:
        return {"raised": "ValueError", "started": len(started)}
    return {"names": [one.value for one in outcomes]}
