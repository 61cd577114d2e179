"""`bisect.insort` with a Python key: the place it found is stale when it inserts.

form: assertion
"""

import bisect
import threading


def size(word):
    return len(word)


def scenario():
    words = ["a", "aaaaa"]
    threads = [threading.Thread(target=bisect.insort, args=(words, word), kwargs={"key": size}) for word in ("aa", "aaa")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert [len(word) for word in words] == [1, 2, 3, 5], words
