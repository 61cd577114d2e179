"""`defaultdict(list)` makes and stores its list in one step.

verdict: proved
"""

import threading
from collections import defaultdict


def scenario():
    groups = defaultdict(list)
    threads = [threading.Thread(target=lambda word=word: groups[len(word)].append(word)) for word in ("tea", "rye")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(groups[3]) == ["rye", "tea"]
