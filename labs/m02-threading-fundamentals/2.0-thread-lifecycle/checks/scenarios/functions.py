"""Gives the learner's `run_all` functions to run, and returns what came of them."""

import sys
import threading
import time
from functools import partial
from urllib.request import urlopen

from lifecycle import run_all


def scenario(urls):
    """Each function sends a request; says which of them ran in the calling thread."""
    caller = threading.get_ident()
    alone = []

    def fetch(url):
        alone.append(threading.get_ident() == caller)
        with urlopen(url) as answer:
            return answer.status

    run_all([partial(fetch, url) for url in urls])
    return {"called": len(alone), "in_the_caller": sum(alone)}


def outcomes(kinds):
    """One function of each kind, in this order."""
    return run_all([partial(_end, kind) for kind in kinds])


def _end(kind):
    way, _, text = kind.partition(" ")
    if way == "raises":
        raise LookupError(text)
    if way == "exits":
        sys.exit(text)
    if way == "hands":
        return ValueError(text)  # a value like any other: it was returned, not raised
    return text or None


def hours(values):
    """Functions that take their time."""
    before = threading.active_count()

    def slowly(value):
        time.sleep(3600.0 * value)
        return value

    found = run_all([partial(slowly, value) for value in values])
    return {"found": found, "left": threading.active_count() - before}
