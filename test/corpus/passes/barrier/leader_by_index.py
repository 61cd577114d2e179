"""`wait` gives exactly one thread the index 0; an action runs once a round.

verdict: passed
"""

import threading


def scenario():
    actions, leaders = [], []
    barrier = threading.Barrier(2, action=lambda: actions.append(1))

    def work():
        if barrier.wait() == 0:
            leaders.append(threading.get_ident())

    threads = [threading.Thread(target=work) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(leaders) == len(actions) == 1
