"""`__getattr__` and `__setattr__` pass on to a dict, and so does the race.

form: assertion
"""

import threading


class Record:
    def __init__(self):
        object.__setattr__(self, "_data", {"views": 0})

    def __getattr__(self, name):
        try:
            return self._data[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name, value):
        self._data[name] = value


def scenario():
    page = Record()

    def view():
        page.views = page.views + 1

    a = threading.Thread(target=view)
    b = threading.Thread(target=view)
    a.start(), b.start()
    a.join(), b.join()
    assert page.views == 2
