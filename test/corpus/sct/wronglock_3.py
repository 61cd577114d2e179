"""SCTBench CS/wronglock_3_bad: a value guarded by one lock is written under another (threads with the wrong lock: 3)."""

from wronglock_family import wronglock


def scenario():
    wronglock(wrong=3)
