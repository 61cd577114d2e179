"""One party gives up with `abort`; the other gets BrokenBarrierError and nobody handles it.

form: exception
"""

import threading


def scenario():
    barrier = threading.Barrier(2)

    def good():
        barrier.wait()

    def bad():
        try:
            raise OSError("no file")
        except OSError:
            barrier.abort()

    threads = [threading.Thread(target=good), threading.Thread(target=bad)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
