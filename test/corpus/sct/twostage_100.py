"""SCTBench CS/twostage_100_bad: two values that belong together are written under two locks, and a reader comes between (writers: 99).

Beyond the promise: 100 threads."""

from twostage_family import twostage


def scenario():
    twostage(writers=99)
