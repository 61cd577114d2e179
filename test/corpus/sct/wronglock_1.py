"""SCTBench CS/wronglock_1_bad: a value guarded by one lock is written under another (threads with the wrong lock: 1)."""

from wronglock_family import wronglock


def scenario():
    wronglock(wrong=1)
