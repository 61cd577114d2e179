"""A property with a checked setter: `+=` is still two calls.

form: assertion
"""

import threading


class Tank:
    def __init__(self):
        self._litres = 0

    @property
    def litres(self):
        return self._litres

    @litres.setter
    def litres(self, value):
        if value < 0:
            raise ValueError("a tank holds no less than nothing")
        self._litres = value


def scenario():
    tank = Tank()

    def fill():
        tank.litres += 10

    pumps = [threading.Thread(target=fill, name=f"pump {n}") for n in (1, 2)]
    for pump in pumps:
        pump.start()
    for pump in pumps:
        pump.join()
    assert tank.litres == 20
