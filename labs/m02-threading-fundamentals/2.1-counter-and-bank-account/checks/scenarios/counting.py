"""A counter, by one thread and by several."""

from counter_bank import ThreadSafeCounter
from teller import Teller, together


def scenario(amounts):
    """One thread for each amount."""
    counter = ThreadSafeCounter()
    answers = together(*[Teller(f"adds {n}", counter.increment, n) for n in amounts])
    return {"answers": answers, "value": counter.value}


def alone(amounts):
    """One thread adds all amounts; None stands for a call without an argument."""
    counter = ThreadSafeCounter()
    seen = [counter.value]
    for n in amounts:
        seen.append(counter.increment() if n is None else counter.increment(n))
        seen.append(counter.value)
    return seen
