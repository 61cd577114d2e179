"""SCTBench CS/reorder_10_bad: 9 setters write two cells one after the other, and a checker asserts that it never sees one
without the other.

Beyond the promise: 10 threads."""

from reorder_family import reorder


def scenario():
    reorder(setters=9)
