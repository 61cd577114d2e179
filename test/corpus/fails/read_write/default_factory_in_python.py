"""`defaultdict` with a Python factory: two first users get two lists, one append is lost.

form: assertion
"""

import threading
from collections import defaultdict


class Log(list):
    made = 0

    def __init__(self):
        super().__init__()
        Log.made = Log.made + 1


def scenario():
    groups = defaultdict(Log)

    def note(word):
        groups[len(word)].append(word)

    threads = [threading.Thread(target=note, args=(word,)) for word in ("tea", "rye")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(groups[3]) == ["rye", "tea"]
