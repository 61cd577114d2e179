"""Each thread takes two items from one iterator and expects neighbours.

form: assertion
"""

import threading


def scenario():
    stream = iter([1, 2, 3, 4])
    pairs = []

    def take_pair():
        pairs.append((next(stream), next(stream)))

    threads = [threading.Thread(target=take_pair) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(pairs) == [(1, 2), (3, 4)], pairs
