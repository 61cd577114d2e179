"""SCTBench CS/reorder_50_bad: 49 setters write two cells one after the other, and a checker asserts that it never sees one
without the other.

Beyond the promise: 50 threads."""

from reorder_family import reorder


def scenario():
    reorder(setters=49)
