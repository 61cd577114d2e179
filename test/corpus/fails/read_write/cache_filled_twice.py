"""`if key not in cache` and the store are two steps: the expensive work is done twice.

form: assertion
"""

from threading import Thread


class Rates:
    def __init__(self):
        self.cache = {}
        self.asked = []

    def fetch(self, currency):
        self.asked.append(currency)
        return 1.1

    def rate(self, currency):
        if currency not in self.cache:
            self.cache[currency] = self.fetch(currency)
        return self.cache[currency]


def scenario():
    rates = Rates()
    threads = [Thread(target=rates.rate, args=("EUR",)) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert rates.asked == ["EUR"]
