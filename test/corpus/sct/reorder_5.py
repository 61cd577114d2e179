"""SCTBench CS/reorder_5_bad: 4 setters write two cells one after the other, and a checker asserts that it never sees one
without the other.

Beyond the promise: 5 threads."""

from reorder_family import reorder


def scenario():
    reorder(setters=4)
