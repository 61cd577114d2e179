"""SCTBench CS/reorder_20_bad: 19 setters write two cells one after the other, and a checker asserts that it never sees one
without the other.

Beyond the promise: 20 threads."""

from reorder_family import reorder


def scenario():
    reorder(setters=19)
