"""A metaclass numbers the classes it makes, from two threads.

form: assertion
"""

import threading


class Numbered(type):
    last = 0

    def __new__(mcs, name, bases, space):
        made = super().__new__(mcs, name, bases, space)
        Numbered.last += 1
        made.number = Numbered.last
        return made


def scenario():
    Numbered.last = 0
    made = []
    threads = [threading.Thread(target=lambda name=name: made.append(Numbered(name, (), {}))) for name in "AB"]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert {one.number for one in made} == {1, 2}
