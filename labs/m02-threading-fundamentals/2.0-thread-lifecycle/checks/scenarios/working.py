"""Shifts of a StoppableWorker."""

import threading
import time

from lifecycle import StoppableWorker


def shift(items, pause=0.0):
    """Put, stop, join: what was handled, and what the worker says it processed. `pause`: seconds before each item."""
    handled = []
    worker = StoppableWorker(handled.append)
    worker.start()
    for one in items:
        if pause:
            time.sleep(pause)
        worker.put(one)
    worker.stop()
    worker.join()
    return {"handled": list(handled), "processed": worker.processed, "alive": worker.is_alive()}


def before_start(items):
    """Everything is put, and stop is called, before the worker starts."""
    handled = []
    worker = StoppableWorker(handled.append)
    for one in items:
        worker.put(one)
    worker.stop()
    worker.start()
    worker.join()
    return {"handled": list(handled), "processed": worker.processed, "alive": worker.is_alive()}


def nobody_joins(items):
    """The program ends right after stop. The list is looked at when everything that has to end has ended."""
    handled = []
    worker = StoppableWorker(handled.append)
    worker.start()
    for one in items:
        worker.put(one)
    worker.stop()
    return handled


def from_inside(items):
    """The handler stops the worker itself, at the last item."""
    handled = []

    def handle(item):
        handled.append(item)
        if item == items[-1]:
            worker.stop()

    worker = StoppableWorker(handle)
    worker.start()
    for one in items:
        worker.put(one)
    worker.join()
    return {"handled": list(handled), "processed": worker.processed}


def does_not_wait():
    """The handler is held until stop has returned: a stop that waits never does."""
    held = threading.Event()
    worker = StoppableWorker(lambda item: held.wait())
    worker.start()
    worker.put("a crate")
    worker.stop()
    held.set()
    worker.join()
    return {"processed": worker.processed}


def two_stop(items):
    """Two threads stop the worker at the same time."""
    handled = []
    worker = StoppableWorker(handled.append)
    worker.start()
    for one in items:
        worker.put(one)
    callers = [threading.Thread(target=worker.stop, name=f"stops {n}") for n in (1, 2)]
    for one in callers:
        one.start()
    for one in callers:
        one.join()
    worker.join()
    return {"handled": list(handled), "processed": worker.processed}
