"""A weak cache; the strong reference is taken first and tested then.

verdict: passed
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
    cache = weakref.WeakValueDictionary(home=holder.page)
    titles = []

    def drop():
        holder.page = None

    def read():
        page = cache.get("home")
        if page is not None:
            titles.append(page.title)

    threads = [threading.Thread(target=drop), threading.Thread(target=read)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert titles in ([], ["home"])
