"""Threads that end by an exception, inside and outside of catch_thread_errors."""

import threading

from lifecycle import catch_thread_errors


def fail(name, error=ValueError):
    """A thread called `name` that an exception ends; returns when it has ended."""

    def raises():
        raise error(name)

    thread = threading.Thread(target=raises, name=name)
    thread.start()
    thread.join()


def text(caught):
    return [[one.exc_type.__name__, str(one.exc_value), one.thread.name] for one in caught]


def nested():
    """Errors before, inside, deeper inside, and after; who was told of which."""
    night, outer, inner = [], [], []
    threading.excepthook = night.append
    fail("before")
    with catch_thread_errors(outer):
        fail("outside")
        with catch_thread_errors(inner):
            fail("inside", KeyError)
        fail("outside again")
    fail("after")
    return {"night": text(night), "outer": text(outer), "inner": text(inner)}


def block_raises():
    """The body of the with block raises; where does the next error go?"""
    night, caught = [], []
    threading.excepthook = night.append
    left = None
    try:
        with catch_thread_errors(caught):
            fail("inside")
            raise LookupError("the block's own")
    except LookupError as error:
        left = str(error)
    fail("after")
    return {"night": text(night), "caught": text(caught), "left": left}


def used_twice():
    """The same sink in two blocks; two threads fail in the second."""
    caught = []
    threading.excepthook = lambda args: None
    with catch_thread_errors(caught):
        fail("first")
    with catch_thread_errors(caught):
        fail("second")
        fail("third")
    return text(caught)
