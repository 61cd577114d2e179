"""SCTBench CS/reorder_3_bad: 2 setters write two cells one after the other, and a checker asserts that it never sees one
without the other."""

from reorder_family import reorder


def scenario():
    reorder(setters=2)
