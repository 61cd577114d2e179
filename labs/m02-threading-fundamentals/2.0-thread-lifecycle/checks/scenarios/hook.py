"""Lets threads fail inside and outside of the learner's `catch_thread_errors`."""

import contextlib
import queue
import threading

from lifecycle import StoppableWorker, catch_thread_errors


def _fails(text, name):
    def work():
        raise RuntimeError(text)

    thread = threading.Thread(target=work, name=name)
    thread.start()
    thread.join()


def _described(sink):
    return [
        {
            "type": getattr(one.exc_type, "__name__", None),
            "text": str(one.exc_value),
            "thread": getattr(one.thread, "name", None),
        }
        for one in sink
    ]


@contextlib.contextmanager
def _own_hook():
    """A hook that was there before, as a log collector installs one."""
    heard = []
    before = threading.excepthook
    own = heard.append
    threading.excepthook = own
    try:
        yield heard, own
    finally:
        threading.excepthook = before


def ending():
    """Two threads fail inside, one afterwards."""
    sink = []
    with _own_hook() as (heard, own):
        with catch_thread_errors(sink):
            _fails("disk full", "dump stock")
            _fails("locked", "dump orders")
        restored = threading.excepthook is own
        _fails("late", "dump later")
        return {"caught": _described(sink), "own": _described(heard), "restored": restored}


def raising():
    """The block itself raises."""
    sink = []
    with _own_hook() as (_, own):
        try:
            with catch_thread_errors(sink):
                raise KeyError("the block")
        except KeyError:
            left = "KeyError"
        else:
            left = None
        return {"left": left, "restored": threading.excepthook is own}


def nested():
    """One block inside another."""
    outer, inner = [], []
    with _own_hook() as (heard, own):
        with catch_thread_errors(outer):
            _fails("before", "one")
            with catch_thread_errors(inner):
                _fails("inside", "two")
            _fails("after", "three")
        restored = threading.excepthook is own
        return {
            "outer": [one["text"] for one in _described(outer)],
            "inner": [one["text"] for one in _described(inner)],
            "own": len(heard),
            "restored": restored,
        }


def failing_worker():
    """A line that cannot be written."""
    sink = []

    def write(line):
        raise OSError("no space left")

    lines = queue.Queue()
    lines.put("a line")
    with _own_hook():
        with catch_thread_errors(sink):
            one = StoppableWorker(lines, write, name="protocol")
            one.start()
            one.stop()
            one.join()
        return {"caught": _described(sink), "processed": one.processed}


def scenario(block):
    """`block`: what happens inside of it."""
    return {"ends": ending, "raises": raising, "holds another": nested, "has a worker": failing_worker}[block]()
