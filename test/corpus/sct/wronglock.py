"""SCTBench CS/wronglock_bad: a value guarded by one lock is written under another (threads with the wrong lock: 7).

Beyond the promise: 8 threads."""

from wronglock_family import wronglock


def scenario():
    wronglock(wrong=7)
