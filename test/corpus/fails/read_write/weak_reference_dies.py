"""The weak reference is alive when it is tested and dead when it is used.

form: exception
"""

import threading
import weakref


class Page:
    title = "home"


class Holder:
    def __init__(self):
        self.page = Page()


def scenario():
    holder = Holder()
    ref = weakref.ref(holder.page)

    def drop():
        holder.page = None

    t = threading.Thread(target=drop)
    t.start()
    if ref() is not None:
        ref().title.upper()
    t.join()
