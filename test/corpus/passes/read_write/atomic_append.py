"""`append` is one step.

verdict: proved
"""

import threading


def scenario():
    seen = []
    threads = [threading.Thread(target=seen.append, args=(n,)) for n in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(seen) == [0, 1]
