"""The thread dies of an error; nobody asks.

form: exception
"""

import threading


def scenario():
    prices = {"tea": "3"}

    def parse(name):
        prices[name] = int(prices[name])

    threads = [threading.Thread(target=parse, args=(name,)) for name in ("tea", "salt")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
