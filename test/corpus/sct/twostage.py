"""SCTBench CS/twostage_bad: two values that belong together are written under two locks, and a reader comes between (writers: 1)."""

from twostage_family import twostage


def scenario():
    twostage(writers=1)
