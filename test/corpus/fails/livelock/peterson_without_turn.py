"""Peterson's lock without the turn variable: both step back for ever, or both go in.

form: livelock
"""

import threading


def scenario():
    wants = [False, False]
    inside = []

    def enter(me):
        wants[me] = True
        while wants[1 - me]:
            pass
        inside.append(me)
        wants[me] = False

    threads = [threading.Thread(target=enter, args=(n,)) for n in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
