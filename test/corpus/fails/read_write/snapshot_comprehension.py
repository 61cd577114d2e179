"""A comprehension looks up keys that another thread deletes meanwhile.

form: exception
"""

import threading


def scenario():
    stock = {"tea": 1, "salt": 2, "rice": 3}

    def report():
        return {name: stock[name] for name in list(stock)}

    def sell_out():
        stock.pop("salt")

    threads = [threading.Thread(target=report), threading.Thread(target=sell_out)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
