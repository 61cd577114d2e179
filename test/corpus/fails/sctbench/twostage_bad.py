"""After SCTBench's twostage: the second stage is read before it is written.

form: assertion
"""

import threading


def scenario():
    one, two = threading.Lock(), threading.Lock()
    data = {"first": 0, "second": 0}

    def write():
        with one:
            data["first"] = 1
        with two:
            data["second"] = data["first"] + 1

    def read():
        with one:
            first = data["first"]
            if first == 0:
                return
        with two:
            assert data["second"] == first + 1

    threads = [threading.Thread(target=write), threading.Thread(target=read)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
