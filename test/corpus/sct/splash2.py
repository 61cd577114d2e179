"""SCTBench splash2 (fft, lu, barnes): the port left out the macro that waits for the threads' end, so that the main thread reads the result
while they work. Reduced to the join that is missing."""

import threading


class Result:
    def __init__(self, parts):
        self.parts = [None] * parts

    def compute(self, part):
        self.parts[part] = part * part


def scenario():
    result = Result(2)
    threads = [threading.Thread(target=result.compute, args=(part,)) for part in range(2)]
    finished = []
    reader = threading.Thread(target=lambda: finished.append(None not in list(result.parts)))
    for thread in threads:
        thread.start()
    reader.start()
    reader.join()
    assert finished == [True], "the result was read before it was there"
    for thread in threads:
        thread.join()
