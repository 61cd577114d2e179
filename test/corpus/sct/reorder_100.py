"""SCTBench CS/reorder_100_bad: 99 setters write two cells one after the other, and a checker asserts that it never sees one
without the other.

Beyond the promise: 100 threads."""

from reorder_family import reorder


def scenario():
    reorder(setters=99)
