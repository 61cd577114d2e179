"""Calls the learner's `run` with a table that watches who dines, and where one philosopher leaves early."""

import threading

from philosophers import Table, run

LONG = 3600.0


def scenario(n, strategy, meals, early):
    class Watched(Table):
        def dine(self, i, meals, on_eat):
            asked.append((i, meals))
            threads.append(threading.get_ident())
            with arrived:
                seated.append(i)
                arrived.notify_all()
                together.append(arrived.wait_for(lambda: len(seated) >= n, LONG))
            super().dine(i, meals - 1 if i == early else meals, on_eat)

    asked, threads, seated, together = [], [], [], []
    arrived = threading.Condition()
    before = threading.active_count()
    eaten = run(Watched(n, strategy), meals)
    return {
        "eaten": eaten,
        "asked": sorted(asked),
        "threads": len(set(threads)),
        "together": all(together),
        "left": threading.active_count() - before,
    }
