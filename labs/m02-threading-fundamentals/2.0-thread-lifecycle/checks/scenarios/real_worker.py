"""Runs the learner's worker as a real thread: what `threading.Thread` itself needs has to be left alone."""

import queue

from lifecycle import StoppableWorker


def scenario(early):
    lines, written = queue.Queue(), []
    for line in early:
        lines.put(line)
    worker = StoppableWorker(lines, written.append, name="protocol")
    worker.start()
    worker.stop()
    worker.join()
    return {"written": written, "processed": worker.processed, "alive": worker.is_alive(), "name": worker.name}
