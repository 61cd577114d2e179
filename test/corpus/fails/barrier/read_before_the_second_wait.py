"""After the barrier one thread already writes the next round while the other still reads the last.

form: assertion
"""

import threading


def scenario():
    barrier = threading.Barrier(2)
    cells = [0, 0]

    def work(me):
        for round_number in (1, 2):
            cells[me] = round_number
            barrier.wait()
            assert cells[1 - me] == round_number

    threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
