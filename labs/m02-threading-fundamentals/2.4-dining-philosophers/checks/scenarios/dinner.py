"""Dinners at the learner's table. Each returns what was seen there."""

import threading

from philosophers import Table

LONG = 3600.0


class Place:
    """What one philosopher does just now. An object for each, so that only neighbours look at the same one."""

    def __init__(self):
        self.eating = False
        self.meals = 0


def scenario(n, strategy, meals):
    """All `n` dine: who ate beside whom, how often, and under which number."""
    table = Table(n, strategy)
    places = [Place() for _ in range(n)]
    beside, misnamed = [], []

    def eat_as(me):
        beside_me = sorted({(me - 1) % n, (me + 1) % n})

        def eat(i):
            if i != me:
                misnamed.append((me, i))
            mine = places[me]
            mine.eating = True
            for other in beside_me:
                if places[other].eating:
                    beside.append((me, other))
            mine.meals += 1
            mine.eating = False

        return eat

    _seat([(who, table.dine, (who, meals, eat_as(who))) for who in range(n)])
    return {"beside": beside, "misnamed": misnamed, "meals": [one.meals for one in places]}


def apart(strategy):
    """Philosophers 0 and 2 of four share no fork. Each eats until the other one has begun to."""
    table = Table(4, strategy)
    begun = {0: threading.Event(), 2: threading.Event()}
    met = {}

    def eat(i):
        begun[i].set()
        met[i] = begun[2 - i].wait(LONG)

    _seat([(who, table.dine, (who, 1, eat)) for who in (0, 2)])
    return {"met": [met.get(0), met.get(2)]}


def beyond(strategy):
    """Philosopher 0 of four eats until 2 has eaten; 1 and 3 sit between them and want to eat too."""
    table = Table(4, strategy)
    first, opposite = threading.Event(), threading.Event()
    served = []

    def hold(i):
        first.set()
        served.append(opposite.wait(LONG))

    def eat(i):
        if i == 2:
            opposite.set()

    holder = threading.Thread(target=table.dine, args=(0, 1, hold), name="philosopher 0")
    holder.start()
    first.wait(LONG)
    _seat([(who, table.dine, (who, 1, eat)) for who in (1, 3, 2)])
    holder.join()
    return {"served": served}


class Spilt(Exception):
    """What goes wrong at table."""


def spilling(n, strategy):
    """Philosopher 0 spills every meal; then its neighbours eat."""
    table = Table(n, strategy)
    heard, eaten = [], []

    def spill(i):
        raise Spilt

    def messy():
        for _ in range(n):
            try:
                table.dine(0, 1, spill)
            except Spilt:
                heard.append(True)
            else:
                heard.append(False)

    _seat([(0, messy, ())])
    _seat([(who, table.dine, (who, 1, eaten.append)) for who in sorted({1, n - 1})])
    return {"heard": heard, "eaten": sorted(eaten)}


def _seat(dinners):
    threads = [threading.Thread(target=work, args=args, name=f"philosopher {who}") for who, work, args in dinners]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
