"""The result attribute is read without a join.

form: exception
"""

import threading


class Sum(threading.Thread):
    def __init__(self, numbers):
        super().__init__(name="summing")
        self.numbers = numbers

    def run(self):
        self.total = sum(self.numbers)


def scenario():
    adder = Sum([1, 2, 3])
    adder.start()
    assert adder.total == 6
    adder.join()
