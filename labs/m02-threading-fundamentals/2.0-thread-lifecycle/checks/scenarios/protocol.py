"""Gives the learner's `StoppableWorker` lines to write, and stops it in different ways."""

import queue
import threading
import time

from lifecycle import StoppableWorker

LONG = 3600.0


def scenario(early, late):
    """Lines before the start and, some time after it, further ones, then the stop."""
    lines, written = queue.Queue(), []
    worker = StoppableWorker(lines, written.append, name="protocol")
    for line in early:
        lines.put(line)
    worker.start()
    for line in late:
        time.sleep(1.0)  # on the clock of the search, which may let this pass at any point of the worker's
        lines.put(line)
    worker.stop()
    worker.join()
    return {"written": written, "processed": worker.processed, "alive": worker.is_alive()}


def program_end(early):
    """The program is over when its main thread is: nobody joins the worker. What is returned is read afterwards."""
    lines, written = queue.Queue(), []
    for line in early:
        lines.put(line)
    worker = StoppableWorker(lines, written.append, name="protocol")
    worker.start()
    worker.stop()
    return {"written": written}


def stops(ways):
    """Stopped early, twice, by several threads, or from inside `write`."""
    lines, written = queue.Queue(), []

    def write(line):
        written.append(line)
        if "inside" in ways:
            worker.stop()

    worker = StoppableWorker(lines, write, name="protocol")
    lines.put("begin")
    if "before" in ways:
        worker.stop()
    worker.start()
    others = [threading.Thread(target=worker.stop, name=f"stops {n}") for n in range(ways.count("thread"))]
    for one in others:
        one.start()
    for one in others:
        one.join()
    for _ in range(ways.count("after")):
        worker.stop()
    worker.join()
    return {"written": written, "processed": worker.processed}


def at_once():
    """`stop` is called while a line is being written, which ends only after `stop` has returned."""
    lines, begun, go_on = queue.Queue(), threading.Event(), threading.Event()
    went_on = []

    def write(line):
        begun.set()
        went_on.append(go_on.wait(LONG))

    worker = StoppableWorker(lines, write, name="protocol")
    lines.put("a long line")
    worker.start()
    begun.wait(LONG)
    worker.stop()
    go_on.set()
    worker.join()
    return {"went_on": went_on}
