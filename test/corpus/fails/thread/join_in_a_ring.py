"""Two threads join each other.

form: deadlock
"""

import threading


def scenario():
    pair = []
    ready = threading.Event()

    def meet(other):
        ready.wait()
        pair[other].join()

    pair += [threading.Thread(target=meet, args=(1,)), threading.Thread(target=meet, args=(0,))]
    for t in pair:
        t.start()
    ready.set()
    for t in pair:
        t.join()
